"""The list of record types, and one page per type, titled with its form code so that a search finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.record import CADENCE_TITLES, SCOPE_TITLES
from checker.pages.engine import block, heading, page_text
from checker.pages.foot import foot
from checker.pages.ledger import counts, groups
from checker.pages.purpose import said
from checker.pages.text import plain
from checker.pages.wording import UNSET, sayings
from checker.pages.worked import examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.clause import Level
    from checker.model.obligation import Status
    from checker.model.record import RecordType
    from checker.pages.book import Book, Ref, Row

INDEX = "records/index.md"


class Line(NamedTuple):
    """One record type in the list."""

    ref: Ref
    code: str
    scope: str
    cadence: str
    clauses: list[Ref]
    counts: list[tuple[Status, int]]


class Use(NamedTuple):
    """One clause that requires the record type."""

    clause: Ref
    level: Level
    note: str | None
    roles: tuple[Ref, ...]


def build(book: Book) -> dict[str, str]:
    """Return the list and the pages by path."""
    return {INDEX: _index(book), **{book.record_ref(key).target: _page(book, key) for key in book.controls.records}}


def title(record: RecordType) -> str:
    """Return the page's title: the form code first, where there is one."""
    return f"{record.code} {record.title}" if record.code else record.title


def _index(book: Book) -> str:
    records = sorted(
        book.controls.records.values(), key=lambda known: (known.code is None, known.code or "", known.file)
    )
    shelves: dict[str, list[Line]] = {key: [] for key in book.controls.documents}
    for known in records:
        shelves.setdefault(_document(book, known), []).append(_line(book, known))
    pieces: list[str] = []
    for key, lines in shelves.items():
        known_as = book.controls.documents[key].title if key else "没有条款要求的"
        if lines:
            pieces += (
                heading(plain(known_as), f"of-{key}"),
                block("record_list.jinja", INDEX, title=known_as, lines=lines),
            )
    return page_text("记录", block("record_index.jinja", INDEX), *pieces, hide=["navigation"])


def _document(book: Book, record: RecordType) -> str:
    """Return the document whose clauses require the record, the first where there are several, else an empty text."""
    wanted = {clause.document for clause in book.controls.requirers(record.id)}
    return next((key for key in book.controls.documents if key in wanted), "")


def _line(book: Book, record: RecordType) -> Line:
    unset = UNSET if "cadence" in record.switched_off else ""
    return Line(
        ref=book.record_ref(record.id),
        code=record.code or "",
        scope=SCOPE_TITLES[record.scope],
        cadence=CADENCE_TITLES[record.cadence] if record.cadence else unset,
        clauses=[book.clause_ref(clause.id) for clause in book.controls.requirers(record.id)],
        counts=counts(book.rows_by_record.get(record.id, [])),
    )


def _page(book: Book, key: str) -> str:
    record = book.controls.records[key]
    page = book.record_ref(key).target
    rows = book.rows_by_record.get(key, [])
    return page_text(
        title(record),
        _head(book, record, page),
        *_purpose(book, record, page),
        heading("现状", "status"),
        _status(book, key, page, rows),
        heading("怎样归档才认得出", "naming"),
        block("record_naming.jinja", page, **_naming(book, record)),
        *foot(book, page, title(record), key),
    )


def _purpose(book: Book, record: RecordType, page: str) -> Iterator[str]:
    """Yield what the clauses say of the record, where they say anything."""
    if found := said(book, record):
        yield heading("为什么要它，写些什么", "purpose")
        yield block("record_purpose.jinja", page, said=found)


def _status(book: Book, key: str, page: str, rows: Sequence[Row]) -> str:
    by_clause, found = _by_clause(book, key), counts(rows)
    return block("record_status.jinja", page, clauses=by_clause, rows=rows, counts=found, detailed=book.detailed)


def _head(book: Book, record: RecordType, page: str) -> str:
    uses = list(_uses(book, record.id))
    return block(
        "record_head.jinja",
        page,
        record=record,
        forms=book.manual.forms.get(record.id, ()),
        uses=uses,
        writers=dict.fromkeys(role for use in uses for role in use.roles),
        differ=len({use.roles for use in uses}) > 1,
        signers=[book.role_ref(role) for role in record.approvals],
        sayings=[saying for saying in sayings(book, record) if saying.label != "审批"],
        examples=examples(book, record),
    )


def _uses(book: Book, key: str) -> Iterator[Use]:
    for clause in book.controls.requirers(key):
        for requirement in clause.records:
            if requirement.record == key:
                level = requirement.level or clause.level
                roles = tuple(book.role_ref(role) for role in clause.roles.acting)
                yield Use(book.clause_ref(clause.id), level, requirement.note, roles)


def _by_clause(book: Book, key: str) -> list[tuple[Ref, object]]:
    by_clause: dict[Ref, list[object]] = {}
    for row in book.rows_by_record.get(key, []):
        by_clause.setdefault(row.clause, []).append(row)
    return [(clause, groups(held)) for clause, held in by_clause.items()]  # type: ignore[arg-type]


def _naming(book: Book, record: RecordType) -> dict[str, object]:
    project = next(iter(book.workspace.projects), "prj-1") if record.scope == "project" else ""
    ending = record.formats[0] if record.formats else "docx"
    day = book.assessment.as_of.isoformat()
    parts = [record.code or record.id, day, project, plain(record.title)]
    lines = [f"record: {record.id}", f"date: {day}"]
    lines += [f"project: {project}"] if project else []
    lines += ["refs: [引起它的那份记录的 id]"] if record.scope == "event" else []
    lines += ["author: [人员 id]"]
    lines += [f"approvals: [{{role: {role}, person: 人员 id, date: {day}}}]" for role in record.approvals[:1]]
    return {
        "name": "_".join(part for part in parts if part) + f".{ending}",
        "lines": lines,
        "ending": ending,
        "form": record.id in book.manual.forms,
        "event": record.scope == "event",
        "serves": [book.record_ref(served) for served in record.serves],
        "servers": [book.record_ref(server) for server in book.controls.servers(record.id)],
    }
