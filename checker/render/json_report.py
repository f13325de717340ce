"""JSON, schema guanbiao/assessment/1 (contract 4); its shape never depends on options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from checker.model.assessment import Assessment, Tally, WaiverNote
    from checker.model.metric import Measurement
    from checker.model.obligation import Obligation, Subject
    from checker.model.workspace import Workspace

NAME = "json"
ENDING = "json"
SCHEMA = "guanbiao/assessment/1"


def render(assessment: Assessment, workspace: Workspace) -> bytes:
    """Return the assessment as UTF-8 JSON."""
    return msgspec.json.format(msgspec.json.encode(to_plain(assessment)), indent=1) + b"\n"


def to_plain(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment as plain values."""
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "enterprise": {"id": assessment.enterprise.id, "name": assessment.enterprise.name},
        "summary": _tally(assessment.summary),
        "commitment_summary": _tally(assessment.commitment_summary),
        "coverage": {
            kind: {name: tally.coverage for name, tally in groups.items()}
            for kind, groups in assessment.breakdown.items()
        },
        "obligations": [_obligation(item) for item in assessment.obligations],
        "metrics": [_metric(item) for item in assessment.metrics],
        "documents": [
            {"document": d.document, "problem": d.problem, "due": d.due.isoformat(), "severity": d.severity}
            for d in assessment.documents
        ],
        "unidentified": [item.path for item in assessment.unidentified],
        "evidence_faults": [
            {"path": fault.path, "line": fault.line, "message": fault.message} for fault in assessment.evidence_faults
        ],
        "unplaced": [{"evidence": item.evidence, "reason": item.reason} for item in assessment.unplaced],
        "future": list(assessment.future),
        "expired_waivers": [_waiver(note) for note in assessment.expired_waivers],
        "unused_waivers": [_waiver(note) for note in assessment.unused_waivers],
        "unset_parameters": list(assessment.unset_parameters),
        "assumptions": [
            {"code": item.code, "detail": item.detail, "message": item.message} for item in assessment.assumptions
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {**{str(status): count for status, count in tally.counts.items()}, "coverage": tally.coverage}


def _waiver(note: WaiverNote) -> dict[str, Any]:
    return {"index": note.index, "until": note.until.isoformat()}


def _metric(item: Measurement) -> dict[str, Any]:
    return {
        "metric": item.metric,
        "clause": item.clause,
        "window": item.window,
        "status": item.status,
        "value": item.value,
        "numerator": item.numerator,
        "denominator": item.denominator,
        "threshold": item.threshold.given if item.threshold else None,
        "reason": item.reason or None,
        "evidence": list(item.evidence),
        "left_out": [{"evidence": path, "reason": reason} for path, reason in item.left_out],
    }


def _subject(subject: Subject) -> dict[str, str]:
    return {"kind": subject.kind, **({"id": subject.id} if subject.id is not None else {})}


def _obligation(item: Obligation) -> dict[str, Any]:
    return {
        "id": item.id,
        "clause": item.clause,
        "record": item.record,
        "subject": _subject(item.subject),
        "window": item.window,
        "level": item.level,
        "status": item.status,
        "severity": item.severity,
        "due": item.due.isoformat() if item.due else None,
        "evidence": item.evidence,
        "superseded": list(item.superseded),
        "problems": [{"code": problem.code, "message": problem.message} for problem in item.problems],
        "unchecked": list(item.unchecked),
        "roles": list(item.roles),
    }
