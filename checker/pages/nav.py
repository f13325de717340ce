"""The navigation, built from the data: a new clause page needs no edit anywhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from checker.model.document import KIND_TITLES
from checker.pages import clause as clause_page
from checker.pages.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.clause import Clause
    from checker.model.document import Document, Kind
    from checker.pages.book import Book

Entry = Any  # a path, or a mapping of one title to a path or to a list of entries
FIXED: tuple[tuple[str, str], ...] = (
    ("差距报告", "gap/index.md"),
    ("追溯矩阵", "matrix/index.md"),
    ("记录", "records/index.md"),
)
TABS: dict[Kind, str] = {**KIND_TITLES, "procedure": "程序"}


def build(book: Book) -> list[Entry]:
    """Return the navigation: home, documents by kind, reports, rules, and what is left."""
    used: set[str] = {"index.md"}
    tabs = [{TABS[kind]: held} for kind in TABS if (held := _kind(book, kind, used))]
    rules = [{plain(rule.title): f"rules/{rule.code}.md"} for rule in book.manual.rules]
    left = [_entry(book, path) for path in _ordered(book.manual.titles) if path not in used]
    return [
        {"首页": "index.md"},
        *tabs,
        *({title: path} for title, path in FIXED),
        {"规则说明": ["rules/index.md", *rules]},
        *([{"其他": left}] if left else []),
    ]


def _entry(book: Book, path: str) -> Entry:
    return {plain(book.manual.titles[path]): path}


def _ordered(paths: Iterable[str]) -> list[str]:
    """Return paths with a folder's index first."""
    return sorted(paths, key=lambda path: (posixpath.dirname(path), posixpath.basename(path) != "index.md", path))


def _kind(book: Book, kind: Kind, used: set[str]) -> list[Entry]:
    documents = [known for known in book.controls.documents.values() if known.kind == kind]
    sections = [(known, held) for known in documents if (held := _document(book, known, used))]
    if len(sections) == 1:
        return sections[0][1]
    return [{plain(known.title): held} for known, held in sections]


def _document(book: Book, document: Document, used: set[str]) -> list[Entry]:
    """Return a document's own pages, its chapters with their clauses, then its other folders."""
    clauses = [known for known in book.controls.clauses.values() if known.document == document.id]
    if not clauses:
        return []
    pages = [book.page_of(known) for known in clauses]
    folder = posixpath.commonpath([posixpath.dirname(page) for page in pages])
    used.update(pages)
    index = posixpath.join(folder, "index.md")
    front = [index] if index in book.manual.titles and index not in used else []
    used.update(front)
    others = [path for path in book.manual.titles if _below(path, folder) and path not in used]
    used.update(others)
    return [*front, *_chapters(book, clauses), *_folders(book, _ordered(others))]


def _below(path: str, folder: str) -> bool:
    return bool(folder) and path.startswith(folder + "/")


def number_key(clause: Clause) -> list[tuple[bool, int, str]]:
    """Sorts "4.10" after "4.9", letters after numbers."""
    parts = clause.number.split(".")
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def _chapters(book: Book, clauses: list[Clause]) -> list[Entry]:
    chapters: dict[str, list[Clause]] = {}
    for known in sorted(clauses, key=number_key):
        chapters.setdefault(known.number.partition(".")[0], []).append(known)
    return [
        {chapter_title(number, held): [{plain(clause_page.title(c)): book.page_of(c)} for c in held]}
        for number, held in chapters.items()
    ]


def chapter_title(number: str, clauses: list[Clause]) -> str:
    """Return a chapter's title: that of the clause that is the chapter, else its number."""
    head = clauses[0]
    return plain(clause_page.title(head)) if head.number == number else plain(f"第 {number} 章")


def _folders(book: Book, paths: list[str]) -> list[Entry]:
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(posixpath.dirname(path), []).append(path)
    return [{plain(_folder_title(book, held[0])): [_inside(book, path) for path in held]} for held in folders.values()]


def _folder_title(book: Book, first: str) -> str:
    return book.manual.titles[first] if first.endswith("/index.md") else posixpath.basename(posixpath.dirname(first))


def _inside(book: Book, path: str) -> Entry:
    return path if path.endswith("/index.md") else _entry(book, path)
