"""The strip on the home page: how things stand and who has to act first, or what is due next. No score, no badge."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from checker.model.obligation import SEVERITIES
from checker.pages import mine
from checker.pages.engine import block

if TYPE_CHECKING:
    from checker.model.obligation import Severity
    from checker.pages.book import Book, Row
    from checker.pages.duties import Duties

PAGE = "index.md"
MARK = "<!-- guanbiao:overview -->"
TOP = 8


class Task(NamedTuple):
    """The gaps of one role."""

    role: str
    title: str
    number: int
    graded: list[tuple[Severity, int]]
    first: Row


def decorate(duties: Duties, body: str) -> str:
    """Return the home page's body with the strip where its mark stands, else at the end."""
    strip = overview(duties)
    if MARK in body:
        return body.replace(MARK, strip, 1)
    return f"{body}\n\n{strip}\n"


def overview(duties: Duties) -> str:
    """Return the reader's own strip, and everybody's."""
    strip = _everybody(duties.book) if duties.book.detailed else _nearest(duties)
    return "\n\n".join(filter(None, [mine.strip(duties), strip]))


def _nearest(duties: Duties) -> str:
    """Return what falls due first, whoever has to act."""
    assessment = duties.book.assessment
    once = {(one.record, one.period): one for one in reversed(duties.items) if not one.commitment}
    nearest = sorted(once.values(), key=lambda one: (one.item.due, one.item.id))[:TOP]
    return block(
        "home_employee.jinja", PAGE, enterprise=assessment.enterprise.name, as_of=assessment.as_of, items=nearest
    )


def _everybody(book: Book) -> str:
    """Return how things stand, and who has to act first."""
    assessment = book.assessment
    return block(
        "home.jinja",
        PAGE,
        enterprise=assessment.enterprise.name,
        as_of=assessment.as_of,
        cards=book.cards,
        tasks=_tasks(book),
        loose=assessment.loose,
        reviews=len(assessment.documents),
        unset=len(assessment.unset_parameters),
    )


def _tasks(book: Book) -> list[Task]:
    by_role: dict[str, list[Row]] = {}
    for row in book.gaps:
        for role in () if row.commitment else row.item.roles:
            by_role.setdefault(role, []).append(row)
    tasks = [_task(book, role, rows) for role, rows in by_role.items()]
    return sorted(tasks, key=_urgency)[:TOP]


def _task(book: Book, role: str, rows: list[Row]) -> Task:
    found = Counter(row.item.severity for row in rows)
    graded = [(severity, found[severity]) for severity in SEVERITIES if found[severity]]
    return Task(role, book.role(role), len(rows), graded, rows[0])


def _urgency(task: Task) -> tuple[int, ...]:
    found = dict(task.graded)
    return tuple(-found.get(severity, 0) for severity in SEVERITIES)
