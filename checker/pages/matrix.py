"""The traceability matrix (追溯矩阵), both ways: from clause to evidence and from evidence to clause."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from checker.pages import reports
from checker.pages.engine import block, heading, page_text
from checker.pages.ledger import counts
from checker.pages.numbering import chapters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.document import Document
    from checker.model.evidence import Evidence
    from checker.model.obligation import Status
    from checker.pages.book import Book, Ref, Row

PAGE = reports.MATRIX
NOWHERE = "今日不计入"


class Chapter(NamedTuple):
    """One chapter of a document, with the rows of its clauses."""

    title: str
    rows: list[Row]
    silent: list[Ref]
    counts: list[tuple[Status, int]]


class Trace(NamedTuple):
    """One evidence: what it is, which obligations it decides, in which it is superseded, or why it is idle."""

    path: str
    record: Ref
    day: str
    decides: list[Row]
    superseded: list[Row]
    idle: str


class Folder(NamedTuple):
    """The evidence of one folder."""

    name: str
    traces: list[Trace]


def build(book: Book) -> str:
    """Return the page."""
    documents = [(known.title, list(_chapters(book, known))) for known in book.controls.documents.values()]
    folders = _folders(book)
    return page_text(
        "追溯矩阵",
        reports.strip(PAGE),
        heading("从条款找证据", "by-clause"),
        block("matrix_clauses.jinja", PAGE, documents=[held for held in documents if held[1]]),
        heading("从证据找条款", "by-evidence"),
        block("matrix_evidence.jinja", PAGE, folders=folders),
        hide=["navigation"],
    )


def _chapters(book: Book, document: Document) -> Iterator[Chapter]:
    clauses = [known for known in book.controls.clauses.values() if known.document == document.id]
    for title, held in chapters(document, clauses):
        rows = [row for known in held for row in book.rows_by_clause.get(known.id, [])]
        silent = [book.clause_ref(known.id) for known in held if known.id not in book.rows_by_clause]
        yield Chapter(title, rows, silent, counts(rows))


def _folders(book: Book) -> list[Folder]:
    decides: dict[str, list[Row]] = {}
    superseded: dict[str, list[Row]] = {}
    for row in book.rows:
        if row.item.evidence:
            decides.setdefault(row.item.evidence, []).append(row)
        for path in row.item.superseded:
            (decides if row.several else superseded).setdefault(path, []).append(row)
    folders: dict[str, list[Trace]] = {}
    for item in sorted(book.workspace.evidence, key=lambda known: known.path):
        trace = _trace(book, item, decides.get(item.path, []), superseded.get(item.path, []))
        folders.setdefault(posixpath.dirname(item.path) or "（最上层）", []).append(trace)
    return [Folder(name, folders[name]) for name in sorted(folders)]


def _trace(book: Book, item: Evidence, decides: list[Row], superseded: list[Row]) -> Trace:
    day = item.day.isoformat() if item.day else "没有日期"
    idle = "" if decides or superseded else _idle(book, item)
    return Trace(posixpath.basename(item.path), book.record_ref(item.record), day, decides, superseded, idle)


def _idle(book: Book, item: Evidence) -> str:
    """Return why the evidence counts nowhere today."""
    if item.day and item.day > book.assessment.as_of:
        return f"{NOWHERE}：日期在评估日之后"
    reason = book.unplaced.get(item.path, "")
    return f"{NOWHERE}：{reason}" if reason else NOWHERE
