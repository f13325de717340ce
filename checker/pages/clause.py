"""What stands around the hand-written body of a clause page: control box before, live sections after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.calendar import next_review
from checker.pages import metrics
from checker.pages.duties import LETTERS
from checker.pages.engine import block, heading
from checker.pages.foot import foot
from checker.pages.ledger import Group, counts, groups
from checker.pages.numbering import title
from checker.pages.wording import Saying, sayings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.clause import Clause, Level, Requirement
    from checker.model.document import Document
    from checker.model.record import RecordType
    from checker.pages.book import Book, Ref, Row
    from checker.pages.flows import Flows

RACI_TITLES = {part: f"{word}（{letter}）" for part, (letter, word) in LETTERS.items()}


class Part(NamedTuple):
    """One column of the table of roles."""

    title: str
    roles: list[Ref]


class Need(NamedTuple):
    """One record type that the clause requires, with how it stands."""

    record: RecordType
    ref: Ref
    level: Level
    note: str | None
    sayings: tuple[Saying, ...]
    servers: tuple[Ref, ...]
    groups: tuple[Group, ...]


def prefix(book: Book, clause: Clause) -> str:
    """Return the control box and the table of roles."""
    document = book.controls.documents[clause.document]
    rows: list[Row] = book.rows_by_clause.get(clause.id, [])
    review = next_review(document, book.assessment.as_of)
    exclusion = book.excluded.get(clause.id)
    return block(
        "clause_head.jinja",
        book.page_of(clause),
        clause=clause,
        document=document,
        owner=book.role(document.owner or ""),
        stage=_stage(document, clause),
        reviewed=document.reviewed_by(book.assessment.as_of),
        review=review,
        overdue=review is not None and review < book.assessment.as_of,
        rows=rows,
        counts=counts(rows),
        exclusion=exclusion,
        exclusion_by=book.person(exclusion.approved_by) if exclusion else "",
        raci=_raci(book, clause),
        matrix=book.raci_ref(clause.document),
    )


def suffix(book: Book, clause: Clause, flows: Flows) -> str:
    """Return the steps inside, the required records with their status, the related clauses, the source and doubts."""
    page = book.page_of(clause)
    requirements = tuple(_need(book, clause, requirement) for requirement in clause.records)
    implemented = [known.id for known in book.controls.clauses.values() if clause.id in known.implements]
    pieces = [
        *flows.own(clause),
        heading("应备记录与现状", "records"),
        block("clause_records.jinja", page, requirements=requirements, detailed=book.detailed),
        *metrics.section(book, page, clause.id),
        heading("关联条款与出处", "related"),
        block("clause_tail.jinja", page, flows=flows.places(clause), **_tail(book, clause, implemented)),
        *foot(book, page, title(clause), clause.id, _leading_here(book, clause)),
    ]
    return "\n\n".join(pieces)


def _leading_here(book: Book, clause: Clause) -> Iterator[str]:
    """Yield the pages of the clauses that put this one into practice, or come before it in a process."""
    for known in book.controls.clauses.values():
        if clause.id in known.implements or any(arrow.to == clause.id for arrow in known.next):
            yield book.page_of(known)


def _stage(document: Document, clause: Clause) -> str:
    if clause.stage is None:
        return ""
    order = document.stage_order(clause.stage)
    return f"{document.stages[order].title}（第 {order + 1} 段，共 {len(document.stages)} 段）"


def _raci(book: Book, clause: Clause) -> list[Part]:
    if not clause.roles.named:
        return []
    return [
        Part(words, [book.role_ref(role) for role in getattr(clause.roles, key)]) for key, words in RACI_TITLES.items()
    ]


def _need(book: Book, clause: Clause, requirement: Requirement) -> Need:
    record = book.controls.records[requirement.record]
    rows = [row for row in book.rows_by_clause.get(clause.id, []) if row.item.record == record.id]
    return Need(
        record=record,
        ref=book.record_ref(record.id),
        level=requirement.level or clause.level,
        note=requirement.note,
        sayings=sayings(book, record),
        servers=tuple(book.record_ref(server) for server in book.controls.servers(record.id)),
        groups=groups(rows),
    )


def _tail(book: Book, clause: Clause, implemented: list[str]) -> dict[str, Any]:
    return {
        "clause": clause,
        "implements": [book.clause_ref(known) for known in clause.implements],
        "implemented": [book.clause_ref(known) for known in sorted(implemented)],
        "doubts": [line for line in (clause.uncertain or "").splitlines() if line.strip()],
    }
