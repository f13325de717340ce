"""What every clause of a document names: roles, records, times."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from checker.intake.file.blocks import Grid, Line
from checker.intake.names import times
from checker.intake.names.found import Found, apart
from checker.intake.names.raci import Part, part_of
from checker.intake.names.times import When
from checker.intake.names.titles import suggested

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.intake.file.blocks import Block
    from checker.intake.names.papers import Library
    from checker.intake.names.people import Roster
    from checker.intake.parts.items import Document, Item

_Place = TypeVar("_Place", Found, When)
_FORMS = ("表", "单", "书", "报告", "记录")
_FULL = 30  # letters; a shorter line was not broken where the paper ended


class Drafted(NamedTuple):
    """One clause and what was found in it.

    Attributes:
        text: What was searched; the places of finds count from its beginning.
        raci: What each of the roles does, where the file itself says it ("accountable" …).
    """

    item: Item
    text: str
    roles: tuple[Found, ...]
    records: tuple[Found, ...]
    times: tuple[When, ...]
    raci: tuple[str, ...] = ()


def drafted(document: Document, roster: Roster, library: Library) -> list[Drafted]:
    """Return the clauses of a document with what they name."""
    return [
        _step(item, roster, library) if item.cells else _clause(item, roster, library) for item in document.clauses()
    ]


def _clause(item: Item, roster: Roster, library: Library) -> Drafted:
    text = "\n".join([*([item.title] if item.title else []), *paragraphs(item.body)])
    named, whens = roster.in_text(text), times.in_text(text)
    walls = frozenset([*(one.end for one in named if one.key), *(when.end for when in whens)])
    records = [*library.listed(item.title, text), *library.in_text(text, walls)]
    records = _shortened(apart(records))
    roles = [one for one in named if not any(held.start <= one.start and one.end <= held.end for held in records)]
    return Drafted(item, text, tuple(roles), tuple(records), tuple(whens))


def _shortened(records: list[Found]) -> list[Found]:
    """Return records without another one's name cut short: 验收大纲 of 技术实现验收大纲, 采购申请 of 采购申请表."""
    titles = {one.title for one in records}
    short = {title[place:] for title in titles for place in range(1, len(title))}
    short |= {title.removesuffix(form) for title in titles for form in _FORMS if title.endswith(form)}
    return [one for one in records if one.key or one.title not in short]


def _step(item: Item, roster: Roster, library: Library) -> Drafted:
    cells = item.cells
    assert cells is not None
    parts = [item.title or "", *cells, *paragraphs(item.body)]
    text = "\n".join(parts)
    for_roles, for_outputs, for_times, *_ = accumulate(len(part) + 1 for part in parts)
    roles = roster.in_text(text)
    if cells.roles:
        roles = [*_moved(roster.in_cell(cells.roles), for_roles), *roster.in_text(item.title or "")]
    records = _moved(library.in_cell(cells.outputs), for_outputs) if cells.outputs else library.in_text(text)
    return Drafted(item, text, tuple(roles), tuple(records), tuple(_moved(times.in_cell(cells.times), for_times)))


def _moved(found: list[_Place], by: int) -> list[_Place]:
    """Return what was found in a cell, its places counted from the beginning of the clause's text."""
    return [one._replace(start=one.start + by, end=one.end + by) for one in found]


def paragraphs(body: tuple[Block, ...]) -> list[str]:
    """Return the text of a clause, lines that paper broke put together again."""
    found: list[str] = []
    for block in body:
        if isinstance(block, Grid):
            found += ["　".join(dict.fromkeys(cell for cell in row if cell)) for row in block.rows]
        elif isinstance(block, Line):
            if found and _broken(found[-1], block.text):
                found[-1] += block.text
            else:
                found.append(block.text)
    return found


def _broken(line: str, following: str) -> bool:
    return len(line) >= _FULL and line[-1] not in "。；：！？;:.)）" and following[:1] not in "•·-—*●○▪"


def plain(clauses: Iterable[Drafted]) -> dict[str, object]:
    """Return the clauses as the contract's JSON has them."""
    return {
        "clauses": [
            {
                "number": one.item.number,
                "title": title_of(one),
                "roles": list(dict.fromkeys(role.title for role in one.roles)),
                "records": _records(one),
                "deadlines": list(dict.fromkeys(when.text for when in one.times)),
            }
            for one in clauses
        ]
    }


def _records(one: Drafted) -> list[dict[str, str | None]]:
    found: dict[str, str | None] = {}
    for record in one.records:
        found[record.title] = found.get(record.title) or record.code
    return [{"title": title, "code": code} for title, code in found.items()]


def part_in(one: Drafted, place: int) -> Part:
    """Return what one of the roles of a clause does."""
    if one.raci:
        return Part(one.raci[place], sure=True)
    role = one.roles[place]
    if one.item.cells and role.title in one.item.cells.roles:
        return Part("responsible", sure=True)
    return part_of(one.text, role)


def title_of(one: Drafted) -> str:
    """Return the title of a clause; where the text gives none, its first words; its number where it has none."""
    return one.item.title or suggested(one.text, one.roles, one.records, cut=one.item.cut) or one.item.number
