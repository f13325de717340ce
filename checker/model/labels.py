"""Words for what the reports show: subjects, roles, who must act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.metric import METRIC_TITLES, SIGNS
from checker.model.obligation import SEVERITIES, SEVERITY_TITLES, STATUS_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.metric import Measurement, Metric, Number
    from checker.model.obligation import Obligation, Subject
    from checker.model.record import Grace, Within
    from checker.model.workspace import Workspace

NOBODY = "（条款没有写明由谁办）"
_UNITS = {"hours": "小时", "days": "天", "workdays": "个工作日", "workhours": "个工作小时"}
_ORDER = {severity: place for place, severity in enumerate(SEVERITIES)}


def subject_label(workspace: Workspace, subject: Subject) -> str:
    """Return what a record is about in words: the enterprise, a project's title, or the event."""
    if subject.kind == "enterprise":
        return "企业"
    if subject.kind == "project":
        return workspace.projects[subject.id or ""].title
    return f"事件 {subject.id}"


def role_titles(workspace: Workspace, roles: Iterable[str]) -> str:
    """Return the titles of roles, joined."""
    return "、".join(workspace.controls.roles[role].title for role in roles)


def acting(workspace: Workspace, item: Obligation) -> str:
    """Return who must act, in words."""
    return role_titles(workspace, item.roles) or NOBODY


def clause_label(workspace: Workspace, item: Obligation) -> str:
    """Return number and title of the clause, such as "ti-83/4.7 验收"."""
    return f"{item.clause} {workspace.controls.clauses[item.clause].title}"


def record_label(workspace: Workspace, item: Obligation) -> str:
    """Return the record's title with its code, where it has one."""
    record = workspace.controls.records[item.record]
    return f"{record.title}（{record.code}）" if record.code else record.title


def limit(value: Grace | Within) -> str:
    """Return an amount of time in words, such as "5 个工作日"."""
    amounts = ((getattr(value, unit, None), words) for unit, words in _UNITS.items())
    words = "".join(f"{amount:g} {words}" for amount, words in amounts if amount is not None)
    return f"{words}（起算当天算第 1 天）" if getattr(value, "inclusive", False) else words


def is_commitment(workspace: Workspace, item: Obligation) -> bool:
    """Tell whether it is a supplier's promise, which is counted apart."""
    document = workspace.controls.clauses[item.clause].document
    return workspace.controls.documents[document].kind == "commitment"


def number(metric: Metric, value: Number | None) -> str:
    """Return a measured value in words: a ratio in per cent, else with its unit."""
    if value is None:
        return "—"
    if metric.per and not metric.unit:
        return f"{value * 100:.2f}".rstrip("0").rstrip(".") + "%"
    return f"{value} {metric.unit}" if metric.unit else str(value)


def share(value: float | None) -> str:
    """Return a share of 1 in per cent, a dash where there is none."""
    return "—" if value is None else f"{value:.2%}"


def threshold(metric: Metric) -> str:
    """Return the threshold with its comparison signs, such as "≥ 90.00%"."""
    given = metric.threshold.given if metric.threshold else {}
    return "且".join(f"{SIGNS[name]} {number(metric, value)}" for name, value in given.items()) or "没有设"


def arithmetic(item: Measurement) -> str:
    """Return how a value came about: "5 ÷ 6", or why there is none."""
    if item.value is None:
        return item.reason
    parts = [str(part) for part in (item.numerator, item.denominator) if part is not None]
    return f"{' ÷ '.join(parts)}（{len(item.evidence)} 份记录）"


def metric_status(item: Measurement) -> str:
    """Return whether the threshold was reached, in words."""
    return METRIC_TITLES[item.status]


def metric_line(workspace: Workspace, item: Measurement) -> str:
    """Return one measurement on one line."""
    metric = workspace.controls.metrics[item.metric]
    value = f"{number(metric, item.value)}，{arithmetic(item)}" if item.value is not None else item.reason
    return f"{metric.title} {item.window}：{value}；门槛 {threshold(metric)}；{metric_status(item)}"


def worst_first(items: Iterable[Obligation]) -> list[Obligation]:
    """Return gaps by severity, the missing before the deficient, then by id."""
    return sorted(items, key=lambda i: (_ORDER.get(i.severity or "observation", 9), i.status != "missing", i.id))


def grade(item: Obligation) -> str:
    """Return the proposed severity in words, or a dash."""
    return SEVERITY_TITLES[item.severity] if item.severity else "—"


def what_is_wrong(item: Obligation) -> str:
    """Return the problems in words, or why nothing was found."""
    return "；".join(problem.message for problem in item.problems) or item.grounds


def status_label(item: Obligation) -> str:
    """Return the status in words."""
    return STATUS_TITLES[item.status]
