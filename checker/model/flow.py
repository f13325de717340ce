"""Where the work goes on: arrows between clauses, steps inside a clause, and the charts made of them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from checker.model.base import Id, Line, Value


class Arrow(Value, frozen=True, kw_only=True):
    """One way on: to a clause, or to a step of the same clause.

    Attributes:
        when: The answer that leads this way, where the box is a decision.
        note: A remark on the arrow, such as that the text does not name its target.
    """

    to: Line
    when: Line | None = None
    note: Line | None = None


class Step(Value, frozen=True, kw_only=True):
    """One step of a flow that takes place inside one clause."""

    id: Id
    title: Line
    role: Annotated[Id | None, Meta(description="由谁做：角色标识，决定画在哪一栏")] = None
    record: Annotated[Id | None, Meta(description="这一步留下的记录")] = None
    decision: Annotated[Line | None, Meta(description="要判断的问题；写了就画成菱形")] = None
    next: Annotated[tuple[Id | Arrow, ...], Meta(description="下一步的标识，或 {to: …, when: …}")] = ()

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """The ways on, each as an arrow."""
        return tuple(Arrow(to=item) if isinstance(item, str) else item for item in self.next)


class Flow(Value, frozen=True, kw_only=True):
    """A chart that has a page of its own; exactly one of `document`, `clauses` and `clause` says what it shows.

    Attributes:
        document: Every clause of that document that has an arrow, or is the target of one.
        clauses: These clauses, in this order.
        clause: The steps of that clause.
        about: What a reader should know, above the chart.
    """

    id: Id
    title: Line
    document: Annotated[Id | None, Meta(description="画这份文件里写了 next 的全部条款")] = None
    clauses: Annotated[tuple[Line, ...], Meta(description="按这个次序画这几条")] = ()
    clause: Annotated[Line | None, Meta(description="画这一条里的 steps")] = None
    about: Annotated[str | None, Meta(description="图上面的说明")] = None
