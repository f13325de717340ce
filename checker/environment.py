"""Environment variables, set while a block runs: how tools that we call are told something."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

AS_OF, AUDIENCE = "GUANBIAO_AS_OF", "GUANBIAO_AUDIENCE"  # for the MkDocs adapter; they go before its options
_EARLIEST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())  # a zip cannot hold an earlier date


def stamped(day: date) -> AbstractContextManager[None]:
    """Set SOURCE_DATE_EPOCH (reproducible-builds.org) to the beginning of a day while the block runs."""
    return given(SOURCE_DATE_EPOCH=str(max(int(datetime.combine(day, time(), UTC).timestamp()), _EARLIEST)))


@contextmanager
def given(**values: str) -> Iterator[None]:
    """Set variables while the block runs; afterwards they are as they were before."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
