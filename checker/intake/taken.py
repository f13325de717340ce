"""A file taken in: what it says, clause by clause, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.errors import Fault, WorkspaceError
from checker.intake.clauses import Drafted, drafted
from checker.intake.file.blocks import Block, Grid, Line
from checker.intake.file.noise import cleaned
from checker.intake.file.script import simplified
from checker.intake.house import documents_of, exported
from checker.intake.parts.items import taken_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.intake.file.read import Original
    from checker.intake.names.papers import Library
    from checker.intake.names.people import Roster
    from checker.intake.parts.items import Document


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

    Raises:
        WorkspaceError: It is a handbook of several documents that we exported.
    """
    blocks = [_simple(block) for block in original.blocks] if simple else list(original.blocks)
    own = exported(blocks, roster, library)
    if own:
        (document, *others) = documents_of(blocks)
        if others:
            what, remedy = (
                f"里面有 {len(others) + 1} 份文件的条款",
                "用 export manual --document 一份一份导出，再带进来",
            )
            raise WorkspaceError([Fault(original.name, None, None, what, remedy)])
        return Taken(original.name, tuple(own), original.pictures, original.notes, document)
    left, dropped = cleaned(blocks)
    apart = taken_apart(left, original.name, roster)
    clauses = drafted(apart, roster, library)
    return Taken(
        apart.title,
        tuple(clauses),
        original.pictures,
        original.notes,
        None,
        apart.lead,
        tuple(_chapters(apart))[::-1],
        apart.counted,
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
