"""The last day on which a record is in time (contract 3.5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from checker.calendar import Window, WorkingCalendar
    from checker.model.evidence import Evidence
    from checker.model.record import RecordType


class Due(NamedTuple):
    """When a record is due, and how that was found.

    Attributes:
        day: The due day, or None where there is none.
        deadline: The instant, for limits in hours where both times of day are known.
        start: The day from which working days were counted, or None where none were.
        origin: The evidence from which the limit counts.
    """

    day: date | None = None
    deadline: datetime | None = None
    start: date | None = None
    origin: Evidence | None = None


def due_of_window(record: RecordType, window: Window, calendar: WorkingCalendar) -> Due:
    """Return when a record with a cadence is due: the window's last day plus the grace."""
    if record.grace is None:
        return Due(window.last)
    start = window.last if record.grace.workdays is not None else None
    return Due(calendar.due(window.last, record.grace), start=start)


def due_within(
    record: RecordType, related: tuple[Evidence, ...], own: Evidence | None, calendar: WorkingCalendar
) -> Due:
    """Return when a record with a deadline is due: the latest related date plus the limit."""
    limit = record.within
    dated = [(item.day, item.instant, item) for item in related if item.day is not None]
    if limit is None or not dated:
        return Due()
    last = max(day for day, _, _ in dated)
    latest = [(instant, item) for day, instant, item in dated if day == last]
    known = [(instant, item) for instant, item in latest if instant is not None]
    instant, origin = max(known, key=lambda pair: pair[0]) if known else (None, latest[-1][1])
    if limit.hours is not None and instant is not None and own is not None and own.instant is not None:
        deadline = _after(instant, limit.hours)
        return Due(deadline.date(), deadline, origin=origin)
    if limit.workhours is not None and instant is not None and own is not None and own.instant is not None:
        deadline = calendar.after_workhours(instant, limit.workhours)
        return Due(deadline.date(), deadline, start=last, origin=origin)
    start = None if limit.workdays is None and limit.workhours is None else last
    return Due(calendar.due(last, limit), start=start, origin=origin)


def _after(instant: datetime, hours: float) -> datetime:
    try:
        return instant + timedelta(hours=hours)
    except OverflowError:
        return datetime.max.replace(tzinfo=instant.tzinfo)
