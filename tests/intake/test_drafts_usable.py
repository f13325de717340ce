"""Drafts are put into use as they are: every page loads, says what the file said, and `guanbiao lint` finds nothing."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.procedures import adopt, drafted, p, shown, squeezed, table, taken, word
from support.workspace import Builder

from checker.load.text.source import split_page
from checker.load.text.yamldoc import parse
from checker.model.words import visible

EVIL = [
    '<script>alert("1")</script>', "{{ 7*7 }}", "{% raw %}", "a|b|c", "`rm -rf`", "```", "---", "***", "===", "# 不是标题", "## 要求",
    "> 引", "- 项", "+ 项", "* 项", ": 定", ":::", "[链](javascript:alert(1))", "![图](x.png)", "<!-- 注 -->", "&amp; &lt;", "*[HTML]: 缩写",
    "a_b_c __粗__ ~~删~~ ==亮==", "\\*反\\", "'单\"双'", "键: 值 # 注", "- {a: b}", "[^1]: 脚注", "a\u202eb", "\x07铃", "}}", "@x !!python/object", "%TAG", "*别名 &锚",
    "!!! note", "??? tip", '=== "页"', "    缩进", "1986\\. 年", "http://example.com/a_b_c", "<http://x.y>", "{: .c #d }", "$x$ \\(y\\)", "x^2^ H~2~O", ":smile:",
    "“弯”‘引’", '--8<-- "x"', "|---|---|", "a  ", "长" * 3000, "null", "true", "1.0", "2026-01-01", "0x1f", "~", "", "\ufeff首", "é e\u0301", "𠮷野家", "/* c */",
]  # fmt: skip


@pytest.fixture
def office(house: Builder) -> Builder:
    """A workspace with a role and a form that texts may name."""
    house.role("it", title="信息部", kind="department", aliases=["信息中心"]).role("boss", title="管理者代表")
    house.document("doc", title="《老程序》").record("plan", title="年度计划", code="JL-01").clause("doc/1", "plan")
    return house


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_no_text_becomes_markup(office, tmp_path, evil, ending):
    lines = [
        f"前言{evil}后",
        f"1 {evil[:20]}题",
        f"文{evil}字",
        f"{evil}起头",
        f"（一）{evil[:20]}的《{evil[:20].strip()}表》",
        "由信息部编制。",
        "2 附则",
    ]
    grid = table(["甲", f"格{evil}"], [f"{evil}格", "乙"])
    clean = [re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", line) for line in lines]
    content = "\n".join(lines) if ending == "txt" else word(*map(p, clean), re.sub(r"[\x00-\x08]", "", grid))
    held = taken(tmp_path / f"采购.{ending}", content, office)
    made = drafted(held, office)
    assert adopt(made, office) == []
    texts = [getattr(block, "text", "") for one in held.clauses for block in one.item.body]
    texts += [getattr(block, "text", "") for block in held.lead]
    said = "".join(texts) + "".join(one.item.title or "" for one in held.clauses)
    assert said
    seen = shown(made)
    for text in texts:
        assert squeezed(visible(re.sub(r"\s", " ", text.lstrip("•·●▪○◆■")))) in seen, text


TITLES = st.text(
    st.sampled_from("采购申请表报告计划信息部门中心管理经理一二三甲乙ABc1.、（）() \"'《》:：#-{}[]|<>&*_`~!?%@\\/\u3000é𠮷"), min_size=1, max_size=14
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["1 ", "1.1 ", "1.2 ", "2 ", "2.1 ", "一、", "二、", "（一）", "（二）", "(1) ", "(2)", "1) ", "1、", "2、", "第一章 ", "第二章 ", "第一条 ", "第二条 ",
     "3.1 ", "第一节 ", "第一篇 ", "2.1 ", "1. ", "2. ", "", "", "原则1：", "0 "]
)  # fmt: skip
SENTENCES = st.sampled_from(
    ["", "由信息部编制《年度计划》，每月5日前报管理者代表批准。", "采购组填写采购申请表（JL-01），2个工作日内反馈。", "采购组填写“采购申请表”。", "定期提交总结报告。",
     "依据第2.1条和《采购管理办法》执行。", "综合管理部、综合部和信息中心形成会议纪要。"]
)  # fmt: skip
BODIES = st.lists(st.tuples(NUMBERS, TITLES, SENTENCES), min_size=1, max_size=12)


@given(BODIES, TITLES, st.sampled_from([None, "doc", "new"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_text_its_drafts_pass_lint(tmp_path_factory, lines, title, document):
    folder = tmp_path_factory.mktemp("any")
    house = Builder(folder / "house")
    house.role("it", title="信息部", kind="department", aliases=["信息中心"]).role("boss", title="管理者代表")
    house.document("doc", title="《老程序》").record("plan", title="年度计划", code="JL-01").clause("doc/1", "plan")
    text = "\n".join(
        f"{title}\n" if not place else f"{number}{name}\n{said}" for place, (number, name, said) in enumerate(lines)
    )
    if not re.search(r"\w", text):
        text += "字"
    held = taken(folder / "程序.txt", text, house)
    made = drafted(held, house, document)
    if document == "doc":
        (house.root / "policies/doc-1.md").unlink()
    faults = adopt(made, house)
    assert [fault for fault in faults if "没有条款要求记录“plan”" not in fault] == []
    for name, data in made.files.items():
        if name.startswith("policies/"):
            front = parse(split_page(data.decode())[0]).value
            assert ("clause" in front) == (not name.endswith("index.md"))


@given(BODIES, TITLES, st.sampled_from(["txt", "docx", "md", "html"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_of_the_text_is_lost(tmp_path_factory, lines, title, form):
    folder = tmp_path_factory.mktemp("any")
    house = Builder(folder / "house").role("it", title="信息部", kind="department")
    texts = [title, *(part for number, name, said in lines for part in (f"{number}{name}", said))]
    texts = [text for text in texts if re.search(r"[^\W\d_]", text)]  # a number alone is a page's
    if form == "docx":
        content = word(*map(p, texts))
    elif form == "html":
        content = "".join(f"<p>{escape(text)}</p>" for text in texts)
    elif form == "md":
        content = "\n\n".join(re.sub(r"([^\w\s])", r"\\\1", text, flags=re.ASCII) for text in texts)
    else:
        content = "\n".join(texts)
    if not re.search(r"\w", "".join(texts)):
        return
    made = drafted(taken(folder / f"程序.{form}", content, house), house)
    missing = Counter(_letters("".join(texts))) - Counter(_letters(_said(made)))
    assert missing == Counter()


def _said(made):
    """What pages and the document's entry say, without what stands beside it in comments."""
    found = [shown(made)]
    for name, data in made.files.items():
        if name.startswith("policies/"):
            front = parse(split_page(data.decode())[0]).value
            found += [front["title"], front.get("source", {}).get("section", "")]
    (document,) = parse(made.files["controls/documents.yml"].decode()).value["documents"]
    return "".join([*found, document["title"]])


def _letters(text):
    return re.sub(r"\W", "", text.replace("_", ""))
