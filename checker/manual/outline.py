"""Which pages the handbook holds, in which order: documents with their chapters, then what belongs to none."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from checker.model.document import KIND_TITLES
from checker.pages.numbering import chapters
from checker.pages.numbering import title as numbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.clause import Clause
    from checker.model.document import Document
    from checker.pages.book import Book

HOME = "index.md"
LEFT = "其他页面"


class Chapter(NamedTuple):
    """A chapter: its title, the clause that is the chapter where there is one, and the clauses below it."""

    title: str
    head: Clause | None
    clauses: tuple[Clause, ...]


class Shelf(NamedTuple):
    """Pages of one folder: the path of the folder's own page, if there is one, and the others."""

    title: str
    intro: str
    pages: tuple[str, ...]


class Part(NamedTuple):
    """One document: its introduction, its chapters and its other pages."""

    document: Document
    intro: str
    chapters: tuple[Chapter, ...]
    shelves: tuple[Shelf, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All its clauses, in their order."""
        return tuple(known for chapter in self.chapters for known in (*filter(None, [chapter.head]), *chapter.clauses))


class Outline(NamedTuple):
    """The parts in their order, commitments last, and the pages that belong to no document."""

    parts: tuple[Part, ...]
    shelves: tuple[Shelf, ...]


def outline(book: Book) -> Outline:
    """Return the outline of the whole handbook; documents without clauses have no part."""
    used = {HOME, *(book.page_of(known) for known in book.controls.clauses.values())}
    order = list(KIND_TITLES)
    documents = sorted(book.controls.documents.values(), key=lambda known: order.index(known.kind))
    parts = [part for known in documents if (part := _part(book, known, used))]
    return Outline(tuple(parts), _shelves(book, [path for path in sorted(book.manual.titles) if path not in used]))


def _part(book: Book, document: Document, used: set[str]) -> Part | None:
    clauses = [known for known in book.controls.clauses.values() if known.document == document.id]
    if not clauses:
        return None
    folder = posixpath.commonpath([posixpath.dirname(book.page_of(known)) for known in clauses])
    own = [path for path in sorted(book.manual.titles) if folder and path.startswith(f"{folder}/") and path not in used]
    used.update(own)
    index = posixpath.join(folder, HOME)
    found = tuple(_chapter(title, held) for title, held in chapters(document, clauses))
    others = [path for path in own if path != index]
    return Part(document, index if index in own else "", found, _folders(book, others))


def _chapter(title: str, clauses: list[Clause]) -> Chapter:
    first, *others = clauses
    return Chapter(title, first, tuple(others)) if title == numbered(first) else Chapter(title, None, tuple(clauses))


def _folders(book: Book, paths: Iterable[str]) -> tuple[Shelf, ...]:
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(posixpath.dirname(path), []).append(path)
    return tuple(_shelf(book, folder, held) for folder, held in folders.items())


def _shelf(book: Book, folder: str, paths: list[str]) -> Shelf:
    index = f"{folder}/{HOME}"
    title = book.manual.titles[index] if index in paths else LEFT
    return Shelf(title, index if index in paths else "", tuple(path for path in paths if path != index))


def _shelves(book: Book, paths: list[str]) -> tuple[Shelf, ...]:
    """Return a shelf for every uppermost folder that has a page of its own, and one for what is left."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folder = path.partition("/")[0]
        folders.setdefault(folder if f"{folder}/{HOME}" in paths else "", []).append(path)
    left = folders.pop("", [])
    shelves = [_shelf(book, folder, held) for folder, held in folders.items()]
    return (*shelves, *([Shelf(LEFT, "", tuple(left))] if left else []))
