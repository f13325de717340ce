"""Parsed YAML to typed values; where that fails, every fault with its place and its remedy."""

from __future__ import annotations

import difflib
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from checker.errors import Fault
from checker.load.text.moments import as_json, parse_moment
from checker.load.text.shapes import Moment
from checker.load.text.yamldoc import NoSuchDay, YamlText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jsonschema import ValidationError


T = TypeVar("T")
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "array": "列表（[…] 或以 - 开头的行）",
    "object": "键值（键: 值）",
    "null": "空",
}


def convert(text: YamlText, shape: type[T], path: str) -> T | list[Fault]:
    """Return the value of that shape, or all faults.

    Args:
        text: A parsed text; an empty one counts as an empty mapping.
        shape: A type of `checker.load.text.shapes`.
        path: The file, for the faults.
    """
    value = {} if text.value is None else text.value
    if isinstance(value, dict) and None in value.values():
        value = {key: inner for key, inner in value.items() if inner is not None}  # "key:" is as good as none
    try:
        found = msgspec.convert(value, shape, dec_hook=_decode)
    except msgspec.ValidationError as error:
        faults = [fault for failure in _failures(value, shape) for fault in _describe(failure, text, path)]
        return faults or [_fallback(error, text, path)]
    return [_no_such_day(at, text, path) for at in _days_that_are_none(value)] or found


def _days_that_are_none(value: Any) -> Iterator[tuple[str | int, ...]]:
    """Yield where dates stand that the calendar does not have, in values of no fixed shape."""
    if isinstance(value, NoSuchDay):
        yield ()
    elif isinstance(value, (dict, list)):
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(inner, (dict, list, NoSuchDay)):
                yield from ((part, *below) for below in _days_that_are_none(inner))


def _no_such_day(at: tuple[str | int, ...], text: YamlText, path: str) -> Fault:
    what = f"“{at[-1]}”的值不是日历上有的日期" if at else "不是日历上有的日期"
    return Fault(path, *text.place(at), what, "改成真实的日期，例如 2026-05-20；当文字用就加引号")


def _decode(kind: type[Any], value: Any) -> Any:
    if kind is not Moment:
        raise NotImplementedError(kind)
    if isinstance(value, date):
        return Moment(value)
    if isinstance(value, str):
        return Moment(parse_moment(value))
    raise ValueError("不是日期")


def _failures(value: Any, shape: type[Any]) -> Iterator[ValidationError]:
    from checker.load.text.schemas import validator_of

    found = [one for failure in validator_of(shape).iter_errors(as_json(value)) for one in _innermost(failure)]
    no_dates = {tuple(one.absolute_path) for one in found if one.validator == "format"}
    for one in found:
        if one.validator != "pattern" or tuple(one.absolute_path) not in no_dates:
            yield one


def _innermost(failure: ValidationError) -> Iterator[ValidationError]:
    """Of alternatives, take the faults of the one that at least expects the same kind of thing."""
    branches: dict[Any, list[ValidationError]] = {}
    for error in failure.context or ():
        branches.setdefault(error.relative_schema_path[0], []).append(error)
    close = [errors for errors in branches.values() if not any(_other_kind(error) for error in errors)]
    if len(close) == 1:
        for error in close[0]:
            yield from _innermost(error)
    elif branches:
        kinds = [error for errors in branches.values() for error in errors]
        yield kinds[0]
    else:
        yield failure


def _other_kind(error: ValidationError) -> bool:
    other = error.validator == "type" or (error.validator == "enum" and not isinstance(error.instance, str))
    return other and not error.relative_path


def _describe(error: Any, text: YamlText, path: str) -> Iterator[Fault]:
    at = [part for part in error.absolute_path if isinstance(part, (str, int))]
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(error.schema.get("properties", {}))
        for key in error.instance:
            if key not in known:
                yield Fault(path, *text.place([*at, key], key=True), f"未知的键“{key}”", suggest(key, known))
        return
    if error.validator == "required" and isinstance(error.instance, dict):
        for key in error.validator_value:
            if key not in error.instance:
                yield Fault(path, *text.place(at), f"缺少键“{key}”", f"加上一行“{key}: …”")
        return
    yield Fault(path, *text.place(at), *_wording(error, f"“{at[-1]}”的值" if at else "内容"))


def _wording(error: Any, name: str) -> tuple[str, str]:
    shown = error.instance if isinstance(error.instance, (str, int, float)) else _kind(error.instance)
    match error.validator:
        case "type":
            wanted = error.validator_value
            names = "或".join(_TYPES.get(kind, kind) for kind in ([wanted] if isinstance(wanted, str) else wanted))
            hint = "数字或日期要当文字写时请加引号" if "文字" in names else "改成这种值"
            return f"{name}应为{names}，现在是 {shown}", _described(error) or hint
        case "enum" | "const":
            choices = error.validator_value if error.validator == "enum" else [error.validator_value]
            return f"{name}“{shown}”不认识", suggest(str(shown), [str(choice) for choice in choices])
        case "format":
            return f"{name}“{shown}”不是日历上有的日期", "写成 2026-05-20 这样，而且要有这一天"
        case "pattern":
            return f"{name}“{shown}”写法不对", _described(error) or "按格式说明改写"
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            return f"{name}“{shown}”超出范围", f"界限是 {error.validator_value}"
        case _:
            return f"{name}不对（{error.message}）", "按格式说明改写"


def _described(error: ValidationError) -> str:
    """Return what the schema says to users about the value; a type's own docstring is not for them."""
    words = str(error.schema.get("description", "")) if isinstance(error.schema, dict) else ""
    return "" if words.isascii() else words


def _kind(value: Any) -> str:
    if value is None:
        return "空"
    return "列表" if isinstance(value, list) else "键值"


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the nearest known word, and the others where they are few."""
    choices = list(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.5)
    if near:
        return f"是不是想写“{near[0]}”？"
    few = 15
    if not choices:
        return "先定义它"
    listed = "、".join(choices[:few]) + ("……" if len(choices) > few else "")
    return f"可用：{listed}"


def _fallback(error: msgspec.ValidationError, text: YamlText, path: str) -> Fault:
    """Place what only the converter refuses, such as a day that does not exist, by its own path."""
    message, _, where = str(error).partition(" - at `$")
    at: list[str | int] = [
        int(part) if part.isdigit() else part
        for part in where.rstrip("`").replace("[", ".").replace("]", "").split(".")
        if part and part != "..."
    ]
    value: Any = text.value
    for part in at:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
    what = f"“{value}”不对" if isinstance(value, (str, int, float)) else f"内容不对（{message}）"
    return Fault(path, *text.place(at), what, "日期写成 2026-05-20，且日历上要有这一天；其余按格式说明改写")
