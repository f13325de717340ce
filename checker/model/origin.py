"""Where the handbook comes from: every item of a source document, and where it went (来源对照)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from checker.model.base import Id, Line, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from checker.model.workspace import Controls

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

    id: Id
    title: Line


class OriginItem(Value, frozen=True, kw_only=True):
    """One thing that the source says, and the places that hold it.

    Attributes:
        item: Its name in the table, unique in the file.
        places: Each a kind, a name and, for a clause or a record, the key that holds it: "clause ti-83/4.7",
            "clause project-construction/03 next", "record test-record after", "parameter ID", "metric ID",
            "page programme/training.md".
    """

    item: Line
    kind: ItemKind
    section: Line | None = None
    places: tuple[Line, ...] = ()


class Origin(Value, frozen=True, kw_only=True):
    """A source with its items, from one file."""

    id: str
    title: str
    items: tuple[OriginItem, ...]


class Place(NamedTuple):
    """A place in the handbook: its kind, its name, and the key that holds the item, or an empty text."""

    kind: str
    name: str
    key: str = ""

    @classmethod
    def parse(cls, text: str) -> Place:
        """Return the place that a text names."""
        kind, _, rest = text.partition(" ")
        name, _, key = rest.strip().partition(" ")
        return cls(kind, name, key.strip())

    def exists(self, controls: Controls, pages: Collection[str]) -> bool:
        """Tell whether the handbook has the place, and the key there is not empty."""
        things: dict[str, Mapping[str, Value]] = {
            "clause": controls.clauses,
            "record": controls.records,
            "parameter": controls.parameters,
            "metric": controls.metrics,
        }
        held = things.get(self.kind)
        if held is None:
            return self.kind == "page" and self.name in pages and not self.key
        return self.name in held and (not self.key or _says(held[self.name], self.key))


def _says(thing: Value, key: str) -> bool:
    """Tell whether a clause or a record type says something under a key, if only by a parameter without value."""
    if any(held == key for held, _ in getattr(thing, "parameters", ())):
        return True
    defaults = dict(zip(thing.__struct_fields__[::-1], thing.__struct_defaults__[::-1], strict=False))
    return key in thing.__struct_fields__ and getattr(thing, key) != defaults.get(key)
