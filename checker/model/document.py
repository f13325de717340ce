"""A document (体系文件): the standard, a procedure, a plan (contract 2.1)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from checker.model.base import Id, Line, Months, Value

Kind = Literal["standard", "procedure", "plan", "programme", "commitment"]

KIND_TITLES: dict[Kind, str] = {
    "standard": "标准",
    "procedure": "程序文件",
    "plan": "计划",
    "programme": "工作方案",
    "commitment": "服务商承诺",
}


class Stage(Value, frozen=True, kw_only=True):
    """One stage of the life cycle that projects go through."""

    id: Id
    title: Line


class Chapter(Value, frozen=True, kw_only=True):
    """A chapter's title, for chapters that have no clause page of their own."""

    number: Annotated[Line, Meta(description="章号，加引号写，例如 '3'")]
    title: Line


class Document(Value, frozen=True, kw_only=True):
    """Something that has clauses."""

    id: Id
    title: Line
    kind: Annotated[Kind, Meta(description="commitment 是服务商的承诺，单独统计")]
    code: Annotated[Line | None, Meta(description="企业自己的文件编号")] = None
    owner: Annotated[Id | None, Meta(description="归口角色")] = None
    version: Annotated[Line | None, Meta(description="版本，加引号写，例如 '1.0'")] = None
    effective: Annotated[date | None, Meta(description="生效日期")] = None
    reviewed: Annotated[date | None, Meta(description="最近一次评审日期")] = None
    review_months: Annotated[Months | None, Meta(description="每隔多少个月评审一次")] = None
    stages: Annotated[tuple[Stage, ...], Meta(description="项目要走过的阶段，按先后")] = ()

    chapters: Annotated[tuple[Chapter, ...], Meta(description="没有单独一页的章叫什么")] = ()

    def in_force(self, day: date) -> bool:
        """Tell whether the document is in force on that day; without a date it always is."""
        return self.effective is None or self.effective <= day

    def reviewed_by(self, day: date) -> date | None:
        """Return when it was last reviewed, as far as is known on that day."""
        return self.reviewed if self.reviewed and self.reviewed <= day else None

    def stage_order(self, stage: str) -> int:
        """Return the place of a stage in the life cycle, from 0; the stage must exist."""
        return next(place for place, known in enumerate(self.stages) if known.id == stage)
