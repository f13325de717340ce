"""Three-way merge by line (diff3)."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from checker.packs.merge.outcome import Conflict, Merged

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Sync(NamedTuple):
    """Lines that all three have, by where they begin in each."""

    base: int
    ours: int
    theirs: int
    size: int


def merge_lines(base: str, ours: str, theirs: str, above: int = 0) -> Merged:
    """Return three texts merged by line; where both changed the same lines, ours as it is, with every conflict.

    Args:
        base: What was delivered.
        ours: What the workspace has.
        theirs: What the packs have now.
        above: Lines of the workspace's file that stand before it.
    """
    texts = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    merged: list[str] = []
    conflicts: list[Conflict] = []
    done = _Sync(0, 0, 0, 0)
    for sync in _syncs(*texts):
        b, o, t = (
            lines[start:end]
            for lines, start, end in zip(texts, done[:3], (sync.base, sync.ours, sync.theirs), strict=True)
        )
        if o not in (b, t) and t != b:
            conflicts.append(Conflict(f"第 {above + done.ours + 1} 行起", *("".join(part) for part in (b, o, t))))
        merged += t if o == b else o
        merged += texts[0][sync.base : sync.base + sync.size]
        done = _Sync(sync.base + sync.size, sync.ours + sync.size, sync.theirs + sync.size, 0)
    return Merged(ours, base, tuple(conflicts)) if conflicts else Merged("".join(merged), theirs)


def _syncs(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Sync]:
    """Yield what all three have in common, in order, and the empty end of all."""
    left, right = (SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks() for other in (ours, theirs))
    i = j = 0
    while i < len(left) and j < len(right):
        (a, in_ours, n), (b, in_theirs, m) = left[i], right[j]
        start, end = max(a, b), min(a + n, b + m)
        if start < end:
            yield _Sync(start, in_ours + start - a, in_theirs + start - b, end - start)
        if a + n < b + m:
            i += 1
        else:
            j += 1
    yield _Sync(len(base), len(ours), len(theirs), 0)
