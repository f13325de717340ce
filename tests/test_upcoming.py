"""What falls due next: pending obligations and windows that have not begun, as the enterprise stands today."""

from __future__ import annotations

from datetime import date

from checker.assessment import assess, load

AS_OF = date(2026, 6, 30)


def ahead(house, as_of=AS_OF):
    return {item.id: (item.due, item.begun) for item in assess(load(house.root, as_of)).upcoming}


def test_pending_and_coming_windows(house):
    house.profile(start="2026-06-01").owes("minutes", cadence="monthly", grace={"workdays": 3})
    assert ahead(house) == {
        "doc/minutes:minutes:2026-06": (date(2026, 7, 3), True),
        "doc/minutes:minutes:2026-07": (date(2026, 8, 5), False),
        "doc/minutes:minutes:2026-08": (date(2026, 9, 3), False),
    }


def test_what_is_due_today_is_still_ahead(house):
    house.profile(start="2026-06-30").owes("log", cadence="quarterly")
    assert list(ahead(house)) == ["doc/log:log:2026-Q3"]
    assert ahead(house, date(2026, 9, 30)) == {
        "doc/log:log:2026-Q3": (date(2026, 9, 30), True),
        "doc/log:log:2026-Q4": (date(2026, 12, 31), False),
    }


def test_what_is_handed_in_waived_excluded_or_not_in_force_is_left_out(house):
    house.person("li-na").owes("early", cadence="quarterly").owes("waived", cadence="quarterly")
    house.owes("excluded", cadence="quarterly").document("later", effective="2026-12-01")
    house.record("other", cadence="quarterly").clause("later/1", "other")
    house.evidence("e.md", "early", date="2026-06-20", window="2026-Q3").profile(
        start="2026-07-01",
        waivers=[{"record": "waived", "until": "2026-12-31"}],
        exclusions=[{"clause": "doc/excluded", "justification": "无", "approved_by": "li-na", "date": "2026-01-02"}],
    )
    assert ahead(house) == {}


def test_a_waiver_that_ends_before_the_day_does_not_count(house):
    house.owes("waived", cadence="quarterly").profile(
        start="2026-07-01", waivers=[{"record": "waived", "until": "2026-09-29"}]
    )
    assert list(ahead(house)) == ["doc/waived:waived:2026-Q3"]


def test_projects_count_as_they_stand(house):
    house.document("doc", stages=[{"id": "a", "title": "建"}, {"id": "b", "title": "用"}])
    house.record("patrol", scope="project", cadence="monthly")
    house.clause("doc/1", {"record": "patrol", "during": ["b"]}).profile(start="2026-07-01")
    house.project("erp", stages={"doc": "a"}).project("mes", stages={"doc": "b"}, closed="2026-08-10")
    assert list(ahead(house)) == ["doc/1:patrol:mes:2026-07", "doc/1:patrol:mes:2026-08"]


def test_looking_ahead_assumes_nothing_in_the_report(house):
    house.profile(start="2026-12-01").owes("minutes", cadence="monthly", grace={"workdays": 30})
    assert house.assess(date(2026, 11, 30))["assumptions"] == []
    assert ahead(house, date(2026, 11, 30))


def test_the_end_of_time(house):
    house.owes("log", cadence="yearly").profile(start="9999-01-01")
    assert list(ahead(house, date(9999, 12, 30))) == ["doc/log:log:9999"]
