"""Forms that are workbooks: filled in as people do in Excel, recognised, damaged ones named cell by cell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from support import forms
from support.firm import DAMAGED, EVIL, ROOT, found
from support.workspace import dump

from checker.assessment import assess, load
from checker.forms import file_names, write_form
from checker.load.workspace import read_controls
from checker.model.form import SHEET, TABLE

AS_OF = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def handbook():
    return read_controls(ROOT)


def blank(house, record="report", **options):
    controls, projects = read_controls(house.root)
    return write_form(controls.records[record], controls, projects, ending="xlsx", **options)


def put(house, values, name="随便起的名字.xlsx", **options):
    controls, _ = read_controls(house.root)
    data = forms.fill_book(blank(house, **options), controls.records["report"], controls, values)
    return house.write(f"evidence/{name}", data)


def test_every_record_type_is_read_back_as_it_was_filled_in(handbook, tmp_path):
    controls, projects = handbook
    named = forms.directory(controls, projects)
    wrong = {}
    for record in controls.records.values():
        data, meant = forms.filled_book(write_form(record, controls, projects, ending="xlsx"), record, controls)
        path = tmp_path / f"{record.id}.xlsx"
        path.write_bytes(data)
        read = forms.read_back(path, controls, named)
        if read != (meant, ()):
            wrong[record.id] = read
    assert wrong == {}


def test_a_blank_one_says_what_it_is_and_nothing_else(handbook, tmp_path):
    controls, projects = handbook
    named = forms.directory(controls, projects)
    nothing = {"id": None, "date": None, "project": None, "window": None, "author": (), "refs": (), "fields": {}}
    for key, record in controls.records.items():
        path = tmp_path / f"{key}.xlsx"
        path.write_bytes(write_form(record, controls, projects, ending="xlsx"))
        assert forms.read_back(path, controls, named) == ({**nothing, "approvals": [], "record": key}, ())


def test_only_record_types_with_columns_have_one(handbook):
    controls, projects = handbook
    names = file_names(controls.records)
    for key, record in controls.records.items():
        assert [name.rpartition(".")[2] for name in names[key]] == (["docx", "xlsx"] if record.columns else ["docx"])
    plan = controls.records["weekly-plan"]
    book = openpyxl.load_workbook(io.BytesIO(write_form(plan, controls, projects, ending="xlsx")))
    assert book.sheetnames == [SHEET, TABLE, "选项"]
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book[TABLE][1]] == ["序号", *plan.columns]
    assert book[SHEET]["A1"].value == plan.title
    assert book.properties.title == plan.title


def test_cells_as_excel_keeps_them(firm):
    """Excel turns what looks like a day or a number into one."""
    put(
        firm,
        {
            "guanbiao.date": dt.datetime(2026, 5, 20, 9, 30),  # noqa: DTZ001
            "guanbiao.project": "ERP 二期",
            "guanbiao.author": "李娜",
            "amount": 120000,
            "urgent": True,
            "planned": dt.date(2026, 5, 21),
            "result": "通过",
            "number": 0.5,
            "guanbiao.sign.boss.person": "王强",
            "guanbiao.sign.boss.date": dt.date(2026, 5, 22),
        },
    )
    evidence = found(firm)
    assert (evidence.record, evidence.day, evidence.project) == ("report", dt.date(2026, 5, 20), "erp")
    assert evidence.authors == ("li-na",)
    assert evidence.instant is not None
    assert evidence.fields == {
        "amount": 120000, "urgent": True, "planned": "2026-05-21", "result": "通过", "number": "0.5",
    }  # fmt: skip
    assert [(held.role, held.person, str(held.day)) for held in evidence.approvals] == [
        ("boss", "wang-qiang", "2026-05-22")
    ]
    assert evidence.origin == "form"


def test_a_form_is_filled_in_for_a_project(firm):
    put(firm, {"guanbiao.date": "2026-05-20"}, project="gz-2")
    assert found(firm).project == "gz-2"
    sheet = openpyxl.load_workbook(io.BytesIO(blank(firm, project="erp")))[SHEET]
    assert [row[1].value for row in sheet.iter_rows() if row[0].value == "项目"] == ["ERP 二期"]


@pytest.mark.parametrize("case", DAMAGED, ids=lambda case: case["story"])
def test_damaged_ones_name_the_cell(firm, case):
    put(firm, case["fill"])
    workspace = load(firm.root, AS_OF)
    assert sorted(fault.message for fault in workspace.evidence_faults) == sorted(case["says"])
    assert [item.path for item in workspace.unidentified] == ["随便起的名字.xlsx"]


def test_rows_moved_and_tables_pushed_together_are_still_read(firm):
    controls, _ = read_controls(firm.root)
    data = forms.fill_book(
        blank(firm), controls.records["report"], controls,
        {"guanbiao.date": "2026-05-20", "guanbiao.project": "erp", "amount": 7, "guanbiao.sign.it.person": "李娜"},
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows()]
    book.create_sheet("封面", 0).append(["编号", "不是它"])
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_rows(1, sheet.max_row)
    for row in rows:
        if any(row):
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    firm.write("evidence/x.xlsx", held.getvalue())
    evidence = found(firm)
    assert (evidence.day, evidence.project, evidence.fields) == (dt.date(2026, 5, 20), "erp", {"amount": 7})
    assert [(held.role, held.person) for held in evidence.approvals] == [("it", "li-na")]


def test_a_workbook_that_is_no_form_stays_unidentified(firm):
    book = openpyxl.Workbook()
    book.active.append(["编号", "ev-1", "日期", "2026-05-20"])
    held = io.BytesIO()
    book.save(held)
    firm.write("evidence/x.xlsx", held.getvalue())
    assert [item.path for item in load(firm.root, AS_OF).unidentified] == ["x.xlsx"]


def test_a_form_with_a_broken_sheet_is_known_and_unreadable(firm):
    parts = forms.parts_of(blank(firm, project="erp"))
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet"
    firm.write("evidence/x.xlsx", forms.packed(parts))
    evidence = found(firm)
    assert (evidence.record, evidence.project, evidence.day) == ("report", "erp", None)


def test_words_from_files_never_become_formulas(house):
    house.write(
        "controls/records/all.yml",
        dump(
            {
                "records": [
                    {"id": "note", "title": "=1+1", "columns": ["=2+2", "@x", EVIL],
                     "fields": {"properties": {"a": {"enum": ["=3+3", "-4"]}, "=5+5": {}}}},
                ]
            }
        ),
    )  # fmt: skip
    house.clause("doc/1", "note").profile(enterprise={"id": "demo", "name": "=6&C6 " + "长" * 80})
    controls, projects = read_controls(house.root)
    data = write_form(controls.records["note"], controls, projects, ending="xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert b"=6&amp;&amp;C6" in sheets[0]
    assert not [sheet for sheet in sheets if b"<f>" in sheet]
    shown = {cell.value for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet for cell in row}
    assert {"=1+1", "=2+2", "@x", "=3+3", "-4", "=5+5"} <= shown
    assert not [value for value in shown if value and ("\u202e" in str(value) or "\x07" in str(value))]


def test_the_same_values_give_the_same_bytes(firm):
    assert blank(firm) == blank(firm)
    assert zipfile.ZipFile(io.BytesIO(blank(firm))).infolist()[0].compress_type == zipfile.ZIP_STORED


def test_one_that_is_recognised_can_meet_what_is_owed(house):
    house.role("boss").person("li").record("list", columns=["事项"]).clause("doc/1", "list")
    controls, projects = read_controls(house.root)
    record = controls.records["list"]
    data = write_form(record, controls, projects, ending="xlsx")
    house.write("evidence/清单.xlsx", forms.fill_book(data, record, controls, {"guanbiao.date": "2026-05-20"}))
    (item,) = assess(load(house.root, AS_OF)).obligations
    assert (item.status, item.evidence) == ("met", "清单.xlsx")


def test_columns_stand_once(house):
    house.record("note", columns=["甲", "甲"]).clause("doc/1", "note")
    assert [fault.what for fault in house.faults()] == ["columns 里有重复"]
