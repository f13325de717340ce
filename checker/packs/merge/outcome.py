"""What comes out of a merge, and what is settled without looking inside."""

from __future__ import annotations

from typing import NamedTuple


class Conflict(NamedTuple):
    """One place that both sides changed; a side is None where it has nothing.

    Attributes:
        at: Where, in words, such as a key or lines; "" where the whole file is meant.
    """

    at: str
    base: str | None
    ours: str | None
    theirs: str | None


class Merged(NamedTuple):
    """One unit merged.

    Attributes:
        text: What the workspace is to hold, None where nothing.
        base: What counts as delivered from now on: the packs' text, or the old one where there are conflicts.
    """

    text: str | None
    base: str | None
    conflicts: tuple[Conflict, ...] = ()


def settled(base: str | None, ours: str | None, theirs: str | None) -> Merged | None:
    """Return what is clear without looking inside: at most one side changed, or both alike; else None."""
    if ours in (theirs, base):
        return Merged(theirs, theirs)
    return Merged(ours, theirs) if theirs == base else None


def left(at: str, base: str | None, ours: str | None, theirs: str | None) -> Merged:
    """Return a unit as it is, with a conflict about the whole of it."""
    return Merged(ours, base, (Conflict(at, base, ours, theirs),))
