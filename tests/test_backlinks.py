"""What links here, and where remarks go: the end of clause and record pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.workspace import AS_OF

from checker.assessment import load
from checker.compose import compose
from checker.pages.backlinks import linked_from

ROOT = Path(__file__).parents[1]
HEAD = "## 链接到这里的页面"


@pytest.mark.parametrize(
    "text",
    [
        "[b](b.md)", "[b](b.md#x)", "[b](b.md 'B')", "[b](<b.md>)", "[b](../a/b.md)", "[b](./b.md)", "见 [b][1]\n\n[1]: b.md",
        "| [b](b.md) |", "[`b`](b.md)", "[一\n行](b.md)",
    ],
)  # fmt: skip
def test_links_that_count(text):
    assert linked_from({"a/x.md": text}) == {"a/b.md": ("a/x.md",)}


@pytest.mark.parametrize(
    "text",
    [
        "`[b](b.md)`", "``a ` [b](b.md)``", "```\n[b](b.md)\n```", "~~~md\n[b](b.md)\n~~~", "![b](b.md)", "[b](b.png)", "[b](#b)",
        "[b](/a/b.md)", "[b](https://x.example/b.md)", "[x](x.md)", "b.md",
    ],
)  # fmt: skip
def test_what_is_no_link_to_a_page(text):
    assert linked_from({"a/x.md": text}) == {}


def test_pages_are_sorted_and_stand_once():
    texts = {"z.md": "[a](a.md) [a](a.md)", "b/c.md": "[中](../%E4%B8%AD.md) [a](../a.md)", "a.md": "[a](a.md)"}
    assert linked_from(texts) == {"a.md": ("b/c.md", "z.md"), "中.md": ("b/c.md",)}


def ends(house, page, body=""):
    """Return the end of a page, from its sections about other pages on."""
    site = compose(house.root, AS_OF)
    text = site.pages.get(page) or site.decorate(page, body)
    return text[text.index(HEAD) :] if HEAD in text else ""


def test_a_clause_lists_links_implementing_and_preceding_clauses(house):
    house.clause("doc/1").clause("doc/2", implements=["doc/1"]).clause("doc/3", next=["doc/1"]).clause("doc/4")
    house.write("policies/notes.md", "---\ntitle: <注>\n---\n[1](doc-1.md)\n")
    end = ends(house, "doc-1.md")
    for words in ("2 条款doc/2", "3 条款doc/3", '<a href="notes.html">&lt;注&gt;</a>'):
        assert words in end, words
    assert "doc/4" not in end
    assert "<details" not in end
    assert end.startswith(f"{HEAD} {{#linked-from data-search-exclude=1}}")
    assert ends(house, "doc-4.md") == ""


def test_a_record_lists_links_and_many_are_folded(house):
    house.owes("note")
    for place in range(7):
        house.write(f"policies/p{place}.md", "[n](records/note.md)\n")
    end = ends(house, "records/note.md")
    assert end.count("<li>") == 7
    assert "<details" in end
    assert "<summary>7 页</summary>" in end


# ---- remarks


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("javascript:alert(1)", "不能用"), ("tixi@x.example", "不能用"), ("mailto:", "不能用"), ("https://", "不能用"),
        ("http:///x", "不能用"), ("http://[x", "不能用"), ("ftp://x.example", "不能用"), (" http://x.example", "不能用"),
        ("mailto:a@x.example?subject={titel}", "“{titel}”不认识"), ("https://x.example/{0}", "“{0}”不认识"),
    ],
)  # fmt: skip
def test_addresses_that_are_refused(house, address, what):
    (fault,) = house.profile(feedback=address).faults()
    assert fault.path == "controls/profile.yml"
    assert fault.line
    assert what in fault.what
    assert "mailto:" in fault.remedy or "{title}" in fault.remedy


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("mailto:a@x.example?subject=意见：{title}", "mailto:a@x.example?subject=%E6%84%8F%E8%A7%81%EF%BC%9A1%20%E7%94%B2%26%22%3C%7Bid%7D"),
        ("https://x.example/r?p={path}&amp;i={id}", "https://x.example/r?p=doc-1.html&amp;amp;i=doc%2F1"),
        ("http://x.example/", "http://x.example/"),
    ],
)  # fmt: skip
def test_every_page_says_where_remarks_go(house, template, address):
    house.profile(feedback=template).clause("doc/1", "note", title='甲&"<{id}').record("note", code="N-1")
    site = compose(house.root, AS_OF)
    assert f'<a href="{address}">对这一页有意见</a>' in site.decorate("doc-1.md", "")
    assert "对这一页有意见" in site.pages["records/note.md"]
    assert "{" not in site.pages["records/note.md"].split("gb-feedback")[1]


def test_without_an_address_nothing_is_asked(house):
    site = compose(house.owes("note").root, AS_OF)
    assert "gb-feedback" not in site.decorate("doc-note.md", "") + site.pages["records/note.md"]


# ---- the facts of a page


def test_every_clause_says_its_version_its_owner_and_its_last_review():
    site = compose(ROOT, AS_OF)
    for clause in load(ROOT, AS_OF).controls.clauses:
        box = site.clause_prefix(clause)
        assert all(f"<dt>{words}</dt>" in box for words in ("版本", "归口", "最近评审")), clause


def test_a_review_after_the_day_does_not_exist_yet(house):
    house.document("doc", reviewed="2026-07-01").clause("doc/1")
    assert "<dt>最近评审</dt><dd>没有登记</dd>" in compose(house.root, AS_OF).clause_prefix("doc/1")
    house.write("controls/documents.yml", "documents: [{id: doc, title: x, kind: plan, reviewed: 2026-06-01}]\n")
    assert "<dt>最近评审</dt><dd>2026-06-01</dd>" in compose(house.root, AS_OF).clause_prefix("doc/1")
