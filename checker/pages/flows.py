"""Pages of processes (流程): the chart drawn, and its steps as a list; one copy shows how their records stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.pages.book import Ref
from checker.pages.engine import block, heading, page_text
from checker.pages.flowchart.chart import of_flow, of_steps
from checker.pages.flowchart.svg import draw
from checker.pages.text import page_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.clause import Clause
    from checker.pages.book import Book
    from checker.pages.flowchart.chart import Chart

INDEX = "flows/index.md"
REPORT = Ref("差距报告", "gap/index.md")
ALL = Ref("全部流程", INDEX)


class Step(NamedTuple):
    """A step next to a clause: its link, and the answer that leads there."""

    ref: Ref
    when: str


class Place(NamedTuple):
    """Where a clause stands in a flow."""

    flow: Ref
    before: tuple[Step, ...]
    after: tuple[Step, ...]


def pages_of(flow: str) -> tuple[str, str]:
    """Return the page of a flow for employees, and its twin that belongs to the report."""
    return f"flows/{page_name(flow)}", f"gap/flows/{page_name(flow)}"


class Flows:
    """All charts of a workspace, made once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._charts = [of_flow(book, flow) for flow in book.controls.flows.values()]

    def pages(self) -> dict[str, str]:
        """Return the list and both pages of each flow, by path; nothing where there are no flows."""
        if not self._charts:
            return {}
        pages = {INDEX: self._index()}
        for chart in self._charts:
            plain, live = pages_of(chart.key)
            pages[plain] = _page(plain, chart, Ref("同一张图，按记录的现状着色", live), ALL)
            up = REPORT if self._book.detailed else ALL
            pages[live] = _page(live, chart, Ref("不带现状的图", plain), up, live=True)
        return pages

    def _index(self) -> str:
        lines = [(Ref(chart.title, pages_of(chart.key)[0]), chart) for chart in self._charts]
        return page_text("流程", block("flow_index.jinja", INDEX, lines=lines))

    def own(self, clause: Clause) -> tuple[str, ...]:
        """Return the section with the steps inside a clause, where it has any."""
        if not clause.steps:
            return ()
        page, chart = self._book.page_of(clause), of_steps(self._book, clause)
        flows = [
            Ref(flow.title, pages_of(flow.id)[0])
            for flow in self._book.controls.flows.values()
            if flow.clause == clause.id
        ]
        links = [block("flow_links.jinja", page, flows=flows)] if flows else []
        return (heading("流程", "flow"), draw(page, chart, own=True).html, _steps(page, chart, own=True), *links)

    def places(self, clause: Clause) -> tuple[Place, ...]:
        """Return where the clause stands in the flows that are made of clauses."""
        return tuple(self._places(clause))

    def _places(self, clause: Clause) -> Iterator[Place]:
        for chart in self._charts:
            for number, box in enumerate(chart.boxes):
                if chart.page is None and box.key == clause.id:
                    after = [(way, chart.boxes[way.place]) for way in box.ways if way.place is not None]
                    yield Place(
                        Ref(chart.title, f"{pages_of(chart.key)[0]}#{box.anchor}"),
                        tuple(Step(Ref(known.label, known.page), way.when) for known, way in chart.before(number)),
                        tuple(Step(Ref(known.label, known.page), way.when) for way, known in after),
                    )


def _page(page: str, chart: Chart, twin: Ref, up: Ref, *, live: bool = False) -> str:
    drawing = draw(page, chart, live=live)
    meta = {"search": {"exclude": True}} if live else {}
    return page_text(
        chart.title,
        block("flow_head.jinja", page, chart=chart, twin=twin, up=up),
        drawing.html,
        heading("步骤", "steps"),
        _steps(page, chart, live=live),
        hide=["navigation", "toc"] if drawing.wide or live else ["toc"],
        **meta,
    )


def _steps(page: str, chart: Chart, *, live: bool = False, own: bool = False) -> str:
    return block("flow_steps.jinja", page, chart=chart, live=live, own=own)
