"""What falls due next, in words: what the calendar, its feeds and the dashboard share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.calendar import parse_window
from checker.model import labels

if TYPE_CHECKING:
    from checker.model.upcoming import Upcoming
    from checker.pages.book import Book, Ref, Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """One record that falls due, in words.

    Attributes:
        place: Where it stands already, else the page of its record type.
        why: How its due day came about.
    """

    item: Upcoming
    record: str
    place: Ref
    clause: Ref
    document: str
    subject: str
    roles: str
    commitment: bool
    why: str

    @property
    def period(self) -> str:
        """Subject and window, such as "MES 一期 · 2026-W05"."""
        return f"{self.subject} · {self.item.window}" if self.item.window else self.subject

    @property
    def brief(self) -> str:
        """The subject; the window where it is the enterprise."""
        return (self.item.window or self.subject) if self.item.subject.kind == "enterprise" else self.subject


def ahead(book: Book) -> tuple[Coming, ...]:
    """Return what falls due next, by day."""
    begun = {row.item.id: row.place for row in book.rows}
    return tuple(_coming(book, item, begun.get(item.id)) for item in book.assessment.upcoming)


def _coming(book: Book, item: Upcoming, place: Ref | None) -> Coming:
    record = book.record_ref(item.record)
    document = book.controls.documents[book.controls.clauses[item.clause].document]
    return Coming(
        item=item,
        record=record.label,
        place=place or record,
        clause=book.clause_ref(item.clause),
        document=book.short(document),
        subject=book.subject(item),
        roles=book.roles(item.roles) or labels.NOBODY,
        commitment=document.kind == "commitment",
        why=_why(book, item),
    )


def _why(book: Book, item: Upcoming) -> str:
    record = book.controls.records[item.record]
    window = parse_window(item.window or "")
    if window is None:
        limit = labels.limit(record.within) if record.within else ""
        return f"《{book.record_ref(record.deadline_of or item.record).label}》之后 {limit}内"
    grace = f" {window[1].last} 之后 {labels.limit(record.grace)}" if record.grace else ""
    return f"{item.window} 的最后一天{grace}"


def overdue(book: Book) -> tuple[Row, ...]:
    """Return the gaps whose due day has passed, the worst first."""
    return tuple(row for row in book.gaps if row.item.due and row.item.due < book.assessment.as_of)
