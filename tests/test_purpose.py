"""What record pages and forms repeat of the clauses' own pages: why a record is wanted, and what to write in it."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pytest
from support.workspace import AS_OF

from checker.compose import compose, hand_written, make_forms
from checker.load.workspace import read_controls
from checker.model.form import SHEET
from checker.pages.purpose import by_page, contents, sections

PAGE = """
## 要求

不在里面。

## 为什么

没有它，[谁](x.md "t")也说不清。
接着写。

第二段 `code`<br>。

## 留什么记录

- 验收报告：依据、**结论**、签字人。
  接着上一行。
- 别的记录：不要。

### 小标题

## 审核时常看

- 也不在里面。
"""


def test_sections_become_plain_lines():
    assert sections(PAGE) == {
        "为什么": ("没有它，谁也说不清。接着写。", "第二段 code。"),
        "留什么记录": ("验收报告：依据、结论、签字人。接着上一行。", "别的记录：不要。", "小标题"),
        "审核时常看": ("也不在里面。",),
    }
    assert sections("# 只有标题\n") == {}


@pytest.fixture
def told(house):
    house.record("report", title="试点验收报告").record("other", title="会议纪要").record("third", title="登记")
    house.clause("doc/1", "report", "other").clause("doc/2", "other").clause("doc/3", "third")
    for name in ("doc-1", "doc-2"):
        path = house.root / f"policies/{name}.md"
        path.write_text(path.read_text("utf-8") + PAGE.replace("### 小标题\n\n", ""), encoding="utf-8")
    return house.write("policies/index.md", "# 首页\n")


def shown(page):
    part = page.partition("{#purpose}")[2].partition("\n## ")[0]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", part)).strip()


def test_a_record_page_says_why_and_what(told):
    pages = compose(told.root, AS_OF).pages
    assert shown(pages["records/report.md"]) == (
        "为什么要它 没有它，谁也说不清。接着写。 第二段 code。 写些什么 验收报告：依据、结论、签字人。接着上一行。"
    )
    both = shown(pages["records/other.md"])
    assert both.startswith("条款 程序文件 1 条款doc/1 为什么要它")
    assert both.count("写些什么 验收报告：依据、结论、签字人。接着上一行。 别的记录：不要。") == 2
    assert "{#purpose}" not in pages["records/third.md"]
    assert 'data-search-exclude="1"' in pages["records/report.md"].partition("{#purpose}")[2].partition("\n## ")[0]


def test_words_of_clauses_are_escaped(told):
    path = told.root / "policies/doc-3.md"
    path.write_text(path.read_text("utf-8") + "\n## 为什么\n\n1 < 2 & \u202e「3」\n", encoding="utf-8")
    assert "1 &lt; 2 &amp; ⟨U+202E⟩「3」" in compose(told.root, AS_OF).pages["records/third.md"]


def test_a_form_says_what_to_write(told):
    told.record("plan", title="计划", columns=["事项"]).clause("doc/4", "plan")
    path = told.root / "policies/doc-4.md"
    path.write_text(path.read_text("utf-8") + "\n## 留什么记录\n\n计划要写责任人。\n", encoding="utf-8")
    controls, projects = read_controls(told.root)
    made = make_forms(told.root, controls, projects, by_page(hand_written(told.root).texts), wanted=["report", "plan"])
    assert list(made) == ["report_试点验收报告.docx", "plan_计划.docx", "plan_计划.xlsx"]
    texts = [part.text for part in docx.Document(io.BytesIO(made["report_试点验收报告.docx"])).paragraphs]
    assert "写些什么：验收报告：依据、结论、签字人。接着上一行。" in texts
    rows = openpyxl.load_workbook(io.BytesIO(made["plan_计划.xlsx"]))[SHEET].iter_rows(values_only=True)
    assert "写些什么：计划要写责任人。" in [row[0] for row in rows]
    assert compose(told.root, AS_OF).files["forms/report_试点验收报告.docx"] == made["report_试点验收报告.docx"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("服务方案", ["服务方案：甲"]),
        ("两化服务方案", ["服务方案：甲"]),
        ("服务方案领导审核", None),
        ("使用手册", ["测试报告、使用手册：乙。"]),
        ("合同事务（月度）跟踪台账", ["合同事务台账，逐条跟到关闭"]),
        ("差异确认记录", ["差异确认；差什么"]),
        ("记录", None),
    ],
)
def test_a_record_takes_the_line_that_names_it(house, title, kept):
    lines = ["服务方案：甲", "测试报告、使用手册：乙。", "合同事务台账，逐条跟到关闭", "差异确认；差什么", "没有名称"]
    house.record("note", title=title).clause("doc/1", "note")
    controls, _ = read_controls(house.root)
    said = {"doc-1.md": {"留什么记录": tuple(lines)}}
    assert list(contents(controls.records["note"], controls, said)) == (kept or lines)
