"""Where the packs are, and which of them belong together."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from checker.errors import Fault, WorkspaceError
from checker.load.text.convert import suggest
from checker.load.text.items import taken_apart
from checker.load.text.source import load_yaml, split_page
from checker.load.text.yamldoc import parse
from checker.model.pack import Pack

_HERE = Path(__file__).parents[1]


class Counts(NamedTuple):
    """How much a pack holds."""

    clauses: int
    records: int
    pages: int


class Library:
    """The packs below a folder with policies/ and controls/."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def packs(self) -> dict[str, Pack]:
        """All packs by id, each after those that it requires.

        Raises:
            WorkspaceError: A pack is wrong, or requires one that is not there.
        """
        faults: list[Fault] = []
        read = [
            load_yaml(path, path.relative_to(self.root).as_posix(), Pack, faults)
            for path in sorted(self.root.glob("controls/packs/*.yml"))
        ]
        found = {loaded.value.id: loaded.value for loaded in read if loaded and loaded.value}
        faults += (
            Fault(f"controls/packs/{pack.id}.yml", None, None, f"没有模板包“{name}”", suggest(name, found))
            for pack in found.values()
            for name in pack.requires
            if name not in found
        )
        if faults:
            raise WorkspaceError(faults)
        return {name: found[name] for name in _ordered(found)}

    def chosen(self, names: tuple[str, ...]) -> tuple[Pack, ...]:
        """Return packs with all that they require, in order; all where none is named.

        Raises:
            WorkspaceError: There is no pack of that name.
        """
        unknown = [name for name in names if name not in self.packs]
        if unknown:
            raise WorkspaceError(
                [Fault(name, None, None, "没有这个模板包", suggest(name, self.packs)) for name in unknown]
            )
        wanted: set[str] = set()
        left = list(names or self.packs)
        while left:
            name = left.pop()
            if name not in wanted:
                wanted.add(name)
                left += self.packs[name].requires
        return tuple(pack for name, pack in self.packs.items() if name in wanted)

    def counts(self, pack: Pack) -> Counts:
        """Return how much a pack holds."""
        pages = [path for folder in pack.pages for path in (self.root / "policies" / folder).rglob("*.md")]
        clauses = sum("clause" in (parse(split_page(path.read_text("utf-8"))[0]).value or {}) for path in pages)
        files = [self.root / "controls/records" / name for name in pack.records]
        records = sum(len(taken_apart(path.read_text("utf-8")).items) for path in files)
        return Counts(clauses, records, len(pages))


def _ordered(packs: dict[str, Pack]) -> list[str]:
    """Return ids so that each stands after those that it requires."""
    done: dict[str, None] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        for needed in packs[name].requires:
            if needed not in above:
                visit(needed, above | {name})
        done.setdefault(name)

    for name in packs:
        visit(name, frozenset({name}))
    return list(done)


def find_library() -> Library:
    """Return the packs that travel with the program: in the wheel, or in the folder that it runs from."""
    packed = _HERE / "library"
    return Library(packed if packed.is_dir() else _HERE.parent)
