"""The gaps as CSV that opens right in Excel: UTF-8 with BOM, CRLF, no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from checker.model import labels

if TYPE_CHECKING:
    from checker.model.assessment import Assessment
    from checker.model.obligation import Obligation
    from checker.model.workspace import Workspace

NAME = "csv"
ENDING = "csv"
HEAD = (
    "建议分级", "状态", "谁来办", "条款", "条款标题", "记录", "对象", "期间",
    "应完成日", "找到的证据", "问题", "类别", "标识",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(assessment: Assessment, workspace: Workspace) -> bytes:
    """Return one row per gap, the worst first."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEAD)
    for item in labels.worst_first(item for item in assessment.obligations if item.gap):
        writer.writerow([safe(cell) for cell in _row(workspace, item)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def safe(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text and never runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(workspace: Workspace, item: Obligation) -> tuple[str, ...]:
    return (
        labels.grade(item),
        labels.status_label(item),
        labels.acting(workspace, item),
        item.clause,
        workspace.controls.clauses[item.clause].title,
        labels.record_label(workspace, item),
        labels.subject_label(workspace, item.subject),
        item.window or "",
        item.due.isoformat() if item.due else "",
        item.evidence or "",
        labels.what_is_wrong(item),
        "服务商承诺" if labels.is_commitment(workspace, item) else "企业",
        item.id,
    )
