"""An assessment opened for reading: what pages look up, and one row per obligation in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.model import labels
from checker.model.document import KIND_TITLES
from checker.model.obligation import STATUS_TITLES
from checker.model.words import nfkc
from checker.pages.text import anchor, page_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model.assessment import Assessment
    from checker.model.audience import Audience
    from checker.model.clause import Clause
    from checker.model.document import Document
    from checker.model.evidence import Evidence
    from checker.model.obligation import Obligation, Status
    from checker.model.origin import Origin
    from checker.model.profile import Exclusion
    from checker.model.upcoming import Upcoming
    from checker.model.workspace import Controls, Workspace


class RuleDoc(NamedTuple):
    """One rule as its module describes it; `manual` is its docstring."""

    code: str
    title: str
    manual: str


class Manual(NamedTuple):
    """What pages show but cannot look up themselves.

    Attributes:
        rules: The rules in the order of the contract.
        reasons: Why evidence can count nowhere, in Chinese, by code.
        titles: Titles of the hand-written pages by their path below the site's sources.
        downloads: Paths of files that stand beside the pages, such as "gap/gaps.csv".
        origins: The sources of the handbook with their items.
        links: The hand-written pages that link to a page, by that page.
        forms: Paths of the forms by record type.
        sections: What hand-written pages say under the headings that record pages repeat, by page.
        audience: For whom the pages are; for employees the assessment holds no more than they are told.
        kept_back: Hand-written pages that are meant for compliance staff alone.
    """

    rules: tuple[RuleDoc, ...]
    reasons: Mapping[str, str]
    titles: Mapping[str, str]
    downloads: tuple[str, ...]
    origins: tuple[Origin, ...] = ()
    links: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    forms: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    sections: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({})
    audience: Audience = "compliance"
    kept_back: frozenset[str] = frozenset()


class Ref(NamedTuple):
    """A link: its words, and its target below the site's sources."""

    label: str
    target: str


class Shown(NamedTuple):
    """One problem: its message, and the rule that found it."""

    message: str
    rule: Ref


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One obligation in words; where `several` records count, the earlier ones do too."""

    item: Obligation
    clause: Ref
    record: Ref
    subject: str
    project: str
    document: str
    commitment: bool
    roles: str
    actors: tuple[Ref, ...]
    problems: tuple[Shown, ...]
    waiver: str
    several: bool

    @property
    def anchor(self) -> str:
        """The row's id on the page of its record type."""
        return anchor(self.item.id)

    @property
    def place(self) -> Ref:
        """Where the obligation stands in full."""
        return Ref(self.record.label, f"{self.record.target}#{self.anchor}")

    @property
    def period(self) -> str:
        """Subject and window, such as "MES 一期 · 2026-W05"."""
        return f"{self.subject} · {self.item.window}" if self.item.window else self.subject


class Book:
    """The assessment, its workspace and the manual, with look-ups made once."""

    def __init__(self, assessment: Assessment, workspace: Workspace, manual: Manual) -> None:
        self.assessment = assessment
        self.workspace = workspace
        self.manual = manual

    @property
    def detailed(self) -> bool:
        """Whether the pages tell what was found and what is wrong with it, and have the reports."""
        return self.manual.audience == "compliance"

    def withholds(self, page: str) -> bool:
        """Tell whether a hand-written page is kept back from the readers of this site."""
        return not self.detailed and page in self.manual.kept_back

    @property
    def controls(self) -> Controls:
        """Policies and controls."""
        return self.workspace.controls

    def short(self, document: Document) -> str:
        """Return the document's short name: its code, else its kind or its title."""
        alone = sum(known.kind == document.kind for known in self.controls.documents.values()) == 1
        return document.code or (KIND_TITLES[document.kind] if alone else document.title)

    def page_of(self, clause: Clause) -> str:
        """Return the clause's page below the site's sources."""
        return clause.page.removeprefix("policies/")

    @cached_property
    def clause_pages(self) -> dict[str, str]:
        """Clause ids by their page."""
        return {self.page_of(known): known.id for known in self.controls.clauses.values()}

    @cached_property
    def excluded(self) -> dict[str, Exclusion]:
        """The exclusions in force on the day of assessment, by clause."""
        return self.controls.profile.excluded(self.assessment.as_of)

    def clause_ref(self, clause: str) -> Ref:
        """Return a link to a clause."""
        known = self.controls.clauses[clause]
        short = self.short(self.controls.documents[known.document])
        return Ref(f"{short} {known.number} {known.title}", self.page_of(known))

    def record_ref(self, record: str) -> Ref:
        """Return a link to a record type."""
        return Ref(self.controls.records[record].title, f"records/{page_name(record)}")

    def rule_ref(self, code: str) -> Ref:
        """Return a link to a rule's page; a code without a page leads to the list of rules."""
        title = self._rule_titles.get(code)
        return Ref(title, f"rules/{code}.md") if title else Ref(code, "rules/index.md")

    @cached_property
    def _rule_titles(self) -> dict[str, str]:
        return {rule.code: rule.title for rule in self.manual.rules}

    def role_ref(self, role: str) -> Ref:
        """Return a link to a role's page."""
        return Ref(self.controls.roles[role].title, f"roles/{page_name(role)}")

    def raci_ref(self, document: str) -> Ref:
        """Return a link to a document's table of who answers for what."""
        return Ref(self.controls.documents[document].title, f"raci/{page_name(document)}")

    @cached_property
    def with_raci(self) -> frozenset[str]:
        """Documents of which a clause names a role."""
        return frozenset(clause.document for clause in self.controls.clauses.values() if clause.roles.named)

    def role(self, role: str) -> str:
        """Return a role's title."""
        return self.controls.roles[role].title if role in self.controls.roles else role

    def roles(self, roles: Iterable[str]) -> str:
        """Return the titles of roles, joined."""
        return labels.role_titles(self.workspace, roles)

    def person(self, person: str | None) -> str:
        """Return a person's name, or the id where nobody of that id is known."""
        if person is None:
            return "没有写"
        return self.controls.people[person].name if person in self.controls.people else person

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """Evidence by path."""
        return {item.path: item for item in self.workspace.evidence}

    @cached_property
    def _evidence_by_key(self) -> dict[str, Evidence]:
        return {item.key: item for item in self.workspace.evidence}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All obligations, in the order of their ids."""
        return tuple(self._row(item) for item in self.assessment.obligations)

    @cached_property
    def rows_by_clause(self) -> dict[str, list[Row]]:
        """Rows by clause id."""
        return self._grouped("clause")

    @cached_property
    def rows_by_record(self) -> dict[str, list[Row]]:
        """Rows by record type."""
        return self._grouped("record")

    def _grouped(self, key: str) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            groups[getattr(row.item, key)].append(row)
        return groups

    @cached_property
    def gaps(self) -> tuple[Row, ...]:
        """Rows that are gaps, the worst first."""
        rows = {row.item.id: row for row in self.rows}
        worst = labels.worst_first(row.item for row in self.rows if row.item.gap)
        return tuple(rows[item.id] for item in worst)

    @property
    def cards(self) -> list[tuple[Status, int]]:
        """The enterprise's counts, one a status."""
        return [(status, self.assessment.summary.counts[status]) for status in STATUS_TITLES]

    @cached_property
    def unplaced(self) -> dict[str, str]:
        """Why evidence can count nowhere, in words, by path."""
        reasons = self.manual.reasons
        return {item.evidence: reasons.get(item.reason, item.reason) for item in self.assessment.unplaced}

    def event(self, event: str | None) -> Evidence | None:
        """Return the evidence that is the event of that id."""
        return self._evidence_by_key.get(nfkc(event or ""))

    def subject(self, item: Obligation | Upcoming) -> str:
        """Return what it is about in words; an event with its title."""
        label = labels.subject_label(self.workspace, item.subject)
        found = self.event(item.subject.id) if item.subject.kind == "event" else None
        return f"{label}（{found.title}）" if found and found.title else label

    def _project(self, item: Obligation) -> str:
        if item.subject.kind == "project":
            return item.subject.id or ""
        found = self.event(item.subject.id) if item.subject.kind == "event" else None
        return (found.project or "") if found else ""

    def _waiver(self, item: Obligation) -> str:
        if item.waiver is None:
            return ""
        waiver = self.controls.profile.waivers[item.waiver]
        reason = waiver.reason or "没有写理由"
        return f"豁免到 {waiver.until}，{self.person(waiver.approved_by)}批准：{reason}"

    def _row(self, item: Obligation) -> Row:
        document = self.controls.clauses[item.clause].document
        problems = tuple(Shown(known.message, self.rule_ref(known.code)) for known in item.problems)
        return Row(
            item=item,
            clause=self.clause_ref(item.clause),
            record=self.record_ref(item.record),
            subject=self.subject(item),
            project=self._project(item),
            document=document,
            commitment=labels.is_commitment(self.workspace, item),
            roles=labels.acting(self.workspace, item),
            actors=tuple(self.role_ref(role) for role in item.roles),
            problems=problems,
            waiver=self._waiver(item),
            several=self.controls.records[item.record].several,
        )
