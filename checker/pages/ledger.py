"""Rows of one record type by subject; many windows are folded into a strip of small cells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from checker.model.obligation import STATUS_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.obligation import Status
    from checker.pages.book import Row

FOLD = 4


class Group(NamedTuple):
    """The rows of one subject.

    Attributes:
        folded: Whether they are shown as a strip, with the table behind it.
    """

    subject: str
    rows: tuple[Row, ...]
    folded: bool

    @property
    def gaps(self) -> tuple[Row, ...]:
        """Those that are gaps."""
        return tuple(row for row in self.rows if row.item.gap)

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many rows have each status that occurs."""
        return counts(self.rows)


def counts(rows: Iterable[Row]) -> list[tuple[Status, int]]:
    """Return how many rows have each status that occurs, gaps first."""
    found = Counter(row.item.status for row in rows)
    return [(status, found[status]) for status in STATUS_TITLES if found[status]]


def groups(rows: Iterable[Row]) -> tuple[Group, ...]:
    """Return one folded group per subject with many windows, and one table for all other subjects."""
    by_subject: dict[str, list[Row]] = {}
    for row in rows:
        by_subject.setdefault(row.subject, []).append(row)
    few = tuple(row for held in by_subject.values() if len(held) <= FOLD for row in held)
    many = [
        Group(name, tuple(sorted(held, key=_by_window)), folded=True)
        for name, held in by_subject.items()
        if len(held) > FOLD
    ]
    return (*many, *([Group("各对象现状", few, folded=False)] if few else []))


def _by_window(row: Row) -> tuple[str, str]:
    return (row.item.window or "", row.item.id)
