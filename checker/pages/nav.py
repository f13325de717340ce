"""The navigation, built from the data: a new clause page needs no edit anywhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from checker.model.document import KIND_TITLES
from checker.pages import glossary, origins, reports, schedule
from checker.pages.numbering import chapters, title
from checker.pages.text import page_name, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.clause import Clause
    from checker.model.document import Document, Kind
    from checker.pages.book import Book

Entry = Any  # a path, or a mapping of one title to a path or to a list of entries
TABS: dict[Kind, str] = {**KIND_TITLES, "procedure": "程序"}


def build(book: Book) -> list[Entry]:
    """Return the navigation: home, duties, documents by kind, processes, reports, rules, and what is left."""
    used: set[str] = {"index.md"}
    tabs = [{TABS[kind]: held} for kind in TABS if (held := _kind(book, kind, used))]
    rules = [{plain(rule.title): f"rules/{rule.code}.md"} for rule in book.manual.rules]
    shown = (path for path in _ordered(book.manual.titles) if not book.withholds(path))
    shelves, left = _shelves(book, [path for path in shown if path not in used])
    return [
        {"首页": "index.md"},
        *([{"我的职责": "roles/index.md"}] if book.controls.roles else []),
        *tabs,
        *shelves,
        *_flows(book),
        {"日历": schedule.PAGE},
        *([{"报告": [{title: path} for title, path in reports.REPORTS]}] if book.detailed else []),
        {"记录": "records/index.md"},
        {"规则说明": ["rules/index.md", {"术语表": glossary.PAGE}, *rules, *_sources(book)]},
        *([{"其他": [_entry(book, path) for path in left]}] if left else []),
    ]


def _flows(book: Book) -> list[Entry]:
    """Return the processes, if there are any."""
    flows = [{plain(flow.title): f"flows/{page_name(flow.id)}"} for flow in book.controls.flows.values()]
    return [{"流程": ["flows/index.md", *flows]}] if flows else []


def _sources(book: Book) -> list[Entry]:
    """Return the entry of the tables of sources, if there are any."""
    return [{"来源对照": origins.INDEX}] if book.manual.origins else []


def _entry(book: Book, path: str) -> Entry:
    return {plain(book.manual.titles[path]): path}


def _shelves(book: Book, paths: list[str]) -> tuple[list[Entry], list[str]]:
    """Return a tab for every folder of other pages that has an index, and the paths that are left."""
    shelves: dict[str, list[str]] = {}
    left: list[str] = []
    for path in paths:
        folder = path.partition("/")[0]
        known = f"{folder}/index.md" in paths
        (shelves.setdefault(folder, []) if known else left).append(path)
    tabs = [{plain(_folder_title(book, held[0])): [_inside(book, path) for path in held]} for held in shelves.values()]
    return tabs, left


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
    return [*front, *_chapters(book, document, clauses), *_folders(book, _ordered(others))]


def _below(path: str, folder: str) -> bool:
    return bool(folder) and path.startswith(folder + "/")


def _chapters(book: Book, document: Document, clauses: list[Clause]) -> list[Entry]:
    return [
        {plain(name): [{plain(title(known)): book.page_of(known)} for known in held]}
        for name, held in chapters(document, clauses)
    ]


def _folders(book: Book, paths: list[str]) -> list[Entry]:
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(posixpath.dirname(path), []).append(path)
    return [{plain(_folder_title(book, held[0])): [_inside(book, path) for path in held]} for held in folders.values()]


def _folder_title(book: Book, first: str) -> str:
    return book.manual.titles[first] if first.endswith("/index.md") else posixpath.basename(posixpath.dirname(first))


def _inside(book: Book, path: str) -> Entry:
    return path if path.endswith("/index.md") else _entry(book, path)
