"""A whole workspace as read from disk: everything that an assessment depends on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.model.base import Value
from checker.model.clause import Clause
from checker.model.document import Document
from checker.model.evidence import Evidence, EvidenceFault, Unidentified
from checker.model.flow import Flow
from checker.model.metric import Metric
from checker.model.profile import Parameter, Profile
from checker.model.project import Project
from checker.model.record import RecordType
from checker.model.role import Person, Role
from checker.model.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterator


class Controls(Value, frozen=True, kw_only=True):
    """Policies and controls: what is owed and by whom. All mappings are by id."""

    documents: dict[str, Document]
    clauses: dict[str, Clause]
    roles: dict[str, Role]
    people: dict[str, Person]
    records: dict[str, RecordType]
    parameters: dict[str, Parameter]
    profile: Profile
    flows: dict[str, Flow]
    metrics: dict[str, Metric]
    terms: tuple[Term, ...] = ()

    def servers(self, record: str) -> tuple[str, ...]:
        """Return the ids of the types whose evidence directly serves that type, sorted."""
        return tuple(sorted(key for key, known in self.records.items() if record in known.serves))

    def requirers(self, record: str) -> Iterator[Clause]:
        """Yield the clauses that require the record type, in the order of their ids."""
        for key in sorted(self.clauses):
            if any(requirement.record == record for requirement in self.clauses[key].records):
                yield self.clauses[key]

    def anonymous(self) -> Controls:
        """Return the same knowing nobody, so that no name can come into what is published from them."""
        parameters = {key: replace(known, approved_by=None) for key, known in self.parameters.items()}
        exclusions = tuple(replace(known, approved_by="") for known in self.profile.exclusions)
        profile = replace(self.profile, show_names=False, exclusions=exclusions)
        return replace(self, people={}, parameters=parameters, profile=profile)


class Workspace(Value, frozen=True, kw_only=True):
    """Controls, projects and evidence as of one day."""

    as_of: date
    controls: Controls
    projects: dict[str, Project]
    evidence: tuple[Evidence, ...]
    unidentified: tuple[Unidentified, ...]
    evidence_faults: tuple[EvidenceFault, ...]


def bare(as_of: date, controls: Controls) -> Workspace:
    """Return a workspace of controls alone: no projects, no evidence."""
    return Workspace(as_of=as_of, controls=controls, projects={}, evidence=(), unidentified=(), evidence_faults=())
