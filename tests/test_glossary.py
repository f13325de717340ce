"""The glossary: its file, its page, its links in the text, and the other names that a search answers to."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import jieba
import markdown
import pytest
from support.workspace import AS_OF, dump

from checker import wordcut
from checker.compose import compose
from checker.load.lint import lint
from checker.load.text.source import split_page
from checker.mkdocs_plugin import GuanbiaoPlugin
from checker.model.term import Term
from checker.pages.marking import mark

ROOT = Path(__file__).parents[1]
GLOSSARY = "controls/glossary.yml"
EVIL = '<script>alert(1)</script>`a` [x](y) "\u202e\\'
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def write(house, *terms):
    return house.write(GLOSSARY, dump({"terms": list(terms)}))


def term(word, **keys):
    return {"term": word, "meaning": f"{word}的意思", **keys}


TERMS = (
    Term(term="新型能力", meaning="能力", see="std/5.3"),
    Term(term="试运行", meaning="先跑一段"),
    Term(term="试运行方案", meaning="跑之前写的"),
    Term(term="终验", meaning="太短，不标"),
)


# ---- the file


def test_a_clause_that_does_not_exist_is_a_fault(house):
    house.clause("doc/1")
    (fault,) = write(house, term("甲乙", see="doc/1"), term("丙丁", see="doc/2")).faults()
    assert (fault.path, fault.line) == (GLOSSARY, 7)
    assert fault.what == "没有条款“doc/2”"


def test_a_word_is_explained_once(house):
    found = write(house, term("甲乙", aliases=["ＫＰＩ"]), term("丙丁", aliases=["甲乙", "KPI"])).faults()
    assert [fault.what for fault in found] == ["“甲乙”已经写过，在“甲乙”", "“KPI”已经写过，在“甲乙”"]


def test_a_wrong_shape_is_a_fault(house):
    (fault,) = write(house, {"term": "甲乙"}).faults()
    assert "meaning" in fault.what
    (fault,) = house.write(GLOSSARY, "terms: [").faults()
    assert fault.path == GLOSSARY


def test_a_workspace_without_glossary_explains_its_own_words_alone(house):
    house.owes("note")
    assert lint(house.root) == []
    site = compose(house.root, AS_OF)
    page = site.pages["glossary/index.md"]
    assert "应备记录" in page
    assert "## 标准和程序里的词" not in page
    assert "## 角色" not in page
    assert "gb-term" not in site.decorate("doc-note.md", "应备记录和条款")


# ---- the page


def test_the_page_names_terms_roles_and_own_words(house):
    house.clause("doc/1").role("boss", aliases=["老板"], duties="拍板").role("quiet")
    page = compose(write(house, term("新型能力", aliases=["本领"], see="doc/1")).root, AS_OF).pages["glossary/index.md"]
    for words in (
        "新型能力",
        "也叫：本领",
        "新型能力的意思",
        'href="../doc-1.html"',
        "也叫：老板",
        "拍板",
        "齐备率",
        "程序文件",
    ):
        assert words in page, words
    assert '<a href="../roles/quiet.html">岗位quiet</a>' in page


def test_the_page_stands_in_the_navigation(house):
    nav = compose(house.owes("note").root, AS_OF).nav
    assert {"术语表": "glossary/index.md"} in next(
        held for entry in nav for held in entry.values() if "rules/index.md" in held
    )


def test_a_page_may_link_to_the_glossary(house):
    house.owes("note").write("policies/page.md", "[术语表](glossary/index.md)\n")
    assert lint(house.root) == []


def test_hostile_words_are_shown_as_they_are(house):
    house.role("boss", title=EVIL, aliases=[EVIL]).clause("doc/1", aliases=[EVIL])
    site = compose(write(house, {"term": EVIL, "meaning": EVIL, "aliases": [EVIL + "2"]}).root, AS_OF)
    page = site.pages["glossary/index.md"] + site.decorate("doc-1.md", f"正文{EVIL[-2:]}")
    assert "<script>" not in page
    assert "\u202e\\" not in page.replace(f"正文{EVIL[-2:]}", "")


# ---- links in the text


@pytest.mark.parametrize(
    "text",
    [
        "## 新型能力", "新型能力\n===", "新型能力\n---\n", "| 新型能力 | b |", "    新型能力", "`新型能力`", "``a ` 新型能力``",
        "```\n新型能力\n```", "~~~yaml\n新型能力\n~~~", "[新型能力](a.md)", "[a](新型能力.md '新型能力')", "[a\n新型能力](b.md)",
        "![新型能力](a.png)", "[新型能力][x]", "[x]: a.md '新型能力'", "<b title='新型能力'>", "<div>新型能力</div>", "a <!-- 新型能力 -->",
        "https://x.example/新型能力", "a{title='新型能力'}", "!!! note 新型能力", "终验", "无关",
    ],
)  # fmt: skip
def test_only_running_text_is_marked(text):
    assert mark("a.md", text, TERMS, "doc/1") == text


def test_the_first_use_of_each_term_is_marked():
    found = mark("a/b.md", "一、新型能力；\n- **试运行**和试运行\n1. 新型能力", TERMS, "doc/1")
    assert re.sub("<[^>]*>", "", found) == "一、新型能力；\n- **试运行**和试运行\n1. 新型能力"
    assert found.count("<a ") == 2
    assert re.search(
        r'^一、<a class="gb-term" href="\.\./glossary/index\.html#o-\w+" title="能力">新型能力</a>；', found
    )


def test_the_longest_term_counts():
    assert ">试运行方案</a>先，" in mark("a.md", "试运行方案先，再", TERMS, "doc/1")


def test_text_goes_on_after_code():
    found = mark("a.md", "```\n新型能力\n~~~\n```\n`x` 新型能力", TERMS, "doc/1")
    assert found.startswith("```\n新型能力\n~~~\n```\n`x` <a ")


def test_a_page_does_not_mark_what_it_explains():
    assert mark("a.md", "新型能力", TERMS, "std/5.3") == "新型能力"
    assert mark("a.md", "新型能力", TERMS[:1], "std/5.3") == "新型能力"


def test_hostile_terms_do_nothing():
    found = mark("a.md", f"甲 新<b>`x 乙 {EVIL}", [Term(term="新<b>`x", meaning=EVIL)], "doc/1")
    assert found == f"甲 新<b>`x 乙 {EVIL}"  # the text has no such words: they are markup in it
    shown = markdown.markdown(mark("a.md", "甲 新_能*力 乙", [Term(term="新_能*力", meaning=EVIL)], "doc/1"))
    assert ">新_能*力</a>" in html(shown)
    assert "<script>" not in shown
    assert "<code>" not in shown
    assert "⟨U+202E⟩" in html(shown)


def html(text):
    """Return HTML with its references to single letters resolved."""
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])) if int(found[1]) != 60 else "&lt;", text)


class Parts(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.words, self.others, self.code = [], [], []
        self._inside = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._inside.append(tag)
        if ("class", "gb-term") not in attrs:
            self.others.append((tag, attrs))

    def handle_endtag(self, tag):  # noqa: ARG002
        self._inside.pop()

    def handle_data(self, data):
        self.words.append(data)
        if {"code", "pre"} & set(self._inside):
            self.code.append(data)


def test_the_handbook_reads_the_same_with_links_to_its_terms():
    site = compose(ROOT, AS_OF)
    terms = site._book.controls.terms
    marked = 0
    for path, clause in site._clauses.items():
        body = split_page((ROOT / "policies" / path).read_text("utf-8"))[1]
        linked = mark(path, body, terms, clause)
        if linked == body:
            continue
        marked += 1
        before, after = (
            Parts(re.sub("<br[^>]*>", "", markdown.markdown(text, extensions=["tables", "attr_list", "toc"])))
            for text in (body, linked)
        )
        assert "".join(before.words) == "".join(after.words), path
        assert (before.others, before.code) == (after.others, after.code), path
        assert linked.count('class="gb-term"') <= 8, path
    assert marked > 50


# ---- other names


def test_pages_answer_to_their_other_names(house):
    house.role("boss", aliases=["老板"]).record("note", aliases=["便条"]).clause("doc/1", "note", aliases=["总条"])
    metric = {"id": "rate", "title": "执行率", "clause": "doc/1", "cadence": "yearly", "measure": {"count": "note"}}
    site = compose(house.write("controls/metrics.yml", dump({"metrics": [metric]})).root, AS_OF)
    assert site.aliases["doc-1.md"] == ("总条", "执行率")
    assert site.aliases["records/note.md"] == ("便条",)
    assert site.aliases["roles/boss.md"] == ("老板",)
    assert "豁免" not in site.aliases["gap/index.md"]
    assert "严重不符合" in site.aliases["rules/index.md"]
    assert "<dt>也叫</dt><dd>总条</dd>" in site.decorate("doc-1.md", "")
    assert "<dt>也叫</dt><dd>便条</dd>" in site.pages["records/note.md"]


def test_short_names_are_kept_whole(house):
    house.role("boss", title="管理者代表", aliases=["管代", "PMO"])
    words = compose(write(house, term("自评估"), term("可持续竞争优势")).root, AS_OF).words
    assert words == {"管代", "自评估"}


def test_the_word_cutter_learns_and_forgets():
    before = [*jieba.cut("企业做自评估和管理评审")]
    total = jieba.dt.total
    learned = wordcut.teach(["自评估", "管理评审", "管理"])
    assert list(learned) == ["自评估"]  # what is cut into words stays cut
    assert [*jieba.cut("企业做自评估和管理评审")] == ["企业", "做", "自评估", "和", "管理", "评审"]
    assert wordcut.spaced(["管理评审"]) == ["管理\u200b评审"]
    wordcut.forget(learned)
    assert [*jieba.cut("企业做自评估和管理评审")] == before
    assert jieba.dt.total == total


def test_first_letters_of_names():
    names = ["8.6 管理评审（UAT）", "银行行长", "管理评审", "长", "UAT", ""]
    assert wordcut.initials(names) == ["glps", "yhhz"]


def test_a_page_keeps_its_own_tags(house):
    site = compose(house.owes("note", aliases=["便条"]).root, AS_OF)
    plugin = GuanbiaoPlugin()
    plugin.site = site
    file = {"file": type("File", (), {"src_uri": "records/note.md"})}
    page = type("Page", (), {**file, "title": "A-1 记录", "meta": {"tags": ["自己的"]}})
    other = type("Page", (), {"file": type("File", (), {"src_uri": "x.md"}), "title": "About", "meta": {}})
    assert plugin.on_page_context({"a": 1}, page=page) == {"a": 1}
    assert page.meta["tags"] == ["自己的", "便条", "jl", "bt"]
    plugin.on_page_context({}, page=other)
    assert other.meta == {}
