"""A table of steps whose cells were run together when it was copied: cut again at its numbers, then at its columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.intake.file.blocks import Block, Grid, Line
from checker.intake.file.script import folded
from checker.intake.names.times import CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.intake.names.people import Roster

_HEAD = re.compile(r"步骤.{0,4}活动.{0,30}?(?:负责|责任).{0,20}?输出.{0,8}?时间.{0,40}?(?=1[\u3400-\u9fff])")
_UNITS = r"(?!个|年|月|日|天|周|次|份|、|\.|\)|%|小时|学时)"
_FEW = 5
COLUMNS = ("步骤", "活动", "负责人", "输出", "时间", "准则")


def restored(blocks: Iterable[Block], roster: Roster) -> list[Block]:
    """Return the blocks with such tables as tables again."""
    found: list[Block] = []
    for block in blocks:
        parts = list(_parts(block.text, roster)) if isinstance(block, Line) else []
        found += parts or [block]
    return found


def _parts(text: str, roster: Roster) -> Iterator[Block]:
    held = folded(text)
    head = _HEAD.search(held)
    if not head:
        return
    places = list(_places(held, head.end()))
    if len(places) < _FEW:
        return
    if text[: head.start()].strip():
        yield Line(text[: head.start()].strip())
    ends = [place for place, _ in places[1:]] + [len(text)]
    rows = [_row(text[start:end], number, roster) for (start, number), end in zip(places, ends, strict=True)]
    yield Grid((COLUMNS, *rows))


def _places(held: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where each step begins, as long as their numbers follow each other."""
    number, at = 1, start
    while found := re.compile(rf"(?<![\dA-Za-z.(%-]){number}(?!\d){_UNITS}(?=[\u3400-\u9fff])").search(held, at):
        yield found.start(), number
        number, at = number + 1, found.end()


def _row(text: str, number: int, roster: Roster) -> tuple[str, ...]:
    """Return the cells of one step: a title up to who does it, what comes out up to when, and how."""
    text = text[len(str(number)) :].strip()
    held = folded(text)
    first, last = _who(held, roster)
    when = CELL.search(held, last)
    if when is None:
        return (str(number), text[:first], text[first:last], "", "", text[last:])
    output, times, rest = text[last : when.start()], text[when.start() : when.end()], text[when.end() :]
    return (str(number), text[:first].strip(), text[first:last], output.strip(), times, rest.strip())


def _who(held: str, roster: Roster) -> tuple[int, int]:
    """Return where the first names of roles begin and end that stand behind a title."""
    found = [one for one in roster.known_in(held) if one.start > 0]
    if not found:
        return len(held), len(held)
    first = found[0]
    end = first.end
    for one in found[1:]:
        if not re.fullmatch(r"[、,，\s(（]*", held[end : one.start]):
            break
        end = one.end
    return first.start, end + (1 if held[end : end + 1] in ("）", ")") else 0)
