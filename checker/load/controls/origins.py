"""The tables of items that say where the handbook comes from: controls/sources/*.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.load.controls.sources import pages_below
from checker.load.text.shapes import SourceFile
from checker.load.text.source import Loaded, load_yaml
from checker.model.origin import Origin, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from checker.errors import Fault
    from checker.model.workspace import Controls

_REMEDY = "写成 “clause 条号”“record 标识 键”“parameter 标识”“metric 标识” 或 “page 路径.md”，并且那里真的有"


def read_origins(root: Path, controls: Controls, faults: list[Fault]) -> tuple[Origin, ...]:
    """Return the sources with their items; every fault, an item without a place included, is added."""
    pages = frozenset(name.removeprefix("policies/") for _, name in pages_below(root))
    found: dict[str, Origin] = {}
    for path in sorted((root / "controls/sources").glob("*.yml")):
        loaded = load_yaml(path, path.relative_to(root).as_posix(), SourceFile, faults)
        if loaded is None or loaded.value is None:
            continue
        head = loaded.value.source
        if head.id in found:
            faults.append(loaded.fault(["source", "id"], f"来源“{head.id}”已经有了", "换一个不重复的标识"))
        found[head.id] = Origin(id=head.id, title=head.title, items=loaded.value.items)
        faults += _items(loaded, controls, pages)
    return tuple(found.values())


def _items(loaded: Loaded[Any], controls: Controls, pages: Collection[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, item in enumerate(loaded.value.items if loaded.value else ()):
        if item.item in seen:
            yield loaded.fault(["items", index, "item"], f"“{item.item}”写了两次", "换一个不重复的名称")
        seen.add(item.item)
        if not item.places:
            yield loaded.fault(["items", index], f"“{item.item}”没有写落在哪里", _REMEDY)
        for place, text in enumerate(item.places):
            if not Place.parse(text).exists(controls, pages):
                yield loaded.fault(["items", index, "places", place], f"手册里没有“{text}”", _REMEDY)
