"""What tells a file's metadata, and which of several places wins."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from support import files
from support.workspace import AS_OF, obligations

from checker.assessment import load
from checker.load.evidence.identify import Found, Names, NotFound, _from_name
from checker.load.evidence.read import moment_of, record_names
from checker.load.text.moments import parse_moment
from checker.load.text.shapes import Moment
from checker.model.words import nfc, nfkc

NAMES = Names({"report": "report", "VI-TI-83-09": "report", "a_b": "other", "plan": "plan"}, frozenset({"erp", "2026"}))


@pytest.mark.parametrize(
    ("name", "record", "day", "project", "title"),
    [
        ("report_2026-05-01.md", "report", date(2026, 5, 1), None, None),
        ("sub.v1/report_2026-05-01_erp.docx", "report", date(2026, 5, 1), "erp", None),
        ("VI-TI-83-09_2026-05-01_erp_终_稿.v2.pdf", "VI-TI-83-09", date(2026, 5, 1), "erp", "终_稿.v2"),
        ("a_b_2026-05-01_x.md", "a_b", date(2026, 5, 1), None, "x"),
        ("report_2026-05-01_mes_x.md", "report", date(2026, 5, 1), None, "mes_x"),
        ("report_2026-05-01_.md", "report", date(2026, 5, 1), None, None),
        ("report_2026-05-01_2026_2025-01-01.md", "report", date(2026, 5, 1), "2026", "2025-01-01"),
        ("ｒｅｐｏｒｔ＿２０２６－０５－０１＿ｅｒｐ．ｍｄ", "report", date(2026, 5, 1), "erp", None),
        ("plan_2024-02-29_两\n行.md", "plan", date(2024, 2, 29), None, "两\n行"),
    ],
)
def test_names(name, record, day, project, title):
    found = _from_name(name, NAMES)
    assert isinstance(found, Found)
    shape = found.shape
    assert (shape.record, shape.date.value, shape.project, shape.title) == (record, day, project, title)
    assert (found.origin, found.path) == ("name", name)


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        ("report.md", 0),
        ("report_2026-05-01", 0),
        ("Report_2026-05-01.md", 0),
        ("other_2026-05-01.md", 0),
        ("report_20260501.md", 0),
        ("report-2026-05-01.md", 0),
        ("report_2026-05-01x.md", 0),
        ("x_report_2026-05-01.md", 0),
        ("_2026-05-01.md", 0),
        ("report_2026-02-29.md", 1),
        ("report_٢٠٢٦-٠٥-٠١.md", 1),
    ],
)
def test_names_that_say_nothing(name, faults):
    found = _from_name(name, NAMES)
    assert isinstance(found, NotFound)
    assert len(found.faults) == faults


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-05-20", date(2026, 5, 20)),
        ("2026/5/3", date(2026, 5, 3)),
        (" 2026-5-3 ", date(2026, 5, 3)),
        ("2026-05-20T14:30", datetime(2026, 5, 20, 14, 30)),  # noqa: DTZ001 - local, as written
        ("2026-05-20T14:30:00+08:00", datetime(2026, 5, 20, 14, 30, tzinfo=timezone(timedelta(hours=8)))),
    ],
)
def test_moments(text, value):
    assert parse_moment(text) == value


@pytest.mark.parametrize(
    "text", ["", "20260520", "2026-W21-1", "2026-02-30", "2026-13-01", "2026-05-20T25:00", "２０２６-05-20", "x"]
)
def test_no_moments(text):
    with pytest.raises(ValueError):  # noqa: PT011 - its message is the text itself
        parse_moment(text)


def test_days_are_cut_in_the_enterprises_zone():
    zone = ZoneInfo("Asia/Shanghai")
    late = datetime(2026, 5, 20, 16, 30, tzinfo=ZoneInfo("UTC"))
    assert moment_of(Moment(late), zone)[0] == date(2026, 5, 21)
    assert moment_of(Moment(datetime(2026, 5, 20, 16, 30)), zone)[0] == date(2026, 5, 20)  # noqa: DTZ001
    assert moment_of(Moment(date(2026, 5, 20)), zone) == (date(2026, 5, 20), None)
    assert moment_of(None, zone) == (None, None)
    last = datetime(9999, 12, 31, 23, 0, tzinfo=ZoneInfo("UTC"))
    assert moment_of(Moment(last), zone) == (date(9999, 12, 31), None)


@pytest.mark.parametrize("written", ["2026-07-01T00:30:00+08:00", "2026-06-30T16:30:00Z"])
def test_the_zone_decides_what_lies_in_the_future(house, written):
    house.owes("r").write("evidence/a.md", f"---\nrecord: r\ndate: {written}\n---\nx\n")
    assert house.assess()["future"] == ["a.md"]
    house.profile(timezone="Europe/Berlin")
    assert house.assess()["future"] == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("---\nrecord: r\ndate: 2026-05-01\n---\nx\n", "met"),
        ("\ufeff---\r\nrecord: r\r\ndate: 2026-05-01\r\n---\r\nx\r\n", "met"),
        ("---\rrecord: r\rdate: 2026-05-01\r---\rx\r", "met"),
        ("--- \nrecord: r\ndate: 2026-05-01\n...\nx\n", "met"),
        ('---\n"record": r\ndate: 2026-05-01\n---\nx\n', "met"),
        ("---\nrecord: R-1\ndate: 2026-05-01\n---\nx\n", "met"),
        ("---\nrecord: ' Ｒ－１ '\ndate: 2026-05-01\n---\nx\n", "met"),
        ("---\nrecord: r\ndate: 2026-05-01\nproject:\n---\nx\n", "met"),
        ("x\n---\nrecord: r\ndate: 2026-05-01\n---\n", "none"),
        ("---\nrecord: r\ndate: 2026-05-01\n", "none"),
        ("---\nrecord:\ndate: 2026-05-01\n---\nx\n", "none"),
        ("---\ntitle: [\n---\nx\n", "none"),
        ("---\n- record\n---\nx\n", "none"),
        ("---\nrecord: s\n---\nx\n", "none"),
        ("---\nrecord: r\ndate: [\n---\nx\n", "fault"),
        ("---\nrecord: r\nrecord: r\n---\nx\n", "fault"),
        ("---\nrecord: r\ndate: true\n---\nx\n", "fault"),
        ("---\nrecord: r\ndate: 2026-05\n---\nx\n", "fault"),
        ("---\nrecord: r\nwindow: true\n---\nx\n", "fault"),
        ("---\nrecord: r\nrefs: a\n---\nx\n", "fault"),
        ("---\nrecord: r\nid: ''\n---\nx\n", "fault"),
        ("---\nrecord: r\nid: 7\n---\nx\n", "fault"),
        ("---\nrecord: r\ntitle: !x y\n---\nx\n", "fault"),
        ("---\nrecord: r\nfields: {a: {b: [2026-06-31]}}\n---\nx\n", "fault"),
    ],
)
def test_front_matter(house, text, state):
    house.owes("r", code="R-1").write("evidence/a.md", text)
    report = house.assess()
    assert (report["unidentified"] == ["a.md"]) == (state != "met")
    assert len(report["evidence_faults"]) == (state == "fault")
    assert obligations(report)["doc/r:r"]["status"] == ("met" if state == "met" else "missing")


def test_front_matter_in_gb18030_and_with_an_upper_case_ending(house):
    house.owes("r").write(
        "evidence/a.MD", "---\nrecord: r\ndate: 2026-05-01\ntitle: 纪要\n---\n内容\n".encode("gb18030")
    )
    assert house.decided("doc/r:r")["status"] == "met"


def test_a_sidecar_without_its_file_is_listed(house):
    house.write("evidence/gone.docx.yml", "record: r\n").write("evidence/alone.yml", "x\n").write(
        "evidence/.yml", "x\n"
    )
    found = {item.path: item.reason for item in load(house.root, AS_OF).unidentified}
    assert list(found) == ["alone.yml", "gone.docx.yml"]
    assert "gone.docx 的说明文件" in found["gone.docx.yml"]


def test_a_sidecar_of_a_sidecar_is_listed(house):
    house.owes("r").evidence("a.txt", "r", date="2026-05-01").write("evidence/a.txt.yml.yml", "record: r\n")
    assert house.assess()["unidentified"] == ["a.txt.yml.yml"]


def test_a_yaml_file_may_be_evidence_with_a_sidecar(house):
    house.owes("r").evidence("data.yml", "r", date="2026-05-01")
    assert house.decided("doc/r:r")["evidence"] == "data.yml"


def test_a_sidecar_that_names_another_record_than_the_file_wins(house):
    house.owes("r").owes("s").evidence("r_2026-05-01.txt", "s", date="2026-05-02")
    found = obligations(house.assess())
    assert found["doc/r:r"]["status"] == "missing"
    assert found["doc/s:s"]["evidence"] == "r_2026-05-01.txt"


def test_a_faulty_sidecar_is_not_passed_over(house):
    """All metadata comes from one place: the file's good name does not help."""
    house.owes("r").evidence("r_2026-05-01.txt").write("evidence/r_2026-05-01.txt.YML", "record: r\ndate: morgen\n")
    house.evidence("r_2026-05-02.txt").write("evidence/r_2026-05-02.txt.yml", b"\xff\xfe\n")
    house.evidence("r_2026-05-03.txt").write("evidence/r_2026-05-03.txt.yml", "record: nothing\n")
    house.evidence("r_2026-05-04.txt").write("evidence/r_2026-05-04.txt.yml", "")
    report = house.assess()
    assert len(report["unidentified"]) == 4
    assert [(fault["path"], fault["line"]) for fault in report["evidence_faults"]] == [
        ("r_2026-05-01.txt.yml", 2),
        ("r_2026-05-02.txt.yml", 1),
    ]
    assert obligations(report)["doc/r:r"]["status"] == "missing"


def test_what_lies_in_the_future_is_not_opened(house):
    house.owes("r").evidence("a.docx", "r", b"", date="2026-07-01")
    workspace = load(house.root, AS_OF)
    assert workspace.evidence[0].content.fault is None


def test_two_names_that_print_the_same(house):
    house.owes("r").write("evidence/e\u0301.md", "---\nrecord: r\ndate: 2026-05-01\n---\nx\n")
    house.write("evidence/é.md", "---\nrecord: r\ndate: 2026-05-01\n---\nx\n")
    report = house.assess()
    assert report["unidentified"] == ["é.md"]
    assert [fault["path"] for fault in report["evidence_faults"]] == ["é.md"]


def test_record_names_prefer_ids(house):
    house.record("a", code="Ａ１").record("b", code="a")
    assert record_names(load(house.root, AS_OF).controls.records) == {"A1": "a", "a": "a", "b": "b"}


def test_words():
    assert nfkc("Ａ１") == "A1"
    assert nfc("e\u0301") == "é"
    assert nfc("\udcb1x") == "\\xb1x"


def test_progress_is_told(house):
    house.owes("r").evidence("a.txt").evidence("b.txt", "r", files.PNG)
    seen = []
    load(house.root, AS_OF, seen.append)
    assert len(seen) == 2
