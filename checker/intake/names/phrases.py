"""Where a name begins in a sentence, when only its last word is known: after a verb that governs it, or a stop."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from checker.intake.names.lexicon import words

_STOPS, _INSIDE, _MAKING = (frozenset(words(name)) for name in ("stops", "inside", "making"))
_BREAK = re.compile(r"[^\w（）()\u3400-\u9fff]|[\d_]")


def begins(text: str, end: int, most: int, walls: frozenset[int] = frozenset()) -> int:
    """Return where the name begins whose last word begins at `end`.

    Args:
        text: In simplified characters.
        end: Where the last word begins.
        most: How many characters before it a name has at most.
        walls: Where other names end; a name does not reach across.
    """
    edges = _edges(text)
    start = end
    while start > 0 and end - start <= most and start not in walls:
        before = edges[max(bisect_right(edges, start - 1) - 1, 0)]
        word = text[before:start]
        if (
            _BREAK.search(word)
            or _torn(text[before:end])
            or end - before > most
            or (word in _STOPS and not _inside(text, edges, before, start, walls))
        ):
            break
        start = before
    return start


def _torn(name: str) -> bool:
    """Tell whether a bracket is open or closed alone in a name."""
    return any(name.count(one) != name.count(other) for one, other in ("（）", "()"))


def _inside(text: str, edges: list[int], before: int, start: int, walls: frozenset[int]) -> bool:
    """Tell whether a verb stands inside a name: behind a noun that is nobody who acts."""
    if text[before:start] not in _INSIDE or before == 0 or before in walls:
        return False
    if text[before - 1] in "和、与及的或":
        return True
    word = text[edges[bisect_right(edges, before - 1) - 1] : before]
    if word in _INSIDE:
        return _inside(text, edges, edges[bisect_right(edges, before - 1) - 1], before, walls)
    return word in _MAKING or (len(word) > 1 and not _BREAK.search(word) and word not in _STOPS)


@lru_cache(maxsize=64)
def _edges(text: str) -> list[int]:
    """Return where words begin."""
    import jieba

    jieba.setLogLevel(20)
    return [start for _, start, _ in jieba.tokenize(text)]
