"""Registers (台账) at their edges: every row counts or is named with its line."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from support import files
from support.workspace import dump, obligations

from checker.load.evidence.registers import HEADER, read_register

ROW = {"file": "a.txt", "record": "r", "date": "2026-05-01"}


def read(folder, name, content):
    """Return a register that stands alone in a folder."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_register(path, name, folder)


def said(register):
    return [(fault.line, fault.message) for fault in register.faults]


@pytest.mark.parametrize("name", ["register.yml", "register.csv", "register.xlsx"])
def test_the_three_kinds_say_the_same(tmp_path, name):
    table = [
        ["文件", "record", "ID", "日期", "项目", "期间", "关联", "标题", "编制人", "审批", "字段"],
        [
            "子/甲.txt",
            "VI-1",
            "e1",
            "2026-05-01",
            "erp",
            "2026-05",
            "e2;e3",
            "题",
            "a；b",
            "boss:x:2026-05-02;it",
            '{"n": 1}',
        ],
    ]
    table[0][2] = "编号"
    row = {
        "file": "子/甲.txt", "record": "VI-1", "id": "e1", "date": "2026-05-01", "project": "erp", "window": "2026-05",
        "refs": ["e2", "e3"], "title": "题", "author": ["a", "b"],
        "approvals": [{"role": "boss", "person": "x", "date": "2026-05-02"}, {"role": "it"}], "fields": {"n": 1},
    }  # fmt: skip
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in table)
    content = {"register.yml": dump({"evidence": [row]}), "register.csv": quoted, "register.xlsx": files.xlsx(table)}
    register = read(tmp_path, name, content[name])
    assert said(register) == []
    (shape,) = register.rows.values()
    assert list(register.rows) == ["子/甲.txt"]
    assert (shape.record, shape.id, shape.project, shape.window, shape.title) == ("VI-1", "e1", "erp", "2026-05", "题")
    assert shape.date.value == date(2026, 5, 1)
    assert (shape.refs, shape.author, shape.fields) == (("e2", "e3"), ("a", "b"), {"n": 1})
    assert [(a.role, a.person, a.date and a.date.value) for a in shape.approvals] == [
        ("boss", "x", date(2026, 5, 2)),
        ("it", None, None),
    ]


def test_every_chinese_head_has_its_key(tmp_path):
    register = read(tmp_path, "register.csv", ",".join(HEADER) + "\na.txt" + "," * 10 + "\n")
    assert said(register) == []
    assert set(HEADER.values()) == set(register.rows["a.txt"].__struct_fields__)


def test_cells_of_excel(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for place, word in zip("BCDEF", ["文件", "记录", "日期", "期间", "标题"], strict=True):
        sheet[f"{place}3"] = f" {word} "
    for place, value in zip("BCDEF", ["a.txt", "r", date(2026, 5, 1), 2026, 3.5], strict=True):
        sheet[f"{place}5"] = value
    for place, value in zip("BCDEF", ["b.txt", "r", datetime(2026, 5, 1, 9, 30), "2026-W01", True], strict=True):  # noqa: DTZ001
        sheet[f"{place}6"] = value
    for place, value in zip("BCD", ["c.txt", "r", 45000], strict=True):
        sheet[f"{place}8"] = value
    book.create_sheet("第二张").append(["x"])
    book.save(tmp_path / "register.xlsx")
    register = read_register(tmp_path / "register.xlsx", "register.xlsx", tmp_path)
    a, b = register.rows["a.txt"], register.rows["b.txt"]
    assert (a.date.value, a.window, a.title) == (date(2026, 5, 1), "2026", "3.5")
    assert (b.date.value, b.window, b.title) == (datetime(2026, 5, 1, 9, 30), "2026-W01", "True")  # noqa: DTZ001
    assert register.rows["c.txt"] is None
    assert [line for line, _ in said(register)] == [8]
    assert register.lines == {"a.txt": 5, "b.txt": 6, "c.txt": 8}


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_of_every_coding(tmp_path, coding):
    register = read(tmp_path, "register.csv", "文件,记录\r\n甲.txt,r\r\n".encode(coding))
    assert list(register.rows) == ["甲.txt"]


@pytest.mark.parametrize(
    ("name", "content", "line", "words"),
    [
        ("register.csv", b"\xff\xff\xff", None, "既不是 UTF-8 也不是 GB18030"),
        ("register.csv", '"' + "x" * 200_000 + '"', None, "CSV 写法不对"),
        ("register.csv", "file,recrod\na.txt,r\n", 1, "未知的列“recrod”"),
        ("register.csv", "file,record,备注\na.txt,r,x\n", 1, "未知的列“备注”"),
        ("register.csv", "file,date,record,日期\na.txt,2026-05-01,r,2026-05-02\n", 1, "未知的列“date（重复）”"),
        ("register.csv", "file,record,date\na.txt,r,2026-02-30\n", 2, "2026-02-30"),
        ("register.csv", "file,record,date\n\n a.txt ,r,yesterday\n", 3, "yesterday"),
        ("register.csv", "file,record,fields\na.txt,r,{x}\n", 2, "不是 JSON"),
        ("register.csv", "file,record,fields\na.txt,r," + "[" * 100_000 + "\n", 2, "不是 JSON"),
        ("register.csv", "file,record,fields\na.txt,r,[1]\n", 2, "“fields”的值应为键值"),
        ("register.csv", "file,record,approvals\na.txt,r,:x:2026-05-01\n", 2, "缺少键“role”"),
        ("register.csv", "file,record,approvals\na.txt,r,a:x:2026-05-32\n", 2, "2026-05-32"),
        ("register.csv", 'file,record,title\na.txt,r,"a\nb"\n', 2, "写法不对"),
        ("register.csv", "file,record\n,r\n", 2, "没有写文件"),
        ("register.csv", "file,record\na.txt,r\n./a.txt,s\n", 3, "登记了两次"),
        ("register.yml", "evidence:\n  - {file: a.txt, recrod: r}\n", 2, "未知的键“recrod”。是不是想写“record”"),
        ("register.yml", "evidence:\n  - {record: r}\n", 2, "没有写文件"),
        ("register.yml", "evidence:\n  - {file: a.txt}\n  - {file: a.txt}\n", 3, "登记了两次"),
        ("register.yml", "evidence:\n  - {file: [a.txt]}\n", 2, "应为文字"),
        ("register.yml", "evidence:\n  - {file: a.txt, date: 2026-02-30}\n", 2, "2026-02-30"),
        ("register.yml", "evidence:\n  - {file: a.txt, fields: {x: 2026-02-30}}\n", 2, "不是日历上有的日期"),
        ("register.yml", "evidence:\n  - a.txt\n", 2, "应为键值"),
        ("register.yml", "evidence: a.txt\n", 1, "写法不对"),
        ("register.yml", "- file: a.txt\n", 1, "写法不对"),
        ("register.yml", "evidence: []\nmore: 1\n", 1, "写法不对"),
        ("register.yml", "evidence: [\n", 2, "YAML 语法错误"),
        ("register.yml", "evidence:\n  - {file: 甲}\n".encode("gb18030"), 2, "不是 UTF-8"),
        ("register.xlsx", b"file,record\na.txt,r\n", None, "不是这种 Office 文件"),
        ("register.xlsx", files.OLE, None, "加密的或旧版"),
        ("register.xlsx", files.docx(), None, "不是 Excel 工作簿"),
        ("register.xlsx", files.package({"xl/workbook.xml": "<a/>", "content.xml": "<a/>"}), None, "不是 Excel 工作簿"),
        ("register.xlsx", files.package({"xl/workbook.xml": "<workbook/>"}), None, "不是完好的 Excel 工作簿"),
        ("register.xlsx", files.package({"xl/workbook.xml": "<a></b>"}), None, "不是完好的 Excel 工作簿"),
        ("register.xlsx", files.xlsx([["file"], ["a.txt"]])[:-60], None, "损坏或不完整"),
        ("register.xlsx", files.xlsx([["file", "record"], ["a.txt", "r"], ["a.txt", "r"]]), 3, "登记了两次"),
    ],
)  # fmt: skip
def test_faults(tmp_path, name, content, line, words):
    register = read(tmp_path, name, content)
    assert [(where, words in message) for where, message in said(register)] == [(line, True)], said(register)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("register.csv", ""),
        ("register.csv", "\n\n"),
        ("register.csv", "file,record\n"),
        ("register.csv", "file,record,备注\n"),
        ("register.yml", ""),
        ("register.yml", "evidence:\n"),
        ("register.yml", "evidence: []\n"),
        ("register.xlsx", files.xlsx([])),
    ],
)
def test_empty_registers(tmp_path, name, content):
    register = read(tmp_path, name, content)
    assert (register.rows, register.faults) == ({}, [])


def test_an_unknown_column_only_hurts_the_rows_that_use_it(tmp_path):
    register = read(tmp_path, "register.csv", "file,record,备注\na.txt,r,x\nb.txt,r,\nc.txt,r\n")
    assert register.rows["a.txt"] is None
    assert register.rows["b.txt"].record == register.rows["c.txt"].record == "r"


def test_the_first_of_two_rows_holds(tmp_path):
    register = read(tmp_path, "register.csv", "file,record\na.txt,r\na.txt,s\n")
    assert register.rows["a.txt"].record == "r"


def test_paths_are_compared_in_nfc_with_slashes(tmp_path):
    register = read(tmp_path, "register.csv", "file,record\n.\\sub\\e\u0301.txt,r\n")
    assert list(register.rows) == ["sub/é.txt"]


def test_two_registers_that_disagree(house):
    """The nearer one wins; in one folder yml before csv before xlsx, case of the name aside."""
    house.owes("r").owes("s").owes("t").evidence("sub/a.txt").evidence("sub/b.txt")
    house.write("evidence/register.yml", dump({"evidence": [{**ROW, "file": "sub/a.txt", "record": "t"}]}))
    house.write(
        "evidence/sub/REGISTER.XLSX",
        files.xlsx([["file", "record", "date"], ["a.txt", "t", "2026-05-01"], ["b.txt", "t", "2026-05-01"]]),
    )
    house.write("evidence/sub/register.csv", "file,record,date\na.txt,r,2026-05-01\n")
    found = obligations(house.assess())
    assert found["doc/r:r"]["evidence"] == "sub/a.txt"
    assert found["doc/s:s"]["status"] == "missing"
    assert found["doc/t:t"]["evidence"] == "sub/b.txt"


def test_a_faulty_row_leaves_its_file_unidentified_and_its_neighbours_alone(house):
    house.owes("r").evidence("a.txt").evidence("r_2026-05-01_b.txt")
    house.write("evidence/register.csv", "file,record,date\na.txt,r,2026-05-01\nr_2026-05-01_b.txt,r,2026-05-99\n")
    report = house.assess()
    assert report["unidentified"] == ["r_2026-05-01_b.txt"]
    assert obligations(report)["doc/r:r"]["evidence"] == "a.txt"
    assert [(fault["path"], fault["line"]) for fault in report["evidence_faults"]] == [("register.csv", 3)]


def test_rows_of_files_that_are_not_there(house):
    house.owes("r").evidence("sub/a.txt")
    house.write("evidence/sub/register.csv", "file,record,date\na.txt,r,2026-05-01\n../up.txt,r,\n.hidden,r,\n")
    report = house.assess()
    assert [fault["line"] for fault in report["evidence_faults"]] == [3, 4]
    assert obligations(report)["doc/r:r"]["status"] == "met"


def test_a_broken_register_leaves_other_ways_open(house):
    house.owes("r").evidence("r_2026-05-01_x.txt").write("evidence/register.yml", "evidence: [\n")
    report = house.assess()
    assert obligations(report)["doc/r:r"]["status"] == "met"
    assert [fault["path"] for fault in report["evidence_faults"]] == ["register.yml"]


def test_a_row_without_a_record_leaves_the_file_unidentified(house):
    house.owes("r").evidence("r_2026-05-01_x.txt").write("evidence/register.csv", "file,title\nr_2026-05-01_x.txt,题\n")
    assert house.assess()["unidentified"] == ["r_2026-05-01_x.txt"]


@pytest.mark.parametrize(
    ("extra", "rows", "words"),
    [
        ('<row r="1048576"><c/><c r="XFD1048576"/></row>', ["a.txt"], ""),
        ('<row><c r="bad"><v>1</v></c></row>', [], "不是完好的 Excel 工作簿"),
    ],
)
def test_cells_far_away_or_nowhere(tmp_path, extra, rows, words):
    """Far cells do no harm while they hold nothing, such as those of a column that somebody formatted."""
    parts = files.sheet_parts([["file", "record"], ["a.txt", "r"]])
    key = "xl/worksheets/sheet1.xml"
    parts[key] = str(parts[key]).replace("</sheetData>", f"{extra}</sheetData>")
    register = read(tmp_path, "register.xlsx", files.package(parts))
    assert list(register.rows) == rows
    assert words in "".join(message for _, message in said(register))


def test_cells_without_places_are_counted(tmp_path):
    cell = '<c t="inlineStr"><is><t>x</t></is></c>'
    parts = files.sheet_parts([])
    key = "xl/worksheets/sheet1.xml"
    parts[key] = str(parts[key]).replace("<sheetData>", f'<sheetData><row>{cell * 5}</row><row r="900000">{cell}</row>')
    assert "散得太开" in said(read(tmp_path, "register.xlsx", files.package(parts)))[0][1]
