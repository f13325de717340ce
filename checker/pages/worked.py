"""Deadlines by example: a record type's rules of time, worked out from the day of assessment."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from checker.calendar import WEEKDAYS, add_months, window_of, working_calendar
from checker.model.labels import limit
from checker.model.record import WEEKDAY_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.calendar import WorkingCalendar
    from checker.model.record import Cadence, RecordType, Within
    from checker.pages.book import Book

_DAY = timedelta(days=1)
_MORNING = timedelta(hours=9)
_AHEAD = 60
_SHOWN = 3


def examples(book: Book, record: RecordType) -> tuple[str, ...]:
    """Return sentences with real days, as the enterprise's own calendar gives them."""
    today, calendar = book.assessment.as_of, working_calendar(book.controls.profile.calendar)
    found: list[str] = []
    if record.cadence:
        found.append(_window(record, record.cadence, today, calendar))
    if record.weekdays:
        found.append(_weekdays(record, today, calendar))
    if record.within:
        found.append(_within(book, record, record.within, calendar))
    if record.valid_months is not None:
        found.append(f"{_words(today)}的一份，有效到 {_words(add_months(today, record.valid_months))}")
    return tuple(found)


def _words(day: date) -> str:
    return f"{day}（{WEEKDAY_TITLES[WEEKDAYS[day.weekday()]]}）"


def _window(record: RecordType, cadence: Cadence, today: date, calendar: WorkingCalendar) -> str:
    window = window_of(cadence, today)
    text = f"{window.name} 这一期从 {window.first} 到 {window.last}，"
    if record.grace is None:
        return f"{text}最迟 {_words(window.last)}"
    due = calendar.due(window.last, record.grace)
    doubt = _doubt(window.last, due, calendar) if record.grace.workdays is not None else ""
    return f"{text}期末再加 {limit(record.grace)}，最迟 {_words(due)}{doubt}"


def _weekdays(record: RecordType, today: date, calendar: WorkingCalendar) -> str:
    ahead = (today + _DAY * place for place in range(min(_AHEAD, (date.max - today).days)))
    days = islice((day for day in ahead if calendar.permits(day, record.weekdays)), _SHOWN)
    return f"接下来该办的日子：{'、'.join(map(_words, days)) or '两个月里没有'}"


def _within(book: Book, record: RecordType, within: Within, calendar: WorkingCalendar) -> str:
    today = book.assessment.as_of
    due = calendar.due(today, within)
    worked = within.workdays is not None or within.workhours is not None
    doubt = _doubt(today, due, calendar) if worked else ""
    what = f"《{book.record_ref(record.deadline_of or record.id).label}》"
    by_day = f"{_words(due)}{doubt}"
    instants = "；".join(_instants(within, today, calendar))
    if instants:
        return f"{what}在 {instants}。没有写明几点的按天算，最迟 {by_day}"
    return f"{what}在 {_words(today)}，最迟 {by_day}"


def _instants(within: Within, today: date, calendar: WorkingCalendar) -> Iterator[str]:
    """Yield the start and the end in hours, where the limit counts hours."""
    morning = calendar.office_hours[0].start if calendar.office_hours else _MORNING
    start = datetime.combine(today, time()) + morning
    if within.workhours is not None:
        end = calendar.after_workhours(start, within.workhours)
    elif within.hours is not None and (date.max - today).days > within.hours / 24 + 1:
        end = start + timedelta(hours=within.hours)
    else:
        return
    yield f"{_words(today)}{start:%H:%M}，最迟 {_words(end.date())}{end:%H:%M}"


def _doubt(start: date, end: date, calendar: WorkingCalendar) -> str:
    """Return a note where working days are not published yet."""
    years = "、".join(str(year) for year in sorted(calendar.unknown_years(start, end)))
    return f"，其中 {years} 年的放假安排还没有，按周一到周五算" if years else ""
