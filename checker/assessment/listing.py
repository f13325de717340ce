"""What stands beside the obligations: evidence that can count nowhere, future evidence, overdue reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.assessment.index import window_name
from checker.calendar import next_review, parse_window
from checker.model.assessment import OverdueReview, Unplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.evidence import Evidence
    from checker.model.record import RecordType
    from checker.model.workspace import Workspace

REASONS = {
    "not-required": "没有条款要求这种记录",
    "project-missing": "没有写是哪个项目",
    "project-unknown": "写的项目不在项目清单里",
    "window-missing": "没有日期也没有期间，归不到哪一期",
    "window-unknown": "写的期间不存在",
    "window-not-fitting": "写的期间不是这种记录的周期，又没有日期",
    "refs-missing": "没有写关联的事件记录",
    "refs-unknown": "关联的记录找不到，或不是该有的那种",
}


def future(workspace: Workspace) -> Iterator[str]:
    """Yield the paths of evidence dated after the day of assessment."""
    return (item.path for item in workspace.evidence if not item.exists(workspace.as_of))


def unplaced(workspace: Workspace) -> Iterator[Unplaced]:
    """Yield evidence that could meet no obligation by its own metadata (contract 3.12)."""
    required = {r.record for clause in workspace.controls.clauses.values() for r in clause.records}
    types = {item.key: item.record for item in workspace.evidence}
    for item in workspace.evidence:
        if not item.exists(workspace.as_of):
            continue
        own = workspace.controls.records[item.record]
        wanted = [kind for kind in (own.id, *own.serves) if kind in required]
        reasons = [_misfit(workspace, workspace.controls.records[kind], item, types) for kind in wanted]
        if not reasons:
            yield Unplaced(evidence=item.path, reason="not-required")
        elif all(reasons):
            yield Unplaced(evidence=item.path, reason=reasons[0] or "")


def _misfit(workspace: Workspace, record: RecordType, item: Evidence, types: dict[str, str]) -> str | None:
    """Return why the evidence cannot count for the record type, or None where it can."""
    if record.scope == "project" and not item.project:
        return "project-missing"
    if record.scope == "project" and item.project not in workspace.projects:
        return "project-unknown"
    if record.scope == "event" and not item.refs:
        return "refs-missing"
    if record.scope == "event" and not any(types.get(ref) == record.per for ref in item.refs):
        return "refs-unknown"
    if record.cadence and not window_name(item, record.cadence):
        return _window_reason(item)
    return None


def _window_reason(item: Evidence) -> str:
    if not item.window:
        return "window-missing"
    return "window-not-fitting" if parse_window(item.window) else "window-unknown"


def overdue_reviews(workspace: Workspace) -> Iterator[OverdueReview]:
    """Yield the documents whose review is overdue (contract 3.10)."""
    as_of = workspace.as_of
    for key in sorted(workspace.controls.documents):
        document = workspace.controls.documents[key]
        due = next_review(document, as_of)
        if due and due < as_of and document.in_force(as_of):
            yield OverdueReview(document=key, due=due)
