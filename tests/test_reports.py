"""The report formats: what opens in Excel and Word, and what must never run or break there."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from support.workspace import AS_OF

from checker.assessment import assess, load
from checker.render import RENDERERS
from checker.render.csv_report import safe
from checker.render.markdown_report import text

HOSTILE = '=cmd|x <script>alert(1)</script> "引号" |竖线| \u202e反'


@pytest.fixture
def reported(house):
    house.role("boss", title="@角色").person("li-na")
    house.record("minutes", title=HOSTILE, approvals=["boss"])
    house.clause("doc/1", "minutes", title="+条款", roles={"responsible": ["boss"]})
    house.document("promise", kind="commitment", effective="2024-01-01", review_months=12).clause(
        "promise/1", "minutes"
    )
    house.evidence("a b.md", "minutes", date="2026-05-01")
    house.evidence("later.md", "minutes", date="2027-05-01").evidence("stray.txt")
    house.evidence("broken.md", "minutes", dat="x").parameter("limit")
    house.record("lost").evidence("lost.md", "lost", date="2026-05-01")
    house.profile(waivers=[{"record": "lost", "until": "2026-01-31"}, {"record": "lost", "until": "2026-12-31"}])
    workspace = load(house.root, AS_OF)
    return lambda name: RENDERERS[name].render(assess(workspace), workspace)


def test_csv_opens_in_excel(reported):
    data = reported("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["类别"] for row in rows] == ["企业", "服务商承诺"]
    assert rows[0]["状态"] == "待补正"
    assert rows[0]["找到的证据"] == "a b.md"


def test_csv_never_runs_a_formula(reported):
    for row in csv.reader(io.StringIO(reported("csv").decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_cells_that_could_run_become_text(cell):
    assert safe(cell) == f"'{cell}"


def test_markdown_shows_what_files_say_as_text(reported):
    words = reported("markdown").decode()
    assert "<script>" not in words
    assert "⟨U\\+202E⟩" in words
    for title in ("差距", "服务商承诺的差距", "未识别的文件", "说明有错的证据", "归不到任何要求的证据"):
        assert f"## {title}" in words
    for title in (
        "日期在评估日之后的证据",
        "已过期的豁免",
        "没有用上的豁免",
        "企业还没有规定的参数",
        "过了评审期的文件",
    ):
        assert f"## {title}" in words


def test_markdown_escapes_its_own_marks():
    assert text("a|b_*`[x](y)\n") == "a\\|b\\_\\*\\`\\[x\\]\\(y\\)⟨U\\+000A⟩"


def test_word_is_whole_and_the_same_twice(reported):
    data = reported("docx")
    assert data == reported("docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        body = package.read("word/document.xml").decode()
    assert "差距报告" in body
    assert "<script>" not in body


def test_the_plain_table_names_what_stands_beside(reported):
    words = reported("table").decode()
    assert "另有：" in words
    for title in (
        "过了评审期的文件 1",
        "说明有错的证据 1",
        "未识别的文件 2",
        "归不到要求的证据 1",
        "日期在评估日之后 1",
    ):
        assert title in words


def test_nothing_owed_is_said(house):
    workspace = load(house.root, AS_OF)
    assert "没有条款要求记录" in RENDERERS["table"].render(assess(workspace), workspace).decode()


def test_no_gap_is_said_without_a_verdict(house):
    house.owes("minutes").evidence("a.md", "minutes", date="2026-05-01")
    workspace = load(house.root, AS_OF)
    words = RENDERERS["table"].render(assess(workspace), workspace).decode()
    assert "没有发现差距" in words
    assert "合格" not in words


def test_markdown_of_a_workspace_without_promises_or_gaps(house):
    house.owes("minutes").evidence("a.md", "minutes", date="2026-05-01")
    workspace = load(house.root, AS_OF)
    words = RENDERERS["markdown"].render(assess(workspace), workspace).decode()
    assert "| 企业 | 1 |" in words
    assert "服务商承诺" not in words
    assert "##" not in words
