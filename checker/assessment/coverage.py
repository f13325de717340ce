"""Counts by status and the coverage (齐备率): in all, and per clause, chapter, document, role, project (3.11), kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from checker.model.assessment import Tally
from checker.model.obligation import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.obligation import Obligation
    from checker.model.workspace import Workspace


def tally(obligations: Iterable[Obligation]) -> Tally:
    """Return the counts and the coverage of some obligations."""
    counts = Counter(item.status for item in obligations)
    due = counts["met"] + counts["missing"] + counts["deficient"]
    coverage = round(counts["met"] / due, 4) if due else None
    return Tally(counts={status: counts[status] for status in STATUSES}, coverage=coverage)


def breakdown(workspace: Workspace, obligations: Iterable[Obligation]) -> dict[str, dict[str, Tally]]:
    """Return a tally per clause, chapter, document, kind of document, role and project."""
    groups: dict[str, dict[str, list[Obligation]]] = defaultdict(lambda: defaultdict(list))
    for item in obligations:
        for kind, name in _groups(workspace, item):
            groups[kind][name].append(item)
    return {
        kind: {name: tally(groups[kind][name]) for name in sorted(groups[kind])}
        for kind in ("clause", "chapter", "document", "kind", "role", "project")
    }


def _groups(workspace: Workspace, item: Obligation) -> Iterator[tuple[str, str]]:
    clause = workspace.controls.clauses[item.clause]
    yield "clause", clause.id
    yield "chapter", clause.chapter
    yield "document", clause.document
    yield "kind", workspace.controls.documents[clause.document].kind
    for role in dict.fromkeys(item.roles):
        yield "role", role
    if item.subject.kind == "project" and item.subject.id:
        yield "project", item.subject.id
