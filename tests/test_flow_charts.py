"""Process pages: what a chart shows, where everything in it stands, and the pages around it."""

from __future__ import annotations

import itertools
import posixpath
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.workspace import AS_OF, dump

from checker.compose import compose
from checker.load.lint import lint
from checker.pages.flowchart.chart import Box, Chart, Edge, Way
from checker.pages.flowchart.fit import cut, width, wrap
from checker.pages.flowchart.layout import arrange
from checker.pages.flowchart.shapes import POINT
from checker.pages.flows import pages_of

TITLE = "</text><script>window.hacked=1</script>{{ 7*7 }}\u202e `*_<b>\"' onload='x"


def flows(house, *held):
    return house.write("controls/flows.yml", dump({"flows": list(held)}))


@pytest.fixture
def process(house):
    """Five clauses with a decision, a return and a way out, and a clause with steps inside."""
    house.role("boss").role("staff").role("clerk").person("li", roles=[{"role": "boss"}])
    house.record("plan").record("note").record("form").record("other")
    house.clause("std/5", roles={"accountable": ["boss"]}, next=["std/6"]).clause("std/6", "other")
    house.clause("std/6.1", "plan").clause("std/6.1.1", "note").clause("std/6.2")
    house.clause("doc/1", "plan", roles={"accountable": ["boss"], "responsible": ["staff"]}, next=["doc/2"])
    house.clause(
        "doc/2", roles={"responsible": ["staff"]}, decision="好不好？",
        next=[
            {"to": "doc/10", "when": "好"}, {"to": "doc/10", "when": "很好", "note": "原文没有写"},
            {"to": "doc/1", "when": "不好"}, {"to": "std/5", "when": "停"},
        ],
    )  # fmt: skip
    house.clause("doc/10", "note", uncertain="一\n\n二").clause("doc/11")
    house.clause(
        "doc/20", "form", uncertain="缺图",
        steps=[
            {"id": "ask", "title": "提出", "role": "clerk", "record": "form", "next": ["judge"]},
            {
                "id": "judge", "title": "看", "decision": "行不行",
                "next": [{"to": "ask", "when": "不行", "note": "退回"}, {"to": "end", "when": "行"}],
            },
            {"id": "end", "title": "结束", "role": "boss", "record": "note"},
        ],
    )  # fmt: skip
    house.evidence("form.md", "form", date="2026-02-02")
    return flows(
        house,
        {"id": "main", "title": "主流程", "document": "doc", "about": "说明一\n说明二"},
        {"id": "rows", "title": "几条", "clauses": ["std/6", "std/5", "std/6"]},
        {"id": "inner", "title": "里面", "clause": "doc/20"},
    )


def site_of(house):
    return compose(house.root, AS_OF)


def chart_of(house, flow):
    return next(chart for chart in site_of(house)._flows._charts if chart.key == flow)


def text_of(page):
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page.split("\n---\n", 1)[-1])))


# What a chart shows


def test_a_document_is_drawn_in_the_order_of_its_numbers(process):
    chart = chart_of(process, "main")
    assert [box.label for box in chart.boxes] == ["1 条款doc/1", "2 条款doc/2", "10 条款doc/10"]
    assert chart.lanes == ("岗位boss", "岗位staff", "未写明")
    assert [box.lane for box in chart.boxes] == [0, 1, 2]
    assert chart.edges == (Edge(0, 1), Edge(1, 2, "好／很好", noted=True), Edge(1, 0, "不好"))
    assert [(way.label, way.place, way.page) for way in chart.boxes[1].ways][-1] == (
        "《std》 5 条款std/5", None, "std-5.md",
    )  # fmt: skip
    assert chart.about == ("说明一", "说明二")
    assert chart.asked == 1
    assert chart.boxes[2].doubts == ("一", "二")
    assert [(box.label, way.when) for box, way in chart.before(2)] == [("2 条款doc/2", "好"), ("2 条款doc/2", "很好")]


def test_listed_clauses_keep_their_order_and_stand_for_what_is_below_them(process):
    chart = chart_of(process, "rows")
    assert [box.key for box in chart.boxes] == ["std/6", "std/5"]
    assert chart.edges == (Edge(1, 0),)
    assert [part.live.label for part in chart.boxes[0].parts] == [
        "6 条款std/6",
        "6.1 条款std/6.1",
        "6.1.1 条款std/6.1.1",
    ]
    assert chart.boxes[0].counts == [("missing", 3)]
    assert chart.boxes[1].counts == []
    flows(process, {"id": "rows", "title": "几条", "clauses": ["std/6", "std/6.1"]})
    first, second = chart_of(process, "rows").boxes
    assert [part.live.target for part in first.parts] == ["std-6.md#records"]
    assert [part.live.target for part in second.parts] == ["std-6-1.md#records", "std-6-1-1.md#records"]


def test_the_steps_inside_a_clause(process):
    chart = chart_of(process, "inner")
    assert [box.label for box in chart.boxes] == ["1 提出", "2 看", "3 结束"]
    assert chart.lanes == ("岗位clerk", "未写明", "岗位boss")
    assert chart.edges == (Edge(0, 1), Edge(1, 0, "不行", noted=True), Edge(1, 2, "行"))
    assert chart.page.target == "doc-20.md"
    assert chart.doubts == ("缺图",)
    assert [box.counts for box in chart.boxes] == [[("met", 1)], [], []]
    assert [box.parts[0].live.target for box in chart.boxes] == [
        "doc-20.md#record-form", "doc-20.md#records", "doc-20.md#records",
    ]  # fmt: skip
    assert chart.boxes[1].asks == "行不行"


def test_a_question_that_is_the_title_is_not_said_twice():
    assert Box(key="x", number="1", title="是否满意", lane=0, question="是否满意？").asks == ""
    assert Box(key="x", number="1", title="是否满意", lane=0, question="满意吗？").asks == "满意吗？"


# Where it stands

WORDS = st.text(st.sampled_from("审批、（）。 aZ9-<&\u202e"), min_size=1, max_size=40)
ANSWERS = st.sampled_from(["", "通过", "不通过", "判断 10 分钟之内解决不了就往上报的那一种"])


@st.composite
def charts(draw):
    lanes = draw(st.integers(1, 10))
    size = draw(st.integers(1, 16))
    boxes = []
    for place in range(size):
        ways = draw(
            st.lists(
                st.builds(Way, st.just("x"), st.integers(0, size - 1) | st.none(), when=ANSWERS, note=ANSWERS),
                max_size=4,
            )
        )
        if place + 1 < size and draw(st.booleans()):
            ways.append(Way("x", place + 1))
        boxes.append(
            Box(
                key=f"k{place}",
                number=draw(st.sampled_from(["1", "8.2.2.1", "12345678901234567890123"])),
                title=draw(WORDS),
                lane=draw(st.integers(0, lanes - 1)),
                question=draw(st.just("") | WORDS),
                ways=tuple(ways),
            )
        )
    titles = tuple(draw(WORDS) for _ in range(lanes))
    return Chart(key="c", title="图", lanes=titles, boxes=tuple(boxes))


def segments(path):
    for (x1, y1), (x2, y2) in itertools.pairwise(path.corners):
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def words_of(label):
    return label.x, label.y - 9, label.end, label.y + 2


def rectangle(placed):
    return placed.x, placed.y, placed.x + placed.width, placed.bottom


def cross(one, other):
    """Tell whether the insides of two rectangles, or a line and the inside of one, meet."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def run_together(one, other):
    """Tell whether two straight lines share a stretch."""
    across = one[1] == one[3] == other[1] == other[3] and max(one[0], other[0]) < min(one[2], other[2])
    upright = one[0] == one[2] == other[0] == other[2] and max(one[1], other[1]) < min(one[3], other[3])
    return across or upright


def all_of(drawing):
    boxes = [placed for part in drawing.parts for placed in part.boxes]
    paths = list(dict.fromkeys(path for part in drawing.parts for path in part.paths))
    return boxes, paths


@given(charts(), st.booleans())
def test_boxes_stand_apart_each_in_one_part(chart, live):
    drawing = arrange(chart, ["✕ 缺失 2，共 5"] * len(chart.boxes) if live else ())
    boxes, _ = all_of(drawing)
    assert [placed.box for placed in boxes] == list(chart.boxes)
    assert not any(cross(rectangle(one), rectangle(other)) for one, other in itertools.combinations(boxes, 2))
    top = 0
    for part in drawing.parts:
        assert part.top == top < part.bottom
        top = part.bottom
        for placed in part.boxes:
            assert part.top + drawing.head < placed.y < placed.bottom < part.bottom
            assert drawing.left <= placed.x < placed.x + placed.width <= drawing.right
            lines = list(placed.lines)
            assert placed.y + 5 < lines[0].y <= lines[-1].y < placed.bottom
            room = placed.width - (2 * POINT if placed.box.question else 0)
            assert all(width(line.text.rstrip("、。）"), 13 if line.kind == "text" else 11) <= room for line in lines)
    assert drawing == arrange(chart, ["✕ 缺失 2，共 5"] * len(chart.boxes) if live else ())


@given(charts())
def test_arrows_lead_from_box_to_box_and_keep_clear_of_others(chart):
    drawing = arrange(chart)
    boxes, paths = all_of(drawing)
    assert len(paths) == len(chart.edges)
    for edge, path in zip(chart.edges, sorted(paths, key=lambda path: order(path, chart, boxes)), strict=True):
        source, target = boxes[edge.source], boxes[edge.target]
        assert on_outline(path.corners[0], source)
        assert on_outline(path.corners[-1], target)
        assert path.tip[0] == path.corners[-1]
        for line in segments(path):
            assert line[0] == line[2] or line[1] == line[3]
            assert drawing.left <= line[0] <= line[2] <= drawing.right
            assert 0 <= line[1] <= line[3] <= drawing.parts[-1].bottom
            assert not any(cross(line, rectangle(other)) for other in boxes if other not in {source, target})
    for one, other in itertools.combinations(paths, 2):
        assert not any(run_together(a, b) for a in segments(one) for b in segments(other))


def order(path, chart, boxes):
    """Return the place of the edge that the path draws."""
    ends = [(boxes[edge.source], boxes[edge.target]) for edge in chart.edges]
    found = [
        place
        for place, (source, target) in enumerate(ends)
        if on_outline(path.corners[0], source) and on_outline(path.corners[-1], target)
    ]
    assert len(found) == 1
    return found[0]


def on_outline(corner, placed):
    x, y = corner
    if y in {placed.y, placed.bottom}:
        return x == placed.middle or x in {placed.side("left", y), placed.side("right", y)}
    return placed.y < y < placed.bottom and x in {placed.side("left", y), placed.side("right", y)}


@given(charts())
def test_words_at_arrows_cover_no_box_and_no_other_words(chart):
    drawing = arrange(chart)
    boxes, paths = all_of(drawing)
    labels = [path.label for path in paths if path.label]
    assert len(labels) == sum(bool(edge.label) for edge in chart.edges)
    for label in labels:
        assert drawing.left <= label.x <= label.end <= drawing.right
        assert not any(cross(words_of(label), rectangle(placed)) for placed in boxes)
    assert not any(cross(words_of(one), words_of(other)) for one, other in itertools.combinations(labels, 2))


def test_a_decision_has_points():
    ways = (Way("", 0, when="不"), Way("", 1, when="是"))
    boxes = (
        Box(key="a", number="1", title="判断", lane=0, question="对不对", ways=ways),
        Box(key="b", number="2", title="做", lane=0),
    )
    drawing = arrange(Chart(key="c", title="图", lanes=("甲",), boxes=boxes))
    first, second = drawing.parts[0].boxes
    assert len(first.outline) == 6
    assert len(second.outline) == 4
    assert first.side("left", first.half) == first.x < first.side("left", first.half + 9)
    assert not drawing.wide


def test_a_return_keeps_to_the_other_side_of_the_way_on():
    def chart(lane):
        boxes = (
            Box(key="a", number="1", title="甲", lane=1),
            Box(key="b", number="2", title="乙", lane=1, ways=(Way("", 2), Way("", 0))),
            Box(key="c", number="3", title="丙", lane=lane),
        )
        return arrange(Chart(key="c", title="图", lanes=("甲", "乙", "丙"), boxes=boxes))

    for lane, side in ((2, "left"), (0, "right"), (1, "right")):
        drawing = chart(lane)
        first = drawing.parts[0].boxes[0]
        back = drawing.parts[0].paths[1]
        assert back.corners[-1] == (first.side(side, first.half), first.half)


def test_a_long_chart_is_cut_between_rows():
    boxes = tuple(
        Box(key=str(place), number=str(place), title="做一件事", lane=place % 9, ways=(Way("", (place + 1) % 35),))
        for place in range(35)
    )
    drawing = arrange(Chart(key="c", title="图", lanes=tuple("一二三四五六七八九"), boxes=boxes))
    assert drawing.wide
    assert len(drawing.parts) > 2
    sizes = [part.bottom - part.top for part in drawing.parts]
    assert max(sizes) - min(sizes) < 150
    assert all(part.paths for part in drawing.parts)
    back = next(path for path in drawing.parts[1].paths if path.corners[0][1] > path.corners[-1][1])
    assert all(back in part.paths for part in drawing.parts), "an arrow over several parts is drawn in each"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("20 是否满意", ("20 是否", "满意")),
        ("收集相关技、标准", ("收集相关技、", "标准")),
        ("试运行了（再次）", ("试运行了", "（再次）")),
        ("做 ABCDEF 做", ("做 ABCDEF", "做")),
        ("ABCDEFGHIJKLMN", ("ABCDEFGHI", "JKLMN")),
        ("一二三四五六七八九十一二三四五六七八", ("一二三四五", "六七八九十", "一二三四…")),
        ("\u202e一二三", ("⟨U+202E⟩", "一二三")),
    ],
)
def test_lines_break_where_a_reader_expects(text, lines):
    assert wrap(text, 70, 13, 3) == lines


def test_words_that_do_not_fit_end_in_dots():
    assert cut("一二三", 39, 13) == "一二三"
    assert cut("一二三四", 39, 13) == "一二…"
    assert cut("一二三四", 1, 13) == "…"


# The pages around it


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids = set(re.findall(r"\{#([^}]+)\}", text))
        self.links = []
        self.doubled = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        held = dict(attrs)
        if name := held.get("id"):
            self.doubled += [name] if name in self.ids else []
            self.ids.add(name)
        if held.get("href"):
            self.links.append(held["href"])


def everything(house):
    """Every page of the site as its Markdown, by path."""
    site = site_of(house)
    pages = dict(site.pages)
    for path, clause in site._clauses.items():
        pages[path] = site.decorate(path, f"# {clause}\n")
    return pages


def test_every_link_leads_somewhere_and_ids_stand_once(process):
    pages = {path: Page(text) for path, text in everything(process).items()}
    for path, held in pages.items():
        assert not held.doubled, path
        for link in held.links:
            place, _, anchor = link.partition("#")
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(place))) if place else path
            target = goal.removesuffix(".html") + ".md"
            if goal.endswith(".html") or not place:
                assert target.removesuffix(".md.md") in pages or goal in pages or target in pages, (path, link)
                known = pages.get(goal) or pages[target]
                assert not anchor or "=" in anchor or unquote(anchor) in known.ids, (path, link)


def test_pages_come_in_twins(process):
    pages = site_of(process).pages
    assert {path for path in pages if "flows/" in path} == {
        "flows/index.md", *(path for flow in ("main", "rows", "inner") for path in pages_of(flow)),
    }  # fmt: skip
    plain, live = (pages[path] for path in pages_of("main"))
    assert 'href="../gap/flows/main.html"' in plain
    assert 'href="../../flows/main.html"' in live
    assert 'href="../index.html"' in live
    assert "缺失" not in plain
    assert "gb-at-" not in plain
    assert 'class="gb-flow-box gb-at-missing"' in live
    assert "✕ 缺失 1" in text_of(live)
    assert "不要求记录" in text_of(live)
    assert 'aria-label="1 条款doc/1，岗位boss，✕ 缺失 1"' in live
    assert 'aria-label="2 条款doc/2，岗位staff，判断：好不好？"' in plain
    assert "search" not in plain.split("---")[1]
    assert '"exclude": true' in live.split("---")[1]
    assert "画在流程图上" in pages["gap/index.md"]
    assert "主流程" in text_of(pages["flows/index.md"])
    assert "3 步，3 个角色，1 处判断。说明一" in text_of(pages["flows/index.md"])


def test_the_list_says_what_the_drawing_cannot(process):
    plain, live = (text_of(site_of(process).pages[path]) for path in pages_of("main"))
    for words in (
        "很好：10 条款doc/10（原文没有写）",
        "停：《std》 5 条款std/5（不在这张图里）",
        "到此为止",
        "说明二",
        "记录记录plan",
    ):
        assert words in plain, words
    assert "现状1 条款doc/1 ✕ 缺失 1" in live
    inner = text_of(site_of(process).pages["gap/flows/inner.md"])
    assert "● 已齐备 1" in inner
    assert "缺图" in inner


def test_the_clause_page_shows_its_steps_and_its_place_in_flows(process):
    site = site_of(process)
    own = site.clause_suffix("doc/20")
    assert own.index("## 流程") < own.index("<svg") < own.index("gb-steps") < own.index("## 应备记录与现状")
    assert "单独一页：里面" in text_of(own)
    assert 'href="doc-20.html#step-judge"' in own
    assert 'id="step-judge"' in own
    tail = text_of(site.clause_suffix("doc/2"))
    assert (
        "在流程中主流程；上一步：1 条款doc/1；下一步：10 条款doc/10（好）、10 条款doc/10（很好）、1 条款doc/1（不好）"
        in tail
    )
    assert "## 流程" not in site.clause_suffix("doc/2")
    assert "在流程中" not in site.clause_suffix("doc/11")


def test_steps_need_no_flow_of_their_own(process):
    flows(process)
    own = site_of(process).clause_suffix("doc/20")
    assert "## 流程" in own
    assert "单独一页" not in own


def test_flows_have_a_tab_before_the_reports(process):
    nav = site_of(process).nav
    names = [next(iter(entry)) for entry in nav]
    assert names.index("流程") + 1 == names.index("日历")
    assert nav[names.index("流程")]["流程"] == [
        "flows/index.md", {"主流程": "flows/main.md"}, {"几条": "flows/rows.md"}, {"里面": "flows/inner.md"},
    ]  # fmt: skip


def test_without_flows_there_is_no_trace_of_them(process):
    (process.root / "controls/flows.yml").unlink()
    site = site_of(process)
    assert not any("flows/" in path for path in site.pages)
    assert "流程" not in [next(iter(entry)) for entry in site.nav]
    assert "流程图" not in site.pages["gap/index.md"]
    assert "在流程中" not in site.clause_suffix("doc/2")


def test_hand_written_pages_may_link_to_them(process):
    process.write("policies/index.md", "[图](flows/main.md)、[现状](gap/flows/main.md)、[错](flow/main.md)\n")
    assert [fault.what for fault in lint(process.root) if "链接" in fault.what] == [
        "链接“flow/main.md”指到的文件不存在"
    ]


def test_wide_charts_take_the_whole_page(house):
    for place in range(9):
        house.role(f"r{place}").clause(f"doc/{place}", roles={"accountable": [f"r{place}"]}, next=["doc/0"])
    page = site_of(flows(house, {"id": "wide", "title": "宽", "document": "doc"})).pages["flows/wide.md"]
    assert 'hide: ["navigation", "toc"]' in page
    assert "gb-flow-wide" in page


def test_hostile_texts_are_shown_and_do_nothing(house):
    house.role("boss", title=TITLE).record("r", title=TITLE)
    house.clause(
        "doc/1", "r", title=TITLE, roles={"accountable": ["boss"]}, decision=TITLE, uncertain=TITLE,
        next=[{"to": "doc/1", "when": TITLE, "note": TITLE}],
        steps=[{"id": "a", "title": TITLE, "role": "boss", "decision": TITLE, "next": [{"to": "a", "when": TITLE}]}],
    )  # fmt: skip
    flow = {"title": TITLE, "about": f"{TITLE}\n\n# 假\n```\n"}
    flows(house, {"id": "one", "document": "doc", **flow}, {"id": "two", "clause": "doc/1", **flow})
    pages = everything(house)
    for path in ("flows/index.md", *pages_of("one"), *pages_of("two"), "doc-1.md", "gap/index.md"):
        body = pages[path].split("\n---\n", 1)[-1]
        assert "<script" not in body, path
        assert "<b>" not in body, path
        assert "\u202e" not in body, path
        assert not re.search(r"<[^>]* onload=", re.sub(r'"[^"]*"', "", body)), path
        assert not re.search(r"^\s*(```|# 假|[^<#\s])", body.replace("# doc/1", ""), re.MULTILINE), path
        assert "window.hacked=1" in text_of(pages[path]), path
