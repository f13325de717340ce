"""Corners that no story reaches: limits made small, and values that no file of today holds."""

from __future__ import annotations

import io
import json
import runpy
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator
from support import files
from support.cases import evidence_of, record_of
from support.workspace import AS_OF, assess_at, obligations, refuse_folders

from checker import calendar
from checker.assessment import assess, load
from checker.assessment.due import due_within
from checker.assessment.explain import explain
from checker.load.evidence import extent, registers
from checker.load.evidence.formats import _package
from checker.load.evidence.safefile import UnreadableError
from checker.load.lint import lint
from checker.load.text import schemas
from checker.load.text.convert import _wording
from checker.model.record import Within

ZONE = ZoneInfo("Asia/Shanghai")


def test_a_limit_in_hours_past_the_end_of_time():
    late = datetime(9999, 12, 31, 12, 0)  # noqa: DTZ001 - local, as written
    record = record_of(within=Within(hours=100_000, of="x"))
    found = due_within(record, (evidence_of(date=late),), evidence_of(date=late), calendar.WorkingCalendar())
    assert found.deadline == datetime.max.replace(tzinfo=ZONE)
    assert found.day == date.max


def test_of_several_on_the_latest_day_the_latest_time_counts():
    record = record_of(within=Within(hours=2, of="x"))
    times = [datetime(2026, 5, 20, hour, 0) for hour in (9, 15, 11)]  # noqa: DTZ001
    related = tuple(evidence_of(date=time) for time in times)
    own = evidence_of(date=times[0] + timedelta(days=1))
    working = calendar.WorkingCalendar()
    assert due_within(record, related, own, working).deadline == times[1].replace(tzinfo=ZONE) + timedelta(hours=2)
    assert due_within(record, related, None, working).deadline is None
    assert due_within(record_of(), related, own, working).day is None
    undated = (evidence_of(), evidence_of(date=date(2026, 5, 20)))
    assert due_within(record, undated, own, working).day == date(2026, 5, 21)


def test_a_type_that_serves_itself_is_counted_once(house):
    house.owes("r", serves=["r"]).evidence("a.md", "r", date="2026-05-01")
    assert house.decided("doc/r:r")["superseded"] == []


def test_a_weekly_window_has_a_name():
    assert calendar._name("weekly", date(2026, 12, 28)) == "2026-W53"


def test_a_message_for_keywords_that_no_shape_uses_yet():
    (error,) = Draft202012Validator({"maxItems": 1}).iter_errors([1, 2])
    what, remedy = _wording(error, "内容")
    assert "内容不对" in what
    assert remedy


def test_a_day_that_only_the_converter_refuses_is_still_placed(house):
    house.document("doc", stages=[{"id": "a", "title": "a"}])
    house.write(
        "evidence/projects.yml",
        "projects:\n  - id: p\n    title: t\n    started: 2026-01-01\n"
        "    stages: {doc: [{stage: a, from: 2026/5/20}]}\n",
    )
    (fault,) = house.faults()
    assert (fault.path, fault.line) == ("evidence/projects.yml", 5)
    house.write("evidence/projects.yml", "projects:\n  - {id: p, title: t, started: 2026/1/1}\n")
    (fault,) = house.faults()
    assert (fault.line, fault.column, fault.what) == (2, 32, "“2026/1/1”不对")


def test_a_workbook_is_measured_while_it_unpacks():
    package = _package.Package(
        io.BytesIO(files.package({"xl/workbook.xml": "<a/>", "xl/a.bin": b"\x00" * 5000, "xl/b": ""}))
    )
    extent.refuse_scattered(package, 6000)
    with pytest.raises(UnreadableError, match="工作簿太大"):
        extent.refuse_scattered(package, 4000)


def test_parts_and_elements_have_limits(house, monkeypatch):
    house.owes("r").evidence("a.docx", "r", files.docx(*["<w:p/>"] * 50), date="2026-05-01")
    monkeypatch.setattr(_package, "MAX_ELEMENTS", 40)
    assert "内容太多" in house.decided("doc/r:r")["problems"][0]["message"]
    monkeypatch.setattr(_package, "MAX_PART", 100)
    assert "解压后超过" in house.decided("doc/r:r")["problems"][0]["message"]


def test_rows_past_the_limit_are_not_dropped_in_silence(house, monkeypatch):
    monkeypatch.setattr(registers, "_MAX_ROWS", 2)
    house.owes("r").evidence("a.txt").evidence("b.txt")
    house.write(
        "evidence/register.xlsx",
        files.xlsx([["file", "record", "date"], ["a.txt", "r", "2026-05-01"], ["b.txt", "r", ""]]),
    )
    report = house.assess()
    assert report["unidentified"] == ["b.txt"]
    assert [(fault["path"], fault["line"]) for fault in report["evidence_faults"]] == [("register.xlsx", 3)]


def test_a_faulty_row_without_a_file_and_a_list_with_holes(house):
    house.owes("r").evidence("a.txt").write(
        "evidence/register.csv", "file,record,date,author,fields\na.txt,r,2026-05-01,;x;;y;,\n,r,,,{\n"
    )
    report = house.assess()
    assert [fault["line"] for fault in report["evidence_faults"]] == [3]
    assert "x、y" in obligations(report)["doc/r:r"]["problems"][0]["message"]


def test_lint_of_pages_that_cannot_be_read(house, monkeypatch):
    house.owes("r").write("policies/bad.md", b"\xff\xff").write("policies/sub/x.md", "x")
    refuse_folders(monkeypatch, "/sub")
    assert [fault.path for fault in lint(house.root)] == ["policies/bad.md", "policies/sub"]


def test_schemas_are_written_by_running_the_module(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["schemas", str(tmp_path / "out")])
    runpy.run_path(schemas.__file__, run_name="__main__")
    assert json.loads((tmp_path / "out/roles.schema.json").read_text("utf-8"))["title"] == "roles"


def test_an_event_is_explained_and_its_clauses_are_found(house):
    house.owes("t").owes("e", scope="event", per="t").evidence("t.md", "t", date="2026-05-01", id="t-1")
    house.owes("p", scope="project").project("erp")
    workspace = load(house.root, AS_OF)
    items = {item.id: item for item in assess(workspace).obligations}
    assert any("事件 t-1" in line for line in explain(workspace, items["doc/e:e:t-1"]))
    assert any("项目erp" in line for line in explain(workspace, items["doc/p:p:erp"]))
    assert [clause.id for clause in workspace.controls.requirers("t")] == ["doc/t"]
    assert workspace.controls.records["e"].deadline_of is None


def test_the_builder_reads_days_as_text_too(house):
    assert assess_at(house.root, "2026-06-30")["as_of"] == "2026-06-30"
    with pytest.raises(AssertionError):
        house.faults()
    assert Path(house.root / "mkdocs.yml").exists()
