"""A trend as a small drawing: the line of the coverage, and below it a bar of gaps for each day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.labels import share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from checker.model.survey import Point

STEP, HIGH = 16, 34  # pixels
_LINE, _BARS = 12, 16  # pixels of the line, above, and of the bars, below
_EDGE = 3  # pixels above the line, so that its end is seen whole


class Spark(NamedTuple):
    """One drawing.

    Attributes:
        wide: Its width in pixels; days stand where they stand in every other drawing of the page.
        bars: The path of the bars, as high as the most gaps of this enterprise allow.
        line: The corners of the line of coverage, from 0 to 100 %.
        end: The corner at which it ends, or None.
        said: What it shows, in words.
    """

    wide: int
    bars: str
    line: str
    end: tuple[float, float] | None
    said: str


def spark(points: Sequence[Point], days: Sequence[date]) -> Spark:
    """Return the drawing of a trend over some days, those among them on which it has no point left empty."""
    places = {day: STEP // 2 + STEP * place for place, day in enumerate(days)}
    most = max((point.gaps for point in points), default=0) or 1
    bars = "".join(f"M{places[p.day]} {HIGH}v{-round(_BARS * p.gaps / most, 1):g}" for p in points if p.gaps)
    corners = [(places[p.day], _high(p.coverage)) for p in points if p.coverage is not None]
    said = "；".join(f"{p.day} 差距 {p.gaps}，齐备率 {share(p.coverage)}" for p in points)
    line = " ".join(f"{x},{y:g}" for x, y in corners)
    return Spark(STEP * len(days), bars, line, corners[-1] if corners else None, said)


def _high(coverage: float) -> float:
    return round(_EDGE + _LINE * (1 - coverage), 1)
