"""Three-way merge of texts that are pieces with keys: front-matter by key, lists by item, items by key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from yaml import MappingNode

from checker.load.text.items import ItemList, taken_apart
from checker.load.text.yamldoc import YamlError, parse
from checker.packs.merge.outcome import Conflict, Merged, left, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_EMPTY = re.compile(r"^(\w+):[ ]*\[\][ ]*$", re.MULTILINE)
_HEAD = ""  # the key of what stands before the first piece
_DASH = "  - "
_ABSENT = object()


class Pieces(NamedTuple):
    """A mapping taken apart: text and value of each key; `joint` stands between them, `end` after the last."""

    texts: dict[str, str]
    values: dict[str, Any]
    joint: str = ""
    end: str = ""

    def text(self, texts: dict[str, str]) -> str:
        """Return the mapping with other pieces."""
        return texts.get(_HEAD, "") + self.joint.join(held for key, held in texts.items() if key != _HEAD) + self.end


def by_id(text: str) -> Pieces | None:
    """Return the items of a list file by id (a term by its word); None where they cannot be told apart."""
    try:
        held, whole = taken_apart(text), parse(text).value
        values = {str(item.value.get("id") or item.value.get("term") or ""): item.value for item in held.items}
    except (YamlError, ValueError, AttributeError):
        return None
    lists = list(whole.values()) if isinstance(whole, dict) else []
    if len(lists) != 1 or (lists[0] or []) != list(values.values()) or _HEAD in values:
        return None
    texts = {key: item.text for key, item in zip(values, held.items, strict=True)}
    return Pieces({_HEAD: _EMPTY.sub(r"\1:", held.head), **texts}, values)


def _listed(texts: dict[str, str]) -> str:
    """Return the list file that consists of these pieces."""
    items = [item for key, item in texts.items() if key != _HEAD]
    return texts[_HEAD] + "".join(items) if items else ItemList(texts[_HEAD], ()).text()


def by_key(text: str) -> Pieces | None:
    """Return the keys of a mapping; None where the text is none."""
    try:
        parsed = parse(text)
    except YamlError:
        return None
    if not isinstance(parsed.node, MappingNode) or not parsed.node.value:
        return None
    pairs = parsed.node.value
    if parsed.node.flow_style:
        texts = {str(key.value): text[key.start_mark.index : value.end_mark.index] for key, value in pairs}
        head, end = text[: pairs[0][0].start_mark.index], text[pairs[-1][1].end_mark.index :]
        return Pieces({_HEAD: head, **texts}, parsed.value, ", ", end)
    lines = text.splitlines(keepends=True)
    starts = [_above(lines, key.start_mark.line, key.start_mark.column) for key, _ in pairs]
    spans = zip(starts, [*starts[1:], len(lines)], strict=True)
    texts = {str(key.value): "".join(lines[a:b]) for (key, _), (a, b) in zip(pairs, spans, strict=True)}
    return Pieces({_HEAD: "".join(lines[: starts[0]]), **texts}, parsed.value)


def _above(lines: list[str], line: int, column: int) -> int:
    """Return where the comments directly above a key begin."""
    while line and lines[line - 1].startswith(" " * column + "#"):
        line -= 1
    return line


def merge_mapping(base: str, ours: str, theirs: str) -> Merged:
    """Return three mappings merged by key; where both changed a key, ours as it is, with every conflict."""
    b, o, t = by_key(base), by_key(ours), by_key(theirs)
    if b is None or o is None or t is None or len({one.joint for one in (b, o, t)}) > 1:
        return left("", base, ours, theirs)

    def inner(key: str, *texts: str | None) -> Merged:
        values = [one.values.get(key, _ABSENT) for one in (b, o, t)]
        if (found := settled(*texts)) is not None:
            return found
        alike = values[1] == values[2] or values[2] == values[0]  # only writing or comments differ
        return Merged(texts[1], texts[2]) if alike or key == _HEAD else left(f"键 {key}", *texts)

    outcome = _merged(b.texts, o.texts, t.texts, inner)
    text = o.text(outcome.texts)
    again = by_key(text)
    if outcome.conflicts or again is None or again.texts != outcome.texts:
        return Merged(ours, base, outcome.conflicts or left("", base, ours, theirs).conflicts)
    return Merged(text, theirs)


def merge_list(base: str, ours: str, theirs: str) -> Merged:
    """Return three list files merged by item; an item in conflict stays as it is, the others are merged."""
    b, o, t = by_id(base), by_id(ours), by_id(theirs)
    if b is None or o is None or t is None:
        return left("", base, ours, theirs)
    outcome = _merged(b.texts, o.texts, t.texts, _item)
    text = _listed(outcome.texts)
    again = by_id(text)
    if again is None or again.texts != outcome.texts:
        return left("", base, ours, theirs)
    return Merged(text, _listed(outcome.base), outcome.conflicts)


def _item(key: str, base: str | None, ours: str | None, theirs: str | None) -> Merged:
    found = settled(base, ours, theirs)
    if found is not None:
        return found
    if key == _HEAD:
        return Merged(ours, theirs)  # comments at the top of a file are the enterprise's
    if base is None or ours is None or theirs is None:
        return left(key, base, ours, theirs)
    merged = merge_mapping(*map(_without_dash, (base, ours, theirs)))
    if merged.conflicts:
        named = (one._replace(at=f"{key} 的{one.at}" if one.at else key) for one in merged.conflicts)
        return Merged(ours, base, tuple(named))
    return Merged(_with_dash(str(merged.text)), theirs)


def _without_dash(text: str) -> str:
    """Return an item as a mapping of its own: the hyphen is where its first line is."""
    return re.sub(rf"^{_DASH}", " " * len(_DASH), text, count=1, flags=re.MULTILINE)


def _with_dash(text: str) -> str:
    return re.sub(r"^ {4}(?![ #])", _DASH, text, count=1, flags=re.MULTILINE)


class _Outcome(NamedTuple):
    texts: dict[str, str]
    base: dict[str, str]
    conflicts: tuple[Conflict, ...]


def _merged(
    base: dict[str, str],
    ours: dict[str, str],
    theirs: dict[str, str],
    inner: Callable[[str, str | None, str | None, str | None], Merged],
) -> _Outcome:
    units = {
        key: inner(key, base.get(key), ours.get(key), theirs.get(key)) for key in dict.fromkeys([*ours, *theirs, *base])
    }
    return _Outcome(
        {key: text for key in ordered(ours, theirs) if (text := units[key].text) is not None},
        {key: text for key in ordered(theirs, base) if (text := units[key].base) is not None},
        tuple(conflict for unit in units.values() for conflict in unit.conflicts),
    )


def ordered(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """Return the keys of the first, those that only the second has each behind the one before it there."""
    found = list(first)
    place = 0
    for key in second:
        if key in found:
            place = found.index(key) + 1
        else:
            found.insert(place, key)
            place += 1
    return found


def chosen(base: str, theirs: str, held: Callable[[Any, Any], bool]) -> str:
    """Return a list file of the packs with items held at what was delivered; unchanged where it cannot be told apart.

    Args:
        base: What was delivered.
        theirs: What the packs have now.
        held: Tells of the delivered and the new value of an item (None where there is none) whether it is held.
    """
    b, t = by_id(base), by_id(theirs)
    if b is None or t is None:
        return theirs
    keys = ordered(t.texts, b.texts)
    from_base = {key for key in keys if key != _HEAD and held(b.values.get(key), t.values.get(key))}
    sides = ((key, (b if key in from_base else t).texts.get(key)) for key in keys)
    return _listed({key: text for key, text in sides if text is not None})
