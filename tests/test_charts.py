"""The dashboard: numbers are those of the report, bars have the right lengths, who cannot see hears everything."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from checker.assessment import assess, load
from checker.compose import compose
from checker.pages.charts import Bar, Chart

AS_OF = date(2026, 6, 30)


def dashboard(house, as_of=AS_OF):
    return compose(house.root, as_of).pages["gap/dashboard.md"]


def charts(html):
    """Return what every chart says aloud, by its id."""
    return {
        name: unescape(words)
        for name, words in re.findall(r'<svg [^>]*id="chart-([^"]+)"[^>]*aria-label="([^"]*)"', html)
    }


def tables(html):
    """Return the rows of every chart's table, by its title."""
    found = {}
    for title, table in re.findall(r'aria-label="表：([^"]*)">.*?<table[^>]*>(.*?)</table>', html, re.DOTALL):
        rows = re.findall("<tr>(.*?)</tr>", table, re.DOTALL)
        found[unescape(title)] = [
            [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows
        ]
    return found


def test_a_bar_is_as_long_as_its_number():
    bars = [Bar("a", "4 项", (("missing", 3), ("deficient", 1))), Bar("b", "2 项", (("missing", 0), ("deficient", 2)))]
    chart = Chart("k", "题", "名", "数", ("missing", "deficient"), bars)
    (_, _, top, first), (_, _, below, second) = chart.rows
    assert [(piece.status, piece.number, piece.begin, piece.wide) for piece in first] == [
        ("missing", 3, 0, 75),
        ("deficient", 1, 75, 25),
    ]
    assert [(piece.status, piece.begin, piece.wide) for piece in second] == [("deficient", 0, 50)]
    assert (top, below, chart.height) == (0, 60, 120)


def test_shares_fill_the_chart_and_leave_no_slit():
    chart = Chart(
        "k", "题", "名", "数", ("met", "missing"), [Bar("a", "33%", (("met", 1), ("missing", 2)))], shares=True
    )
    ((_, _, _, (one, two)),) = chart.rows
    assert one.begin + one.wide == two.begin
    assert round(two.begin + two.wide, 2) == 100


def test_long_names_are_cut_in_the_drawing_and_whole_for_the_ear():
    name = "很长的名字" * 8
    chart = Chart("k", "题", "名", "数", ("pending",), [Bar(name, "1 项", (("pending", 1),))])
    ((_, shown, _, _),) = chart.rows
    assert shown.endswith("…")
    assert len(shown) < 20
    assert chart.said == f"题：{name} 1 项。"
    assert chart.height == 44


def test_a_chart_of_nothing_has_no_height():
    chart = Chart("k", "题", "名", "数", ("pending",), [])
    assert (chart.height, list(chart.rows)) == (0, [])
    zero = Chart("k", "题", "名", "数", ("pending",), [Bar("a", "0 项", (("pending", 0),))])
    assert next(zero.rows)[3] == []


def test_documents_and_chapters_are_those_of_the_report(house):
    house.record("a").record("b").record("c", formats=["pdf"]).document(
        "doc", chapters=[{"number": "2", "title": "职责"}]
    )
    house.clause("doc/1", "a").clause("doc/2.1", "b").clause("doc/2.2", "c").clause("doc/3")
    house.evidence("a.md", "a", date="2026-05-04").evidence("c.md", "c", date="2026-05-04")
    html = dashboard(house)
    said = charts(html)
    assert said["own-documents"] == "各文件的齐备率：《doc》 33.33%（已齐备 1，缺失 1，待补正 1）。"
    assert said["own-of-doc"] == (
        "《doc》：各章的齐备率：1 条款doc/1 100.00%（已齐备 1，缺失 0，待补正 0）；2 职责 0.00%（已齐备 0，缺失 1，待补正 1）。"
    )
    assert tables(html)["各文件的齐备率"] == [
        ["文件", "已齐备", "缺失", "待补正", "齐备率"],
        ["《doc》", "1", "1", "1", "33.33%"],
    ]
    assert assess(load(house.root, AS_OF)).breakdown["document"]["doc"].coverage == 0.3333


def test_roles_with_most_gaps_come_first_and_lead_to_their_gaps(house):
    house.role("few").role("many").record("a").record("b").record("c", formats=["pdf"])
    house.clause("doc/1", "a", roles={"responsible": ["few", "many"]})
    house.clause("doc/2", "b", "c", roles={"accountable": ["many"]}).clause("doc/3", "b")
    house.evidence("c.md", "c", date="2026-05-04")
    html = dashboard(house)
    assert charts(html)["own-roles"] == (
        "谁的差距最多：岗位many 3 项（缺失 2，待补正 1）；（条款没有写明由谁办） 1 项（缺失 1，待补正 0）；"
        "岗位few 1 项（缺失 1，待补正 0）。"
    )
    assert re.findall(r'href="index\.html#role=([a-z]+)"', html) == ["many", "few"]


def test_only_the_first_twelve_roles_are_drawn_and_the_rest_counted(house):
    house.record("a")
    for place in range(14):
        house.role(f"r{place:02}").clause(f"doc/{place}", "a", roles={"accountable": [f"r{place:02}"]})
    html = dashboard(house)
    assert charts(html)["own-roles"].count("1 项（缺失 1") == 12
    assert "只列最多的 12 个，另有 2 个。" in html


def test_weeks_to_come_after_what_is_overdue(house):
    house.profile(start="2026-05-25").owes("log", cadence="weekly")
    html = dashboard(house)
    rows = tables(html)["接下来每周到期多少"]
    assert rows[0] == ["哪一周", "缺失", "待补正", "未到期", "到期"]
    assert rows[1] == ["已经过期", "5", "0", "—", "5 项"]
    assert rows[2] == ["2026-W27（到 7 月 5 日）", "—", "—", "1", "1 项"]
    assert [row[-1] for row in rows[2:]] == ["1 项"] * 13
    assert "已经过期 5 项（缺失 5，待补正 0）；2026-W27（到 7 月 5 日） 1 项；" in charts(html)["own-weeks"]


def test_weeks_in_between_with_nothing_due_are_shown(house):
    house.profile(start="2026-07-01").owes("log", cadence="monthly")
    rows = tables(dashboard(house))["接下来每周到期多少"]
    assert [row[-1] for row in rows[2:8]] == ["0 项", "0 项", "0 项", "0 项", "1 项", "0 项"]


def test_promises_stand_apart(house):
    house.role("r").document("cm", kind="commitment").record("own").record("promised", cadence="quarterly")
    house.clause("cm/1", "promised", roles={"accountable": ["r"]}).clause("doc/1", "own")
    html = dashboard(house)
    own, apart = html.split("## 服务商承诺（单独统计）")
    assert "《doc》" in own
    assert "《cm》" not in own
    assert charts(own)["own-weeks"].startswith("接下来每周到期多少：已经过期 0 项")
    assert charts(apart)["promised-documents"] == "各文件的齐备率：《cm》 0.00%（已齐备 0，缺失 1，待补正 0）。"
    assert "已经过期 1 项" in charts(apart)["promised-weeks"]
    assert "岗位r 1 项" in charts(apart)["promised-roles"]
    assert "#role=" not in apart  # the filter of the report is over what the enterprise owes


def test_without_promises_there_is_no_such_section(house):
    assert "服务商承诺" not in dashboard(house.owes("own"))


def test_an_empty_workspace_has_a_dashboard(house):
    html = dashboard(house)
    assert html.count('<p class="gb-none">没有。</p>') == 2
    assert list(charts(html)) == ["own-weeks"]


def test_ids_of_drawings_are_their_own(house):
    house.document("cm", kind="commitment").record("r").clause("cm/1", "r").clause("doc/1", "r").clause("doc/2.1", "r")
    html = dashboard(house)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 6
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date.max])
def test_the_ends_of_time(house, as_of):
    house.profile(start="0001-01-01").owes("log", cadence="yearly")
    assert f"-W{as_of.isocalendar().week:02}" in charts(dashboard(house, as_of))["own-weeks"]


def test_words_from_files_are_escaped(house):
    title = '"><script>x</script>\u202e'
    house.document("doc", title=title).role("r", title=title).record("a")
    house.clause("doc/1", "a", title=title, roles={"accountable": ["r"]})
    html = dashboard(house)
    assert "<script" not in html
    assert "\u202e" not in html
    assert "⟨U+202E⟩" in charts(html)["own-documents"]
    assert "⟨U+202E⟩" in charts(html)["own-roles"]


def test_the_reports_lead_to_each_other(house):
    pages = compose(house.root, AS_OF).pages
    for path in ("gap/index.md", "gap/dashboard.md", "matrix/index.md"):
        (strip,) = re.findall('<nav class="gb gb-reports".*?</nav>', pages[path], re.DOTALL)
        assert re.findall(">([^<]+)</a>", strip) == ["差距报告", "看板", "追溯矩阵"]
        assert strip.count('aria-current="page"') == 1
    assert '<a href="dashboard.html" aria-current="page">看板</a>' in pages["gap/dashboard.md"]
    assert '<a href="../gap/dashboard.html">看板</a>' in pages["matrix/index.md"]
