"""The ids that exist in policies and controls, to hold references against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.load.text.convert import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.errors import Fault
    from checker.load.controls.sources import Sources
    from checker.load.text.source import Loaded

Place = list[str | int]
_NAMES = {
    "documents": "文件",
    "roles": "角色",
    "people": "人员",
    "parameters": "参数",
    "records": "记录类型",
    "clauses": "条款",
    "departments": "部门（kind: department 的角色）",
}


class Known:
    """The ids that exist, by kind; None where the file could not be read, so nothing is claimed of it."""

    def __init__(self, sources: Sources) -> None:
        self.ids: dict[str, set[str] | None] = {
            kind: _ids(getattr(sources, kind), kind) for kind in ("documents", "roles", "people", "parameters")
        }
        parts = [_ids(loaded, "records") for loaded in sources.records]
        self.ids["records"] = None if None in parts else set().union(*(part for part in parts if part))
        pages = [loaded and text_of(loaded.text.value, "clause") for loaded in sources.clauses]
        self.ids["clauses"] = None if None in pages else {page for page in pages if page}
        roles = sources.roles.raw("roles") if sources.roles else []
        departments = {text_of(role, "id") for role in roles if text_of(role, "kind") == "department"}
        self.ids["departments"] = departments if sources.roles else None

    def missing(
        self, loaded: Loaded[Any], at: Place, word: str | None, kind: str, *, key: bool = False
    ) -> Iterator[Fault]:
        """Yield a fault if the word is no id of that kind."""
        known = self.ids[kind]
        if word is not None and known is not None and word not in known:
            yield loaded.fault(at, f"没有{_NAMES[kind]}“{word}”", suggest(word, sorted(known)), key=key)

    def all_missing(self, loaded: Loaded[Any], at: Place, words: Iterable[str], kind: str) -> Iterator[Fault]:
        """Yield a fault for every word that is no id of that kind."""
        for place, word in enumerate(words):
            yield from self.missing(loaded, [*at, place], word, kind)


def text_of(value: Any, key: str) -> str:
    """Return the text under a key of what was written, or an empty text where there is none."""
    held = value.get(key) if isinstance(value, dict) else None
    return held if isinstance(held, str) else ""


def _ids(loaded: Loaded[Any] | None, key: str) -> set[str] | None:
    return {text_of(item, "id") for item in loaded.raw(key)} if loaded else None
