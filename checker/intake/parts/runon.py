"""Text whose line breaks were lost: cut again where the next number of an open list stands."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.intake.file.blocks import Block, Line
from checker.intake.parts.marks import inline_marks, is_title, mark_of
from checker.intake.parts.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.intake.parts.marks import Mark

_LONG = 300  # letters; a paragraph that somebody set is shorter, or has no numbers in it
_FEW = 2
_UPPER = ("chapter", "article", "一、")


def unrolled(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with every line cut before the numbers of parts that stand in it.

    A list in the middle of a sentence is left alone: only a line that also holds a number of its own rank, or of the
    document's parts, was run together.
    """
    outline = Outline()
    cuts = [_cuts(block, outline) if isinstance(block, Line) else [] for block in blocks]
    if sum(map(len, cuts)) < _FEW:
        return list(blocks)
    return [piece for block, places in zip(blocks, cuts, strict=True) for piece in _pieces(block, places)]


def _cuts(line: Line, outline: Outline) -> list[int]:
    """Return where a line is to be cut, and follow its numbers."""
    first = mark_of(line.text)
    if first and not outline.place(first, title=is_title(line.text[first.length :])):
        first = None
    ahead = outline.copy()
    reached = first.length if first else 0
    places: list[int] = []
    found: list[Mark] = []
    for place, mark in inline_marks(line.text):
        if place >= reached and ahead.could(mark) and ahead.place(mark, title=True):
            places.append(place)
            found.append(mark)
            reached = place + mark.length
    if not _run_together(line.text, first, found):
        return []
    outline.follow(ahead)
    return places


def _run_together(text: str, first: Mark | None, found: Iterable[Mark]) -> bool:
    kinds = {mark.kind for mark in found}
    return bool(kinds) and (
        len(text) > _LONG or "1.1" in kinds or bool(kinds & {*_UPPER}) or (first is not None and first.kind in kinds)
    )


def _pieces(block: Block, places: Sequence[int]) -> list[Block]:
    if not places or not isinstance(block, Line):
        return [block]
    edges = [0, *places, len(block.text)]
    pieces = (block.text[one:other].strip() for one, other in pairwise(edges))
    return [block._replace(text=piece, cut=True) for piece in pieces if re.search(r"\w", piece)]
