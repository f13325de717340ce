"""The ways of arrows: a row holds one box only, so an arrow may leave and enter sideways along its rows.

An arrow to the next row goes straight down, or sideways and down onto the box. Every other arrow, forward or
back, runs through a channel between two lanes, on a track that it shares with no arrow of the same rows.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.pages.flowchart.chart import Edge

Side = Literal["left", "right"]
_CLOSE, _TEXT = 12, 14


class Route(NamedTuple):
    """How one arrow goes.

    Attributes:
        leaves: The side of its first box where it leaves; None for straight down.
        enters: The side of its last box where it comes in; None for the top.
        channel: The channel it runs in: n is left of lane n; None for an arrow to the next row.
        track: Its track there, counted from the left.
    """

    edge: Edge
    leaves: Side | None = None
    enters: Side | None = None
    channel: int | None = None
    track: int = 0


class Port(NamedTuple):
    """One end of an arrow at the side of a box.

    Attributes:
        route: The arrow, by its place.
        leaving: Whether it begins here.
        upward: Whether its vertical part lies above.
        labelled: Whether its words stand here: below the line where it goes up, else above.
    """

    route: int
    leaving: bool
    upward: bool
    labelled: bool


def plan(edges: Sequence[Edge], lanes: Sequence[int]) -> list[Route]:
    """Return the route of every arrow; `lanes` are those of the boxes, in their order."""
    turning = {edge.source for edge in edges if edge.target == edge.source + 1 and _turns_right(edge, lanes)}
    routes = [_route(edge, lanes, turning) for edge in edges]
    for channel in sorted({route.channel for route in routes if route.channel is not None}):
        inside = [place for place, route in enumerate(routes) if route.channel == channel]
        for place, track in _tracks(inside, routes).items():
            routes[place] = routes[place]._replace(track=track)
    return routes


def _turns_right(edge: Edge, lanes: Sequence[int]) -> bool:
    return lanes[edge.target] > lanes[edge.source]


def _route(edge: Edge, lanes: Sequence[int], turning: set[int]) -> Route:
    start, goal = lanes[edge.source], lanes[edge.target]
    if edge.target == edge.source + 1:
        side: Side = "right" if goal > start else "left"
        return Route(edge, leaves=None if goal == start else side)
    channel = goal if goal > start else goal + 1
    if goal == start and edge.source in turning:  # the arrow to the next row is on the right
        channel = start
    return Route(
        edge,
        leaves="right" if channel > start else "left",
        enters="right" if channel > goal else "left",
        channel=channel,
    )


def _tracks(places: Sequence[int], routes: Sequence[Route]) -> dict[int, int]:
    """Return a track for each arrow of a channel: short ones inside, and no two of the same rows on one."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[int, int] = {}
    for place in sorted(places, key=lambda place: (_span(routes[place])[1] - _span(routes[place])[0], place)):
        first, last = _span(routes[place])
        free = (t for t, held in enumerate(taken) if all(last < begin or end < first for begin, end in held))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((first, last))
        found[place] = track
    if all(routes[place].leaves == routes[place].enters == "left" for place in places):
        return {place: len(taken) - 1 - track for place, track in found.items()}
    return found


def _span(route: Route) -> tuple[int, int]:
    rows = sorted((route.edge.source, route.edge.target))
    return rows[0], rows[1]


def ports(routes: Sequence[Route], reach: Sequence[float]) -> dict[tuple[int, Side], list[Port]]:
    """Return the ends at each side of each box, from top to bottom, so that they cross as little as can be.

    Args:
        routes: The arrows.
        reach: For each of them, where its vertical part stands.
    """
    held: dict[tuple[int, Side], list[Port]] = {}
    for place, route in enumerate(routes):
        source, target = route.edge.source, route.edge.target
        if route.leaves:
            port = Port(place, leaving=True, upward=target <= source, labelled=bool(route.edge.label))
            held.setdefault((source, route.leaves), []).append(port)
        if route.enters:
            port = Port(place, leaving=False, upward=source < target, labelled=False)
            held.setdefault((target, route.enters), []).append(port)
    for (_, side), found in held.items():
        sign = 1 if side == "right" else -1
        found.sort(key=lambda port, sign=sign: _order(port, sign * reach[port.route]))  # type: ignore[misc]
    return held


def _order(port: Port, far: float) -> tuple[bool, float, int, bool]:
    """Sorts those that go up before those that go down, the nearest outside."""
    return (not port.upward, far if port.upward else -far, port.route, not port.leaving)


def steps(held: Sequence[Port]) -> list[int]:
    """Return the distances between neighbouring ends at one side of a box."""
    return [
        max(_CLOSE, 4 + _TEXT * (above.labelled and above.upward) + _TEXT * (below.labelled and not below.upward))
        for above, below in pairwise(held)
    ]
