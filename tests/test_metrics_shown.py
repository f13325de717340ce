"""Metrics, days of the week and counts, as the reports and the pages say them."""

from __future__ import annotations

from datetime import date

import pytest
from support.workspace import dump

from checker.assessment import assess, load
from checker.assessment.explain import explain
from checker.compose import compose
from checker.render import RENDERERS

AS_OF = date(2026, 6, 3)
METRICS = [
    {
        "id": "rate", "title": "执行率", "clause": "doc/1", "cadence": "monthly", "measure": {"count": "contract"},
        "per": {"sum": "budget", "field": "planned"}, "threshold": {"at_least": 0.9},
    },
    {
        "id": "minutes", "title": "停机", "clause": "doc/2", "cadence": "monthly", "unit": "分钟",
        "measure": {"sum": "fault", "field": "minutes"},
    },
]  # fmt: skip


@pytest.fixture
def busy(house):
    house.profile(start="2026-05-01").write("controls/metrics.yml", dump({"metrics": METRICS}))
    house.record("contract", occasion="签了合同").record("budget").record("fault", occasion="出了故障")
    house.record("release", cadence="weekly", times=2, weekdays=["monday", "thursday"])
    house.clause("doc/1", "contract", "budget").clause("doc/2", "fault", "release")
    house.evidence("c.md", "contract", date="2026-05-04").evidence("e.md", "contract")
    house.evidence("b.md", "budget", date="2026-05-05", fields={"planned": 4})
    house.evidence("f.md", "fault", date="2026-05-06", fields={"minutes": 12.5})
    house.evidence("g.md", "fault", date="2026-05-07", fields={"minutes": "不详"})
    house.evidence("r1.md", "release", date="2026-05-11").evidence("r2.md", "release", date="2026-05-14")
    return house


def rendered(house, name):
    workspace = load(house.root, AS_OF)
    return RENDERERS[name].render(assess(workspace), workspace).decode()


def test_the_terminal_names_what_was_not_reached(busy):
    text = rendered(busy, "table")
    assert "没有达到门槛的指标（1 项）" in text
    assert "执行率 2026-05：25%，1 ÷ 4（2 份记录）；门槛 ≥ 90%；没有达到门槛" in text
    assert "停机" not in text


def test_the_markdown_report_names_all(busy):
    text = rendered(busy, "markdown")
    assert "## 指标" in text
    assert "停机 2026\\-05：12.5 分钟，12.5（1 份记录）；门槛 没有设；没有设门槛" in text
    assert "没有可用的《记录budget》；门槛 ≥ 90%；算不出" in text


def test_pages_show_metrics_on_the_report_and_on_their_clause(busy):
    site = compose(busy.root, AS_OF)
    report, clause, other = site.pages["gap/index.md"], site.clause_suffix("doc/1"), site.clause_suffix("doc/2")
    assert "执行率" in report
    assert "g.md：没有填数字：minutes" in report
    assert "执行率" in clause
    assert "停机" not in clause
    assert "12.5 分钟" in other
    assert report.index("2026-06") < report.index(
        "2026-05", report.index('id="metrics"') if 'id="metrics"' in report else 0
    )


def test_the_report_shows_the_latest_windows_and_the_clause_all(busy):
    busy.profile(start="2026-01-01")
    site = compose(busy.root, AS_OF)
    report, clause = (
        text.partition("{#metrics}")[2].partition("\n## ")[0]
        for text in (site.pages["gap/index.md"], site.clause_suffix("doc/1"))
    )
    assert "只列最近 3 期" in report
    assert ("2026-02" in report, "2026-04" in report, "2026-02" in clause) == (False, True, True)


def test_a_workspace_without_metrics_has_no_such_section(house):
    house.owes("plan")
    assert "{#metrics}" not in compose(house.root, AS_OF).pages["gap/index.md"]


def test_terminal_counts_by_kind_where_there_are_several(busy):
    assert "其中" not in rendered(busy, "table")
    busy.document("std", kind="standard").clause("std/1", "budget")
    text = rendered(busy, "table")
    assert "其中标准：" in text
    assert "其中程序文件：" in text


def test_days_and_counts_in_words(busy):
    page = compose(busy.root, AS_OF).pages["records/release.md"]
    assert "周一、周四，遇休息日顺延到下一个工作日" in page
    assert "每周至少 2 份，最迟在期间最后一天" in page
    assert "还有 1 份，也都核对" in page


def test_the_matrix_counts_every_one_of_several(busy):
    page = compose(busy.root, AS_OF).pages["matrix/index.md"]
    assert "有更晚的一份，不作数的" not in page


def test_explain_says_that_the_others_count(busy):
    workspace = load(busy.root, AS_OF)
    items = {item.id: item for item in assess(workspace).obligations}
    lines = list(explain(workspace, items["doc/2:release:2026-W20"]))
    assert any(line.startswith("   另一份，也核对：r1.md") for line in lines)


def test_a_message_about_many_names_ten(house):
    house.role("boss").record("change", occasion="要变更", approvals=["boss"]).clause("doc/1", "change")
    for place in range(12):
        house.evidence(f"{place:02}.md", "change", date="2026-05-01")
    (problem,) = house.decided("doc/1:change")["problems"]
    assert problem["message"].count("缺少审批") == 10
    assert problem["message"].endswith("；另有 2 份")


@pytest.mark.parametrize("value", [0.9, {"at_least": "多数"}, {}])
def test_a_parameter_that_is_no_threshold_is_a_fault(house, value):
    house.record("plan").clause("doc/1", "plan").parameter("limit", value=value, source="会议决定")
    metric = {"id": "m", "title": "率", "clause": "doc/1", "cadence": "yearly", "measure": {"count": "plan"}}
    house.write("controls/metrics.yml", dump({"metrics": [{**metric, "threshold": {"parameter": "limit"}}]}))
    (fault,) = house.faults()
    assert fault.path == "controls/metrics.yml"
    assert "不能作门槛" in fault.what
    assert "at_least" in fault.remedy


def test_a_parameter_without_a_value_leaves_the_threshold_open(house):
    house.record("plan").clause("doc/1", "plan").parameter("limit")
    metric = {"id": "m", "title": "率", "clause": "doc/1", "cadence": "yearly", "measure": {"count": "plan"}}
    house.write("controls/metrics.yml", dump({"metrics": [{**metric, "threshold": {"parameter": "limit"}}]}))
    report = house.assess()
    assert [item["status"] for item in report["metrics"]] == ["no-threshold"]
    assert report["unset_parameters"] == ["limit"]
