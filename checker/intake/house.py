"""A handbook that this product exported, read back: its clauses stand in it with ids, roles, records."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.intake.clauses import Drafted
from checker.intake.file.blocks import Block, Grid, Line
from checker.intake.names.raci import PARTS
from checker.intake.parts.items import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.intake.names.found import Found
    from checker.intake.names.papers import Library
    from checker.intake.names.people import Roster

_CLAUSE = re.compile(r"^条款：([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9.-]*)(?:\u3000|$)")
_ROLES = re.compile(r"(担责|执行|征求意见|知会)（[ARCI]）：([^\u3000]+)")
_EXCLUDED = re.compile(r"^不适用（\d{4}-\d{2}-\d{2}）：")
_LEVEL = re.compile(r"（[应宜可]）$")
_CODE = re.compile(r"[A-Z0-9][A-Za-z0-9_.-]*")
_NEEDS = ("记录", "何时、由谁、什么样")
_STEPS = ("步骤", "做什么", "谁做", "记录", "然后")
_RELATED = re.compile("^• (?:判断|下一步|落实|由谁落实|来源|存疑)")
_OWN = ("应备记录", "关联与出处", "流程步骤")  # what the export adds below the hand-written text


def exported(blocks: Sequence[Block], roster: Roster, library: Library) -> list[Drafted]:
    """Return the clauses of an exported handbook; none if the file is no such."""
    places = [
        place
        for place in range(1, len(blocks))
        if isinstance(blocks[place], Line) and _CLAUSE.match(_text(blocks[place])) and _heading(blocks[place - 1])
    ]
    ends = [place - 1 for place in places[1:]] + [len(blocks)] * bool(places)
    return [_clause(blocks[place - 1 : end], roster, library) for place, end in zip(places, ends, strict=True)]


def documents_of(blocks: Sequence[Block]) -> list[str]:
    """Return the ids of the documents whose clauses an exported handbook holds, in its order."""
    return list(dict.fromkeys(match[1] for block in blocks if (match := _CLAUSE.match(_text(block)))))


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else ""


def _heading(block: Block) -> bool:
    return isinstance(block, Line) and block.level > 0


def _clause(blocks: Sequence[Block], roster: Roster, library: Library) -> Drafted:
    head, facts = blocks[0], _CLAUSE.match(_text(blocks[1]))
    assert isinstance(head, Line)
    assert facts
    number = facts[2]
    title = head.text.removeprefix(number).strip() or head.text
    roles, raci = _who(_text(blocks[2]) if len(blocks) > 2 else "", roster)  # noqa: PLR2004 - the line below the facts
    rest = [block for block in blocks[3 if roles else 2 :] if not _EXCLUDED.match(_text(block))]
    records = [
        one for block in rest if isinstance(block, Grid) and block.rows[0] == _NEEDS for one in _needs(block, library)
    ]
    body = tuple(_written(rest, head.level))
    return Drafted(Item(number, title, None, body), "", tuple(roles), tuple(records), (), tuple(raci))


def _who(text: str, roster: Roster) -> tuple[list[Found], list[str]]:
    roles: list[Found] = []
    raci: list[str] = []
    for label, names in _ROLES.findall(text):
        found = roster.in_cell(names)
        roles += found
        raci += [PARTS[label]] * len(found)
    return roles, raci


def _needs(grid: Grid, library: Library) -> Iterator[Found]:
    for cell, *_ in grid.rows[1:]:
        lines = cell.split("\n")
        title, second = _LEVEL.sub("", lines[0]), "".join(lines[1:2])
        known = library.named(title)
        is_code = known.code == second if known else _CODE.fullmatch(second)
        code = second if is_code else None
        yield library.found(title, 0, len(title), sure=True, code=code)


def _written(blocks: Iterable[Block], level: int) -> Iterator[Block]:
    """Yield what people wrote below the heading of a clause, without what the export added, up to the next chapter."""
    own = False
    for block, following in pairwise((*blocks, Line(""))):
        if isinstance(block, Line) and block.level:
            if block.level <= level:
                return
            own = block.text in _OWN and _added(following)
        if not own:
            yield block


def _added(block: Block) -> bool:
    """Tell whether what stands below a heading is what the export writes there."""
    return block.rows[0] in (_NEEDS, _STEPS) if isinstance(block, Grid) else bool(_RELATED.match(_text(block)))
