"""What a drawing consists of, with places in whole pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.pages.flowchart.chart import Box
    from checker.pages.flowchart.routes import Side

POINT = 12  # how far the points of a decision stick out
WIDE = 900
LINE_HEIGHTS = {"text": 18, "ask": 15, "status": 16}

Corner = tuple[int, int]
Kind = Literal["text", "ask", "status"]


class Line(NamedTuple):
    """One line of words in a box: its baseline, and which of the box's words it belongs to."""

    text: str
    kind: Kind
    y: int = 0


class Face(NamedTuple):
    """The words of one box in lines, from top to bottom."""

    box: Box
    lines: tuple[Line, ...]

    @property
    def height(self) -> int:
        """How much room they need."""
        return sum(LINE_HEIGHTS[line.kind] for line in self.lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """One box with its place; a decision has a point at either side."""

    face: Face
    x: int
    y: int
    width: int
    height: int

    @property
    def box(self) -> Box:
        """What it stands for."""
        return self.face.box

    @property
    def middle(self) -> int:
        """Where arrows from above come in."""
        return self.x + self.width // 2

    @property
    def half(self) -> int:
        """Half of its height."""
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height

    @property
    def outline(self) -> tuple[Corner, ...]:
        """Its corners."""
        left, right = self.x, self.x + self.width
        if not self.box.question:
            return ((left, self.y), (right, self.y), (right, self.bottom), (left, self.bottom))
        above = ((left + POINT, self.y), (right - POINT, self.y))
        below = ((right - POINT, self.bottom), (left + POINT, self.bottom))
        return ((left, self.half), *above, (right, self.half), *below)

    @property
    def lines(self) -> Iterator[Line]:
        """Its words with their places, in the middle of the box."""
        y = self.y + (self.height - self.face.height) // 2
        for line in self.face.lines:
            yield line._replace(y=y + LINE_HEIGHTS[line.kind] - 5)
            y += LINE_HEIGHTS[line.kind]

    def side(self, side: Side, y: int) -> int:
        """Return where its outline is at that height."""
        inset = round(POINT * abs(y - self.half) * 2 / self.height) if self.box.question else 0
        return self.x + inset if side == "left" else self.x + self.width - inset


class Label(NamedTuple):
    """Words at an arrow from x to `end`; `turned` where they end at the arrow instead of beginning there."""

    text: str
    x: int
    end: int
    y: int
    turned: bool = False


class Path(NamedTuple):
    """One arrow: its corners from begin to end, and its words; `noted` where the list says more about it."""

    corners: tuple[Corner, ...]
    noted: bool
    label: Label | None

    @property
    def tip(self) -> tuple[Corner, Corner, Corner]:
        """The corners of its head."""
        (before, level), (x, y) = self.corners[-2:]
        if before == x:
            return ((x, y), (x - 4, y - 8), (x + 4, y - 8))
        back = -8 if before < x else 8
        return ((x, y), (x + back, level - 4), (x + back, level + 4))


class Lane(NamedTuple):
    """One lane: where it begins, and its title in lines around the middle of its boxes."""

    begin: int
    middle: int
    lines: tuple[str, ...]


class Part(NamedTuple):
    """A stretch of the chart from one height to another: its boxes, and the arrows that touch it."""

    top: int
    bottom: int
    boxes: tuple[Placed, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A chart with places for everything; `head` is how high the titles of the lanes are."""

    left: int
    right: int
    head: int
    lanes: tuple[Lane, ...]
    parts: tuple[Part, ...]

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.right - self.left

    @property
    def wide(self) -> bool:
        """Whether it needs the whole page, and paper on its side."""
        return self.width > WIDE
