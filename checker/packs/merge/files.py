"""Three-way merge of one file, by what kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.load.text.source import split_front_matter
from checker.packs.installed import INSTALLED
from checker.packs.merge.keyed import merge_list, merge_mapping
from checker.packs.merge.lines import merge_lines
from checker.packs.merge.outcome import Merged, left, settled

if TYPE_CHECKING:
    from collections.abc import Callable


def merge_file(path: str, base: str | None, ours: str | None, theirs: str | None) -> Merged:
    """Return one file merged: a page by key and line, a list by item, a schema replaced; None where there is none.

    A file whose merge leaves conflicts that concern the whole of it, or a page with any, stays as it is.
    """
    if path.endswith(".json"):
        return Merged(theirs, theirs)
    found = settled(base, ours, theirs)
    if found is not None:
        return found
    if base is None or ours is None or theirs is None:
        return left("", base, ours, theirs)
    b, o, t = (text if text.endswith("\n") else f"{text}\n" for text in (base, ours, theirs))
    merged = settled(b, o, t) or _merge(path)(b, o, t)
    return merged._replace(
        text=ours if merged.text == o else merged.text,
        base={b: base, t: theirs}.get(str(merged.base), merged.base),
    )


def _merge(path: str) -> Callable[[str, str, str], Merged]:
    if path.endswith(".md"):
        return merge_page
    return merge_mapping if path == INSTALLED else merge_list


def merge_page(base: str, ours: str, theirs: str) -> Merged:
    """Return three Markdown pages merged: front-matter by key, the rest by line; with any conflict, ours as it is."""
    b, o, t = _parts(base), _parts(ours), _parts(theirs)
    if len({bool(part.opening) for part in (b, o, t)}) > 1:
        return left("", base, ours, theirs)
    top = settled(b.front, o.front, t.front) or merge_mapping(b.front, o.front, t.front)
    above = (o.opening + o.front).count("\n")
    body = settled(b.rest, o.rest, t.rest) or merge_lines(b.rest, o.rest, t.rest, above)
    conflicts = (*(one._replace(at=one.at or "页首") for one in top.conflicts), *body.conflicts)
    if conflicts:
        return Merged(ours, base, conflicts)
    return Merged(f"{o.opening}{top.text}{body.text}", theirs)


class _Page(NamedTuple):
    opening: str
    front: str
    rest: str


def _parts(text: str) -> _Page:
    """Return the first line with its end, the front-matter, and the rest with the line that closes it."""
    found = split_front_matter(text)
    if found is None:
        return _Page("", "", text)
    opening, _, after = text.partition("\n")
    front = f"{found[0]}\n" if found[0] else ""
    return _Page(f"{opening}\n", front, after[len(front) :])
