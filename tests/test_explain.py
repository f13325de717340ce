"""Every kind of decision can be explained in words."""

from __future__ import annotations

from support.workspace import AS_OF

from checker.assessment import assess, load
from checker.assessment.explain import explain


def _explained(house, name):
    workspace = load(house.root, AS_OF)
    item = next(item for item in assess(workspace).obligations if item.id == name)
    return "\n".join(explain(workspace, item))


def test_an_excluded_clause(house):
    house.person("li-na").owes("minutes")
    house.profile(
        exclusions=[
            {"clause": "doc/minutes", "justification": "没有会议", "approved_by": "li-na", "date": "2026-01-02"}
        ]
    )
    assert "没有会议" in _explained(house, "doc/minutes:minutes")


def test_a_waived_gap(house):
    house.owes("minutes").profile(waivers=[{"record": "minutes", "until": "2026-12-31", "reason": "搬迁"}])
    words = _explained(house, "doc/minutes:minutes")
    assert "已豁免" in words
    assert "搬迁" in words


def test_a_window_with_grace(house):
    house.owes("report", cadence="monthly", grace={"workdays": 2})
    assert "4. 应完成日：2026-02-03（期间最后一天加宽限）" in _explained(house, "doc/report:report:2026-01")


def test_a_deadline_names_its_start(house):
    house.owes("outline").owes("report", within={"days": 3, "of": "outline"})
    house.evidence("outline.md", "outline", date="2026-05-01")
    words = _explained(house, "doc/report:report")
    assert "outline.md 的日期 2026-05-01 之后 3 天" in words
    assert "应完成日 2026-05-04 已过" in words


def test_a_switched_off_deadline_names_the_parameter(house):
    house.parameter("limit").owes("outline").owes("report", within={"parameter": "limit"})
    assert "参数 limit 还没有规定" in _explained(house, "doc/report:report")


def test_what_was_not_judged_is_said(house):
    house.owes("scan", sections=["结论"]).evidence("scan.txt", "scan", date="2026-05-01")
    house.owes("minutes", sections=["结论"]).evidence("minutes.md", "minutes", content="")
    assert "？ 缺章节 sections：这种格式的文件没有核对" in _explained(house, "doc/scan:scan")
    words = _explained(house, "doc/minutes:minutes")
    assert "－ 缺章节 sections：因为 unreadable，没有判断" in words
    assert "－ 迟交 late：因为 date-missing，没有判断" in words
