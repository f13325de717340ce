"""The order and the titles of clauses and chapters: what the navigation, the matrix and the charts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.clause import Clause
    from checker.model.document import Document


def title(clause: Clause) -> str:
    """Return number and title, such as "8.6 管理评审"."""
    return f"{clause.number} {clause.title}"


def number_key(clause: Clause) -> list[tuple[bool, int, str]]:
    """Sorts "4.10" after "4.9", letters after numbers."""
    parts = clause.number.split(".")
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def chapters(document: Document, clauses: Iterable[Clause]) -> list[tuple[str, list[Clause]]]:
    """Return a document's clauses by chapter, each with its title; steps without chapters go by stage."""
    ordered = sorted(clauses, key=number_key)
    stages = {stage.id: stage.title for stage in document.stages}
    flat = all("." not in known.number and known.stage in stages for known in ordered)
    groups: dict[str, list[Clause]] = {}
    for known in ordered:
        groups.setdefault((known.stage or "") if flat else known.number.partition(".")[0], []).append(known)
    return [(stages[key] if flat else _title(document, key, held), held) for key, held in groups.items()]


def _title(document: Document, number: str, clauses: list[Clause]) -> str:
    """Return a chapter's title: that of the clause that is the chapter, else the document's name for it."""
    if clauses[0].number == number:
        return title(clauses[0])
    named = {chapter.number: f"{chapter.number} {chapter.title}" for chapter in document.chapters}
    return named.get(number, f"第 {number} 章")
