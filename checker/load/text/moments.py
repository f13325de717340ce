"""Dates and points in time as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

_DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")  # Excel writes 2026/5/20 into CSV


def parse_moment(text: str) -> date | datetime:
    """Return the date or the date with time that a text means.

    Raises:
        ValueError: It means none, or a day that does not exist.
    """
    day = _DAY.fullmatch(text.strip())
    if day:
        return date(int(day[1]), int(day[2]), int(day[3]))
    if not _DAY.match(text.strip()):
        raise ValueError(text)
    return datetime.fromisoformat(text.strip())


def as_json(value: Any) -> Any:
    """Return parsed YAML with dates as ISO strings, as JSON Schema sees it (contract 3.12)."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
