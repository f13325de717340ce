"""The gap report for people at a terminal, and plain where it is piped."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from checker.model import labels
from checker.model.document import KIND_TITLES
from checker.model.obligation import STATUS_TITLES, STATUSES
from checker.model.words import visible
from checker.render.markdown_report import by_actor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from rich.table import Table

    from checker.model.assessment import Assessment, Tally
    from checker.model.obligation import Obligation
    from checker.model.workspace import Workspace

NAME = "table"
ENDING = "txt"
_KINDS = {str(kind): title for kind, title in KIND_TITLES.items()}
_STYLES = {"major": "bold red", "minor": "yellow", "observation": "cyan"}


def render(assessment: Assessment, workspace: Workspace) -> bytes:
    """Return the report as plain lines in UTF-8, without colours or frames."""
    stream = io.StringIO()
    show(assessment, workspace, stream, terminal=False)
    return stream.getvalue().encode("utf-8", "replace")


def show(assessment: Assessment, workspace: Workspace, stream: TextIO, *, terminal: bool) -> None:
    """Write the report to a stream: tables with colours for a terminal, plain lines else."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream, highlight=False, soft_wrap=not terminal, no_color=not terminal, force_terminal=terminal or False
    )
    console.print(Text(f"{assessment.enterprise.name} · 评估日 {assessment.as_of}", style="bold"))
    gaps = [item for item in assessment.obligations if item.gap]
    own = [item for item in gaps if not labels.is_commitment(workspace, item)]
    promised = [item for item in gaps if labels.is_commitment(workspace, item)]
    for title, items in (("", own), ("服务商承诺（另行统计）", promised)):
        if items and title:
            console.print(Text(f"\n{title}", style="bold"))
        for actor, group in by_actor(items, workspace):
            console.print(Text(f"\n{actor}（{len(group)} 项）", style="bold"))
            if terminal:
                console.print(_table(group, workspace))
            else:
                for item in group:
                    console.print(Text(_line(item, workspace)))
    console.print()
    for words in _missed(assessment, workspace):
        console.print(Text(words))
    for words in _ending(assessment):
        console.print(Text(words))


def _what(item: Obligation, workspace: Workspace) -> str:
    parts = [labels.record_label(workspace, item), labels.subject_label(workspace, item.subject), item.window]
    return " · ".join(visible(part) for part in parts if part and part != "企业")


def _table(group: list[Obligation], workspace: Workspace) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, expand=True)
    for title, ratio in (("分级", 0), ("状态", 0), ("条款", 3), ("缺的记录", 4), ("问题 / 找到的证据", 6)):
        table.add_column(title, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    for item in group:
        found = f"\n{visible(item.evidence)}" if item.evidence else ""
        table.add_row(
            Text(labels.grade(item), style=_STYLES.get(item.severity or "", "")),
            labels.status_label(item),
            Text(labels.clause_label(workspace, item)),
            Text(_what(item, workspace)),
            Text(visible(labels.what_is_wrong(item)) + found),
        )
    return table


def _line(item: Obligation, workspace: Workspace) -> str:
    parts = [
        labels.grade(item),
        labels.status_label(item),
        labels.clause_label(workspace, item),
        _what(item, workspace),
        visible(labels.what_is_wrong(item)),
        visible(item.evidence or ""),
    ]
    return "  " + "  ".join(part for part in parts if part)


def _missed(assessment: Assessment, workspace: Workspace) -> Iterator[str]:
    """Yield the metrics that did not reach their threshold."""
    missed = [item for item in assessment.metrics if item.status == "not-reached"]
    if missed:
        yield f"没有达到门槛的指标（{len(missed)} 项）"
        yield from (f"  {visible(labels.metric_line(workspace, item))}" for item in missed)
        yield ""


def _ending(assessment: Assessment) -> Iterator[str]:
    yield _counts("合计", assessment.summary)
    kinds = [(kind, tally) for kind, tally in assessment.breakdown["kind"].items() if kind != "commitment"]
    for kind, tally in kinds if len(kinds) > 1 else ():
        yield _counts(f"  其中{_KINDS[kind]}", tally)
    if any(assessment.commitment_summary.counts.values()):
        yield _counts("服务商承诺", assessment.commitment_summary)
    beside = (
        ("过了评审期的文件", assessment.documents),
        ("说明有错的证据", assessment.evidence_faults),
        ("未识别的文件", assessment.unidentified),
        ("归不到要求的证据", assessment.unplaced),
        ("日期在评估日之后", assessment.future),
        ("过期的豁免", assessment.expired_waivers),
        ("没用上的豁免", assessment.unused_waivers),
        ("未规定的参数", assessment.unset_parameters),
        ("假设", assessment.assumptions),
    )
    noted = [f"{title} {len(items)}" for title, items in beside if items]
    if noted:
        yield f"另有：{'，'.join(noted)}"
    yield _next_step(assessment)


def _counts(name: str, tally: Tally) -> str:
    share = labels.share(tally.coverage)
    counted = "  ".join(f"{STATUS_TITLES[status]} {tally.counts[status]}" for status in STATUSES)
    return f"{name}：{counted}  齐备率 {share}"


def _next_step(assessment: Assessment) -> str:
    gaps = labels.worst_first(item for item in assessment.obligations if item.gap)
    if not assessment.obligations:
        return "没有条款要求记录：先在 policies/ 写条款页，在 controls/records/ 写记录类型。"
    if not gaps:
        return "没有发现差距。下一步：guanbiao build 生成带差距报告的站点。"
    return f'下一步：guanbiao explain "{visible(gaps[0].id)}" 看这一项是怎样判断的；guanbiao build 生成完整报告。'
