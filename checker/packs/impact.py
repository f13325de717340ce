"""What an update would change, before it is done: clauses, record types, statuses, exceptions. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import asdict, replace

from checker.assessment import assess, load
from checker.packs.merge.keyed import by_key
from checker.packs.update import check, preview

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from checker.model.assessment import Assessment
    from checker.model.obligation import Status
    from checker.model.profile import Exclusion, Profile, Waiver
    from checker.model.workspace import Workspace
    from checker.packs.update import Plan

_PROFILE = "controls/profile.yml"
_EXCEPTIONS = ("exclusions", "waivers")


class Changed(NamedTuple):
    """A clause or record type of which something changes.

    Attributes:
        kind: added, removed, renamed or changed.
        title: What it is called, the new name where it has one.
        before: What it was called.
        keys: Keys that change, as they are written.
    """

    id: str
    kind: str
    title: str
    before: str
    keys: tuple[str, ...] = ()


class Turned(NamedTuple):
    """An obligation that comes, goes or changes its status; None where there is none."""

    id: str
    before: Status | None
    after: Status | None


class Lapsed(NamedTuple):
    """A waiver or exclusion that would no longer match: its place in the profile, what it names, why."""

    kind: str
    place: int
    names: str
    why: str


class Impact(NamedTuple):
    """All that would change."""

    clauses: tuple[Changed, ...]
    records: tuple[Changed, ...]
    obligations: tuple[Turned, ...]
    exceptions: tuple[Lapsed, ...]


def impact_of(root: Path, plan: Plan, day: date) -> Impact:
    """Return what a plan would change as of a day.

    Raises:
        WorkspaceError: The workspace is wrong, or would be.
    """
    before = load(root, day)
    with preview(root, plan) as folder:
        _without_exceptions(folder / _PROFILE)
        check(folder)
        after = load(root, day, handbook=folder)
    old, new = before.controls, after.controls
    profile, gone = _kept(old.profile, set(new.clauses), set(new.records))
    after = replace(after, controls=replace(new, profile=profile))
    first, second = assess(before), assess(after)
    return Impact(
        clauses=_differences(old.clauses, new.clauses),
        records=_differences(old.records, new.records),
        obligations=_turned(first, second),
        exceptions=(*gone, *_idle(before, first, second, profile)),
    )


def _without_exceptions(path: Path) -> None:
    """Leave exclusions and waivers out of a profile: those that name what is gone would stop the reading."""
    held = by_key(path.read_text("utf-8-sig"))
    assert held is not None, "it was read before"
    kept = {key: part for key, part in held.texts.items() if key not in _EXCEPTIONS}
    path.write_text(held.text(kept), "utf-8")


def _kept(profile: Profile, clauses: set[str], records: set[str]) -> tuple[Profile, list[Lapsed]]:
    """Return the profile with the exceptions whose clause and record will still exist, and the others."""
    gone: list[Lapsed] = []

    def stays(kind: str, index: int, one: Exclusion | Waiver) -> bool:
        record = getattr(one, "record", None)
        if (one.clause is None or one.clause in clauses) and (record is None or record in records):
            return True
        gone.append(Lapsed(kind, index, _names(one), "gone"))
        return False

    exclusions = tuple(one for place, one in enumerate(profile.exclusions) if stays("exclusion", place, one))
    waivers = tuple(one for place, one in enumerate(profile.waivers) if stays("waiver", place, one))
    return replace(profile, exclusions=exclusions, waivers=waivers), gone


def _names(one: Exclusion | Waiver) -> str:
    held = (getattr(one, key, None) for key in ("clause", "record", "project", "window"))
    return " ".join(str(word) for word in held if word is not None)


def _idle(before: Workspace, first: Assessment, second: Assessment, kept: Profile) -> list[Lapsed]:
    """Return waivers that cover a gap now and would cover none."""
    waivers = before.controls.profile.waivers
    idle_now = {note.index for note in first.unused_waivers}
    idle_then = {kept.waivers[note.index] for note in second.unused_waivers}
    return [
        Lapsed("waiver", place, _names(one), "unused")
        for place, one in enumerate(waivers)
        if place not in idle_now and one in idle_then
    ]


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Changed, ...]:
    found = []
    for key in sorted({*old, *new}):
        if key not in new:
            found.append(Changed(key, "removed", old[key].title, old[key].title))
        elif key not in old:
            found.append(Changed(key, "added", new[key].title, new[key].title))
        else:
            one, other = asdict(old[key]), asdict(new[key])
            keys = tuple(name for name in one if name not in {"page", "file", "title"} and one[name] != other[name])
            renamed = one["title"] != other["title"]
            if keys or renamed:
                kind = "renamed" if renamed else "changed"
                found.append(Changed(key, kind, other["title"], one["title"], keys))
    return tuple(found)


def _turned(first: Assessment, second: Assessment) -> tuple[Turned, ...]:
    old, new = ({item.id: item.status for item in one.obligations} for one in (first, second))
    keys = sorted({*old, *new})
    return tuple(Turned(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
