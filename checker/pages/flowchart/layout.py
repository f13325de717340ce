"""From a chart to a drawing: lanes as columns, one row for each box, arrows between them.

A long chart is cut between rows into parts that stand below each other, each with the titles of the lanes on
top: a reader need not scroll up for them, and paper gets one part a page with no box cut through.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from checker.pages.flowchart.fit import cut, width, wrap
from checker.pages.flowchart.routes import plan, ports, steps
from checker.pages.flowchart.shapes import POINT, WIDE, Drawing, Face, Label, Lane, Line, Part, Path, Placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.pages.flowchart.chart import Box, Chart
    from checker.pages.flowchart.routes import Port, Route, Side

    Held = dict[tuple[int, Side], list[Port]]

TEXT, SMALL = 13, 11
PAD, GAP, MARGIN = 10, 24, 6
TRACK, ENTRY = 10, 18
LEAST_HEIGHT = 34
PAGE, COLUMN = 1130, 680  # how broad a page is that is the chart's alone, and one that has a menu at each side
NARROW, BROAD = 96, 160  # how broad a box is at least and at most
LABEL = 12 * SMALL
UPRIGHT, ACROSS = (700, 760), (1030, 670)  # what a sheet of A4 holds, in pixels


class Columns(NamedTuple):
    """Where lanes begin, where their boxes stand, and where the first track of each channel runs."""

    begins: tuple[int, ...]
    boxes: tuple[int, ...]
    tracks: tuple[int, ...]
    room: int
    end: int

    def track(self, route: Route) -> int:
        """Return where the upright part of an arrow stands that runs in a channel."""
        return self.tracks[route.channel or 0] + route.track * TRACK


def arrange(chart: Chart, statuses: Sequence[str] = (), space: int = PAGE) -> Drawing:
    """Return the drawing of a chart.

    Args:
        chart: The chart.
        statuses: What each box says about its status; nothing in the copy for employees.
        space: How broad it should be at most, if that leaves boxes broad enough.
    """
    lanes = [box.lane for box in chart.boxes]
    routes = plan(chart.edges, lanes)
    columns = _columns(len(chart.lanes), routes, space)
    said = statuses or [""] * len(chart.boxes)
    faces = [_face(box, words, columns.room) for box, words in zip(chart.boxes, said, strict=True)]
    held = ports(routes, [_reach(route, lanes, columns) for route in routes])
    titles = tuple(_lanes(chart.lanes, columns))
    head = max(len(lane.lines) for lane in titles) * 15 + 12
    heights = [max(LEAST_HEIGHT, face.height + 14, *_sides(held, row)) for row, face in enumerate(faces)]
    rows = _rows(heights, head, columns.end)
    placed = [
        Placed(face=face, x=columns.boxes[lane], y=row.y, width=columns.room, height=height)
        for face, lane, row, height in zip(faces, lanes, rows, heights, strict=True)
    ]
    paths = [_path(place, route, placed, columns, held) for place, route in enumerate(routes)]
    labels = [path.label for path in paths if path.label]
    return Drawing(
        left=min([0, *(label.x - MARGIN for label in labels)]),
        right=max([columns.end, *(label.end + MARGIN for label in labels)]),
        head=head,
        lanes=titles,
        parts=tuple(_parts(rows, placed, paths)),
    )


def _columns(lanes: int, routes: Iterable[Route], space: int) -> Columns:
    """Return the columns; a channel is as broad as its tracks need."""
    room = max(NARROW, min(BROAD, space // lanes - 3 * PAD))
    used = [0] * (lanes + 1)
    for route in routes:
        if route.channel is not None:
            used[route.channel] = max(used[route.channel], route.track + 1)
    begins, boxes, x = [], [], 0
    for number in used[:-1]:
        begins.append(x)
        x += PAD + (TRACK * (number - 1) + ENTRY if number else 0)
        boxes.append(x)
        x += room + PAD
    tracks = tuple(begin + PAD for begin in (*begins, x))
    end = x + (TRACK * used[-1] + PAD if used[-1] else 0)
    return Columns(tuple(begins), tuple(boxes), tracks, room, end)


def _lanes(titles: Iterable[str], columns: Columns) -> Iterable[Lane]:
    for title, begin, x in zip(titles, columns.begins, columns.boxes, strict=True):
        yield Lane(begin, x + columns.room // 2, wrap(title, columns.room + PAD, 12, 3))


def _face(box: Box, status: str, room: int) -> Face:
    inner = room - 2 * POINT - 4 if box.question else room - 16
    beside, above = (
        wrap(box.label, inner, TEXT, 6),
        (*wrap(box.number, inner, TEXT, 2), *wrap(box.title, inner, TEXT, 6)),
    )
    alone = len(beside) > 1 and len(above) <= len(beside)  # the number on a line of its own keeps words whole
    lines = [Line(text, "text") for text in (above if alone else beside)]
    lines += [Line(text, "ask") for text in wrap(box.asks, inner, SMALL, 5) if text]
    lines += [Line(text, "status") for text in wrap(status, inner, SMALL, 2) if text]
    return Face(box, tuple(lines))


def _reach(route: Route, lanes: Sequence[int], columns: Columns) -> int:
    """Return where the upright part of an arrow stands."""
    if route.channel is not None:
        return columns.track(route)
    return columns.boxes[lanes[route.edge.target]] + columns.room // 2


def _sides(held: Held, row: int) -> tuple[int, int]:
    """Return how high a box has to be for the arrows at its sides."""
    left, right = (sum(steps(held.get((row, side), ()))) + 18 for side in _SIDES)
    return left, right


_SIDES: tuple[Side, Side] = ("left", "right")


class _Row(NamedTuple):
    """One row: its part by number, and where its box begins and its room ends."""

    part: int
    y: int
    end: int


def _rows(heights: Sequence[int], head: int, broad: int) -> list[_Row]:
    """Return the rows, cut into parts of about the same height that fit a sheet of paper."""
    sheet = ACROSS if broad > WIDE else UPRIGHT
    most = sheet[1] * max(1, broad / sheet[0]) - head - GAP
    total = sum(heights) + GAP * len(heights)
    share = total / ceil(total / most)
    rows: list[_Row] = []
    filled, y = 0, head + GAP
    for height in heights:
        part = int((filled + height / 2) / share)
        if rows and part > rows[-1].part:
            y += head + GAP
        rows.append(_Row(part, y, y + height + GAP))
        filled += height + GAP
        y += height + GAP
    return rows


def _parts(rows: Sequence[_Row], placed: Sequence[Placed], paths: Sequence[Path]) -> Iterable[Part]:
    top = 0
    for number in sorted({row.part for row in rows}):
        inside = [place for place, row in enumerate(rows) if row.part == number]
        bottom = rows[inside[-1]].end
        touching = (path for path in paths if _touches(path, top, bottom))
        yield Part(top, bottom, tuple(placed[place] for place in inside), tuple(touching))
        top = bottom


def _touches(path: Path, top: int, bottom: int) -> bool:
    heights = [y for _, y in path.corners]
    return min(heights) <= bottom and max(heights) >= top


def _path(place: int, route: Route, placed: Sequence[Placed], columns: Columns, held: Held) -> Path:
    """Return an arrow from the one box to the other, with its words where it begins."""
    source, target = placed[route.edge.source], placed[route.edge.target]
    if route.leaves is None:
        label = _label(route.edge.label, source.middle + 6, source.bottom + 14)
        return Path(((source.middle, source.bottom), (source.middle, target.y)), route.edge.noted, label)
    y = _port(source, held[route.edge.source, route.leaves], place, leaving=True)
    start = (source.side(route.leaves, y), y)
    upward = route.edge.target <= route.edge.source
    turned = route.leaves == "left"
    beside = source.x - 5 if turned else source.x + source.width + 5
    label = _label(route.edge.label, beside, y + (13 if upward else -4), turned=turned)
    if route.enters is None:
        return Path((start, (target.middle, y), (target.middle, target.y)), route.edge.noted, label)
    goal = _port(target, held[route.edge.target, route.enters], place, leaving=False)
    x = columns.track(route)
    end = (target.side(route.enters, goal), goal)
    return Path((start, (x, y), (x, goal), end), route.edge.noted, label)


def _label(text: str, x: int, y: int, *, turned: bool = False) -> Label | None:
    shown = cut(text, LABEL, SMALL)
    size = ceil(width(shown, SMALL))
    return Label(shown, x - size if turned else x, x if turned else x + size, y, turned) if shown else None


def _port(box: Placed, held: Sequence[Port], place: int, *, leaving: bool) -> int:
    """Return the height at which an arrow meets the side of a box."""
    apart = steps(held)
    index = next(n for n, port in enumerate(held) if port.route == place and port.leaving == leaving)
    return box.half - sum(apart) // 2 + sum(apart[:index])
