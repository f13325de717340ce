"""The calendar feeds: what they say, that other programs read them, that they are the same bytes every time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from support.workspace import dump

from checker.compose import compose
from checker.model.words import visible
from checker.pages.feeds import feeds

AS_OF = date(2026, 6, 30)
HOSTILE = '甲,乙;丙\\丁:"戊" BEGIN:VEVENT \u202e <b>\u2028END:VCALENDAR'


def built(house, as_of=AS_OF):
    return {path: data for path, data in compose(house.root, as_of).files.items() if path.endswith(".ics")}


def events(data):
    return {str(event["UID"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def lines(data):
    """Return the content lines of a feed, as RFC 5545 3.1 unfolds them; every line on paper is checked."""
    assert data.endswith(b"\r\n")
    on_paper = data[:-2].split(b"\r\n")
    for line in on_paper:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no character is cut in two
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


@pytest.fixture
def busy(house):
    house.profile(start="2026-06-01").role("clerk").role("boss").role("idle").project("mes")
    house.record("log", cadence="monthly", grace={"workdays": 3}).record("patrol", cadence="monthly", scope="project")
    house.clause("doc/1", "log", roles={"accountable": ["clerk", "boss"]})
    return house.clause("doc/2", "patrol", roles={"accountable": ["boss"]})


def test_one_feed_for_all_and_one_for_each_role(busy):
    found = {path: len(events(data)) for path, data in built(busy).items()}
    assert found == {"calendar/all.ics": 7, "calendar/boss.ics": 7, "calendar/clerk.ics": 3, "calendar/idle.ics": 0}
    pages = compose(busy.root, AS_OF).pages
    listed = [pages["calendar/index.md"].count(f'href="{path.partition("/")[2]}"') for path in found]
    assert listed == [1, 1, 1, 0]
    assert 'href="../calendar/idle.ics"' in pages["roles/idle.md"]


def test_every_calendar_has_the_time_zone_and_so_a_component(busy):
    for data in built(busy.profile(timezone="Asia/Urumqi")).values():
        calendar = Calendar.from_ical(data)
        assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Urumqi"]
        assert calendar["X-WR-TIMEZONE"] == "Asia/Urumqi"


def test_a_role_called_all_does_not_take_the_place_of_everybody(house):
    house.profile(start="2026-07-01").role("all").record("log", cadence="monthly").owes("other", cadence="monthly")
    house.clause("doc/1", "log", roles={"accountable": ["all"]})
    assert {path: len(events(data)) for path, data in built(house).items()} == {
        "calendar/all.ics": 6,
        "calendar/all_.ics": 3,
    }


def test_an_event_says_what_when_who_and_why(busy):
    calendar = Calendar.from_ical(built(busy)["calendar/clerk.ics"])
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"] == "-//Guanbiao//Upcoming records//ZH"
    assert calendar["X-WR-CALNAME"] == "示例制造有限公司 应备记录 · 岗位clerk"
    event = calendar.walk("VEVENT")[0]
    assert event["DTSTART"].dt == date(2026, 7, 3)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert "DTEND" not in event
    assert event["DTSTAMP"].dt == datetime(2026, 6, 30, tzinfo=UTC)
    assert event["SUMMARY"] == "《记录log》 企业 2026-06"
    assert event["DESCRIPTION"].split("\n") == [
        "条款：程序文件 1 条款doc/1",
        "谁办：岗位clerk、岗位boss",
        "应完成日：2026-07-03（2026-06 的最后一天 2026-06-30 之后 3 个工作日）",
        "按 2026-06-30 的情况算出",
    ]
    assert event["CATEGORIES"].cats == ["程序文件"]
    assert event["TRANSP"] == "TRANSPARENT"


def test_promises_say_that_they_are(house):
    house.profile(start="2026-07-01").document("cm", kind="commitment").record("log", cadence="monthly")
    house.clause("cm/1", "log")
    event, *_ = events(built(house)["calendar/all.ics"]).values()
    assert "服务商的承诺，单独统计" in event["DESCRIPTION"]
    assert "谁办：（条款没有写明由谁办）" in event["DESCRIPTION"]


def test_events_keep_their_ids_from_day_to_day_and_from_feed_to_feed(busy):
    first, later = built(busy), built(busy, date(2026, 7, 15))
    before, after = (
        {uid: event["SUMMARY"] for uid, event in events(held["calendar/all.ics"]).items()} for held in (first, later)
    )
    assert len(before) == 7
    assert [name for uid, name in after.items() if uid not in before] == ["《记录log》 企业 2026-09"]
    assert {name[-7:] for uid, name in before.items() if uid not in after} == {"2026-06"}
    assert all(before[uid] == after[uid] for uid in before.keys() & after.keys())
    assert events(first["calendar/clerk.ics"]).keys() < before.keys()


def test_another_enterprise_has_other_ids(busy):
    before = events(built(busy)["calendar/all.ics"]).keys()
    busy.profile(enterprise={"id": "other", "name": "另一家"})
    assert events(built(busy)["calendar/all.ics"]).keys().isdisjoint(before)


def test_ids_differ_within_a_feed(busy):
    data = built(busy)["calendar/all.ics"]
    assert len(events(data)) == data.count(b"BEGIN:VEVENT")


def test_the_same_files_give_the_same_bytes(busy):
    assert built(busy) == built(busy)


def test_nothing_to_come_is_an_empty_calendar(house):
    (path, data), *others = built(house).items()
    assert (path, others) == ("calendar/all.ics", [])
    assert lines(data)[0] == "BEGIN:VCALENDAR"
    assert lines(data)[-1] == "END:VCALENDAR"
    assert events(data) == {}


def named(house, words):
    house.profile(start="2026-07-01", enterprise={"id": "demo", "name": words}).role("boss", title=words)
    house.document("doc", title=words, code=words).write(
        "controls/records/all.yml", dump({"records": [{"id": "log", "title": words, "cadence": "quarterly"}]})
    )
    house.clause("doc/1", "log", roles={"accountable": ["boss"]}, title=words)
    return built(house)["calendar/boss.ics"]


def test_words_from_files_stay_words(house):
    data = named(house, HOSTILE)
    shown = HOSTILE.replace("\u202e", "⟨U+202E⟩").replace("\u2028", "⟨U+2028⟩")
    unfolded = lines(data)
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VCALENDAR") == 1
    escaped = shown.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:《{escaped}》 企业 2026-Q3" in unfolded
    (event,) = events(data).values()
    assert event["SUMMARY"] == f"《{shown}》 企业 2026-Q3"
    assert event["CATEGORIES"].cats == [shown]
    assert f"X-WR-CALNAME:{escaped} 应备记录 · {escaped}" in unfolded


LETTERS = st.characters(codec="utf-8", exclude_characters="\r\n", exclude_categories=["Cs", "Cc"])


@settings(max_examples=30)
@given(st.text(LETTERS, min_size=1, max_size=60).filter(str.strip))
def test_lines_are_folded_between_characters_and_unfold_to_what_they_were(tmp_path_factory, words):
    from support.workspace import Builder

    data = named(Builder(tmp_path_factory.mktemp("house")), words)
    lines(data)
    (event,) = events(data).values()
    (own,) = (line for line in lines(data) if line.startswith("UID:"))
    assert own == f"UID:{event['UID']}"
    assert event["SUMMARY"] == f"《{visible(words)}》 企业 2026-Q3"


def test_feeds_are_listed_with_everybodys_first(house):
    from checker.assessment import assess, load
    from checker.pages.book import Book, Manual

    workspace = load(house.root, AS_OF)
    (only,) = feeds(Book(assess(workspace), workspace, Manual((), {}, {}, ())), ())
    assert only == ("calendar/all.ics", "", "所有岗位", 0)
