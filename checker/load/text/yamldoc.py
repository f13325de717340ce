"""YAML read safely and fast: no tags, no alias bombs, no duplicate keys, every value with its place.

The C loader composes nodes; plain values are built from them here, so that each value keeps its line
and column. Nesting is limited before composing, because the C composer recurses without a limit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from yaml import CSafeLoader, MappingNode, Node, ScalarNode, SequenceNode
from yaml.constructor import SafeConstructor

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 60
_SCALARS = SafeConstructor()
_PREFIX = "tag:yaml.org,2002:"
_READERS = {
    f"{_PREFIX}null": lambda _: None,
    f"{_PREFIX}bool": _SCALARS.construct_yaml_bool,
    f"{_PREFIX}int": _SCALARS.construct_yaml_int,
    f"{_PREFIX}float": _SCALARS.construct_yaml_float,
    f"{_PREFIX}timestamp": _SCALARS.construct_yaml_timestamp,
}
_SUSPICIOUS = re.compile(r"[!&*]")


class YamlError(Exception):
    """A text that is not the YAML we read; line and column count from 1."""

    def __init__(self, what: str, remedy: str, line: int, column: int) -> None:
        super().__init__(what)
        self.what, self.remedy, self.line, self.column = what, remedy, line, column


class NoSuchDay(str):
    """A date that the calendar does not have, such as 2026-02-30: text, but not what was meant."""

    __slots__ = ()


class YamlText(NamedTuple):
    """A parsed text: its plain value and the node tree, for places."""

    value: Any
    node: Node | None
    offset: int = 0

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Return line and column (from 1) of the value at the path, or of its key."""
        node = self.node
        at = node
        for part in path:
            at, node = _child(node, part)
            if node is None:
                break
        chosen = at if key else (node or at)
        if chosen is None:
            return (1 + self.offset, 1)
        return (chosen.start_mark.line + 1 + self.offset, chosen.start_mark.column + 1)

    def at(self, path: Sequence[str | int]) -> Node | None:
        """Return the node of the value at the path, as far as it goes."""
        node = self.node
        for part in path:
            node = _child(node, part)[1]
        return node


def _child(node: Node | None, part: str | int) -> tuple[Node | None, Node | None]:
    """Return the key node and the value node of a part of a path; missing parts stay where they are."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key, value
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return node, None


def parse(text: str, offset: int = 0) -> YamlText:
    """Parse one YAML document.

    Args:
        text: The text, decoded.
        offset: Lines that stand before it in its file.

    Raises:
        YamlError: It is no YAML, or more than plain data.
    """
    try:
        _guard(text)
        node = yaml.compose(text, Loader=CSafeLoader)
        value = _Builder(len(text)).build(node, 0) if node is not None else None
    except yaml.YAMLError as error:
        raise _explain(error, offset) from error
    except YamlError as error:
        error.line += offset
        raise
    return YamlText(value, node, offset)


def _guard(text: str) -> None:
    """Look at the events where the text could nest deeply or hold tags; they do not recurse."""
    deep = text.count("[") + text.count("{") > MAX_DEPTH or text.count("- ") + text.count("? ") > MAX_DEPTH
    if not deep and not _SUSPICIOUS.search(text):
        return
    depth = 0
    events: Any = yaml.parse(text, Loader=CSafeLoader)
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        mark = event.start_mark
        if depth > MAX_DEPTH:
            raise YamlError("嵌套太深", f"最多 {MAX_DEPTH} 层", mark.line + 1, mark.column + 1)
        if getattr(event, "tag", None):
            raise YamlError(f"不允许使用标签 {event.tag}", "删去以 ! 开头的标签", mark.line + 1, mark.column + 1)


class _Builder:
    """Builds plain values from nodes, counting them so that aliases cannot multiply."""

    def __init__(self, size: int) -> None:
        self.left = 1_000 + size

    def build(self, node: Node, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            raise _fault(node, "别名展开后太大或嵌套太深", "不要用 & 和 * 引用，直接写出内容")
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if isinstance(node, SequenceNode):
            return [self.build(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: Node, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise _fault(key_node, "键必须是一个词", "把键写成文字")
            key = str(key_node.value)
            if key in result:
                raise _fault(key_node, f"键“{key}”写了两次", "删去其中一个")
            result[key] = self.build(value_node, depth + 1)
        return result

    def _scalar(self, node: ScalarNode) -> Any:
        reader = _READERS.get(node.tag)
        if reader is None:
            return node.value
        try:
            return reader(node)
        except (ValueError, OverflowError):
            return NoSuchDay(node.value) if node.tag.endswith("timestamp") else node.value


def _fault(node: Node, what: str, remedy: str) -> YamlError:
    return YamlError(what, remedy, node.start_mark.line + 1, node.start_mark.column + 1)


def _explain(error: yaml.YAMLError, offset: int) -> YamlError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    detail = getattr(error, "problem", None) or getattr(error, "reason", None) or "无法解析"
    what = f"YAML 语法错误（{detail}）"
    remedy = "检查这一行和上一行的缩进、冒号后的空格、引号和括号；缩进用空格，不用制表符"
    return YamlError(what, remedy, line + offset, column)
