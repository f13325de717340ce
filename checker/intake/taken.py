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
    from collections.abc import Iterator, Mapping

    from checker.intake.items import Document
    from checker.intake.papers import Library
    from checker.intake.people import Roster
    from checker.intake.read import Original


class Chapter(NamedTuple):
    """A heading that says nothing itself: its number as cited, its title, the number of the first clause below."""

    number: str
    title: str
    first: str


class Taken(NamedTuple):
    """What a file says.

    Attributes:
        document: The id of its document, if the file is a handbook that we exported.
        lead: What stands before the first number.
        chapters: Those that have no clause of their own.
        counted: Whether the numbers were counted from headings, since the text has none.
        dropped: Lines that were taken for page headers, tables of contents and the like.
    """

    title: str
    clauses: tuple[Drafted, ...]
    pictures: Mapping[str, bytes]
    notes: tuple[str, ...]
    document: str | None = None
    lead: tuple[Block, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    counted: bool = False
    dropped: tuple[str, ...] = ()


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
    left, dropped = cleaned(blocks)
    document = taken_apart(left, original.name, roster)
    clauses = drafted(document, roster, library)
    return Taken(
        document.title,
        tuple(clauses),
        original.pictures,
        original.notes,
        None,
        document.lead,
        tuple(_chapters(document))[::-1],
        document.counted,
        dropped,
    )


def _chapters(document: Document) -> Iterator[Chapter]:
    saying = {item.number for item in document.clauses()}
    first = ""
    for item in reversed(document.items):
        first = item.number if item.number in saying else first
        if item.number not in saying:
            yield Chapter(item.number, item.title or "", first)


def _simple(block: Block) -> Block:
    if isinstance(block, Line):
        return block._replace(text=simplified(block.text))
    if isinstance(block, Grid):
        return Grid(tuple(tuple(map(simplified, row)) for row in block.rows))
    return block
