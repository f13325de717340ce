"""The gap report as Markdown: counts, gaps worst first by who must act, and all that stands beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from checker.model import labels
from checker.model.obligation import STATUS_TITLES, STATUSES
from checker.model.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.assessment import Assessment, Tally
    from checker.model.obligation import Obligation
    from checker.model.workspace import Workspace

NAME = "markdown"
ENDING = "md"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$^&@\-])")


def render(assessment: Assessment, workspace: Workspace) -> bytes:
    """Return the report as UTF-8 Markdown."""
    return ("\n".join(_lines(assessment, workspace)) + "\n").encode("utf-8", "replace")


def text(words: object) -> str:
    """Return words from a file so that Markdown shows them as they are, on one line."""
    return _SPECIAL.sub(r"\\\1", visible(str(words)))


def _lines(assessment: Assessment, workspace: Workspace) -> Iterator[str]:
    yield f"# 差距报告：{text(assessment.enterprise.name)}"
    yield ""
    yield f"评估日：{assessment.as_of}。本报告只说明找到了什么、缺什么、哪里对不上；是否合乎要求由人判断。"
    yield ""
    yield from _counts(assessment)
    own = [item for item in assessment.obligations if item.gap and not labels.is_commitment(workspace, item)]
    promised = [item for item in assessment.obligations if item.gap and labels.is_commitment(workspace, item)]
    yield from _gaps("差距", own, workspace)
    yield from _gaps("服务商承诺的差距（另行统计）", promised, workspace)
    for title, rows in _lists(assessment, workspace):
        if rows:
            yield f"## {title}"
            yield ""
            yield from (f"- {row}" for row in rows)
            yield ""


def _counts(assessment: Assessment) -> Iterator[str]:
    yield f"| | {' | '.join(STATUS_TITLES[status] for status in STATUSES)} | 齐备率 |"
    yield f"| --- | {' | '.join('---:' for _ in STATUSES)} | ---: |"
    yield _tally("企业", assessment.summary)
    if any(assessment.commitment_summary.counts.values()):
        yield _tally("服务商承诺", assessment.commitment_summary)
    yield ""


def _tally(name: str, tally: Tally) -> str:
    share = labels.share(tally.coverage)
    return f"| {name} | {' | '.join(str(tally.counts[status]) for status in STATUSES)} | {share} |"


def by_actor(items: Iterable[Obligation], workspace: Workspace) -> list[tuple[str, list[Obligation]]]:
    """Return gaps grouped by who must act; the group with the worst gap comes first."""
    groups: dict[str, list[Obligation]] = defaultdict(list)
    for item in labels.worst_first(items):
        groups[labels.acting(workspace, item)].append(item)
    return list(groups.items())


def _gaps(title: str, items: list[Obligation], workspace: Workspace) -> Iterator[str]:
    if not items:
        return
    yield f"## {title}"
    yield ""
    for actor, group in by_actor(items, workspace):
        yield f"### {text(actor)}（{len(group)} 项）"
        yield ""
        yield "| 建议分级 | 状态 | 条款 | 记录 | 对象 | 期间 | 应完成日 | 证据 | 问题 |"
        yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        for item in group:
            cells = (
                labels.grade(item),
                labels.status_label(item),
                labels.clause_label(workspace, item),
                labels.record_label(workspace, item),
                labels.subject_label(workspace, item.subject),
                item.window or "",
                item.due or "",
                item.evidence or "",
                labels.what_is_wrong(item),
            )
            yield f"| {' | '.join(text(cell) for cell in cells)} |"
        yield ""


def _lists(assessment: Assessment, workspace: Workspace) -> Iterator[tuple[str, list[str]]]:
    controls = workspace.controls
    yield "指标", [text(labels.metric_line(workspace, item)) for item in assessment.metrics]
    yield (
        "过了评审期的文件",
        [text(f"{controls.documents[d.document].title}：应于 {d.due} 前评审") for d in assessment.documents],
    )
    yield (
        "说明有错的证据",
        [
            text(f"{fault.path}{f'（第 {fault.line} 行）' if fault.line else ''}：{fault.message}")
            for fault in assessment.evidence_faults
        ],
    )
    yield "未识别的文件", [text(f"{item.path}：{item.reason}") for item in assessment.unidentified]
    yield "归不到任何要求的证据", [text(f"{item.evidence}：{item.reason}") for item in assessment.unplaced]
    yield "日期在评估日之后的证据", [text(path) for path in assessment.future]
    yield (
        "已过期的豁免",
        [text(f"第 {note.index + 1} 条，{note.until} 到期") for note in assessment.expired_waivers],
    )
    yield (
        "没有用上的豁免",
        [text(f"第 {note.index + 1} 条，{note.until} 到期") for note in assessment.unused_waivers],
    )
    yield (
        "企业还没有规定的参数",
        [text(f"{key} {controls.parameters[key].title}") for key in assessment.unset_parameters],
    )
    yield "核对时的假设", [text(item.message) for item in assessment.assumptions]
