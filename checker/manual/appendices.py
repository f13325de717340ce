"""The tables at the end: who does what, which records there are, which parameters have no value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.manual.places import clause_anchor, record_anchor
from checker.pages.book import Ref
from checker.pages.engine import block
from checker.pages.numbering import title as numbered
from checker.pages.wording import Saying, sayings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.manual.clauses import Writer
    from checker.manual.outline import Part
    from checker.model.clause import Clause
    from checker.model.record import RecordType
    from checker.pages.book import Book

LETTERS = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}
ACROSS = 8  # columns of roles that an upright page holds
_WHEN = ("何时才有", "周期", "期限", "日子", "有效期")
_KEEP = "保存"


class Section(NamedTuple):
    """A part of an appendix; without a title it follows the appendix's own heading."""

    title: str
    html: str


class Line(NamedTuple):
    """One clause in a table of roles, with one cell a role."""

    clause: Ref
    cells: tuple[str, ...]


class Entry(NamedTuple):
    """One record type in the list."""

    anchor: str
    record: RecordType
    when: tuple[Saying, ...]
    keep: str
    clauses: list[Ref]


def raci(book: Book, parts: Sequence[Part]) -> list[Section]:
    """Return a section a document: clauses by roles."""
    return [Section(part.document.title, "\n".join(tables)) for part in parts if (tables := list(_tables(book, part)))]


def _tables(book: Book, part: Part) -> Iterator[str]:
    named = {role for clause in part.clauses for role in clause.roles.everybody}
    roles = [role for role in book.controls.roles if role in named]
    count = -(-len(roles) // ACROSS)
    for place in range(count):  # shared out evenly, so that no table has a single column
        some = roles[len(roles) * place // count : len(roles) * (place + 1) // count]
        lines = [
            Line(Ref(numbered(clause), clause_anchor(clause.id)), cells)
            for clause in part.clauses
            if any(cells := tuple(_cell(clause, role) for role in some))
        ]
        yield block("manual_raci.jinja", "", roles=[book.role(role) for role in some], lines=lines, legend=not place)


def _cell(clause: Clause, role: str) -> str:
    return "／".join(letter for key, letter in LETTERS.items() if role in getattr(clause.roles, key))


def records_of(book: Book, clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Return the record types that clauses require, in the order of the list."""
    wanted = {requirement.record for clause in clauses for requirement in clause.records}
    found = (book.controls.records[key] for key in book.controls.records if key in wanted)
    return tuple(known.id for known in sorted(found, key=lambda one: (one.code is None, one.code or "")))


def records(book: Book, writer: Writer, parts: Sequence[Part], held: Sequence[str]) -> list[Section]:
    """Return a section a document; a record stands below the first document that requires it."""
    sections = []
    left = list(held)
    for part in parts:
        wanted = {requirement.record for clause in part.clauses for requirement in clause.records}
        entries = [_entry(book, writer, key, part, parts) for key in left if key in wanted]
        left = [key for key in left if key not in wanted]
        if entries:
            sections.append(Section(part.document.title, block("manual_records.jinja", "", entries=entries)))
    return sections


def _entry(book: Book, writer: Writer, key: str, part: Part, parts: Sequence[Part]) -> Entry:
    record = book.controls.records[key]
    words = sayings(book, record)
    held = {known.document.id for known in parts}
    users = [clause for clause in book.controls.requirers(key) if clause.document in held]
    places = writer.clause_refs(clause.id for clause in users)
    return Entry(
        record_anchor(key),
        record,
        tuple(saying for saying in words if saying.label in _WHEN),
        next((saying.text for saying in words if saying.label == _KEEP), ""),
        [Ref(_number(book, clause, part), place.target) for clause, place in zip(users, places, strict=True)],
    )


def _number(book: Book, clause: Clause, part: Part) -> str:
    """Return a clause's number, with the document's short name where it is of another document."""
    other = book.controls.documents[clause.document]
    return clause.number if other == part.document else f"{book.short(other)} {clause.number}"


def parameters(book: Book, writer: Writer, parts: Sequence[Part]) -> list[Section]:
    """Return the parameters without a value that concern these documents."""
    inside = {clause.id for part in parts for clause in part.clauses}
    everything = len(parts) == sum(1 for known in book.controls.documents.values() if _has_clauses(book, known.id))
    rows = [
        (known, writer.clause_refs([known.unset]) if known.unset else [])
        for known in book.controls.parameters.values()
        if known.value is None and (known.unset in inside or (everything and known.unset is None))
    ]
    return [Section("", block("manual_parameters.jinja", "", rows=rows))] if rows else []


def _has_clauses(book: Book, document: str) -> bool:
    return any(known.document == document for known in book.controls.clauses.values())
