"""An assessment (评估结果): all obligations with their statuses as of one date."""

from __future__ import annotations

from datetime import date

from checker.model.base import Value
from checker.model.evidence import EvidenceFault, Unidentified
from checker.model.metric import Measurement
from checker.model.obligation import Obligation, Severity, Status
from checker.model.profile import Enterprise
from checker.model.upcoming import Upcoming


class Tally(Value, frozen=True, kw_only=True):
    """How many obligations have each status, and the coverage (齐备率).

    Attributes:
        coverage: met ÷ (met + missing + deficient), four places; None when nothing is due.
    """

    counts: dict[Status, int]
    coverage: float | None


class OverdueReview(Value, frozen=True, kw_only=True):
    """A document whose review is overdue."""

    document: str
    due: date
    severity: Severity = "minor"
    problem: str = "review-overdue"


class Unplaced(Value, frozen=True, kw_only=True):
    """Evidence that is identified but can count nowhere."""

    evidence: str
    reason: str


class WaiverNote(Value, frozen=True, kw_only=True):
    """A waiver, by its place in the profile, that is past its end or matched no gap."""

    index: int
    until: date


class Assumption(Value, frozen=True, kw_only=True):
    """Something the checker had to assume, such as working days of a year it does not know."""

    code: str
    detail: str
    message: str


class Assessment(Value, frozen=True, kw_only=True):
    """The result of holding the evidence against the clauses."""

    as_of: date
    enterprise: Enterprise
    summary: Tally
    commitment_summary: Tally
    breakdown: dict[str, dict[str, Tally]]
    obligations: tuple[Obligation, ...]
    metrics: tuple[Measurement, ...]
    upcoming: tuple[Upcoming, ...]
    documents: tuple[OverdueReview, ...]
    unidentified: tuple[Unidentified, ...]
    evidence_faults: tuple[EvidenceFault, ...]
    unplaced: tuple[Unplaced, ...]
    future: tuple[str, ...]
    expired_waivers: tuple[WaiverNote, ...]
    unused_waivers: tuple[WaiverNote, ...]
    unset_parameters: tuple[str, ...]
    assumptions: tuple[Assumption, ...]

    @property
    def loose(self) -> int:
        """How many files nothing identifies, or count nowhere."""
        return len(self.unidentified) + len(self.evidence_faults) + len(self.unplaced)


def silent(as_of: date, enterprise: Enterprise) -> Assessment:
    """Return an assessment that says nothing."""
    nothing = Tally(counts={}, coverage=None)
    return Assessment(
        as_of=as_of,
        enterprise=enterprise,
        summary=nothing,
        commitment_summary=nothing,
        breakdown={},
        obligations=(),
        metrics=(),
        upcoming=(),
        documents=(),
        unidentified=(),
        evidence_faults=(),
        unplaced=(),
        future=(),
        expired_waivers=(),
        unused_waivers=(),
        unset_parameters=(),
        assumptions=(),
    )
