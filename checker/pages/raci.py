"""Who answers for what (职责矩阵): one table a document, clauses by roles, and the holes that the sources leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.pages.duties import LETTERS
from checker.pages.engine import block, heading, page_text
from checker.pages.numbering import chapters, number_key, title
from checker.pages.text import plain

if TYPE_CHECKING:
    from checker.model.clause import Clause
    from checker.model.document import Document
    from checker.pages.book import Book, Ref


class Mark(NamedTuple):
    """What a role does in a clause: the sign that is seen, and the words that are read out."""

    signs: str
    words: str


class Line(NamedTuple):
    """One clause: a mark for each column, or None."""

    clause: Ref
    number: str
    title: str
    marks: list[Mark | None]


def build(book: Book) -> dict[str, str]:
    """Return the pages of the documents whose clauses name a role, by path."""
    documents = book.controls.documents
    return {book.raci_ref(key).target: _page(book, known) for key, known in documents.items() if key in book.with_raci}


def _page(book: Book, document: Document) -> str:
    page = book.raci_ref(document.id).target
    clauses = sorted(
        (known for known in book.controls.clauses.values() if known.document == document.id), key=number_key
    )
    columns = _columns(book, clauses)
    groups = [
        (name, [_line(book, known, columns) for known in held])
        for name, held in chapters(document, clauses)
    ]  # fmt: skip
    lacking = [known for known in clauses if not known.roles.accountable]
    shared = [known for known in clauses if len(known.roles.accountable) > 1]
    return page_text(
        plain(f"{document.title}：职责矩阵"),
        block(
            "raci_table.jinja",
            page,
            title=document.title,
            roles=[book.role_ref(key) for key in columns],
            groups=groups,
            letters=LETTERS.values(),
        ),
        heading("还没有写清的", "holes"),
        block(
            "raci_holes.jinja",
            page,
            lacking=[book.clause_ref(known.id) for known in lacking],
            shared=[(book.clause_ref(known.id), _refs(book, known)) for known in shared],
        ),
        hide=["navigation"],
        search={"exclude": True},
    )


def _refs(book: Book, clause: Clause) -> list[Ref]:
    return [book.role_ref(role) for role in clause.roles.accountable]


def _columns(book: Book, clauses: list[Clause]) -> list[str]:
    """Return the roles that occur, in the order of the roles' file."""
    used = {role for clause in clauses for role in clause.roles.everybody}
    return [role for role in book.controls.roles if role in used]


def _line(book: Book, clause: Clause, columns: list[str]) -> Line:
    return Line(book.clause_ref(clause.id), clause.number, title(clause), [_mark(clause, role) for role in columns])


def _mark(clause: Clause, role: str) -> Mark | None:
    found = [words for letter, words in LETTERS.items() if role in getattr(clause.roles, letter)]
    return Mark("".join(sign for sign, _ in found), "、".join(word for _, word in found)) if found else None
