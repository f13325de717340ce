"""Windows, working days and limits: dates in, dates out.

Weeks are ISO 8601 weeks. Working days are those of the Chinese public holidays with their make-up
workdays, as the library `chinesecalendar` keeps them; a year counts as known when the library holds
make-up workdays for it. In other years Monday to Friday are working days (contract 3.5).
"""

from __future__ import annotations

import calendar as gregorian
import math
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, assert_never

from chinese_calendar.constants import Holiday, holidays, workdays

from checker.model.base import Value
from checker.model.record import WEEKDAY_TITLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from checker.model.document import Document
    from checker.model.profile import CalendarSettings
    from checker.model.record import Cadence, Grace, Weekday, Within

KNOWN_YEARS = frozenset(day.year for day in workdays)
_FESTIVALS: dict[str, str] = {known.value: known.chinese for known in Holiday}
_DAY = timedelta(days=1)
_SATURDAY = 5
WEEKDAYS = tuple(WEEKDAY_TITLES)  # Monday first, as date.weekday() counts
_PATTERNS: tuple[tuple[Cadence, re.Pattern[str]], ...] = (
    ("weekly", re.compile(r"(\d{4})-W(\d{2})")),
    ("quarterly", re.compile(r"(\d{4})-Q([1-4])")),
    ("half-yearly", re.compile(r"(\d{4})-H([12])")),
    ("monthly", re.compile(r"(\d{4})-(\d{2})")),
    ("yearly", re.compile(r"(\d{4})()")),
)
_MONTHS: dict[Cadence, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


class Window(NamedTuple):
    """One calendar period: its name ("2026-W21"), its first and its last day."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@lru_cache(maxsize=65536)
def window_of(cadence: Cadence, day: date) -> Window:
    """Return the window of that cadence that holds the day."""
    if cadence == "weekly":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Window(f"{year:04}-W{week:02}", first, _shift(first, 6))
    months = _MONTHS[cadence]
    part = (day.month - 1) // months
    first = date(day.year, part * months + 1, 1)
    last = date(day.year, first.month + months - 1, gregorian.monthrange(day.year, first.month + months - 1)[1])
    return Window(_name(cadence, first), first, last)


def _name(cadence: Cadence, first: date) -> str:
    match cadence:
        case "monthly":
            return f"{first.year:04}-{first.month:02}"
        case "quarterly":
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        case "half-yearly":
            return f"{first.year:04}-H{(first.month + 5) // 6}"
        case "yearly":
            return f"{first.year:04}"
        case "weekly":
            return window_of("weekly", first).name
        case _:
            assert_never(cadence)


def _shift(day: date, days: int) -> date:
    """Add days, stopping at the last day that a date can hold."""
    return day + timedelta(days=days) if (date.max - day).days >= days else date.max


def windows_between(cadence: Cadence, start: date, end: date) -> Iterator[Window]:
    """Yield the windows whose first day lies from start to end, both inclusive."""
    window = window_of(cadence, start)
    while window.first <= end:
        if window.first >= start:
            yield window
        if window.last >= end:
            return
        window = window_of(cadence, window.last + _DAY)


@lru_cache(maxsize=65536)
def parse_window(text: str) -> tuple[Cadence, Window] | None:
    """Return cadence and window that a name such as "2026-Q2" means, or None if there is none such."""
    for cadence, pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            first = _first_day(cadence, int(found[1]), int(found[2] or 1))
            return (cadence, window_of(cadence, first)) if first else None
    return None


def _first_day(cadence: Cadence, year: int, part: int) -> date | None:
    try:
        if cadence == "weekly":
            return date.fromisocalendar(year, part, 1)
        return date(year, (part - 1) * _MONTHS[cadence] + 1, 1)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """Add months; the day is clamped to the month's end (31 January + 1 month = 28 or 29 February)."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def next_review(document: Document, day: date) -> date | None:
    """Return when the document's next review is owed as known on that day, if one is (contract 3.10)."""
    start = document.reviewed_by(day) or document.effective
    if start is None or document.review_months is None:
        return None
    return add_months(start, document.review_months)


def festival(day: date) -> str:
    """Return the Chinese name of the public holiday on that day or made up for by working on it, or nothing."""
    return _FESTIVALS.get(holidays.get(day, "") or workdays.get(day, ""), "")


class Shift(NamedTuple):
    """One stretch of office hours, as times of day counted from midnight."""

    start: timedelta
    end: timedelta


def shifts(hours: Iterable[str]) -> tuple[Shift, ...]:
    """Return stretches such as "08:30-12:00" in the order of the day.

    Raises:
        ValueError: One ends before it begins, or two overlap.
    """
    found = sorted(Shift(*(_time_of_day(part) for part in text.split("-"))) for text in hours)
    if any(shift.start >= shift.end for shift in found):
        raise ValueError("有一段的结束不晚于开始")
    if any(later.start < earlier.end for earlier, later in pairwise(found)):
        raise ValueError("有两段重叠")
    return tuple(found)


def _time_of_day(text: str) -> timedelta:
    hours, _, minutes = text.partition(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def working_calendar(settings: CalendarSettings) -> WorkingCalendar:
    """Return the calendar of an enterprise."""
    return WorkingCalendar(
        extra_holidays=frozenset(settings.extra_holidays),
        extra_workdays=frozenset(settings.extra_workdays),
        office_hours=shifts(settings.office_hours),
    )


class WorkingCalendar(Value, frozen=True, kw_only=True):
    """Working days of one enterprise: the country's, and its own extra days, which always count."""

    extra_holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    office_hours: tuple[Shift, ...] = ()

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on that day."""
        if day in self.extra_holidays:
            return False
        if day in self.extra_workdays:
            return True
        if day.year in KNOWN_YEARS:
            return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)
        return day.weekday() < _SATURDAY

    def nth_workday(self, day: date, count: int) -> date:
        """Return the count-th working day after the day; 0 is the day itself."""
        while count > 0 and day < date.max:
            day += _DAY
            count -= self.is_workday(day)
        return day

    def due(self, day: date, limit: Within | Grace) -> date:
        """Return the day that lies the limit after the day; fractions are rounded up (contract 3.5).

        Where the day itself is the first one (自当日起算), it counts as if the limit began the day before.
        """
        if getattr(limit, "inclusive", False) and day > date.min:
            day -= _DAY
        if limit.workdays is not None:
            return self.nth_workday(day, math.ceil(limit.workdays))
        if (workhours := getattr(limit, "workhours", None)) is not None:
            return self.nth_workday(day, math.ceil(timedelta(hours=workhours) / self._hours_a_day))
        hours = getattr(limit, "hours", None)
        days = math.ceil(limit.days) if limit.days is not None else math.ceil((hours or 0) / 24)
        return _shift(day, days)

    @property
    def _hours_a_day(self) -> timedelta:
        return sum((shift.end - shift.start for shift in self.office_hours), timedelta())

    def after_workhours(self, instant: datetime, hours: float) -> datetime:
        """Return the point in time at which that many working hours have passed; office hours must be known."""
        left, day = timedelta(hours=hours), instant.date()
        if not left:
            return instant
        while day < date.max:
            midnight = datetime.combine(day, time(), instant.tzinfo)
            for shift in self.office_hours if self.is_workday(day) else ():
                start = max(midnight + shift.start, instant)
                open_for = max(midnight + shift.end - start, timedelta())
                if left <= open_for:
                    return start + left
                left -= open_for
            day += _DAY
        return datetime.max.replace(tzinfo=instant.tzinfo)

    def permits(self, day: date, weekdays: Collection[Weekday]) -> bool:
        """Tell whether something bound to days of the week may happen on that day.

        It may on a working day of that name, and on the first working day after one that was none (顺延).
        """
        if not weekdays or not self.is_workday(day):
            return not weekdays
        while True:
            if WEEKDAYS[day.weekday()] in weekdays:
                return True
            if day == date.min or self.is_workday(day - _DAY):
                return False
            day -= _DAY

    def permitted(self, window: Window, weekdays: Collection[Weekday]) -> int:
        """Return on how many days of the window something bound to days of the week may happen."""
        return sum(self.permits(window.first + _DAY * place, weekdays) for place in range(window.days))

    def unknown_years(self, day: date, until: date) -> set[int]:
        """Return the years from day to until for which working days had to be assumed."""
        return {year for year in range(day.year, until.year + 1) if year not in KNOWN_YEARS}
