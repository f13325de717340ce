"""What a table is, and what it is made from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from checker.pages.numbering import number_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.clause import Clause
    from checker.model.document import Document
    from checker.pages.book import Book


_LEADING = frozenset({"文件", "条款"})


class Table(NamedTuple):
    """One table.

    Attributes:
        columns: Name and width of each column; widths are shares of the page.
        rows: Texts, one a column; a text may have several lines.
        note: A sentence above it.
        across: Whether the columns after the first are many of a kind, so that paper shares them out over tables.
    """

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    across: bool = False

    @property
    def lead(self) -> int:
        """How many columns say what a row is about, and so stand still or are repeated."""
        return sum(name in _LEADING for name, _ in self.columns) if self.across else 1


class Held:
    """A handbook to make tables of: its book without people, its pages' sections, and the documents wanted.

    Attributes:
        sections: What pages say under the headings that are repeated elsewhere, by page.
    """

    def __init__(self, book: Book, sections: Mapping[str, Mapping[str, tuple[str, ...]]], document: str | None) -> None:
        self.book = book
        self.sections = sections
        self._document = document

    @cached_property
    def documents(self) -> list[tuple[Document, list[Clause]]]:
        """The documents wanted that have clauses, each with its clauses by number."""
        controls = self.book.controls
        found = []
        for key, known in controls.documents.items():
            clauses = [clause for clause in controls.clauses.values() if clause.document == key]
            if clauses and self._document in {None, key}:
                found.append((known, sorted(clauses, key=number_key)))
        return found
