"""Text whose line breaks were lost: cut again where the next number of an open list stands."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.intake.blocks import Block, Line
from checker.intake.marks import inline_marks
from checker.intake.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG = 300  # letters; a paragraph that somebody set is shorter, or has no numbers in it
_FEW = 3


def unrolled(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with every long line cut before the numbers that it holds."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Line) and len(block.text) > _LONG:
            found += [Line(text, cut=True) for text in _cut(block.text)]
        else:
            found.append(block)
    return found


def _cut(text: str) -> list[str]:
    outline = Outline()
    places = []
    reached = 0
    for place, mark in inline_marks(text):
        if place >= reached and outline.could(mark) and outline.place(mark, title=True):
            places.append(place)
            reached = place + mark.length
    if len(places) < _FEW:
        return [text]
    edges = [0, *places, len(text)]
    pieces = [text[one:other].strip() for one, other in pairwise(edges)]
    return [piece for piece in pieces if re.search(r"\w", piece)]
