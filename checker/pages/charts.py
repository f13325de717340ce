"""Charts as inline SVG: rows of stacked bars that keep the size of their words on every screen.

Bars are measured in per cent of the width and words in pixels, so nothing shrinks on a phone. Every number is
printed, in the chart, in what a screen reader says, and in the table below it; what is deficient is hatched as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.obligation import STATUS_TITLES
from checker.model.words import visible
from checker.pages.flowchart.fit import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.obligation import Status
    from checker.pages.book import Ref

SIZE = 13  # pixels of a letter
ROOM = 225  # pixels for the name of a bar, so that the number beside it fits on a phone
COUNTED, BARE = 60, 44  # pixels of a row with its counts below the bar, and without
WHOLE = 100


class Bar(NamedTuple):
    """One bar: its name, its number in words, its parts, and where its name leads."""

    name: str
    value: str
    parts: tuple[tuple[Status, int], ...]
    target: Ref | None = None

    @property
    def total(self) -> int:
        """How much it stands for."""
        return sum(number for _, number in self.parts)

    @property
    def counts(self) -> str:
        """Its parts in words; nothing where there is only one."""
        said = [f"{STATUS_TITLES[status]} {number}" for status, number in self.parts]
        return "，".join(said) if len(said) > 1 else ""

    @property
    def height(self) -> int:
        """How high it is with its words, in pixels."""
        return COUNTED if self.counts else BARE

    def number(self, status: Status) -> int | None:
        """Return how much of it has that status; None where it has no such part."""
        return dict(self.parts).get(status)


class Chart(NamedTuple):
    """One chart.

    Attributes:
        key: Makes its ids its own on the page.
        first: What the names of the bars are.
        value: What the number of a bar is.
        series: The parts of a bar, as far as a legend names them.
        shares: Whether every bar is as long as the chart, and its parts are shares of it.
    """

    key: str
    title: str
    first: str
    value: str
    series: tuple[Status, ...]
    bars: Sequence[Bar]
    shares: bool = False
    note: str = ""

    @property
    def said(self) -> str:
        """Everything it shows, in one sentence for who cannot see it."""
        bars = (f"{bar.name} {bar.value}" + (f"（{bar.counts}）" if bar.counts else "") for bar in self.bars)
        return visible(f"{self.title}：{'；'.join(bars)}。")

    @property
    def height(self) -> int:
        """How high the drawing is, in pixels."""
        return sum(bar.height for bar in self.bars)

    @property
    def rows(self) -> Iterator[tuple[Bar, str, int, list[Piece]]]:
        """Yield every bar with its name as far as it fits, its upper edge, and its pieces."""
        longest, top = max((bar.total for bar in self.bars), default=0), 0
        for bar in self.bars:
            yield bar, cut(bar.name, ROOM, SIZE), top, _pieces(bar, bar.total if self.shares else longest)
            top += bar.height


class Piece(NamedTuple):
    """A part of a bar in per cent of the chart's width."""

    status: Status
    number: int
    begin: float
    wide: float


def _pieces(bar: Bar, whole: int) -> list[Piece]:
    pieces, before = [], 0
    for status, number in bar.parts:
        if number:
            begin = round(WHOLE * before / whole, 2)
            pieces.append(Piece(status, number, begin, round(WHOLE * (before + number) / whole - begin, 2)))
        before += number
    return pieces
