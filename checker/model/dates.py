"""Days of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from checker.model.evidence import Evidence


def days_of(evidence: Iterable[Evidence]) -> Iterator[date]:
    """Yield the dates of those that have one."""
    return (item.day for item in evidence if item.day is not None)
