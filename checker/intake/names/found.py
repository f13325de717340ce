"""What was found in a text, where, and how sure it is."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple


class Found(NamedTuple):
    """A name that was found.

    Attributes:
        title: As it is called: of what is known its own title, else as it is written.
        key: The id of the known role or record type, None for a new one.
        start: Where it stands in the text, end likewise.
        sure: Whether it is known or named as such; otherwise a person should look.
        code: The code of a form, as written.
    """

    title: str
    key: str | None
    start: int
    end: int
    sure: bool
    code: str | None = None


def apart(found: list[Found]) -> list[Found]:
    """Return what overlaps no better find, in the order of the text: sure before likely, then long before short."""
    kept: list[Found] = []
    starts: list[int] = []
    for one in sorted(found, key=lambda item: (not item.sure, item.start - item.end, item.start)):
        place = bisect_left(starts, one.start)
        after = place == len(kept) or one.end <= kept[place].start
        if after and (place == 0 or kept[place - 1].end <= one.start):
            starts.insert(place, one.start)
            kept.insert(place, one)
    return kept
