"""A chart as inline SVG: boxes are links, colours come from the style sheet, words are escaped by the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.obligation import STATUS_TITLES
from checker.pages.engine import SHAPES, block
from checker.pages.flowchart.layout import COLUMN, PAGE, arrange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.pages.flowchart.chart import Box, Chart
    from checker.pages.flowchart.shapes import Corner, Placed


class Mark(NamedTuple):
    """One box in the drawing.

    Attributes:
        target: Where a click leads, below the site's sources.
        name: What a screen reader says.
        status: The worst status, by which it is coloured; "" in the copy for employees, "none" for no status.
    """

    placed: Placed
    target: str
    name: str
    status: str


class Picture(NamedTuple):
    """A drawing as one HTML block, and whether it needs the whole width of the page."""

    html: str
    wide: bool


def draw(page: str, chart: Chart, *, live: bool = False, own: bool = False) -> Picture:
    """Return the drawing.

    Args:
        page: The page it stands on.
        chart: The chart.
        live: Whether boxes show how their records stand, and lead there.
        own: Whether it stands on the page of the clause whose steps it shows.
    """
    statuses = [said(box) for box in chart.boxes] if live else ()
    drawing = arrange(chart, statuses, COLUMN if own else PAGE)
    parts = [(part, [_mark(chart, placed, live=live) for placed in part.boxes]) for part in drawing.parts]
    html = block("flow_chart.jinja", page, chart=chart, drawing=drawing, parts=parts, points=points, live=live, own=own)
    return Picture(html, drawing.wide)


def said(box: Box) -> str:
    """Return the worst status with how many, such as "✕ 缺失 2，共 5"."""
    if not box.counts:
        return box.silent
    status, number = box.counts[0]
    total = sum(amount for _, amount in box.counts)
    rest = f"，共 {total}" if total > number else ""
    return f"{SHAPES[status]} {STATUS_TITLES[status]} {number}{rest}"


def _mark(chart: Chart, placed: Placed, *, live: bool) -> Mark:
    box = placed.box
    question = f"判断：{box.question}" if box.question else ""
    words = (box.label, chart.lanes[box.lane], question, said(box) if live else "")
    status = (box.counts[0][0] if box.counts else "none") if live else ""
    target = box.parts[0].live.target if live else box.page
    return Mark(placed, target, "，".join(filter(None, words)), status)


def points(corners: Iterable[Corner]) -> str:
    """Return corners as SVG writes them."""
    return " ".join(f"{x},{y}" for x, y in corners)
