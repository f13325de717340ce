"""From a workspace to an assessment: every obligation decided, then graded, waived and counted (contract 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.assessment.coverage import breakdown, tally
from checker.assessment.decide import Decider
from checker.assessment.grading import graded
from checker.assessment.listing import future, overdue_reviews, unplaced
from checker.assessment.metrics import measurements
from checker.assessment.subjects import ENTERPRISE
from checker.assessment.upcoming import upcoming
from checker.assessment.waivers import apply_waivers
from checker.model.assessment import Assessment, Assumption
from checker.model.labels import is_commitment
from checker.model.obligation import Obligation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.clause import Clause
    from checker.model.profile import Exclusion
    from checker.model.workspace import Workspace


def assess(workspace: Workspace) -> Assessment:
    """Return the assessment of a workspace; pure."""
    decider, silent, homeless = Decider(workspace), _silent(workspace), tuple(unplaced(workspace))
    obligations = tuple(sorted(_obligations(workspace, decider), key=lambda item: item.id))
    obligations, expired, unused = apply_waivers(workspace, obligations)
    obligations = tuple(graded(obligations))
    assumptions = tuple(_assumptions(decider.unknown_years))  # before looking ahead, which assumes more
    own = [item for item in obligations if not is_commitment(workspace, item)]
    promised = [item for item in obligations if is_commitment(workspace, item)]
    return Assessment(
        as_of=workspace.as_of,
        enterprise=workspace.controls.profile.enterprise,
        summary=tally(own),
        commitment_summary=tally(promised),
        breakdown=breakdown(workspace, obligations),
        obligations=obligations,
        metrics=tuple(measurements(workspace, decider, silent, homeless)),
        upcoming=upcoming(workspace, decider, obligations, silent),
        documents=tuple(overdue_reviews(workspace)),
        unidentified=workspace.unidentified,
        evidence_faults=workspace.evidence_faults,
        unplaced=homeless,
        future=tuple(future(workspace)),
        expired_waivers=expired,
        unused_waivers=unused,
        unset_parameters=tuple(sorted(k for k, p in workspace.controls.parameters.items() if p.value is None)),
        assumptions=assumptions,
    )


def _obligations(workspace: Workspace, decider: Decider) -> Iterator[Obligation]:
    excluded = workspace.controls.profile.excluded(workspace.as_of)
    for key in sorted(workspace.controls.clauses):
        clause = workspace.controls.clauses[key]
        if not _in_force(workspace, clause):
            continue
        if key in excluded:
            yield from _excluded(clause, excluded[key])
        else:
            yield from decider.clause(clause)


def _in_force(workspace: Workspace, clause: Clause) -> bool:
    return workspace.controls.documents[clause.document].in_force(workspace.as_of)


def _silent(workspace: Workspace) -> frozenset[str]:
    """Return the clauses that ask nothing today: excluded, or of a document that is not in force yet."""
    clauses = workspace.controls.clauses
    asleep = (key for key, clause in clauses.items() if not _in_force(workspace, clause))
    return frozenset(workspace.controls.profile.excluded(workspace.as_of)) | frozenset(asleep)


def _excluded(clause: Clause, exclusion: Exclusion) -> Iterator[Obligation]:
    for requirement in clause.records:
        yield Obligation(
            id=f"{clause.id}:{requirement.record}",
            clause=clause.id,
            record=requirement.record,
            subject=ENTERPRISE,
            window=None,
            level=requirement.level or clause.level,
            status="not-applicable",
            roles=clause.roles.acting,
            grounds=f"条款已定为不适用：{exclusion.justification}",
        )


def _assumptions(years: set[int]) -> Iterator[Assumption]:
    for year in sorted(years):
        message = f"{year} 年的放假和调休安排还不知道，工作日按周一到周五计算"
        yield Assumption(code="working-days", detail=str(year), message=message)
