"""The handbook as one HTML text that pandoc turns into files: the same source gives the same text."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from checker.calendar import next_review
from checker.manual import appendices
from checker.manual.body import read
from checker.manual.clauses import Writer
from checker.manual.outline import Outline, Part, outline
from checker.manual.places import Places, clause_anchor, page_anchor, record_anchor
from checker.manual.source import Source, book_of
from checker.model.words import visible
from checker.pages.engine import block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from checker.manual.outline import Shelf
    from checker.model.document import Document
    from checker.pages.book import Book

TITLE = "体系手册"
CONTROL = "gb_control"


class Heading(NamedTuple):
    """One line of the contents."""

    level: int
    title: str
    anchor: str


class Handbook(NamedTuple):
    """The handbook before it becomes a file.

    Attributes:
        lines: What stands on the cover below the title.
        key: Names this handbook among all others, always the same for the same one.
        front: HTML before the contents.
        body: HTML after them.
        pictures: The pictures in it by their names there.
    """

    title: str
    enterprise: str
    lines: tuple[str, ...]
    as_of: date
    key: str
    contents: tuple[Heading, ...]
    front: str
    body: str
    pictures: dict[str, bytes]


class Control(NamedTuple):
    """One row of the document control table."""

    document: Document
    owner: str
    reviewed: date | None
    review: date | None


def build(source: Source, document: Document | None = None) -> Handbook:
    """Return the handbook, or one document of it."""
    book = book_of(source)
    whole = outline(book)
    held = Outline(tuple(part for part in whole.parts if part.document == document), ()) if document else whole
    writer = _Handbook(book, source, held)
    writer.write()
    listed = [document] if document else list(source.controls.documents.values())
    enterprise = source.controls.profile.enterprise
    return Handbook(
        title=visible(document.title if document else TITLE),
        enterprise=visible(enterprise.name),
        lines=tuple(visible(line) for line in _cover(document, source.as_of)),
        as_of=source.as_of,
        key=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{enterprise.id}/{document.id if document else ''}/{source.as_of}")),
        contents=(Heading(1, "文件控制", CONTROL), *writer.contents),
        front=block("manual_control.jinja", "", anchor=CONTROL, rows=[_control(book, known) for known in listed]),
        body="\n".join(writer.pieces),
        pictures={name: source.pictures[path] for name, path in sorted(writer.places.shown.items())},
    )


def _cover(document: Document | None, as_of: date) -> Iterator[str]:
    if document and document.code:
        yield f"文件编号：{document.code}"
    if document and document.version:
        yield f"版本：{document.version}"
    if document and document.effective:
        yield f"生效日期：{document.effective}"
    yield f"截至 {as_of.year} 年 {as_of.month} 月 {as_of.day} 日"


def _control(book: Book, document: Document) -> Control:
    as_of = book.assessment.as_of
    return Control(document, book.role(document.owner or ""), document.reviewed_by(as_of), next_review(document, as_of))


class _Handbook:
    """Writes piece after piece, and the contents alongside."""

    def __init__(self, book: Book, source: Source, held: Outline) -> None:
        self._book = book
        self._held = held
        self.pieces: list[str] = []
        self.contents: list[Heading] = []
        clauses = [known for part in held.parts for known in part.clauses]
        self._records = appendices.records_of(book, clauses)
        anchors = {book.page_of(known): clause_anchor(known.id) for known in clauses}
        anchors |= _pages(held)
        bodies = {path: read(source.texts[path]) for path in anchors}
        anchors |= {book.record_ref(key).target: record_anchor(key) for key in self._records}
        headings = {path: body.headings for path, body in bodies.items()}
        self.places = Places(anchors, headings, source.pictures)
        self._writer = Writer(book, self.places, bodies)

    def write(self) -> None:
        """Write everything: documents, commitments, appendices."""
        own = [part for part in self._held.parts if part.document.kind != "commitment"]
        promised = [part for part in self._held.parts if part.document.kind == "commitment"]
        for part in own:
            self._part(part, part.document.title)
        for part in promised:
            self._part(part, f"服务商的承诺：{part.document.title}")
        self._appendices()

    def _heading(self, level: int, title: str, anchor: str) -> None:
        shown = visible(title)
        self.contents.append(Heading(level, shown, anchor))
        self.pieces.append(f'<h{level} id="{anchor}">{Markup.escape(shown)}</h{level}>')

    def _part(self, part: Part, title: str) -> None:
        self._heading(1, title, _document_anchor(part.document))
        self.pieces.append(self._writer.document(part.document))
        self.pieces += [self._writer.body(part.intro, 1)] if part.intro else []
        for place, chapter in enumerate(part.chapters):
            head = chapter.head
            anchor = clause_anchor(head.id) if head else f"gb_chapter_{place}_{part.document.id}"
            self._heading(2, chapter.title, anchor)
            self.pieces += self._writer.clause(head, 2) if head else ()
            for clause in chapter.clauses:
                self._heading(3, f"{clause.number} {clause.title}", clause_anchor(clause.id))
                self.pieces += self._writer.clause(clause, 3)
        for place, shelf in enumerate(part.shelves):
            self._shelf(2, shelf, f"gb_shelf_{place}_{part.document.id}")

    def _shelf(self, level: int, shelf: Shelf, anchor: str, title: str = "") -> None:
        self._heading(level, title or shelf.title, page_anchor(shelf.intro) if shelf.intro else anchor)
        self.pieces += [self._writer.body(shelf.intro, level)] if shelf.intro else []
        for path in shelf.pages:
            self._heading(level + 1, self._book.manual.titles[path], page_anchor(path))
            self.pieces.append(self._writer.body(path, level + 1))

    def _appendices(self) -> None:
        letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        parts = self._held.parts
        tables = (
            ("职责分配表", "raci", appendices.raci(self._book, parts)),
            ("记录清单", "records", appendices.records(self._book, self._writer, parts, self._records)),
            ("没有定值的企业参数", "parameters", appendices.parameters(self._book, self._writer, parts)),
        )
        for title, name, sections in tables:
            if sections:
                self._heading(1, f"附录 {next(letters)} {title}", f"gb_{name}")
                for place, section in enumerate(sections):
                    if section.title and len(parts) > 1:
                        self._heading(2, section.title, f"gb_{name}_{place}")
                    self.pieces.append(section.html)
        for place, shelf in enumerate(self._held.shelves):
            self._shelf(1, shelf, f"gb_shelf_{place}", f"附录 {next(letters, '')} {shelf.title}")


def _document_anchor(document: Document) -> str:
    return f"document-{document.id}"


def _pages(held: Outline) -> dict[str, str]:
    """Return the anchors of the pages that are no clauses, by path."""
    shelves: Iterable[Shelf] = (*(shelf for part in held.parts for shelf in part.shelves), *held.shelves)
    found = {part.intro: _document_anchor(part.document) for part in held.parts if part.intro}
    return found | {path: page_anchor(path) for shelf in shelves for path in filter(None, (shelf.intro, *shelf.pages))}
