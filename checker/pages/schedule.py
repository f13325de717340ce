"""The calendar (日历): three months as grids, a list by day for small screens, and the feeds."""

from __future__ import annotations

import calendar as gregorian
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from checker.calendar import add_months, festival, windows_between, working_calendar
from checker.pages import coming, feeds
from checker.pages.engine import block, heading, page_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.calendar import Window
    from checker.model.profile import CalendarSettings
    from checker.pages.book import Book
    from checker.pages.coming import Coming
    from checker.pages.feeds import Feed

PAGE = "calendar/index.md"
MONTHS_AFTER = 2
MOST = 4  # records that a day of a grid shows unfolded
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_SATURDAY = 5


class Day(NamedTuple):
    """One day: whether people rest, what is special about it ("休 端午"), and what falls due."""

    day: date
    today: bool
    rest: bool
    note: str
    items: tuple[Coming, ...]

    @property
    def title(self) -> str:
        """The day in words, such as "7 月 3 日 周五"."""
        return f"{self.day.month} 月 {self.day.day} 日 {WEEKDAYS[self.day.weekday()]}"

    @property
    def anchor(self) -> str:
        """Its id in the list."""
        return f"d-{self.day}"


class Month(NamedTuple):
    """One month: its name, and its weeks by number, each of seven days; days of other months are None."""

    title: str
    weeks: list[tuple[int, list[Day | None]]]


class Late(NamedTuple):
    """How many gaps are overdue: the enterprise's own, missing or deficient, and suppliers' promises."""

    missing: int
    deficient: int
    promised: int


def build(book: Book, items: Sequence[Coming]) -> str:
    """Return the page."""
    years = _Year(book, items)
    subscribed = [feed for feed in feeds.feeds(book, items) if feed.number or not feed.role]
    return page_text(
        "日历",
        _head(book, subscribed),
        block("calendar_months.jinja", PAGE, months=years.months(), weekdays=WEEKDAYS, later=years.later, most=MOST),
        heading("清单", "list"),
        block("calendar_list.jinja", PAGE, days=years.days(), as_of=book.assessment.as_of),
        heading("订阅到自己的日历", "feeds"),
        block("calendar_feeds.jinja", PAGE, feeds=subscribed, every_role=bool(book.controls.roles)),
        hide=["navigation", "toc"],
    )


def _head(book: Book, subscribed: Sequence[Feed]) -> str:
    late = coming.overdue(book)
    own = [row.item.status for row in late if not row.commitment]
    window = _span(book.assessment.as_of)
    calendar = working_calendar(book.controls.profile.calendar)
    return block(
        "calendar_head.jinja",
        PAGE,
        enterprise=book.assessment.enterprise.name,
        as_of=book.assessment.as_of,
        late=Late(own.count("missing"), own.count("deficient"), len(late) - len(own)),
        number=subscribed[0].number,
        roles=[feed for feed in subscribed if feed.role],
        detailed=book.detailed,
        every_role=bool(book.controls.roles),
        unknown=sorted(calendar.unknown_years(window[0].first, window[-1].last)),
    )


def _span(day: date) -> tuple[Window, ...]:
    first = day.replace(day=1)
    return tuple(windows_between("monthly", first, add_months(first, MONTHS_AFTER)))


class _Year:
    """What stands on every day."""

    def __init__(self, book: Book, items: Sequence[Coming]) -> None:
        self._as_of = book.assessment.as_of
        self._settings = book.controls.profile.calendar
        self._calendar = working_calendar(self._settings)
        self._due: Mapping[date, tuple[Coming, ...]] = {
            day: tuple(held) for day, held in groupby(items, key=lambda one: one.item.due)
        }
        self._span = _span(self._as_of)

    @property
    def later(self) -> int:
        """How much falls due after the last grid."""
        return sum(len(held) for day, held in self._due.items() if day > self._span[-1].last)

    def days(self) -> list[Day]:
        """Return the days on which something falls due."""
        return [self._day(day) for day in self._due]

    def months(self) -> list[Month]:
        """Return the grids."""
        return [
            Month(f"{window.first.year} 年 {window.first.month} 月", list(self._weeks(window))) for window in self._span
        ]

    def _weeks(self, window: Window) -> Iterator[tuple[int, list[Day | None]]]:
        year, month = window.first.year, window.first.month
        for week in gregorian.monthcalendar(year, month):
            days = [self._day(date(year, month, number)) if number else None for number in week]
            yield next(known.day for known in days if known).isocalendar().week, days

    def _day(self, day: date) -> Day:
        rest = not self._calendar.is_workday(day)
        return Day(day, day == self._as_of, rest, _note(self._settings, day, rest=rest), self._due.get(day, ()))


def _note(settings: CalendarSettings, day: date, *, rest: bool) -> str:
    """Return what is special about a day, with the words "休" and "班" of Chinese calendars."""
    if day in settings.extra_holidays:
        return "休 企业放假"
    if day in settings.extra_workdays:
        return "班 企业上班"
    usual = day.weekday() >= _SATURDAY
    if rest and (festival(day) or not usual):
        return f"休 {festival(day)}"
    return f"班 {festival(day)}调休" if usual and not rest else ""
