"""A survey: how one enterprise of many stands, now and at the ends of the months before."""

from __future__ import annotations

from datetime import date

from checker.model.base import Value
from checker.model.obligation import Status


class ClauseGaps(Value, frozen=True, kw_only=True):
    """The gaps of one clause in one enterprise; the enterprise's own, not suppliers' promises."""

    id: str
    title: str
    missing: int
    deficient: int


class Point(Value, frozen=True, kw_only=True):
    """How many obligations were met, missing and deficient on a day."""

    day: date
    met: int
    missing: int
    deficient: int

    @property
    def gaps(self) -> int:
        """How many gaps there were."""
        return self.missing + self.deficient

    @property
    def coverage(self) -> float | None:
        """Which share of what was due was met; None when nothing was due."""
        due = self.met + self.gaps
        return round(self.met / due, 4) if due else None


class Survey(Value, frozen=True, kw_only=True):
    """One enterprise.

    Attributes:
        folder: The workspace as it was named.
        reason: Why it could not be assessed; then nothing else is known.
        owed: Obligations by status, the enterprise's own.
        major: Gaps proposed as major.
        latest: The day of the latest evidence that exists, or None.
        loose: Files that nothing identifies, or that count nowhere.
        clauses: Those with gaps, by id.
        trend: The days asked for on which the enterprise's assessment period had begun, the earliest first.
    """

    folder: str
    name: str
    reason: str = ""
    owed: dict[Status, int] = {}
    coverage: float | None = None
    major: int = 0
    latest: date | None = None
    loose: int = 0
    clauses: tuple[ClauseGaps, ...] = ()
    trend: tuple[Point, ...] = ()

    @property
    def gaps(self) -> int:
        """How many gaps there are."""
        return self.owed.get("missing", 0) + self.owed.get("deficient", 0)

    @property
    def change(self) -> int | None:
        """How many gaps more there are than on the day of the trend before; None where there is none."""
        return self.trend[-1].gaps - self.trend[-2].gaps if len(self.trend) > 1 else None

    def silent(self, since: date) -> bool:
        """Tell whether it was assessed, and no evidence is of that day or later."""
        return not self.reason and (self.latest is None or self.latest < since)
