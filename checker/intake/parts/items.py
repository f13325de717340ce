"""A document taken apart: its title, what stands before the first number, and its numbered parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.file.blocks import Block, Grid, Line
from checker.intake.parts.flattened import restored
from checker.intake.parts.marks import LEVELLED, Mark, is_title, mark_of
from checker.intake.parts.outline import Outline, Place, cited
from checker.intake.parts.runon import unrolled
from checker.intake.parts.steps import Cells, Row, rows_of, tabled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.intake.names.people import Roster

_PARAGRAPH = 30  # letters; shorter lines go on where they stand
_BULLET = re.compile(r"^[-•·●▪○]")
_LONG = 24  # letters of what stands before a colon and is a title
_STOP = re.compile(r"^([^:。；;,，]{2,12})[。；;](?=.)")
_COLON = re.compile(rf"^([^:。；;,，]{{1,{_LONG}}}):")


class Item(NamedTuple):
    """One numbered part.

    Attributes:
        number: As a reader cites it; "" for what stands before the first number.
        title: As the text gives it; None where it gives none.
        place: Where its number stands; None for a number that was counted from headings.
        body: What stands below it, up to the next number.
        cells: What a table of steps says of it.
        jumped: Whether numbers before it are missing or used twice.
        cut: Whether it was cut out of a longer line, so that a title may run into the text.
    """

    number: str
    title: str | None
    place: Place | None
    body: tuple[Block, ...] = ()
    cells: Cells | None = None
    jumped: bool = False
    cut: bool = False


class Document(NamedTuple):
    """A document: all its parts, chapters among them."""

    title: str
    lead: tuple[Block, ...]
    items: tuple[Item, ...]
    counted: bool = False

    def clauses(self) -> list[Item]:
        """Return the parts that say something: a heading that has only parts below it says nothing itself."""
        return [item for place, item in enumerate(self.items) if item.body or item.cells or not self._holds(place)]

    def _holds(self, place: int) -> bool:
        """Tell whether the next part stands below this one."""
        if place + 1 == len(self.items):
            return False
        own, following = self.items[place].place, self.items[place + 1].place
        if own is None or following is None:
            return self.items[place + 1].number.startswith(f"{self.items[place].number}.")
        return len(following.marks) > len(own.marks)


def taken_apart(blocks: Sequence[Block], name: str, roster: Roster) -> Document:
    """Return a document from its blocks.

    Args:
        blocks: Without noise.
        name: Its title, if the text has none.
        roster: The known roles; they tell where a column of people stood.
    """
    blocks = unrolled(tabled(restored(blocks, roster)))
    builder = _Builder()
    marks = [mark_of(block.text) if isinstance(block, Line) else None for block in blocks]
    for place, block in enumerate(blocks):
        following = next((mark for mark in marks[place + 1 :] if mark), None)
        builder.add(block, marks[place], following)
    if len(builder.items) <= 1:
        counted = _by_headings(blocks, name)
        if len(counted.items) > len(builder.items):
            return counted
    return builder.document(name)


class _Builder:
    def __init__(self) -> None:
        self._outline = Outline()
        self.items: list[Item] = []
        self._bodies: list[list[Block]] = [[]]
        self._into = -1  # whose body the next text belongs to, the last one's if nothing else is known

    def add(self, block: Block, mark: Mark | None, following: Mark | None) -> None:
        """Take the next block: a part begins, or it belongs to the last one."""
        if isinstance(block, Grid) and (rows := rows_of(block)):
            for row in rows:
                self._row(row)
            return
        if isinstance(block, Line) and mark and self._begins(block, mark, following):
            return
        if isinstance(block, Line) and self.items and not self._bodies[-1] and self.items[-1].title is None:
            title, body = parted(block.text)  # the number stood alone on its line
            self.items[-1] = self.items[-1]._replace(title=title)
            self._bodies[-1] += [Line(body)] if body else []
            return
        if isinstance(block, Line) and self._after_list(block):
            self._into = self._parent(self.items[-1].place)
        self._bodies[self._into].append(block)

    def _after_list(self, line: Line) -> bool:
        """Tell whether a paragraph follows a list of sentences, so that it belongs to the part that holds the list."""
        item, last = (self.items[-1], self._bodies[-1][-1:]) if self.items else (None, [])
        if item is None or item.place is None or item.place.marks[-1].kind != "1)" or self._into != -1:
            return False
        ended = bool(last) and isinstance(last[0], Line) and last[0].text[-1] in "。；;"
        return ended and len(line.text) >= _PARAGRAPH and not _BULLET.match(line.text)

    def _parent(self, place: Place | None) -> int:
        """Return where the body of the part stands that holds a place; that of the place itself if there is none."""
        marks = place.marks[:-1] if place else ()
        return next(
            (number + 1 for number, item in enumerate(self.items) if item.place and item.place.marks == marks), -1
        )

    def _begins(self, line: Line, mark: Mark, following: Mark | None) -> bool:
        rest = line.text[mark.length :].strip()
        titled = bool(line.level or line.bold) or is_title(rest)
        place = self._outline.place(mark, title=titled, following=following)
        if place is None:
            return False
        title, body = parted(rest.lstrip(".、 "))
        if place.jumped and mark.path[-1] == 1:
            self._group(place)
        self._open(Item("", title, place, jumped=place.jumped, cut=line.cut), [Line(body)] if body else [])
        return True

    def _group(self, place: Place) -> None:
        """Give the heading of a list that begins anew to the part that holds both lists."""
        parent = self._parent(place)
        marked = [block for block in self._bodies[-1] if isinstance(block, Line) and _BULLET.match(block.text)]
        if parent > 0 and len(marked) == 1 and self._bodies[-1][-1] is marked[0]:
            self._bodies[parent].append(self._bodies[-1].pop())

    def _row(self, row: Row) -> None:
        place = self._outline.place(row.mark, title=True) if row.mark else None
        if place is None:
            self._bodies[-1] += [Line(text) for text in row.texts()]
            return
        self._open(Item("", row.title, place, cells=row.cells, jumped=place.jumped), [])

    def _open(self, item: Item, body: list[Block]) -> None:
        self._into = -1
        self.items.append(item)
        self._bodies.append(body)

    def document(self, name: str) -> Document:
        numbers = cited(item.place for item in self.items if item.place)
        items = tuple(
            item._replace(number=number, body=tuple(body))
            for item, number, body in zip(self.items, numbers, self._bodies[1:], strict=True)
        )
        title, lead = _titled(self._bodies[0], name)
        return Document(title, lead, items)


def parted(text: str) -> tuple[str | None, str]:
    """Return the title and the text of a line behind its number."""
    levelled = text.translate(LEVELLED)
    found = _COLON.match(levelled) or _STOP.match(levelled)
    if found:
        return text[: found.end(1)].strip(), text[found.end(1) + 1 :].strip()
    if not text:
        return None, ""
    if is_title(text):
        return text.strip(), ""
    return None, text


def _titled(blocks: Iterable[Block], name: str) -> tuple[str, tuple[Block, ...]]:
    """Return the title of a document and the rest of what stands before its first number."""
    lead = list(blocks)
    for place, block in enumerate(lead):
        if isinstance(block, Line) and (block.level == 1 or is_title(block.text)):
            return block.text.strip(), tuple(lead[:place] + lead[place + 1 :])
        if isinstance(block, Line):
            break
    return name, tuple(lead)


def _by_headings(blocks: Sequence[Block], name: str) -> Document:
    """Return a document that nobody numbered, counted by its headings; without headings it is one part."""
    levels = sorted({block.level for block in blocks if isinstance(block, Line) and block.level})
    heads = [isinstance(b, Line) and (b.level > 0 if levels else b.bold and is_title(b.text)) for b in blocks]
    if levels and sum(isinstance(b, Line) and b.level == levels[0] for b in blocks) == 1 and len(levels) > 1:
        levels = levels[1:]  # the only one of the outermost is the document's title
    counts: list[int] = []
    lead: list[Block] = []
    items: list[Item] = []
    for block, head in zip(blocks, heads, strict=True):
        if head and isinstance(block, Line) and (not levels or block.level in levels):
            depth = levels.index(block.level) if levels else 0
            counts = [*counts[: depth + 1], *[0] * (depth + 1 - len(counts))]
            counts[depth] += 1
            items.append(Item(".".join(map(str, counts)), block.text, None))
        elif items:
            items[-1] = items[-1]._replace(body=(*items[-1].body, block))
        else:
            lead.append(block)
    title, rest = _titled(lead, name)
    if not items:
        return Document(title, (), (Item("1", title, None, tuple(rest)),), counted=True)
    return Document(title, rest, tuple(items), counted=True)
