"""Arrows that lead nowhere: references of flows, of `next` between clauses and of `steps` inside one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.load.text.convert import suggest
from checker.model.flow import Arrow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.errors import Fault
    from checker.load.controls.known import Known, Place
    from checker.load.controls.sources import Sources
    from checker.load.text.source import Loaded


def check_charts(sources: Sources, known: Known) -> Iterator[Fault]:
    """Yield every fault of flows, arrows and steps."""
    for loaded in filter(None, sources.clauses):
        if loaded.value:
            yield from _arrows(loaded, known)
            yield from _steps(loaded, known)
    held = sources.flows
    for place, flow in enumerate(held.value.flows if held and held.value else ()):
        yield from _flow(held, ["flows", place], flow, sources, known)


def _arrows(loaded: Loaded[Any], known: Known) -> Iterator[Fault]:
    clause: Any = loaded.value
    for place, item in enumerate(clause.next):
        arrow = Arrow(to=item) if isinstance(item, str) else item
        at: Place = ["next", place] if isinstance(item, str) else ["next", place, "to"]
        yield from known.missing(loaded, at, arrow.to, "clauses")
        yield from _answer(loaded, at, clause.decision, arrow)


def _answer(loaded: Loaded[Any], at: Place, decision: str | None, arrow: Arrow) -> Iterator[Fault]:
    if decision and not arrow.when:
        yield loaded.fault(at, "判断之后的去向没有写明是哪种结果", "写成 {to: …, when: 满意}")


def _steps(loaded: Loaded[Any], known: Known) -> Iterator[Fault]:
    clause: Any = loaded.value
    names = [step.id for step in clause.steps]
    for place, step in enumerate(clause.steps):
        at: Place = ["steps", place]
        if step.id in names[:place]:
            yield loaded.fault([*at, "id"], f"步骤“{step.id}”写了两次", "换一个不重复的标识")
        yield from known.missing(loaded, [*at, "role"], step.role, "roles")
        yield from known.missing(loaded, [*at, "record"], step.record, "records")
        for index, arrow in enumerate(step.arrows):
            where: Place = [*at, "next", index]
            if arrow.to not in names:
                yield loaded.fault(where, f"没有步骤“{arrow.to}”", suggest(arrow.to, names))
            yield from _answer(loaded, where, step.decision, arrow)


def _flow(loaded: Loaded[Any], at: Place, flow: Any, sources: Sources, known: Known) -> Iterator[Fault]:
    given = [key for key in ("document", "clauses", "clause") if getattr(flow, key)]
    if len(given) != 1:
        yield loaded.fault(at, "没有写明画什么", "在 document、clauses、clause 里写一个")
    yield from known.missing(loaded, [*at, "document"], flow.document, "documents")
    yield from known.all_missing(loaded, [*at, "clauses"], flow.clauses, "clauses")
    yield from known.missing(loaded, [*at, "clause"], flow.clause, "clauses")
    pages = [page.value for page in sources.clauses if page and page.value]
    if flow.clause and any(page.clause == flow.clause and not page.steps for page in pages):
        yield loaded.fault([*at, "clause"], f"条款“{flow.clause}”没有写 steps", "在那一页写上步骤，或改画别的")
    inside = {page.clause for page in pages if page.next and page.clause.startswith(f"{flow.document}/")}
    if flow.document and None not in sources.clauses and not inside:
        yield loaded.fault([*at, "document"], f"文件“{flow.document}”没有一条写了 next", "在条款页写上去向")
