"""A file taken in: what it says, clause by clause, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.intake.blocks import Block, Grid, Line
from checker.intake.clauses import Drafted, drafted
from checker.intake.house import document_of, exported
from checker.intake.items import taken_apart
from checker.intake.noise import cleaned
from checker.intake.script import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.intake.papers import Library
    from checker.intake.people import Roster
    from checker.intake.read import Original


class Taken(NamedTuple):
    """What a file says.

    Attributes:
        document: The id of its document, if the file is a handbook that we exported.
        lead: What stands before the first number.
        chapters: Numbers and titles of chapters that have no clause of their own.
        counted: Whether the numbers were counted from headings, since the text has none.
    """

    title: str
    clauses: tuple[Drafted, ...]
    pictures: Mapping[str, bytes]
    notes: tuple[str, ...]
    document: str | None = None
    lead: tuple[Block, ...] = ()
    chapters: tuple[tuple[str, str], ...] = ()
    counted: bool = False


def take_in(original: Original, roster: Roster, library: Library, *, simple: bool = False) -> Taken:
    """Return what a file says.

    Args:
        original: The file.
        roster: The roles that are known.
        library: The record types that are known.
        simple: Whether to convert traditional characters.
    """
    blocks = [_simple(block) for block in original.blocks] if simple else list(original.blocks)
    own = exported(blocks, roster, library)
    if own:
        return Taken(original.name, tuple(own), original.pictures, original.notes, document_of(blocks))
    document = taken_apart(cleaned(blocks), original.name, roster)
    clauses = drafted(document, roster, library)
    saying = {one.item.number for one in clauses}
    chapters = tuple(
        (item.number, item.title)
        for item in document.items
        if item.number not in saying and item.title and item.number.isascii()
    )
    return Taken(
        document.title,
        tuple(clauses),
        original.pictures,
        original.notes,
        None,
        document.lead,
        chapters,
        document.counted,
    )


def _simple(block: Block) -> Block:
    if isinstance(block, Line):
        return block._replace(text=simplified(block.text))
    if isinstance(block, Grid):
        return Grid(tuple(tuple(map(simplified, row)) for row in block.rows))
    return block


def numbers(clauses: Iterable[Drafted]) -> frozenset[str]:
    """Return the numbers of clauses as cited."""
    return frozenset(one.item.number for one in clauses)
