"""What a chart shows, from clauses with `next` or from the `steps` inside one clause: boxes, lanes, arrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model.words import nfkc
from checker.pages.book import Ref
from checker.pages.ledger import counts
from checker.pages.numbering import number_key, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model.clause import Clause
    from checker.model.flow import Arrow, Flow, Step
    from checker.model.obligation import Status
    from checker.pages.book import Book, Row

NOBODY = "未写明"
LIVE = "#records"


class Way(NamedTuple):
    """One way on: its words, and the place of the box it leads to, or the page where it leads out of the chart."""

    label: str
    place: int | None
    page: str = ""
    when: str = ""
    note: str = ""


class Part(NamedTuple):
    """One clause whose records a box stands for: its live section, and its obligations."""

    live: Ref
    rows: tuple[Row, ...]

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many rows have each status that occurs."""
        return counts(self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """One step of a chart.

    Attributes:
        key: Id of the clause, or of the step inside its clause.
        page: Where a click leads, below the site's sources.
        question: What is decided here; the box is drawn as a decision.
        who: Roles in words, by what they do.
        parts: The clause and the clauses below it that are not in the chart themselves.
        silent: What to say where nothing is owed.
    """

    key: str
    number: str
    title: str
    lane: int
    page: str = ""
    question: str = ""
    who: tuple[tuple[str, str], ...] = ()
    records: tuple[Ref, ...] = ()
    ways: tuple[Way, ...] = ()
    doubts: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    silent: str = ""

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}"

    @property
    def anchor(self) -> str:
        """The id of its entry in the list of steps."""
        return "step-" + self.key.replace("/", ".")

    @property
    def asks(self) -> str:
        """The question, where it says more than the title."""
        return "" if nfkc(self.question).rstrip("?") == nfkc(self.title).rstrip("?") else self.question

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many obligations have each status that occurs, the worst first."""
        return counts(row for part in self.parts for row in part.rows)


class Edge(NamedTuple):
    """One arrow of the drawing, between boxes by their place; `noted` where the list says more about it."""

    source: int
    target: int
    label: str = ""
    noted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart; the boxes stand in the order of the process, one a row.

    Attributes:
        page: The clause whose steps it shows, if it does.
        doubts: What is uncertain about the whole chart.
    """

    key: str
    title: str
    lanes: tuple[str, ...]
    boxes: tuple[Box, ...]
    about: tuple[str, ...] = ()
    page: Ref | None = None
    doubts: tuple[str, ...] = ()

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Arrows between boxes; several between the same two are one arrow with all their answers."""
        found: dict[tuple[int, int], list[Way]] = {}
        for place, box in enumerate(self.boxes):
            for way in box.ways:
                if way.place is not None:
                    found.setdefault((place, way.place), []).append(way)
        return tuple(
            Edge(*ends, "／".join(filter(None, (way.when for way in ways))), any(way.note for way in ways))
            for ends, ways in found.items()
        )

    @property
    def asked(self) -> int:
        """How many decisions there are."""
        return sum(bool(box.question) for box in self.boxes)

    def before(self, place: int) -> Iterator[tuple[Box, Way]]:
        """Yield the boxes with a way to that one, with the way."""
        for box in self.boxes:
            yield from ((box, way) for way in box.ways if way.place == place)


def of_flow(book: Book, flow: Flow) -> Chart:
    """Return the chart of a flow."""
    if flow.clause:
        return of_steps(book, book.controls.clauses[flow.clause], flow)
    clauses = _clauses(book, flow)
    places = {clause.id: place for place, clause in enumerate(clauses)}
    lanes, parts = _Lanes(book), _parts(book, places)
    boxes = [_clause_box(book, clause, places, lanes, parts[clause.id]) for clause in clauses]
    return Chart(key=flow.id, title=flow.title, lanes=lanes.titles, boxes=tuple(boxes), about=_lines(flow.about))


def of_steps(book: Book, clause: Clause, flow: Flow | None = None) -> Chart:
    """Return the chart of the steps inside one clause."""
    lanes = _Lanes(book)
    return Chart(
        key=flow.id if flow else "own",
        title=flow.title if flow else clause.title,
        boxes=tuple(_step_box(book, clause, place, lanes) for place in range(len(clause.steps))),
        lanes=lanes.titles,
        about=_lines(flow.about if flow else None),
        page=book.clause_ref(clause.id),
        doubts=_lines(clause.uncertain),
    )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line for line in (text or "").splitlines() if line.strip())


def _clauses(book: Book, flow: Flow) -> Sequence[Clause]:
    known = book.controls.clauses
    if flow.clauses:
        return [known[key] for key in dict.fromkeys(flow.clauses)]
    inside = [clause for clause in known.values() if clause.document == flow.document]
    goals = {arrow.to for clause in inside for arrow in clause.next}
    return sorted((clause for clause in inside if clause.next or clause.id in goals), key=number_key)


class _Lanes:
    """Lanes in the order in which the process first comes to them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._held: dict[str | None, int] = {}

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(self._book.role(role) if role else NOBODY for role in self._held)

    def of(self, roles: Iterable[str | None]) -> int:
        return self._held.setdefault(next(filter(None, roles), None), len(self._held))


def _clause_box(book: Book, clause: Clause, places: Mapping[str, int], lanes: _Lanes, parts: Sequence[Part]) -> Box:
    roles = clause.roles
    who = (("担责", book.roles(roles.accountable)), ("执行", book.roles(roles.responsible)))
    return Box(
        key=clause.id,
        number=clause.number,
        title=clause.title,
        lane=lanes.of((*roles.accountable, *roles.responsible)),
        page=book.page_of(clause),
        question=clause.decision or "",
        who=tuple(pair for pair in who if pair[1]),
        records=tuple(book.record_ref(item.record) for item in clause.records),
        ways=tuple(_way(book, arrow, places) for arrow in clause.next),
        doubts=_lines(clause.uncertain),
        parts=tuple(parts),
        silent="还没有应备的" if clause.records else "不要求记录",
    )


def _way(book: Book, arrow: Arrow, places: Mapping[str, int]) -> Way:
    place = places.get(arrow.to)
    goal, ref = book.controls.clauses[arrow.to], book.clause_ref(arrow.to)
    label = ref.label if place is None else f"{goal.number} {goal.title}"
    return Way(label, place, ref.target, arrow.when or "", arrow.note or "")


def _parts(book: Book, places: Mapping[str, int]) -> dict[str, list[Part]]:
    """Return, for each box, its clause and those below it whose records no other box stands for."""
    found: dict[str, list[Part]] = {key: [] for key in places}
    for clause in sorted(book.controls.clauses.values(), key=number_key):
        home = _home(clause, places)
        rows = tuple(book.rows_by_clause.get(clause.id, ()))
        if home is not None and (rows or home == clause.id):
            found[home].append(Part(Ref(title(clause), book.page_of(clause) + LIVE), rows))
    return found


def _home(clause: Clause, places: Mapping[str, int]) -> str | None:
    """Return the box that stands for the clause: itself, or the nearest clause above it."""
    parts = clause.number.split(".")
    above = (f"{clause.document}/{'.'.join(parts[:size])}" for size in range(len(parts), 0, -1))
    return next((key for key in above if key in places), None)


def _step_box(book: Book, clause: Clause, place: int, lanes: _Lanes) -> Box:
    step = clause.steps[place]
    names = [known.id for known in clause.steps]
    ref = book.clause_ref(clause.id)
    rows = tuple(row for row in book.rows_by_clause.get(clause.id, ()) if row.item.record == step.record)
    owed = any(item.record == step.record for item in clause.records)
    live = Ref(title(clause), f"{ref.target}#record-{step.record}" if owed else ref.target + LIVE)
    return Box(
        key=step.id,
        number=str(place + 1),
        title=step.title,
        lane=lanes.of([step.role]),
        page=f"{ref.target}#step-{step.id}",
        question=step.decision or "",
        who=(("谁做", book.role(step.role)),) if step.role else (),
        records=(book.record_ref(step.record),) if step.record else (),
        ways=tuple(_step_way(clause.steps, names.index(arrow.to), arrow) for arrow in step.arrows),
        parts=(Part(live, rows),),
        silent="还没有应备的" if owed else "不要求记录",
    )


def _step_way(steps: Sequence[Step], place: int, arrow: Arrow) -> Way:
    label = f"{place + 1} {steps[place].title}"
    return Way(label, place, when=arrow.when or "", note=arrow.note or "")
