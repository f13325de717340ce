"""What an update brings a workspace to: packs, their versions, and every text that they have for it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import Fault, WorkspaceError
from checker.load.text.yamldoc import YamlError
from checker.packs.contents import Contents, words
from checker.packs.installed import INSTALLED, installed_text
from checker.packs.merge.keyed import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model.pack import Answers, Pack
    from checker.packs.library import Library

_ROLES = "controls/roles.yml"


class Goal(NamedTuple):
    """What the workspace is to be made of.

    Attributes:
        packs: All its packs, as the library has them.
        free: Those that come in the library's version; the others wait in theirs.
        versions: The version of each.
    """

    packs: tuple[Pack, ...]
    free: frozenset[str]
    versions: dict[str, str]
    answers: Answers

    @property
    def waiting(self) -> tuple[Pack, ...]:
        """The packs that stay in their version."""
        return tuple(pack for pack in self.packs if pack.id not in self.free)


def goal_of(
    library: Library, names: set[str], free: frozenset[str], installed: Mapping[str, str], answers: Answers
) -> Goal:
    """Return the goal of a workspace of these packs, some of them in the library's version."""
    packs = tuple(pack for pack in library.packs.values() if pack.id in names)
    versions = {pack.id: pack.version if pack.id in free else installed[pack.id] for pack in packs}
    return Goal(packs, free, versions, answers)


def offered(library: Library, goal: Goal, base: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that the packs have now; what belongs to packs that wait, as it was delivered.

    Raises:
        WorkspaceError: The library cannot be read.
    """
    try:
        theirs = Contents(library.root, goal.packs, goal.answers).delivered()
    except (OSError, UnicodeDecodeError, YamlError, KeyError, ValueError, TypeError, AttributeError) as error:
        what = f"模板库读不了（{error}）"
        raise WorkspaceError([Fault(str(library.root), None, None, what, "换一份完整的模板库")]) from error
    theirs[INSTALLED] = installed_text(goal.versions, goal.answers)
    found = {path: _held(path, base.get(path), theirs.get(path), goal) for path in {*base, *theirs}}
    return {path: text for path, text in found.items() if text is not None}


def _held(path: str, base: str | None, theirs: str | None, goal: Goal) -> str | None:
    """Return a file of the packs, what belongs to packs that wait as it was delivered."""
    folders = [f"policies/{folder}/" for pack in goal.waiting for folder in pack.pages]
    files = [f"controls/records/{name}" for pack in goal.waiting for name in pack.records]
    if path in files or path.startswith(tuple(folders)):
        return base
    if base is None or theirs is None or path == INSTALLED or not path.endswith(".yml"):
        return theirs
    others = frozenset(document for pack in goal.waiting for document in pack.documents)
    own = frozenset(document for pack in goal.packs for document in pack.documents) - others

    def stays(old: dict[str, Any] | None, new: dict[str, Any] | None) -> bool:
        named = {*_documents(old), *_documents(new)}
        former_role = path == _ROLES and new is None  # people may still hold it
        return former_role or (bool(named & others) and not named & own)

    return chosen(base, theirs, stays)


def _documents(value: dict[str, Any] | None) -> Iterator[str]:
    """Yield the ids of the documents that an item speaks of: it is one, or names clauses."""
    if value is not None:
        yield from (str(value.get("id")), str(value.get("document")))
        yield from (word.partition("/")[0] for word in words(value) if "/" in word)
