"""A YAML file that is one list, taken apart item by item as text: comments, order and writing stay as they are."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from yaml import SequenceNode

from checker.load.text.yamldoc import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff-]*")
_OTHERS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})  # what YAML takes for something else
_ITEM = re.compile(r"^  - ", re.MULTILINE)


class Item(NamedTuple):
    """One item: its text with the comments above it, and its value."""

    text: str
    value: dict[str, Any]


class ItemList(NamedTuple):
    """A file: what stands before the first item, and the items."""

    head: str
    items: tuple[Item, ...]

    def text(self) -> str:
        """Return the file."""
        body = "".join(item.text for item in self.items)
        return self.head + body if body else re.sub(r"^(\w+):[ ]*$", r"\1: []", self.head, flags=re.MULTILINE)

    def kept(self, keep: Callable[[dict[str, Any]], bool]) -> ItemList:
        """Return the list with the items that are to be kept."""
        return self._replace(items=tuple(item for item in self.items if keep(item.value)))


def taken_apart(text: str) -> ItemList:
    """Return the items of a file such as controls/roles.yml, in which each begins with two spaces and a hyphen."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if not starts:
        return ItemList(text, ())
    begins = [_with_comments(text, start) for start in starts]
    ends = [*begins[1:], len(text)]
    items = tuple(_item(text[begin:end]) for begin, end in zip(begins, ends, strict=True))
    return ItemList(text[: begins[0]], items)


def _with_comments(text: str, start: int) -> int:
    """Return where the comments directly above an item begin."""
    while True:
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        if not text[above:start].startswith("  #"):
            return start
        start = above


def _item(text: str) -> Item:
    (value,) = parse(text).value
    return Item(text, value)


def appended(text: str, key: str, items: Iterable[Item]) -> str:
    """Return a file that is one list with more items at its end, as deep as those that are there.

    Args:
        text: The file; "" where there is none.
        key: What the list is called.
        items: As `taken_apart` gives them.

    Raises:
        YamlError: The file is no YAML.
        ValueError: It is no such list, or one written in brackets.
    """
    parsed = parse(text or f"{key}: []\n")
    node = parsed.at([key])
    if not isinstance(parsed.value, dict) or list(parsed.value) != [key] or node is None:
        raise ValueError(key)
    more = "".join(item.text for item in items)
    if not parsed.value[key]:
        return (
            re.sub(rf"^{key}:.*$", lambda _: f"{key}:", text or f"{key}:", count=1, flags=re.MULTILINE).rstrip()
            + f"\n{more}"
        )
    if not isinstance(node, SequenceNode) or node.flow_style:
        raise ValueError(key)
    deep = " " * node.start_mark.column
    return f"{text.rstrip()}\n" + re.sub(r"^ {2}(?=\S| )", deep, more, flags=re.MULTILINE)


def flow(value: Any) -> str:
    """Return a value as YAML on one line; only what reads as itself stands without quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(held)}" for key, held in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    text = str(value)
    quoted = isinstance(value, str) and (not _PLAIN.fullmatch(text) or text.lower() in _OTHERS)
    return json.dumps(text, ensure_ascii=False) if quoted else text
