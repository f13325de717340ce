"""Numbers that Word counts itself: each label as Word shows it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.procedures import abstract, clauses, lvl, num, numbered, p, restart, style, table, taken, tc, word

DECIMAL = abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3"))
ONE = abstract(0, lvl(0, "decimal", "%1."))


def numbers(path, *body, **parts):
    return [number for number, _, _ in clauses(taken(path / "程序.docx", word(*body, **parts)))]


def test_levels_count_below_each_other(tmp_path):
    body = [
        p("目的", num=1), p("写清目的。"), p("职责", num=1), p("采购组", num=1, level=1), p("询价", num=1, level=2), p("问三家。"),
        p("比价", num=1, level=2), p("财务组", num=1, level=1), p("附则", num=1),
    ]  # fmt: skip
    assert numbers(tmp_path, *body, numbering=[DECIMAL, num(1, 0)]) == ["1", "2.1.1", "2.1.2", "2.2", "3"]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("chineseCounting", "%1、", ["一", "二", "三"]),
        ("chineseCountingThousand", "第%1条", ["第一条", "第二条", "第三条"]),
        ("japaneseCounting", "第%1章", ["第一章", "第二章", "第三章"]),
        ("taiwaneseCounting", "（%1）", ["（一）", "（二）", "（三）"]),
        ("decimal", "（%1）", ["（1）", "（2）", "（3）"]),
        ("decimal", "%1)", ["1", "2", "3"]),
        ("decimal", "%1、", ["1", "2", "3"]),
        ("decimalZero", "步骤%1：", ["步骤1", "步骤2", "步骤3"]),
    ],
)
def test_ways_of_counting(tmp_path, form, text, shown):
    body = [part for title in ("目的", "职责", "附则") for part in (p(title, num=1), p("有话要说。"))]
    assert numbers(tmp_path, *body, numbering=[abstract(0, lvl(0, form, text)), num(1, 0)]) == shown


@pytest.mark.parametrize(
    ("form", "start", "label"),
    [
        ("upperRoman", 4, "IV"), ("lowerRoman", 19, "xix"), ("upperLetter", 3, "C"), ("lowerLetter", 27, "27"), ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircle", 2, "②"), ("decimalEnclosedCircleChinese", 21, "21"), ("ideographTraditional", 2, "乙"), ("none", 1, ""),
        ("chineseCounting", 110, "一百一十"), ("chineseCounting", 1000, "1000"), ("chineseCounting", 0, "〇"), ("chineseCounting", 205, "二百零五"),
    ],
)  # fmt: skip
def test_labels_that_are_no_numbers_of_clauses_stand_in_the_text(tmp_path, form, start, label):
    lists = [abstract(0, lvl(0, form, "%1号", start=start)), num(1, 0)]
    held = clauses(taken(tmp_path / "a.docx", word(p("1 目的"), p("甲事。", num=1), numbering=lists)))
    assert held == [("1", "目的", f"{label}号甲事。")]


def test_articles_run_on_through_chapters_where_word_says_so(tmp_path):
    lists = [
        abstract(
            0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "chineseCounting", "第%2条", extra='<w:lvlRestart w:val="0"/>'),
            lvl(2, "chineseCounting", "（%3）", extra='<w:lvlRestart w:val="2"/>'),
        ),
        num(1, 0),
    ]  # fmt: skip
    body = [
        p("总则", num=1), p("写清目的。", num=1, level=1), p("采购", num=1), p("先询价。", num=1, level=1),
        p("问三家。", num=1, level=2), p("比三家。", num=1, level=2), p("再签约。", num=1, level=1), p("盖章。", num=1, level=2),
    ]  # fmt: skip
    assert numbers(tmp_path, *body, numbering=lists) == [
        "第一条",
        "第二条",
        "第二条（一）",
        "第二条（二）",
        "第三条",
        "第三条（一）",
    ]


def test_figures_below_chinese_chapters(tmp_path):
    lists = [
        abstract(0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", extra="<w:isLgl/>")),
        num(1, 0),
    ]
    body = [p("总则", num=1), p("目的", num=1, level=1), p("采购", num=1), p("询价", num=1, level=1)]
    assert numbers(tmp_path, *body, numbering=lists) == ["1.1", "2.1"]


def test_two_lists_of_one_definition(tmp_path):
    lists = [abstract(0, lvl(0, "decimal", "%1)")), num(1, 0), num(2, 0, restart(0, 1)), num(3, 0)]
    body = [
        p("1 目的"), p("甲先做。", num=1), p("乙后做。", num=1), p("2 职责"), p("丙先做。", num=2), p("丁后做。", num=2), p("戊再做。", num=3),
    ]  # fmt: skip
    assert numbers(tmp_path, *body, numbering=lists) == ["1-1", "1-2", "2-1", "2-2", "2-3"]


def test_a_list_with_levels_of_its_own(tmp_path):
    lists = [ONE, num(1, 0, restart(0, 3, lvl(0, "chineseCounting", "%1、")))]
    assert numbers(tmp_path, p("目的", num=1), p("范围", num=1), numbering=lists) == ["三", "四"]


def test_a_definition_by_way_of_a_style(tmp_path):
    lists = [
        abstract(0, extra='<w:numStyleLink w:val="L"/>'),
        abstract(1, lvl(0, "decimal", "%1.")),
        num(1, 0),
        num(2, 1),
    ]
    body = [p("目的", num=1), p("范围", num=1)]
    assert numbers(tmp_path, *body, numbering=lists, styles=[style("L", numbered(2))]) == ["1", "2"]


def test_numbers_by_style(tmp_path):
    levels = [
        lvl(0, "decimal", "%1.", extra='<w:pStyle w:val="A"/>'),
        lvl(1, "decimal", "%1.%2", extra='<w:pStyle w:val="B"/>'),
    ]
    styles = [
        style("A", numbered(1)), style("B", numbered(1)), style("C", based="A"), style("D", numbered(0), based="A"),
        style("E", based="F"), style("F", based="E"),
    ]  # fmt: skip
    body = [
        p("目的", style="A"), p("写清。"), p("范围", style="C"), p("采购", style="B"), p("无号", style="D"), p("转圈", style="E"),
        p("附则", style="A"), p("去掉号的话", num=0, style="A"), "<w:p><w:r><w:t>没有属性</w:t></w:r></w:p>",
    ]  # fmt: skip
    held = clauses(taken(tmp_path / "a.docx", word(*body, numbering=[abstract(0, *levels), num(1, 0)], styles=styles)))
    assert held == [("1", "目的", "写清。"), ("2.1", "采购", "无号\n转圈"), ("3", "附则", "去掉号的话\n没有属性")]


def test_bullets_and_lists_that_are_not_there(tmp_path):
    lists = [ONE, abstract(1, lvl(0, "bullet", "•")), num(1, 0), num(2, 1), num(3, 99)]
    body = [p("目的", num=1), p("甲", num=2), p("乙", num=2), p("丙", num=3), p("丁", num=1, level=7), p("范围", num=1)]
    held = clauses(taken(tmp_path / "a.docx", word(*body, numbering=lists)))
    assert [(number, title) for number, title, _ in held] == [("1", "目的"), ("2", "范围")]
    assert held[0][2].startswith("• 甲\n• 乙")
    assert "丙" in held[0][2]
    assert "丁" in held[0][2]


def test_empty_paragraphs_count_as_word_counts_them(tmp_path):
    body = [p("目的", num=1), p("", num=1), p("范围", num=1)]
    assert numbers(tmp_path, *body, numbering=[ONE, num(1, 0)]) == ["1", "3"]


def test_numbers_in_the_cells_of_a_table(tmp_path):
    cells = [[tc("", raw=p("", num=1)), title, "信息部", "当日"] for title in ("询价", "比价")]
    body = [p("1 步骤"), table(["序号", "活动", "负责人", "时间"], *cells), p("2 附则")]
    assert numbers(tmp_path, *body, numbering=[ONE, num(1, 0)]) == ["1-1", "1-2", "2"]


def test_files_without_lists_and_with_odd_values(tmp_path):
    odd = [
        abstract(0, '<w:lvl w:ilvl="²"><w:start w:val="-3"/></w:lvl>', lvl(1, "decimal", "%1.%2.%9")),
        num(1, 0),
        "<w:num/>",
    ]
    assert numbers(tmp_path, p("1 甲"), p("乙", num=1), p("丙", num=1, level=1), numbering=odd)[0] == "1"
    content = word(p("1 甲"), p("2 乙", num=1), parts={"word/numbering.xml": "<x/>", "word/styles.xml": "<x/>"})
    assert len(clauses(taken(tmp_path / "b.docx", content))) == 2


TITLES = st.text(st.sampled_from("采购询价比签约付款核对归档"), min_size=2, max_size=6)


@st.composite
def outlines(draw, deepest=3):
    """Return a random outline: levels that go down by one at most, each with a title and a text or none."""
    found, level = [], 0
    for place in range(draw(st.integers(2, 8))):
        level = 0 if not place else draw(st.integers(0, min(level + 1, deepest - 1)))
        found.append((level, draw(TITLES), draw(st.sampled_from(["", "要写清楚，要有人负责。"]))))
    return found


def counted(outline):
    """Return outline numbers in figures, and for each whether something stands below it."""
    counts, found = [], []
    for place, (level, title, text) in enumerate(outline):
        counts = [*counts[: level + 1], *[0] * (level + 1 - len(counts))]
        counts[level] += 1
        holds = place + 1 < len(outline) and outline[place + 1][0] > level
        found.append((tuple(counts), title, text, holds))
    return found


SCHEMES = {  # how a number is written on each level, and cited
    "decimal": (lambda path: ".".join(map(str, path)) + " ", lambda path: ".".join(map(str, path))),
    "chinese": (
        lambda path: (f"{'一二三四五六七八九'[path[-1] - 1]}、", f"（{'一二三四五六七八九'[path[-1] - 1]}）", f"{path[-1]}.")[len(path) - 1],
        lambda path: "".join(("一二三四五六七八九"[n - 1], f"（{'一二三四五六七八九'[n - 1]}）", str(n))[place] for place, n in enumerate(path)),
    ),
    "brackets": (
        lambda path: (f"{path[-1]}. ", f"{path[-1]}) ", f"（{path[-1]}）")[len(path) - 1],
        lambda path: (f"{path[0]}", f"{path[0]}-{path[1] if len(path) > 1 else 0}", "")[min(len(path), 2) - 1] + (f"（{path[2]}）" if len(path) > 2 else ""),
    ),
}  # fmt: skip
WORD_LEVELS = {
    "decimal": [lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3")],
    "chinese": [lvl(0, "chineseCounting", "%1、"), lvl(1, "chineseCounting", "（%2）"), lvl(2, "decimal", "%3.")],
    "brackets": [lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)"), lvl(2, "decimal", "（%3）")],
}


@given(outlines(), st.sampled_from(sorted(SCHEMES)), st.sampled_from(["txt", "docx", "lists"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_outline_is_taken_apart(tmp_path_factory, outline, scheme, form):
    write, cite = SCHEMES[scheme]
    held = counted(outline)
    if form == "lists":
        body = [
            part
            for path, title, text, _ in held
            for part in (p(title, num=1, level=len(path) - 1), *([p(text)] if text else []))
        ]
        content = word(
            p("采购管理程序说明文字，很长很长很长，不是标题。"),
            *body,
            numbering=[abstract(0, *WORD_LEVELS[scheme]), num(1, 0)],
        )
    else:
        lines = [line for path, title, text, _ in held for line in (write(path) + title, text) if line]
        content = word(*map(p, lines)) if form == "docx" else "\n".join(lines)
    path = tmp_path_factory.mktemp("outline") / f"采购.{'txt' if form == 'txt' else 'docx'}"
    expected = [(cite(path), title, text) for path, title, text, holds in held if text or not holds]
    assert clauses(taken(path, content)) == expected


@given(outlines())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_outline_of_html_headings_is_counted(tmp_path_factory, outline):
    held = counted(outline)
    html = "<h1>采购程序</h1>" + "".join(
        f"<h{len(path) + 1}>{title}</h{len(path) + 1}><p>{text}</p>" for path, title, text, _ in held
    )
    path = tmp_path_factory.mktemp("outline") / "采购.html"
    expected = [(".".join(map(str, path)), title, text) for path, title, text, holds in held if text or not holds]
    assert clauses(taken(path, html)) == expected
