"""What is shown of many enterprises: whose names, in which groups, what most of them miss, and how it went."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from checker.model.survey import Point, Survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date


class View(NamedTuple):
    """What is wanted: as of which day, since which day something new is expected, and whether names are hidden."""

    as_of: date
    since: date
    anonymous: bool = False


class Common(NamedTuple):
    """One clause over all enterprises: how many have a gap there, and how many gaps there are."""

    id: str
    title: str
    enterprises: int
    missing: int
    deficient: int


class Group(NamedTuple):
    """Enterprises in one state, the worst first."""

    key: str
    title: str
    surveys: list[Survey]


class Total(NamedTuple):
    """All enterprises together on a day of the trend: how many had begun by then, and the sum over them."""

    enterprises: int
    point: Point


class Shown(NamedTuple):
    """Everything that is shown.

    Attributes:
        surveys: In the order of the list.
        failed: Those without result.
        groups: The others, by how they stand; empty groups are left out.
        silent: Those without new evidence, those that have none at all first, then the longest silent.
        common: Clauses with gaps, those that most enterprises miss first.
        totals: The trend over all.
        now: All enterprises together, today.
    """

    view: View
    surveys: list[Survey]
    failed: list[Survey]
    groups: list[Group]
    silent: list[Survey]
    common: list[Common]
    totals: list[Total]
    now: Total


def shown(surveys: Sequence[Survey], view: View) -> Shown:
    """Return what is shown of some surveys."""
    told = [_hidden(place, one) for place, one in enumerate(surveys, start=1)] if view.anonymous else list(surveys)
    assessed = sorted((one for one in told if not one.reason), key=lambda one: (-one.major, -one.gaps, one.name))
    silent = sorted((one for one in assessed if one.silent(view.since)), key=_latest)
    totals = list(_totals(assessed))
    return Shown(
        view=view,
        surveys=told,
        failed=[one for one in told if one.reason],
        groups=[group for group in _groups(assessed) if group.surveys],
        silent=silent,
        common=_common(assessed, view),
        totals=totals,
        now=totals[-1] if totals else Total(0, Point(day=view.as_of, met=0, missing=0, deficient=0)),
    )


def _hidden(place: int, one: Survey) -> Survey:
    """Return a survey that does not say whose it is."""
    return replace(one, name=f"企业 {place}", folder="", reason="工作区有错，没有核对" if one.reason else "")


def _latest(one: Survey) -> tuple[bool, str, str]:
    return one.latest is not None, str(one.latest), one.name


def _groups(assessed: Sequence[Survey]) -> Iterator[Group]:
    yield Group("major", "有严重不符合（建议分级）的", [one for one in assessed if one.major])
    yield Group("minor", "有差距，没有严重的", [one for one in assessed if one.gaps and not one.major])
    yield Group("none", "没有差距的", [one for one in assessed if not one.gaps])


def _common(assessed: Sequence[Survey], view: View) -> list[Common]:
    """Return the clauses with gaps; a title is the one most enterprises use, hidden where it could say whose it is."""
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    missing: Counter[str] = Counter()
    deficient: Counter[str] = Counter()
    for one in assessed:
        for clause in one.clauses:
            titles[clause.id][clause.title] += 1
            missing[clause.id] += clause.missing
            deficient[clause.id] += clause.deficient
    found = [
        Common(key, _title(used, view), used.total(), missing[key], deficient[key]) for key, used in titles.items()
    ]
    return sorted(found, key=lambda clause: (-clause.enterprises, -clause.missing - clause.deficient, clause.id))


def _title(used: Counter[str], view: View) -> str:
    title, times = min(used.items(), key=lambda item: (-item[1], item[0]))
    return "" if view.anonymous and times == 1 else title


def _totals(assessed: Sequence[Survey]) -> Iterator[Total]:
    """Yield the sum over all enterprises for every day of their trends, the earliest first."""
    points: dict[date, list[Point]] = defaultdict(list)
    for one in assessed:
        for point in one.trend:
            points[point.day].append(point)
    for day in sorted(points):
        held = points[day]
        met, missing, deficient = (sum(getattr(p, name) for p in held) for name in ("met", "missing", "deficient"))
        yield Total(len(held), Point(day=day, met=met, missing=missing, deficient=deficient))
