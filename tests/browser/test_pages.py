"""Pages as text: rules in words, lists of the gap report, the navigation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from driver import AS_OF

from checker.compose import compose
from checker.model.words import visible
from checker.pages.engine import tag_lines
from checker.pages.text import href, plain

if TYPE_CHECKING:
    from support.workspace import Builder

    from checker.pages import Site


def site_of(house: Builder) -> Site:
    """Return the site of a workspace."""
    return compose(house.root, AS_OF)


def said(house: Builder, **keys: Any) -> str:
    """Return the text of the page of one record type with these rules."""
    house.record("base").clause("doc/0", "base").owes("note", **keys)
    return re.sub("<[^>]+>", " ", site_of(house).pages["records/note.md"])


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "全企业要一份"),
        ({"scope": "project"}, "每个项目各要一份"),
        ({"scope": "event", "per": "base"}, "每有一份《记录base》，各要一份"),
        ({"cadence": "monthly"}, "每月一份，最迟在期间最后一天"),
        ({"cadence": "weekly", "grace": {"workdays": 5}}, "每周一份，最迟在期间结束后 5 个工作日"),
        ({"within": {"hours": 1.5, "of": "base"}}, "《记录base》之后 1.5 小时内"),
        ({"occasion": "出了事"}, "出了事；没有发生就不欠"),
        ({"valid_months": 12}, "日期起 12 个月内有效"),
        ({"retain_years": 3}, "3 年"),
        ({"after": ["base"]}, "之前要先有《记录base》"),
        ({"independent_of": ["base"]}, "编制人不能编制过《记录base》"),
        ({"same_department_as": "base"}, "编制人与《记录base》的编制人同一个部门"),
        ({"sections": ["结论", "问题"]}, "结论、问题"),
        ({"formats": ["pdf", "docx"]}, "pdf、docx"),
        ({"fields": {"required": ["amount"]}}, "amount：必填"),
        (
            {"fields": {"properties": {"n": {"type": ["integer", "null"], "minimum": 1}}}},
            "n：可不填，填了就检查，整数或空，不小于 1",
        ),
        ({"fields": {"properties": {"n": {"enum": ["甲", 2], "description": "说明"}}}}, "说明，取值 甲／2"),
        ({"fields": {"properties": {"n": True}}}, "n：可不填，填了就检查"),
        ({"fields": {"not": {}}}, "按记录类型里写的 JSON Schema"),
    ],
)
def test_rules_in_words(house: Builder, keys: dict[str, Any], words: str) -> None:
    assert words in said(house, **keys)


def test_approvals_and_what_is_only_proposed(house: Builder) -> None:
    house.role("first").role("second")
    text = said(house, approvals=["first", "second"], suggested_approvals=["second"])
    assert "岗位first → 岗位second，按此先后" in re.sub(r" +(→) +| +(?=，)", r"\1", text).replace("→", " → ")
    assert "岗位first → 岗位second，按此先后" in site_of(house).clause_suffix("doc/note")
    assert "审批建议（待确认）" in text


def test_parameters_say_where_they_come_from(house: Builder) -> None:
    house.person("li").parameter("set", value="yearly", source="批示", approved_by="li").parameter("open")
    assert "每年一份，最迟在期间最后一天（企业参数“参数set”；依据：批示，人li批准）" in said(
        house, cadence={"parameter": "set"}
    )
    house.owes("other", cadence={"parameter": "open"}, retain_years={"parameter": "open"})
    house.owes("late", within={"parameter": "open"})
    pages = site_of(house).pages
    assert "企业未定（企业参数“参数open”还没有值）" in pages["records/other.md"]
    assert "企业未定（企业参数“参数open”还没有值）" in pages["records/late.md"]
    assert "参数open" in pages["gap/index.md"]


def test_promises_stand_apart(house: Builder) -> None:
    house.document("cm", kind="commitment").record("promised").clause("cm/1", "promised").owes("own")
    page = site_of(house).pages["gap/index.md"]
    own, promised = page.split("## 服务商承诺（单独统计）")
    assert "记录own" in own
    assert "记录promised" not in own
    assert "记录promised" in promised


def test_whatever_needs_attention_is_listed(house: Builder) -> None:
    house.profile(
        waivers=[{"record": "note", "until": "2026-12-31"}, {"project": "prj", "until": "2026-01-31", "reason": "旧"}],
        exclusions=[{"clause": "doc/note", "justification": "不做", "approved_by": "li", "date": "2026-07-01"}],
    )
    house.person("li").project("prj").owes("note").owes("slow", cadence="yearly", grace={"workdays": 250})
    house.evidence("a.md", "note", date="2027-01-01").evidence("b.md")
    page = site_of(house).pages["gap/index.md"]
    for words in (
        "旧",
        "已过期，不再起作用",
        "有效",
        "1 项",
        "没有写",
        "不做（2026-07-01 起，今天还不算）",
        "b.md",
        "2027 年",
    ):
        assert words in page, words
    assert "今日不计入：日期在评估日之后" in site_of(house).pages["matrix/index.md"]


def test_idle_evidence_says_why(house: Builder) -> None:
    house.owes("note", scope="project").project("prj").evidence("a.md", "note", date="2026-01-05")
    assert "今日不计入：没有写是哪个项目" in site_of(house).pages["matrix/index.md"]


def test_navigation_comes_from_the_data(house: Builder) -> None:
    house.document("one").document("two").document("std", kind="standard").document("empty", kind="plan")
    for place, name in enumerate(["one/1.10", "one/1.9", "two/1", "two/a", "std/1"]):
        house.clause(name, title=f"甲{place}")
        old = house.root / f"policies/{name.replace('/', '-').replace('.', '-')}.md"
        new = house.root / f"policies/{name}.md"
        new.parent.mkdir(exist_ok=True)
        old.rename(new)
    house.write("policies/index.md", "# 首页\n").write("policies/one/index.md", "# 概述\n")
    house.write("policies/one/more/x.md", "# 附\n").write("policies/notes.md", "# <注>\n")
    nav = site_of(house).nav
    names = [next(iter(entry)) for entry in nav]
    assert names == ["首页", "标准", "程序", "日历", "报告", "记录", "规则说明", "其他"]
    one, two = nav[2]["程序"]
    assert one["《one》"] == [
        "one/index.md",
        {"第 1 章": [{"1.9 甲1": "one/1.9.md"}, {"1.10 甲0": "one/1.10.md"}]},
        {"more": [{"附": "one/more/x.md"}]},
    ]
    assert two["《two》"] == [{"1 甲2": [{"1 甲2": "two/1.md"}]}, {"a 甲3": [{"a 甲3": "two/a.md"}]}]
    assert nav[-1]["其他"] == [{"&lt;注&gt;": "notes.md"}]


def test_text_is_made_visible() -> None:
    assert visible("普通　文字 a") == "普通　文字 a"
    assert visible("a\u202eb\nc\x00\ufeff\uffff") == "a⟨U+202E⟩b⟨U+000A⟩c⟨U+0000⟩⟨U+FEFF⟩⟨U+FFFF⟩"
    assert plain("<b>\u200b") == "&lt;b&gt;⟨U+200B⟩"


def test_every_line_begins_with_a_tag() -> None:
    assert tag_lines("<p>\n# 一\n\n``` \n</p>") == ["<p># 一```", "</p>"]


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("index.md", "gap/index.md#role=a", "gap/index.html#role=a"),
        ("a/b/c.md", "records/x.md", "../../records/x.html"),
        ("gap/index.md", "gap/gaps.csv", "gaps.csv"),
        ("a/b.md", "a/中 文.md", "%E4%B8%AD%20%E6%96%87.html"),
    ],
)
def test_addresses_are_relative(page: str, target: str, address: str) -> None:
    assert href(page, target) == address
