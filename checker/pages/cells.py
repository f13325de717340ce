"""Cells and tables of the generated pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from checker.pages.engine import block, heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.pages.book import Ref


class Cell(NamedTuple):
    """One cell: words, a path, or a link."""

    text: str
    kind: Literal["text", "path", "link", "links", "day"] = "text"
    ref: Ref | None = None
    refs: Sequence[Ref] = ()


def words(text: object) -> Cell:
    """Return a cell of words; nothing becomes a dash, and a date stays on one line."""
    if isinstance(text, date):
        return Cell(text.isoformat(), "day")
    return Cell("—" if text is None or text == "" else str(text))


def path(text: str) -> Cell:
    """Return a cell that shows a path below the evidence folder; never a link."""
    return Cell(text, "path")


def to(ref: Ref) -> Cell:
    """Return a cell that leads to another page."""
    return Cell(ref.label, "link", ref)


def many(refs: Sequence[Ref], nothing: str) -> Cell:
    """Return a cell that leads to several pages, or says that there is nothing."""
    return Cell("", "links", refs=refs) if refs else words(nothing)


class Table(NamedTuple):
    """A titled table of a page, with a sentence before it.

    Attributes:
        found: Whether a search finds what stands in it; lists of evidence would only get in the way.
    """

    title: str
    anchor: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    lead: str = ""
    found: bool = False


def render(page: str, table: Table) -> str:
    """Return the heading and the table as Markdown with one HTML block."""
    held = {"title": table.title, "head": table.head, "rows": list(table.rows), "lead": table.lead}
    html = block("gap_rest.jinja", page, **held, found=table.found)
    return f"{heading(table.title, table.anchor)}\n\n{html}"
