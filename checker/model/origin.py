"""Where the handbook comes from: every item of a source document, and where it went (来源对照)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from checker.model.base import Id, Line, Value

ItemKind = Literal["clause", "record", "timer", "order", "doubt", "conflict", "programme", "framework", "context"]
ITEM_TITLES: dict[ItemKind, str] = {
    "clause": "条款与步骤",
    "record": "记录",
    "timer": "时限、频次与指标",
    "order": "先后关系",
    "doubt": "存疑",
    "conflict": "文件之间不一致",
    "programme": "工作方案",
    "framework": "框架",
    "context": "标准的背景",
}


class OriginHead(Value, frozen=True, kw_only=True):
    """The source document."""

    id: Line
    title: Line
    document: Annotated[Id | None, Meta(description="手册里的哪份文件由它而来")] = None


class OriginItem(Value, frozen=True, kw_only=True):
    """One thing that the source says, and the places that hold it.

    Attributes:
        places: Each a kind and a name: "clause ti-83/4.7", "clause ti-83/4.7 next", "record test-record",
            "record test-record after", "parameter ID", "metric ID", "page programme/training.md".
    """

    item: Line
    kind: ItemKind
    section: Line | None = None
    places: tuple[Line, ...] = ()


class Origin(Value, frozen=True, kw_only=True):
    """A source with its items, from one file."""

    id: str
    title: str
    document: str | None
    file: str
    items: tuple[OriginItem, ...]
