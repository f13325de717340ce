"""Windows, working days and limits against what the State Council published and against a naive walk."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.calendar import (
    KNOWN_YEARS,
    WEEKDAYS,
    WorkingCalendar,
    add_months,
    parse_window,
    shifts,
    window_of,
    windows_between,
    working_calendar,
)
from checker.model.profile import CalendarSettings
from checker.model.record import CADENCE_TITLES, Grace, Within

DAY = timedelta(days=1)
CADENCES = sorted(CADENCE_TITLES)
PLAIN = WorkingCalendar()
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def span(first, last):
    return {first + DAY * place for place in range((last - first).days + 1)}


# Notices of the General Office of the State Council for 2025 and 2026.
FREE = {
    "2025 国庆中秋": span(date(2025, 10, 1), date(2025, 10, 8)),
    "2026 元旦": span(date(2026, 1, 1), date(2026, 1, 3)),
    "2026 春节": span(date(2026, 2, 15), date(2026, 2, 23)),
    "2026 国庆": span(date(2026, 10, 1), date(2026, 10, 7)),
}
MADE_UP = [
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 10, 10),
]


@pytest.mark.parametrize("name", FREE)
def test_holidays(name):
    assert not any(PLAIN.is_workday(day) for day in FREE[name])


@pytest.mark.parametrize("day", MADE_UP, ids=str)
def test_weekend_days_that_are_worked(day):
    assert day.weekday() >= 5
    assert PLAIN.is_workday(day)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        (date(2025, 9, 30), 4, date(2025, 10, 13)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 2, 27), 2, date(2026, 3, 2)),
        (date(2026, 5, 22), 0, date(2026, 5, 22)),
        (date(2026, 5, 23), 0, date(2026, 5, 23)),
        (date(2035, 10, 1), 1, date(2035, 10, 2)),
        (date(2035, 12, 28), 1, date(2035, 12, 31)),
    ],
)
def test_working_days_by_hand(start, count, due):
    assert PLAIN.nth_workday(start, count) == due


@given(
    st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    st.integers(0, 60),
    st.sets(DAYS, max_size=5),
    st.sets(DAYS, max_size=5),
)
def test_working_days_against_a_naive_walk(start, count, free, worked):
    own = WorkingCalendar(extra_holidays=frozenset(free), extra_workdays=frozenset(worked))
    day, left = start, count
    while left:
        day += DAY
        if day in free:
            works = False
        elif day in worked:
            works = True
        elif day.year in KNOWN_YEARS:
            works = chinese_calendar.is_workday(day)
        else:
            works = day.weekday() < 5
        left -= works
    assert own.nth_workday(start, count) == day


@given(DAYS.filter(lambda day: day.year in KNOWN_YEARS))
def test_known_years_are_the_librarys(day):
    assert PLAIN.is_workday(day) == chinese_calendar.is_workday(day)


def test_unknown_years_are_named():
    assert {2025, 2026} <= KNOWN_YEARS
    assert 2035 not in KNOWN_YEARS
    assert PLAIN.unknown_years(date(2026, 1, 1), date(2026, 2, 1)) == set()
    assert PLAIN.unknown_years(date(2034, 12, 31), date(2035, 1, 1)) == {2034, 2035}


@pytest.mark.parametrize(
    ("limit", "days"),
    [
        (Within(days=0), 0), (Within(days=0.1), 1), (Within(days=3), 3), (Grace(days=2.5), 3), (Within(hours=0), 0),
        (Within(hours=1), 1), (Within(hours=24), 1), (Within(hours=24.5), 2), (Within(hours=48), 2),
        (Grace(days=99), 99),
    ],
)  # fmt: skip
def test_days_and_hours_are_rounded_up(limit, days):
    assert PLAIN.due(date(2026, 5, 22), limit) == date(2026, 5, 22) + DAY * days


def test_fractions_of_working_days_are_rounded_up():
    assert PLAIN.due(date(2026, 5, 22), Within(workdays=0.5)) == date(2026, 5, 25)
    assert PLAIN.due(date(2026, 5, 22), Grace(workdays=1.1)) == date(2026, 5, 26)


# Where limits go wrong: long holidays with make-up days, year ends, a year of 53 weeks, a leap day.
EDGES = [
    date(2025, 9, 30), date(2026, 9, 30), date(2026, 2, 13), date(2025, 12, 31), date(2020, 12, 31), date(2024, 2, 28),
]  # fmt: skip
NEAR_EDGES = st.builds(lambda day, shift: day + DAY * shift, st.sampled_from(EDGES), st.integers(-20, 20))


@given(NEAR_EDGES, st.integers(1, 15))
def test_the_first_day_may_count_itself(start, count):
    day, left = start - DAY, count
    while left:
        day += DAY
        left -= chinese_calendar.is_workday(day)
    assert PLAIN.due(start, Within(workdays=count, inclusive=True)) == day
    assert PLAIN.due(start, Within(days=count, inclusive=True)) == start + DAY * (count - 1)


def test_the_end_of_time():
    assert PLAIN.due(date(9999, 12, 1), Within(days=100)) == date.max
    assert PLAIN.nth_workday(date(9999, 12, 1), 100) == date.max
    assert window_of("weekly", date.max).last == date.max
    assert [w.name for w in windows_between("yearly", date(9998, 1, 1), date.max)] == ["9998", "9999"]
    assert window_of("weekly", date.min) == ("0001-W01", date(1, 1, 1), date(1, 1, 7))


@pytest.mark.parametrize(
    ("cadence", "day", "name", "first", "last"),
    [
        ("weekly", date(2026, 1, 1), "2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("weekly", date(2027, 1, 3), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("weekly", date(2024, 12, 30), "2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        ("weekly", date(2021, 1, 3), "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("monthly", date(2024, 2, 29), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("monthly", date(2025, 2, 28), "2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("monthly", date(2026, 12, 31), "2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("quarterly", date(2026, 6, 30), "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("half-yearly", date(2026, 7, 1), "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("yearly", date(2026, 7, 1), "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_windows_by_hand(cadence, day, name, first, last):
    assert window_of(cadence, day) == (name, first, last)
    assert parse_window(name) == (cadence, (name, first, last))


def naive_window(cadence, day):
    """Return first and last day of the window, walking day by day."""

    def same(other):
        match cadence:
            case "weekly":
                return other.isocalendar()[:2] == day.isocalendar()[:2]
            case "yearly":
                return other.year == day.year
        size = {"monthly": 1, "quarterly": 3, "half-yearly": 6}[cadence]
        return (other.year, (other.month - 1) // size) == (day.year, (day.month - 1) // size)

    first = last = day
    while same(first - DAY):
        first -= DAY
    while same(last + DAY):
        last += DAY
    return first, last


@given(st.sampled_from(CADENCES), DAYS)
def test_windows_against_a_naive_walk(cadence, day):
    window = window_of(cadence, day)
    assert (window.first, window.last) == naive_window(cadence, day)
    assert parse_window(window.name) == (cadence, window)


@given(st.sampled_from(CADENCES), DAYS, st.integers(-40, 1500))
def test_windows_between_are_all_that_begin_inside(cadence, start, length):
    end = start + DAY * length
    found = list(windows_between(cadence, start, end))
    begun = [day for day in sorted(span(start, end)) if window_of(cadence, day).first == day]
    assert [window.first for window in found] == begun


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "2026-Q5",
        "2026-Q0",
        "2026-H3",
        "26-01",
        "2026-1",
        "0000",
        "0000-01",
        "0000-W01",
        "2026-W1",
        "x",
    ],
)
def test_names_of_no_window(text):
    assert parse_window(text) is None


@given(DAYS, st.integers(1, 1200))
def test_months_are_clamped_to_the_months_end(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_months_by_hand(day, months, later):
    assert add_months(day, months) == later


ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = WorkingCalendar(office_hours=shifts(["13:30-17:30", "08:30-12:00"]))


def in_office(moment):
    minutes = moment.hour * 60 + moment.minute
    open_now = 8 * 60 + 30 <= minutes < 12 * 60 or 13 * 60 + 30 <= minutes < 17 * 60 + 30
    return open_now and chinese_calendar.is_workday(moment.date())


@given(NEAR_EDGES, st.integers(0, 15))
def test_working_days_at_the_edges_against_a_naive_walk(start, count):
    day, left = start, count
    while left:
        day += DAY
        left -= chinese_calendar.is_workday(day)
    assert PLAIN.due(start, Within(workdays=count)) == day


@given(NEAR_EDGES, st.integers(0, 24 * 60 - 1), st.integers(1, 20 * 60))
def test_working_hours_against_a_walk_minute_by_minute(day, minute, length):
    start = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(minutes=minute)
    at, left = start, length
    while left:
        left -= in_office(at)
        at += timedelta(minutes=1)
    assert OFFICE.after_workhours(start, length / 60) == at


@given(NEAR_EDGES, st.integers(0, 40 * 60).map(lambda minutes: minutes / 60))
def test_working_hours_without_times_are_whole_working_days(day, hours):
    due = OFFICE.due(day, Within(workhours=hours))
    counted = sum(chinese_calendar.is_workday(day + DAY * place) for place in range(1, (due - day).days + 1))
    assert counted * 7.5 >= hours > (counted - 1) * 7.5 or counted == hours == 0


def test_working_hours_at_the_end_of_time():
    late = datetime(9999, 12, 31, 9, tzinfo=ZONE)
    assert OFFICE.after_workhours(late, 100).date() == date.max
    assert OFFICE.after_workhours(late, 0) == late


@pytest.mark.parametrize("hours", [["12:00-12:00"], ["09:00-08:00"], ["08:00-12:00", "11:59-13:00"]], ids=str)
def test_office_hours_that_make_no_sense(hours):
    with pytest.raises(ValueError, match="有"):
        shifts(hours)


def test_the_calendar_of_an_enterprise():
    own = working_calendar(CalendarSettings(extra_holidays=(date(2026, 5, 22),), office_hours=("09:00-24:00",)))
    assert not own.is_workday(date(2026, 5, 22))
    assert own.office_hours == ((timedelta(hours=9), timedelta(hours=24)),)


@given(NEAR_EDGES, st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_days_of_the_week_against_a_walk_forwards(day, names):
    """A day is permitted exactly if some named day, put off while nobody works, falls on it."""
    fallen = set()
    for place in range(-30, 1):
        named = day + DAY * place
        if WEEKDAYS[named.weekday()] in names:
            while not chinese_calendar.is_workday(named):
                named += DAY
            fallen.add(named)
    assert PLAIN.permits(day, names) == (day in fallen)


@given(st.sampled_from(CADENCES), NEAR_EDGES, st.sets(st.sampled_from(WEEKDAYS)))
def test_permitted_days_of_a_window_are_counted(cadence, day, names):
    window = window_of(cadence, day)
    days = [window.first + DAY * place for place in range(window.days)]
    assert days[-1] == window.last
    assert PLAIN.permitted(window, names) == sum(PLAIN.permits(one, names) for one in days)


def test_without_named_days_every_day_is_permitted():
    assert PLAIN.permits(date(2026, 5, 23), ())
    assert PLAIN.permits(date.min, ("monday",))
    assert not PLAIN.permits(date.min, ("friday",))


def test_no_window_begins_between_days_the_wrong_way_round():
    assert list(windows_between("weekly", date(2026, 5, 22), date(2026, 5, 1))) == []
