"""The handbook as a file: what it says and never says, and that other programs open what comes out."""

from __future__ import annotations

import base64
import io
import itertools
import posixpath
import re
import sys
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from lxml import etree
from support.workspace import AS_OF, dump

from checker.cli import main
from checker.compose import hand_written
from checker.errors import WorkspaceError
from checker.export import export_manual
from checker.load.pictures import read_pictures
from checker.load.text.source import split_page
from checker.load.workspace import read_controls
from checker.manual import FORMATS
from checker.manual.body import read
from checker.manual.content import build
from checker.manual.fonts import SANS, SERIF, choose, family_of
from checker.manual.places import Places
from checker.manual.reference import reference
from checker.manual.rewrite import Rewriter, lowered
from checker.manual.source import Source

ROOT = Path(__file__).parents[1]
PERSON = "人zhang"
HOSTILE = '<script>alert(1)</script> "引号" \\x #read("a") $x$ *星* [括号] \u202e反'
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
BODY = """## 要求

先看[年度计划](../records/plan.md)，再看[目标](5.2.md#怎样定)、[外面](https://example.com/a?b=1)、[没有的页](../nowhere.md)。

!!! warning "当心"
    别忘了。

## 怎么做

1. 第一步
2. 第二步

- [ ] 没做
- [x] 做了

| 项 | 说明 |
| --- | --- |
| 甲 | 长长长长长长长长长长长长长长长长长长长长的话 |

??? note "折起来的"
    里面的话
"""


def page(house, path, body="正文。\n", **front):
    return house.write(f"policies/{path}", f"---\n{dump(front)}---\n\n{body}")


@pytest.fixture
def furnished(house):
    """Two documents, one of them promised, pages around them, a person, evidence."""
    house.role("boss", title="总经理").role("it", title="信息部", kind="department")
    house.person("zhang", department="it", roles=[{"role": "boss"}])
    house.parameter("interval", title="评审间隔", value="yearly", source="管理办法", approved_by="zhang")
    house.parameter("limit", title="整改时限", unset="doc/5.1").parameter("free", title="没人管的数")
    stages = [{"id": "plan", "title": "策划阶段"}, {"id": "run", "title": "运行阶段"}]
    house.document(
        "doc", title="控制程序", code="QP-01", version="2.0", effective="2025-01-01", reviewed="2026-02-01",
        review_months=12, owner="it", stages=stages, chapters=[{"number": "6", "title": "改进"}],
    )  # fmt: skip
    house.document("other", title="别的程序").document("promise", title="实施方案", kind="commitment").document("empty")
    house.record(
        "plan", title="年度计划", code="JL-01", cadence={"parameter": "interval"}, approvals=["boss"], retain_years=3
    )
    house.record("minutes", title="会议记录", after=["plan"])
    roles = {"accountable": ["boss"], "responsible": ["it"]}
    steps = [
        {"id": "a", "title": "收集", "role": "it", "record": "plan", "next": ["b"]},
        {"id": "b", "title": "定不定", "decision": "能定吗", "next": [{"to": "a", "when": "不能", "note": "退回"}]},
    ]
    page(
        house, "doc/5.1.md", BODY, clause="doc/5.1", title="策划", stage="plan", roles=roles, steps=steps,
        records=["plan", {"record": "minutes", "level": "may", "note": "有会才有"}], implements=["other/1"],
        editions=[{"edition": "2017", "number": "6.1", "verified": False}, {"edition": "2014", "number": "5", "verified": True}],
        source={"document": "原文", "section": "五"}, uncertain="原文缺一个字\n\n第二处",
        next=[{"to": "doc/5.2", "when": "通过", "note": "书面"}], decision="过不过",
    )  # fmt: skip
    page(
        house,
        "doc/5.2.md",
        "# 5.2 目标\n\n## 怎样定\n\n见[上面](#怎样定)和[策划](5.1.md)。\n",
        clause="doc/5.2",
        title="目标",
    )
    page(house, "doc/5.md", "## 要求\n\n章的话。\n", clause="doc/5", title="管理职责")
    page(house, "doc/6.1.md", clause="doc/6.1", title="纠正", records=["minutes"])
    page(house, "doc/index.md", "这份程序的来历。\n", title="程序概要")
    page(house, "doc/extra/index.md", "附带页的开头。\n", title="附带")
    page(house, "doc/extra/a.md", "[回首页](../../index.md)\n", title="附带甲")
    page(house, "other/1.md", "见[策划](../doc/5.1.md#要求)。\n", clause="other/1", title="总则", records=["minutes"])
    page(house, "promise/1.md", "服务商说的话。\n", clause="promise/1", title="承诺")
    page(house, "plan/index.md", "方案开头，见[甲](a.md)。\n", title="工作方案")
    page(house, "plan/a.md", "## 任务\n\n任务的话。\n", title="任务")
    page(house, "loose.md", "散页的话。\n", title="散页")
    page(house, "index.md", "首页的话。\n", title="首页")
    house.profile(
        exclusions=[
            {"clause": "doc/6.1", "justification": "没有这类活动", "approved_by": "zhang", "date": "2026-01-05"},
            {"clause": "doc/5.2", "justification": "以后才定的", "approved_by": "zhang", "date": "2027-01-05"},
        ]
    )
    house.evidence("机密证据.md", "plan", date="2026-03-01", author="zhang", title="证据的题目")
    return house


def source(house, as_of=AS_OF):
    controls, _ = read_controls(house.root)
    texts, titles, _ = hand_written(house.root)
    bodies = {path: split_page(text)[1] for path, text in texts.items()}
    return Source(controls, bodies, titles, as_of, read_pictures(house.root))


def handbook(house, document=None):
    held = source(house)
    return build(held, held.controls.documents[document] if document else None)


class Seen(HTMLParser):
    """What a reader of HTML sees: tags, ids, targets, headings, words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.links, self.loaded, self.headings = set(), [], [], [], []
        self.words, self._level, self._styled = [], None, False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" and "href" in given else []
        self.loaded += [given[key] for key in ("src", "data") if key in given]
        self._styled = tag in ("style", "title")
        if re.fullmatch(r"h[1-6]", tag):
            self._level = int(tag[1])
            self.headings.append([self._level, ""])

    def handle_endtag(self, tag):
        self._level = None if re.fullmatch(r"h[1-6]", tag) else self._level
        self._styled = False

    def handle_data(self, data):
        if not self._styled:
            self.words.append(data)
            if self._level:
                self.headings[-1][1] += data

    @property
    def text(self):
        return re.sub(r"\s+", "", "".join(self.words))

    def dangling(self):
        return {link for link in self.links if link.startswith("#") and link[1:] not in self.ids}


def in_order(text, *words):
    place = 0
    for word in words:
        found = text.find(word, place)
        assert found >= 0, f"“{word}”不在后面：{text[place : place + 200]}"
        place = found + len(word)
    return True


# What it says


def test_contents_are_documents_then_promises_then_appendices(furnished):
    assert [(known.level, known.title) for known in handbook(furnished).contents] == [
        (1, "文件控制"),
        (1, "控制程序"),
        (2, "5 管理职责"),
        (3, "5.1 策划"),
        (3, "5.2 目标"),
        (2, "6 改进"),
        (3, "6.1 纠正"),
        (2, "附带"),
        (3, "附带甲"),
        (1, "别的程序"),
        (2, "1 总则"),
        (1, "服务商的承诺：实施方案"),
        (2, "1 承诺"),
        (1, "附录 A 职责分配表"),
        (2, "控制程序"),
        (1, "附录 B 记录清单"),
        (2, "控制程序"),
        (1, "附录 C 没有定值的企业参数"),
        (1, "附录 D 工作方案"),
        (2, "任务"),
        (1, "附录 E 其他页面"),
        (2, "散页"),
    ]


def test_a_clause_says_facts_body_steps_records_and_relations(furnished):
    assert in_order(
        Seen(handbook(furnished).body).text,
        *("5.1策划", "条款：doc/5.1", "阶段：策划阶段（第1段，共2段）", "其他版本编号：2017：6.1（待核实）；2014：5"),
        *("担责（A）：总经理", "执行（R）：信息部", "要求", "当心", "别忘了。", "怎么做", "□没做", "■做了", "折起来的"),
        *("流程步骤", "1收集信息部年度计划2定不定", "2定不定", "判断：能定吗", "未写明", "不能：1收集（退回）"),
        *("应备记录", "年度计划（应）JL-01", "周期：每年一份", "依据：管理办法", "保存：3年", "审批：总经理"),
        *("会议记录（可）有会才有", "先后：之前要先有《年度计划》"),
        *(
            "关联与出处",
            "判断：过不过",
            "下一步（通过）：QP-015.2目标（书面）",
            "落实：别的程序1总则",
            "来源：原文，五",
        ),
        *("存疑：原文缺一个字", "存疑：第二处", "5.2目标"),
    )


def test_the_control_table_and_the_cover(furnished):
    made = handbook(furnished)
    assert (made.title, made.enterprise) == ("体系手册", "示例制造有限公司")
    assert made.lines == ("截至 2026 年 6 月 30 日",)
    table = Seen(made.front).text
    assert "控制程序QP-012.02025-01-01信息部2026-02-012027-02-01" in table
    assert "实施方案——————" in table


def test_a_review_after_the_day_is_not_in_it(furnished):
    made = build(source(furnished, date(2026, 1, 15)))
    assert "控制程序QP-012.02025-01-01信息部—2026-01-01" in Seen(made.front).text


def test_appendices(furnished):
    text = Seen(handbook(furnished).body).text
    assert in_order(text, "附录A职责分配表", "R执行，A担责", "总经理信息部5.1策划AR", "附录B记录清单")
    assert in_order(text, "附录B", "年度计划JL-01每年一份", "5.13年", "会议记录——5.1、6.1、别的程序1—", "附录C")
    assert in_order(text, "附录C", "整改时限QP-015.1策划", "没人管的数—", "附录D")
    assert "评审间隔" not in text[text.index("附录C") : text.index("附录D")]


def test_many_roles_are_shared_out_over_tables_that_fit_the_page(house):
    for number in range(9):
        house.role(f"r{number}", title=f"角色{number}号")
    for number in range(9):
        house.clause(f"doc/{number + 1}", roles={"informed": [f"r{number}"]})
    html = handbook(house).body
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert [table.count("角色") for table in tables] == [4, 5]
    assert [table.count("条款doc/") for table in tables] == [4, 5]
    assert html.count("I 知会") == 1


def test_what_does_not_apply_is_said_from_its_day_on(furnished):
    text = Seen(handbook(furnished).body).text
    assert in_order(text, "6.1纠正", "不适用（2026-01-05）：没有这类活动", "附带")
    assert "以后才定的" not in text


def test_steps_without_chapters_stand_below_their_stage(house):
    house.document("doc", title="流程", stages=[{"id": "a", "title": "前段"}, {"id": "b", "title": "后段"}])
    house.clause("doc/01", title="一", stage="a").clause("doc/02", title="二", stage="b")
    assert [known.title for known in handbook(house).contents[2:]] == ["前段", "01 一", "后段", "02 二"]


def test_nothing_but_a_page_makes_no_empty_appendix(house):
    house.clause("doc/1")
    assert [known.title for known in handbook(house).contents] == ["文件控制", "《doc》", "1 条款doc/1"]


# What it never says


def test_no_person_no_evidence_no_status(furnished):
    made = handbook(furnished)
    text = Seen(made.front + made.body).text
    for word in (PERSON, "zhang", "机密证据", "证据的题目", "缺失", "齐备", "差距", "已过期", "首页的话"):
        assert word not in text
    assert "批准" not in text, "who approved a parameter is a person"


# Links


def test_links_lead_inside_outside_or_become_text(furnished):
    made = handbook(furnished)
    seen = Seen(made.front + made.body)
    assert seen.dangling() == set()
    assert len(seen.ids) == len(set(seen.ids))
    assert {link for link in seen.links if not link.startswith("#")} == {"https://example.com/a?b=1"}
    assert '<a href="#record-plan">年度计划</a>' in made.body
    assert '<a href="#clause-doc.5.2_怎样定">目标</a>' in made.body
    assert '<a href="#clause-doc.5.1_要求">策划</a>' in made.body
    assert "没有的页" in seen.text
    assert "回首页" in seen.text
    assert {known.anchor for known in made.contents} <= set(seen.ids)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("b.md", "#clause-b"),
        ("./b.md#x", "#clause-b_x"),
        ("b.md#nowhere", "#clause-b"),
        ("#top", "#clause-a_top"),
        ("%62.md", "#clause-b"),
        ("../out.md", ""),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
        ("javascript:alert(1)", ""),
        ("//host/b.md", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        ("", "#clause-a"),
    ],
)
def test_addresses(href, address):
    places = Places({"d/a.md": "clause-a", "d/b.md": "clause-b"}, {"d/a.md": {"top"}, "d/b.md": {"x"}})
    assert places.address("d/a.md", href) == address


def test_a_strange_heading_id_is_still_a_target():
    places = Places({"a.md": "clause-a"}, {"a.md": {"x y'"}})
    assert re.fullmatch(r"#clause-a_[0-9a-f]{10}", places.address("a.md", "#x%20y'"))


# Pages


def rewritten(text, pictures=()):
    body = read(text)
    return Rewriter(Places({"a.md": "clause-a"}, {"a.md": body.headings}, pictures), "a.md").text(body.html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# 题\n\n话", "\n<p>话</p>"),
        ("话\n\n# 二\n", '<p>话</p>\n<h4 id="clause-a_二" {LOW}>二</h4>'),
        (
            "## 一\n\n### 二\n\n###### 六",
            '<h4 id="clause-a_一" {LOW}>一</h4>\n<h5 id="clause-a_二" {LOW}>二</h5>\n<h6 id="clause-a_六" {LOW}>六</h6>',
        ),
        ("<h2>没有 id</h2>", "<h4 {LOW}>没有 id</h4>"),
        ("## 一 {#x}\n\n## 二 {#x}", '<h4 id="clause-a_x" {LOW}>一</h4>\n<h4 {LOW}>二</h4>'),
        ("一<br/>二", "<p>一<br>二</p>"),
        ("<div><span>话</span>", "话"),
        ("</div>话</p>", "话"),
        ("<div><table><tr><td>话</div>\n\n后", "<tr><td>话</td></tr></table>\n\n<p>后</p>"),
        ("![图一](x.png)", "<p>［图：图一］</p>"),
        ("![](x.png)", "<p>［图：没有说明］</p>"),
        ("<script>坏</script>话<iframe src='http://a'>里</iframe>", "<p>话\n\n</p>"),
        ("<svg><path/></svg>话", "<p>话</p>"),
        ("<input type=checkbox checked>甲<input type=checkbox/>", "<p>■ 甲□ </p>"),
        ("<p onclick='x' class='y'>话</p>", "<p>话</p>"),
        ("<video/>话", "<p>话</p>"),
        ("`a<b` &amp; &lt;b&gt;", "<p><code>a&lt;b</code> &amp; &lt;b&gt;</p>"),
        ("文字 [ ] 不是框", "<p>文字 [ ] 不是框</p>"),
        ("```python\nx = 1\n```", "x = 1"),
    ],
)
def test_pages_as_parts_of_the_handbook(text, html):
    assert html.replace("{LOW}", lowered(4)) in rewritten(text)
    assert not Seen(rewritten(text)).tags & {"script", "iframe", "svg", "video", "div", "span", "input"}


def test_tables_get_columns_as_wide_as_their_words():
    html = rewritten("| 步 | 做什么 | x |\n| --- | :---: | --- |\n| 1 | 把这件事从头到尾做完并记下来 | y |\n")
    assert '<colgroup><col style="width: 14.3%"><col style="width: 67.3%"><col style="width: 18.4%"></colgroup>' in html
    assert '<th style="text-align: center">做什么</th>' in html


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td colspan=2>甲</td></tr></table>",
        "<table><tr><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>",
        "<table><caption>题</caption><tr><td>甲</td></tr></table>",
        "<table><td>甲</td></table>",
        "<table>甲</table>",
    ],
)
def test_tables_that_are_not_plain_are_left_alone(table):
    assert "colgroup" not in rewritten(table)


def test_hostile_words_stay_words(house):
    house.profile(enterprise={"id": "x", "name": HOSTILE})
    house.document("doc", title=HOSTILE, version=HOSTILE).role("boss", title=HOSTILE)
    house.record("r", title=HOSTILE, code=HOSTILE, sections=[HOSTILE])
    house.parameter("p", title=HOSTILE, unset="doc/1")
    house.clause("doc/1", {"record": "r", "note": HOSTILE}, title=HOSTILE, roles={"accountable": ["boss"]})
    made = handbook(house)
    seen = Seen(made.front + made.body)
    assert "script" not in seen.tags
    assert "\u202e" not in made.front + made.body + made.title + made.enterprise
    assert "⟨U+202E⟩反" in seen.text
    for form in FORMATS:
        text = re.sub(r"\s", "", TEXTS[form](export_manual(house.root, AS_OF, form)))
        assert "<script>alert(1)</script>" in text, form
        assert '#read("a")$x$*星*[括号]⟨U+202E⟩反' in text, form


# One document


def test_one_document_alone(furnished):
    made = handbook(furnished, "other")
    seen = Seen(made.front + made.body)
    assert (made.title, made.lines) == ("别的程序", ("截至 2026 年 6 月 30 日",))
    assert [known.title for known in made.contents] == [
        *("文件控制", "别的程序", "1 总则", "附录 A 记录清单"),
    ]
    assert seen.dangling() == set()
    assert "控制程序" not in seen.text
    assert "见策划。" in seen.text
    assert "由谁落实：QP-015.1策划" in seen.text
    assert not [link for link in seen.links if "doc" in link]


def test_the_cover_of_one_document(furnished):
    made = handbook(furnished, "doc")
    assert made.lines == ("文件编号：QP-01", "版本：2.0", "生效日期：2025-01-01", "截至 2026 年 6 月 30 日")
    assert "没人管的数" not in made.body
    assert "整改时限" in made.body


# Files


def docx_text(data):
    held = docx.Document(io.BytesIO(data))
    return "".join(node.text or "" for node in held.element.iter(qn("w:t")))


def pdf_text(data):
    with pypdfium2.PdfDocument(data) as held:
        return "".join(part.get_textpage().get_text_range() for part in held)


def epub_pages(data):
    """Return the pages of an EPUB in reading order, every one well-formed, as its container says."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        first = held.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert held.read(first) == b"application/epub+zip"
        container = etree.fromstring(held.read("META-INF/container.xml"))
        opf = container.find(".//{*}rootfile").get("full-path")
        package = etree.fromstring(held.read(opf))
        items = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
        assert not [
            name for name in items.values() if posixpath.join(posixpath.dirname(opf), name) not in held.namelist()
        ]
        spine = [items[known.get("idref")] for known in package.iter("{*}itemref")]
        pages = {name: etree.fromstring(held.read(posixpath.join(posixpath.dirname(opf), name))) for name in spine}
        return package, pages


def epub_text(data):
    return "".join("".join(known.itertext()) for known in epub_pages(data)[1].values())


def html_text(data):
    return "".join(Seen(data.decode()).words)


TEXTS = {"docx": docx_text, "pdf": pdf_text, "html": html_text, "epub": epub_text}
ORDER = (
    "文件控制",
    "控制程序",
    "5.1策划",
    "要求",
    "当心",
    "第一步",
    "应备记录",
    "5.2目标",
    "服务商的承诺",
    "附录A",
    "附录B",
)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_same_words_and_the_same_bytes_twice(furnished, form):
    page(furnished, "loose.md", "散页。\n\n![框架图](pic/a%20b.png?v=1)\n", title="散页")
    furnished.write("policies/pic/a b.png", PICTURE).write("policies/pic/other.png", PICTURE)
    furnished.write("policies/.hidden/x.png").write("policies/pic/.x.png")
    data = export_manual(furnished.root, AS_OF, form)
    assert export_manual(furnished.root, AS_OF, form) == data
    text = re.sub(r"\s", "", TEXTS[form](data))
    assert in_order(text, "体系手册", "示例制造有限公司")
    assert in_order(text, *ORDER)
    assert PERSON not in text
    assert "机密证据" not in text
    CHECKS[form](data)


def check_docx(data):
    held = docx.Document(io.BytesIO(data))
    headings = [(p.style.name, p.text) for p in held.paragraphs if p.style.name.startswith("Heading")]
    assert [part for part in headings if part[0] in ("Heading 1", "Heading 2", "Heading 3")][:6] == [
        *[("Heading 1", "文件控制"), ("Heading 1", "控制程序"), ("Heading 2", "5 管理职责")],
        *[("Heading 3", "5.1 策划"), ("Heading 3", "5.2 目标"), ("Heading 2", "6 改进")],
    ]
    assert ("Heading 4", "要求") in headings
    assert held.tables[0].rows[0].cells[0].text == "文件"
    assert held.tables[0].style.name == "Table"
    assert (held.core_properties.title, held.core_properties.created.date()) == ("体系手册", AS_OF)
    section = held.sections[0]
    assert (round(section.page_width.cm), round(section.page_height.cm)) == (21, 30)
    assert section.header.paragraphs[0].text == "示例制造有限公司\t体系手册"
    assert "PAGE" in etree.tostring(section.footer._element).decode()
    fonts = held.styles["Heading 1"].element.find(".//" + qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "黑体"
    marks = {mark.get(qn("w:name")) for mark in held.element.iter(qn("w:bookmarkStart"))}
    goals = {link.get(qn("w:anchor")) for link in held.element.iter(qn("w:hyperlink"))} - {None}
    assert goals
    assert goals <= marks
    fields = [node.get(qn("w:fldCharType")) for node in held.element.iter(qn("w:fldChar"))]
    assert fields == ["begin", "separate", "end"]
    assert len(held.inline_shapes) == 1


def check_pdf(data):
    with pypdfium2.PdfDocument(data) as held:
        marks = [(mark.level, mark.get_title()) for mark in held.get_toc()]
        assert marks[:6] == [
            *[(0, "文件控制"), (0, "控制程序"), (1, "5 管理职责"), (2, "5.1 策划")],
            *[(2, "5.2 目标"), (1, "6 改进")],
        ]
        assert held.get_metadata_value("Title") == "体系手册"
        assert held.get_metadata_value("CreationDate").startswith("D:20260630")
        assert [round(side) for side in held[0].get_size()] == [595, 842]
        assert held.is_tagged()
    assert b"<pdfaid:part>2</pdfaid:part>" in data, "typst has checked that it is an archival file"


def check_html(data):
    html = data.decode()
    seen = Seen(html)
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert seen.dangling() == set()
    assert seen.headings[:4] == [[1, "文件控制"], [1, "目录"], [1, "控制程序"], [2, "5 管理职责"]]
    steps = [after[0] - before[0] for before, after in itertools.pairwise(seen.headings)]
    assert max(steps) == 1, "no level is left out"
    assert [link[:22] for link in seen.loaded] == ["data:image/png;base64,"]
    assert "<link" not in html
    assert "url(" not in html


def check_epub(data):
    package, pages = epub_pages(data)
    assert package.findtext(".//{*}title") == "体系手册"
    assert package.findtext(".//{*}language") == "zh-CN"
    assert package.findtext(".//{*}identifier").startswith("urn:uuid:")
    ids = {name: {node.get("id") for node in tree.iter() if node.get("id")} for name, tree in pages.items()}
    for name, tree in pages.items():
        for link in (node.get("href") for node in tree.iter("{*}a")):
            if not link.startswith("https:"):
                path, _, anchor = link.partition("#")
                goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
                assert not anchor or anchor in ids[goal], link


CHECKS = {"docx": check_docx, "pdf": check_pdf, "html": check_html, "epub": check_epub}


def test_a_letter_without_a_font_makes_a_plain_file(furnished):
    page(furnished, "loose.md", "生僻字 \U0010fffd。\n", title="散页")
    data = export_manual(furnished.root, AS_OF, "pdf")
    assert b"pdfaid" not in data
    assert "生僻字" in pdf_text(data)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_reference_workspace(form):
    text = re.sub(r"\s", "", TEXTS[form](export_manual(ROOT, AS_OF, form)))
    controls, _ = read_controls(ROOT)
    assert in_order(
        text, "云岭精工有限公司", "8.6管理评审", "4.7验收", "服务商的承诺：项目组织与实施运维方案", "附录A职责分配表"
    )
    for clause in controls.clauses.values():
        assert f"条款：{clause.id}" in text
    assert not [known.name for known in controls.people.values() if known.name in text]


# The command


def run(house, *args):
    return CliRunner().invoke(main, ["-w", str(house.root), "export", "manual", *map(str, args)])


def test_the_command_writes_the_file_its_ending_says(furnished, tmp_path):
    target = tmp_path / "手册.HTML"
    result = run(furnished, "--document", "QP-01", "--as-of", "2026-06-30", "-o", target)
    assert (result.exit_code, result.output) == (0, f"手册已写到：{target}\n")
    assert b"QP-01" in target.read_bytes()
    assert run(furnished, "--format", "docx", "-o", tmp_path / "a.bin").exit_code == 0
    assert docx.Document(tmp_path / "a.bin").core_properties.title == "体系手册"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-o", "x.doc"], "从“x.doc”看不出格式，加上 --format"),
        ([], "缺少 -o/--output"),
        (["-o", "x.docx", "--font", "SimSun"], "--font 只用于 pdf"),
        (["-o", "x.html", "--document", "othr"], "没有这份文件。是不是：other"),
        (["-o", "x.html", "--document", "控制程"], "没有这份文件。是不是：doc"),
        (["-o", "x.html", "--document", "????"], "没有这份文件。可用：doc、other、promise、empty"),
        (["-o", "x.html", "--document", "empty"], "还没有条款，导不出手册"),
        (["-o", "x.pdf", "--font", "没有的字体"], "没有找到字体“没有的字体”"),
        (["-o", "nowhere/x.html"], "写不了"),
    ],
)
def test_wrong_calls_write_nothing_and_say_what_to_do(furnished, tmp_path, monkeypatch, args, words):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    result = run(furnished, *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_without_typst_the_command_says_what_to_install(furnished, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run(furnished, "-o", tmp_path / "x.pdf")
    assert result.exit_code == 2
    assert "python -m pip install typst" in result.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_a_broken_picture_stops_the_pdf_with_a_reason(furnished, tmp_path):
    page(furnished, "loose.md", "![图](bad.png)\n", title="散页").write("policies/bad.png", b"no picture")
    result = run(furnished, "-o", tmp_path / "x.pdf")
    assert result.exit_code == 2
    assert "看看图片打不打得开" in result.stderr


def test_a_picture_from_outside_is_not_followed(furnished, tmp_path):
    (tmp_path / "secret.png").write_bytes(PICTURE)
    (furnished.root / "policies/link.png").symlink_to(tmp_path / "secret.png")
    result = run(furnished, "-o", tmp_path / "x.html")
    assert result.exit_code == 2
    assert "policies/link.png: 图片读不出来：是指到工作区以外的链接" in result.stderr


def test_the_enterprises_own_word_template_is_taken(furnished, tmp_path):
    own = tmp_path / "own.docx"
    held = docx.Document()
    held.sections[0].header.paragraphs[0].text = "企业自己的页眉"
    held.save(own)
    furnished.write("controls/templates/reference.docx", own.read_bytes())
    made = docx.Document(io.BytesIO(export_manual(furnished.root, AS_OF, "docx")))
    assert made.sections[0].header.paragraphs[0].text == "企业自己的页眉"
    furnished.write("controls/templates/reference.docx", b"PK no docx")
    with pytest.raises(WorkspaceError, match="模板读不出来"):
        export_manual(furnished.root, AS_OF, "docx")
    assert export_manual(furnished.root, AS_OF, "html")


def test_our_word_template_is_the_same_twice(furnished):
    made = handbook(furnished)
    assert reference(made) == reference(made)


# Fonts


def test_the_first_known_family_serves():
    assert choose(None, {"SimSun", SERIF[0], "SimHei", "Arial"}) == (SERIF[0], "SimHei")
    assert choose(None, {"SimSun"}) == ("SimSun", "SimSun")
    assert choose(None, {"SimHei"}) == ("SimHei", "SimHei")
    assert choose("simsun", ["Arial", "SimSun"]) == ("SimSun", "SimSun")


def test_without_a_chinese_font_the_families_tried_are_named():
    with pytest.raises(WorkspaceError) as caught:
        choose(None, {"Arial"})
    assert all(name in str(caught.value) for name in (*SERIF, *SANS))
    assert "fonts-noto-cjk" in str(caught.value)


def test_a_font_file_can_be_named(furnished, tmp_path):
    typst = pytest.importorskip("typst")
    held = next(known for known in typst.Fonts().fonts() if known.family in (*SERIF, *SANS) and known.path)
    assert export_manual(furnished.root, AS_OF, "pdf", font=held.path).startswith(b"%PDF")
    (tmp_path / "no.ttf").write_bytes(b"no font")
    with pytest.raises(WorkspaceError, match=r"没有找到字体“.*no\.ttf”"):
        export_manual(furnished.root, AS_OF, "pdf", font=str(tmp_path / "no.ttf"))
    assert family_of(tmp_path / "no.ttf", []) == str(tmp_path / "no.ttf")
