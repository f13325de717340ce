"""Record types with parameters replaced by their values, and the rules between their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from checker.load.text.convert import convert
from checker.load.text.shapes import GraceShape, RecordShape, WithinShape
from checker.load.text.yamldoc import YamlText
from checker.model.base import Months
from checker.model.record import Cadence, Grace, RecordType, Within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.errors import Fault
    from checker.load.text.source import Loaded
    from checker.model.profile import Parameter

_BY_PARAMETER: dict[str, Any] = {
    "cadence": Cadence,
    "grace": Grace,
    "within": Within,
    "valid_months": Months,
    "retain_years": int,
}
UNITS = ("hours", "days", "workdays", "workhours")
_PLAIN = tuple(field for field in RecordType.__struct_fields__ if field in RecordShape.__struct_fields__)


def resolve_record(
    loaded: Loaded[Any], at: list[str | int], shape: RecordShape, parameters: dict[str, Parameter]
) -> tuple[RecordType, list[Fault]]:
    """Return the record type as it applies, and what is wrong between its keys."""
    faults = list(_between_keys(loaded, at, shape))
    values = {key: getattr(shape, key) for key in _PLAIN if key not in _BY_PARAMETER}
    used, off = [], set()
    for key, kind in _BY_PARAMETER.items():
        held = getattr(shape, key)
        name = getattr(held, "parameter", None)
        if name is None:
            values[key] = _limit(held)
            continue
        used.append((key, name))
        parameter = parameters.get(name)
        if parameter is None or parameter.value is None:
            off.add(key)
            values[key] = None
            continue
        value = convert(YamlText(parameter.value, None), kind, loaded.path)
        if isinstance(value, list):
            what = f"参数“{name}”的值 {parameter.value!r} 不能用于 {key}"
            faults.append(loaded.fault([*at, key], what, "在 controls/parameters.yml 里按该键的写法填写"))
            value = None
        values[key] = value
    switched = frozenset(off & {"cadence", "within"})
    record = RecordType(**values, file=loaded.path, parameters=tuple(used), switched_off=switched)
    faults += _limits(loaded, at, record)
    return record, faults


def _limit(held: Any) -> Any:
    if isinstance(held, WithinShape):
        given = {unit: getattr(held, unit) for unit in (*UNITS, "inclusive", "of")}
        return Within(**given)
    if isinstance(held, GraceShape):
        return Grace(days=held.days, workdays=held.workdays)
    return held


def _between_keys(loaded: Loaded[Any], at: list[str | int], shape: RecordShape) -> Iterator[Fault]:
    """Yield what the contract (2.4) forbids between keys."""
    rules = (
        (
            shape.cadence and shape.scope == "event",
            "cadence",
            "事件记录不能有周期",
            "删去 cadence，或改 scope",
        ),
        (shape.cadence and shape.within, "within", "有周期的记录不能再有期限", "周期记录用 grace 写宽限"),
        (
            shape.cadence and shape.valid_months,
            "valid_months",
            "有周期的记录不能再有有效期",
            "删去 valid_months",
        ),
        (
            shape.times > 1 and not shape.cadence,
            "times",
            "没有周期就没有每期几份",
            "加上 cadence，或删去 times",
        ),
        (shape.grace and not shape.cadence, "grace", "没有周期就没有宽限", "加上 cadence，或删去 grace"),
        (shape.scope == "event" and not shape.per, "scope", "事件记录没有写明由什么引起", "加上一行“per: …”"),
        (shape.per and shape.scope != "event", "per", "per 只用于事件记录", "写上 scope: event，或删去 per"),
        (
            shape.occasion and (shape.cadence or shape.within),
            "occasion",
            "发生时才有的记录不能有周期或期限",
            "删去其中一个",
        ),
    )
    for wrong, key, what, remedy in rules:
        if wrong:
            yield loaded.fault([*at, key], what, remedy)
    if shape.fields is not None:
        yield from _fields(loaded, [*at, "fields"], shape.fields)
    for key in ("after", "approvals", "serves", "independent_of", "weekdays", "columns"):
        held = getattr(shape, key)
        if len(set(held)) < len(held):
            yield loaded.fault([*at, key], f"{key} 里有重复", "删去重复的")


def _fields(loaded: Loaded[Any], at: list[str | int], schema: dict[str, Any]) -> Iterator[Fault]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        yield loaded.fault(
            [*at, *error.absolute_path], f"不是有效的 JSON Schema（{error.message}）", "按 2020-12 版改写"
        )
    if any(not reference.startswith("#") for reference in _references(schema)):
        yield loaded.fault(at, "$ref 指到了文件之外", "只能引用本处的 $defs，写成 #/$defs/…")


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for held in schema.values():
            yield from _references(held)
    elif isinstance(schema, list):
        for held in schema:
            yield from _references(held)


def _limits(loaded: Loaded[Any], at: list[str | int], record: RecordType) -> Iterator[Fault]:
    for key, units in (("grace", ("days", "workdays")), ("within", UNITS)):
        limit = getattr(record, key)
        if limit is not None and sum(getattr(limit, unit) is not None for unit in units) != 1:
            yield loaded.fault([*at, key], f"{key} 要写明一个时限", f"在 {'、'.join(units)} 中写一个，例如 workdays: 2")
    within = record.within
    if within and within.inclusive and (within.hours is not None or within.workhours is not None):
        yield loaded.fault([*at, "within"], "按小时的时限没有起算那天算不算", "删去 inclusive")
    if record.within and not record.deadline_of:
        yield loaded.fault([*at, "within"], "没有写明从哪种记录起算", "加上 of: …")


def with_defaults(record: RecordType) -> RecordType:
    """Return the record type with the deadline's start written out (`of` defaults to `per`)."""
    if record.within is None or record.within.of is not None:
        return record
    return msgspec.structs.replace(record, within=msgspec.structs.replace(record.within, of=record.per))
