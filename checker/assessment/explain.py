"""How one obligation was decided, step by step, in words."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from checker.assessment.decide import Decider
from checker.calendar import parse_window
from checker.model import labels
from checker.model.evidence import ORIGIN_TITLES
from checker.model.obligation import STATUS_TITLES
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.calendar import Window
    from checker.model.assessment import Assessment
    from checker.model.evidence import Evidence
    from checker.model.obligation import Obligation
    from checker.model.record import RecordType
    from checker.model.workspace import Workspace


def nearest(assessment: Assessment, wanted: str) -> list[str]:
    """Return the ids of obligations that look most like the one wanted."""
    known = [item.id for item in assessment.obligations]
    inside = [name for name in known if wanted in name]
    return inside[:5] or difflib.get_close_matches(wanted, known, n=5, cutoff=0.4)


def explain(workspace: Workspace, item: Obligation) -> Iterator[str]:
    """Yield the steps by which the obligation was decided (contract 3, rule by rule)."""
    clause = workspace.controls.clauses[item.clause]
    record = workspace.controls.records[item.record]
    yield f"应备记录 {item.id}"
    yield f"1. 条款：{clause.id} {clause.title}（{clause.page}）要求《{record.title}》（{record.file}）"
    yield f"2. 对象：{labels.subject_label(workspace, item.subject)}；期间：{item.window or '不分期间'}"
    if item.status == "not-applicable":
        yield f"3. 结论：{STATUS_TITLES[item.status]}。{item.grounds}"
        return
    yield from _found(workspace, item, record)
    yield from _conclusion(workspace, item)


def _window(record: RecordType, item: Obligation) -> Window | None:
    parsed = parse_window(item.window) if item.window and record.cadence else None
    return parsed[1] if parsed else None


def _found(workspace: Workspace, item: Obligation, record: RecordType) -> Iterator[str]:
    decider = Decider(workspace)
    found = decider.index.candidates(record, item.subject, item.window)
    own = found[0] if found else None
    if own is None:
        yield "3. 证据：没有找到"
    else:
        yield f"3. 证据：{own.path}（{own.day or '没有日期'}，由{ORIGIN_TITLES[own.origin]}识别：{own.origin_path}）"
        for other in found[1:]:
            also = "另一份，也核对" if record.several else "被它顶替的"
            yield f"   {also}：{other.path}（{other.day or '没有日期'}）"
    window = _window(record, item)
    due = decider.due(record, item.subject, window, own)
    yield f"4. 应完成日：{_due_words(record, due.origin, item)}"
    if own is None:
        return
    title = workspace.controls.records[own.record].title
    yield f"5. 逐条核对（格式、字段、章节、审批按《{title}》，时间和次序按《{record.title}》）"
    codes = {problem.code: problem.message for problem in item.problems}
    for rule in RULES:
        skipped = rule.UNLESS & codes.keys()
        if rule.CODE in codes:
            yield f"   ✗ {rule.TITLE} {rule.CODE}：{codes[rule.CODE]}"
        elif skipped:
            yield f"   － {rule.TITLE} {rule.CODE}：因为 {'、'.join(sorted(skipped))}，没有判断"
        elif rule.CODE in item.unchecked:
            yield f"   ？ {rule.TITLE} {rule.CODE}：这种格式的文件没有核对"
        else:
            yield f"   · {rule.TITLE} {rule.CODE}：没有发现问题"


def _due_words(record: RecordType, origin: Evidence | None, item: Obligation) -> str:
    if item.due is None:
        if record.switched_off:
            names = "、".join(name for key, name in record.parameters if key in record.switched_off)
            return f"没有，参数 {names} 还没有规定"
        return "没有"
    if origin is not None and record.within is not None:
        limit = labels.limit(record.within)
        return f"{item.due}（{origin.path} 的日期 {origin.day} 之后 {limit}）"
    return f"{item.due}（期间最后一天加宽限）"


def _conclusion(workspace: Workspace, item: Obligation) -> Iterator[str]:
    yield f"6. 结论：{STATUS_TITLES[item.status]}。{item.grounds}"
    if item.severity:
        yield f"   建议分级：{labels.grade(item)}；该找：{labels.acting(workspace, item)}"
    if item.waiver is not None:
        waiver = workspace.controls.profile.waivers[item.waiver]
        yield f"   豁免：controls/profile.yml 第 {item.waiver + 1} 条，到 {waiver.until} 为止。{waiver.reason or ''}"
