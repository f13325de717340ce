"""Projects and the stages they are in (contract 2.6)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, field

from checker.model.base import Id, Line, Value


class StageEntry(Value, frozen=True, kw_only=True):
    """The stage that a project entered on a day."""

    stage: Id
    start: date = field(name="from")


class Project(Value, frozen=True, kw_only=True):
    """One project; `stages` maps a document to its stage now, or to the history of its stages."""

    id: Id
    title: Line
    started: date
    closed: date | None = None
    stages: Annotated[
        dict[Id, Id | tuple[StageEntry, ...]],
        Meta(description="文件标识: 当前阶段，或 [{stage: …, from: …}] 的历史"),
    ] = {}

    def stage_on(self, document: str, day: date) -> str | None:
        """Return the stage of the document's life cycle on that day, or None before the first."""
        stages = self.stages.get(document)
        if stages is None or isinstance(stages, str):
            return stages
        entered = [entry for entry in stages if entry.start <= day]
        return max(entered, key=lambda entry: entry.start).stage if entered else None

    def closed_on(self, day: date) -> bool:
        """Tell whether the project was closed on or before that day."""
        return self.closed is not None and self.closed <= day
