"""Tables for the auditor's folder: what they say, as Excel and as Word, without people and the same every time."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from support.firm import ROOT
from support.workspace import AS_OF

from checker.cli import main
from checker.errors import WorkspaceError
from checker.export import export_table
from checker.load.workspace import read_controls
from checker.tables import MAKERS

EVIL = "=1+1</td><script>\u202e&"
NAMES = ["checklist", "functions", "raci", "records"]


@pytest.fixture
def firm(house):
    house.role("boss").role("it", kind="department").role("out", kind="external").role("idle")
    house.document("doc", title="控制程序", code="KZ-1").document("std", title="标准", kind="standard").document("bare")
    house.record("plan", code="JL-01", approvals=["boss", "it"], retain_years=3).record("log", cadence="monthly")
    house.clause("doc/1", "plan", "log", roles={"accountable": ["boss"], "responsible": ["it"], "informed": ["out"]})
    house.clause("doc/1.10", "plan", roles={"consulted": ["boss"], "accountable": ["boss"]}).clause("doc/1.9")
    house.clause("std/5", "log", title=EVIL).clause("std/6")
    house.person("secret", roles=[{"role": "boss"}])
    house.profile(
        exclusions=[{"clause": "std/6", "justification": "不做", "approved_by": "secret", "date": "2026-01-01"}]
    )
    page = house.root / "policies/doc-1.md"
    page.write_text(page.read_text("utf-8") + "\n## 审核时常看\n\n- 计划[谁](x.md)批的。\n- 日志断没断。\n", "utf-8")
    return house


def sheets(house, name, **options):
    book = openpyxl.load_workbook(io.BytesIO(export_table(house.root, AS_OF, name, "xlsx", **options)))
    return {
        sheet.title: [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
        for sheet in book
    }


def word(house, name, **options):
    document = docx.Document(io.BytesIO(export_table(house.root, AS_OF, name, "docx", **options)))
    return document, [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_the_list_of_records(firm):
    found = sheets(firm, "records")
    assert list(found) == ["控制程序", "标准"]
    assert found["控制程序"] == [
        ["记录", "编号或标识", "条款", "什么时候", "编制", "审批", "保存"],
        [
            "记录plan",
            "JL-01",
            "1 条款doc/1\n1.10 条款doc/1.10",
            "全企业要一份",
            "岗位it、岗位boss",
            "岗位boss → 岗位it",
            "3 年",
        ],
        ["记录log", "log", "1 条款doc/1", "全企业要一份；每月一份，最迟在期间最后一天", "岗位it", "", ""],
    ]


def test_who_answers_for_what(firm):
    assert sheets(firm, "raci") == {
        "控制程序": [
            ["条款", "岗位boss", "岗位it", "岗位out"],
            ["1 条款doc/1", "A", "R", "I"],
            ["1.9 条款doc/1.9", "", "", ""],
            ["1.10 条款doc/1.10", "AC", "", ""],
        ]
    }


def test_clauses_by_functions(firm):
    assert sheets(firm, "functions") == {
        "全部文件": [
            ["文件", "条款", "岗位boss", "岗位it"],
            ["控制程序", "1 条款doc/1", "▲", "▲"],
            ["控制程序", "1.10 条款doc/1.10", "▲", ""],
        ]
    }
    assert list(sheets(firm, "functions", document="KZ-1")) == ["控制程序"]
    firm.clause("doc/2", roles={"consulted": ["it"]})
    assert sheets(firm, "functions")["全部文件"][-1] == ["控制程序", "2 条款doc/2", "", "△"]
    with pytest.raises(WorkspaceError) as raised:
        export_table(firm.root, AS_OF, "functions", "xlsx", document="std")
    assert "没有可以写进职能分配表的内容" in str(raised.value.faults[0])


def test_an_empty_checklist(firm):
    found = sheets(firm, "checklist")
    assert found["控制程序"][1] == ["1 条款doc/1", "计划谁批的。\n日志断没断。", "记录plan（JL-01）\n记录log", "", ""]
    assert [row[0] for row in found["标准"][1:]] == [f"5 {EVIL}".replace("\u202e", "⟨U+202E⟩")]
    assert list(sheets(firm, "checklist", document="doc")) == ["控制程序"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_no_names_no_formulas_and_the_same_bytes(firm, name, form):
    data = export_table(firm.root, AS_OF, name, form)
    assert export_table(firm.root, AS_OF, name, form) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(part).decode("utf-8", "replace") for part in package.namelist()]
    assert not [part for part in parts if "secret" in part or "<f>" in part or "\u202e" in part or "<script" in part]


def test_word_has_the_same_tables_on_turned_sheets(firm):
    document, tables = word(firm, "checklist")
    assert tables[0][1][:3] == ["1 条款doc/1", "计划谁批的。\n日志断没断。", "记录plan（JL-01）\n记录log"]
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert section.header.paragraphs[0].text == "示例制造有限公司\t内部审核检查表"
    headings = [part.text for part in document.paragraphs if part.style.name.startswith("Heading")]
    assert headings == ["内部审核检查表", "控制程序", "标准"]


def test_many_roles_are_shared_out_over_tables_on_paper(firm):
    names = [f"r{number}" for number in range(25)]
    for name in names:
        firm.role(name)
    firm.clause("doc/3", roles={"responsible": names})
    _, tables = word(firm, "raci")
    assert [len(table[0]) for table in tables] == [11, 11, 9]
    assert [len(table) for table in tables] == [4, 2, 2]
    assert {row[0] for table in tables for row in table[1:]} == {"1 条款doc/1", "1.10 条款doc/1.10", "3 条款doc/3"}


def test_sheets_have_names_that_excel_takes(house):
    for name in ("a", "b", "c", "d"):
        house.document(name, title={"a": "甲/乙:*" + "长" * 40, "b": "甲 乙  " + "长" * 40, "c": "[]", "d": "[]"}[name])
        house.clause(f"{name}/1")
    assert list(sheets(house, "records")) == [
        "甲 乙  " + "长" * 26, "甲 乙  " + "长" * 22 + " 2", "表", "表 2",
    ]  # fmt: skip


def test_the_house_template_styles_the_tables(firm):
    held = docx.Document()
    held.sections[0].header.paragraphs[0].text = "自家的页眉"
    stream = io.BytesIO()
    held.save(stream)
    firm.write("controls/templates/reference.docx", stream.getvalue())
    document, _ = word(firm, "records")
    assert document.sections[0].header.paragraphs[0].text == "自家的页眉"


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_workspace(name, tmp_path):
    done = CliRunner().invoke(
        main, ["-w", str(ROOT), "export", name, "-o", str(tmp_path / "表.XLSX"), "--as-of", "2026-06-30"]
    )
    assert done.exit_code == 0, done.output
    assert "已写到" in done.output
    book = openpyxl.load_workbook(tmp_path / "表.XLSX")
    controls, _ = read_controls(ROOT)
    rows = [row for sheet in book for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert len(rows) >= {"records": len(controls.records), "raci": 240, "functions": 200, "checklist": 230}[name]
    if name == "checklist":
        assert sum(bool(row[1]) for row in rows) == len(rows), "every clause says what to look at"
        assert not any(row[3] or row[4] for row in rows)
    text = "\n".join(str(cell) for row in rows for cell in row)
    assert not [person.name for person in controls.people.values() if person.name in text]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["records", "-o", "x.pdf"], "把后缀写成 xlsx 或 docx"),
        (["raci", "-o", "x.xlsx", "--document", "dok"], "没有这份文件"),
    ],
)
def test_wrong_calls_write_nothing(firm, tmp_path, monkeypatch, args, words):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["-w", str(firm.root), "export", *args])
    assert done.exit_code == 2
    assert words in done.output
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("x")] == []


def test_every_table_says_what_it_is():
    assert sorted(MAKERS) == NAMES
    for name, maker in MAKERS.items():
        done = CliRunner().invoke(main, ["export", name, "--help"])
        assert maker.ABOUT[:10] in done.output.replace("\n", "").replace(" ", "") or maker.ABOUT[:6] in done.output


def test_the_help_names_every_table():
    done = CliRunner().invoke(main, ["export", "--help"])
    assert [name for name in (*MAKERS, "manual") if name not in done.output] == []
