"""Lets tools that stamp their output use the day of assessment instead of the clock."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "SOURCE_DATE_EPOCH"
_EARLIEST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())  # a zip cannot hold an earlier date


@contextmanager
def stamped(day: date) -> Iterator[None]:
    """Set SOURCE_DATE_EPOCH (reproducible-builds.org) to the beginning of a day while the block runs."""
    before = os.environ.get(_NAME)
    os.environ[_NAME] = str(max(int(datetime.combine(day, time(), UTC).timestamp()), _EARLIEST))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_NAME]
        else:
            os.environ[_NAME] = before
