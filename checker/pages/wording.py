"""A record type's rules in words: what has to exist, when, by whom, in which shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model.labels import limit
from checker.model.record import CADENCE_TITLES, WEEKDAY_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.record import RecordType
    from checker.pages.book import Book

UNSET = "企业未定"
_SIGNS = {
    "minimum": "不小于",
    "maximum": "不大于",
    "exclusiveMinimum": "大于",
    "exclusiveMaximum": "小于",
    "minLength": "字数不少于",
    "maxLength": "字数不多于",
    "pattern": "写法",
}
_TYPES = {
    "number": "数字",
    "integer": "整数",
    "string": "文字",
    "boolean": "是或否",
    "array": "多项",
    "object": "一组",
    "null": "空",
}


class Saying(NamedTuple):
    """One rule in words; `proposed` marks what nobody confirmed and the checker never checks."""

    label: str
    text: str
    proposed: bool = False


def sayings(book: Book, record: RecordType) -> tuple[Saying, ...]:
    """Return the rules of a record type, in a fixed order."""
    parts = (_when(book, record), _order(book, record), _who(book, record), _shape(record))
    return tuple(saying for part in parts for saying in part)


def timing(book: Book, record: RecordType) -> str:
    """Return in one line what has to exist and when: scope, occasion, cadence, deadline."""
    said = (saying for saying in _when(book, record) if saying.label != "保存")
    return "；".join(
        f"{saying.label}{saying.text}" if saying.text.startswith(UNSET) else saying.text for saying in said
    )


def _titles(book: Book, records: Iterable[str]) -> str:
    return "".join(f"《{book.record_ref(record).label}》" for record in records)


def _parameter(book: Book, record: RecordType, key: str) -> str:
    """Return a note on the parameter that gives the key, or nothing."""
    name = dict(record.parameters).get(key)
    parameter = book.controls.parameters.get(name or "")
    if parameter is None:
        return f"（企业参数 {name}）" if name else ""
    if parameter.value is None:
        return f"（企业参数“{parameter.title}”还没有值）"
    by = f"，{book.person(parameter.approved_by)}批准" if parameter.approved_by else ""
    return f"（企业参数“{parameter.title}”；依据：{parameter.source or '没有写'}{by}）"


def _scope(book: Book, record: RecordType) -> str:
    if record.scope == "event":
        return f"每有一份{_titles(book, filter(None, [record.per]))}，各要一份"
    return "每个项目各要一份" if record.scope == "project" else "全企业要一份"


def _when(book: Book, record: RecordType) -> Iterator[Saying]:
    yield Saying("范围", _scope(book, record))
    if record.occasion:
        yield Saying("何时才有", f"{record.occasion}；没有发生就不欠")
    yield from _cadence(book, record)
    yield from _within(book, record)
    yield from _days(record)
    yield from _months(book, record, "valid_months", "有效期", "日期起 {} 个月内有效")
    yield from _months(book, record, "retain_years", "保存", "{} 年")


def _cadence(book: Book, record: RecordType) -> Iterator[Saying]:
    note = _parameter(book, record, "cadence")
    if record.cadence:
        late = "最迟在期间最后一天"
        if record.grace:
            late = f"最迟在期间结束后 {limit(record.grace)}{_parameter(book, record, 'grace')}"
        amount = "一份" if record.times == 1 else f"至少 {record.times} 份"
        yield Saying("周期", f"{CADENCE_TITLES[record.cadence]}{amount}，{late}{note}")
    elif "cadence" in record.switched_off:
        yield Saying("周期", f"{UNSET}{note}")


def _within(book: Book, record: RecordType) -> Iterator[Saying]:
    note = _parameter(book, record, "within")
    if record.within:
        start = _titles(book, filter(None, [record.deadline_of]))
        yield Saying("期限", f"{start}之后 {limit(record.within)}内{note}")
    elif "within" in record.switched_off:
        yield Saying("期限", f"{UNSET}{note}")


def _days(record: RecordType) -> Iterator[Saying]:
    if record.weekdays:
        days = "、".join(WEEKDAY_TITLES[name] for name in record.weekdays)
        yield Saying("日子", f"{days}，遇休息日顺延到下一个工作日")


def _months(book: Book, record: RecordType, key: str, label: str, words: str) -> Iterator[Saying]:
    value, note = getattr(record, key), _parameter(book, record, key)
    if value is not None:
        yield Saying(label, words.format(value) + note)
    elif note:
        yield Saying(label, f"{UNSET}{note}")


def _order(book: Book, record: RecordType) -> Iterator[Saying]:
    if record.after:
        yield Saying("先后", f"之前要先有{_titles(book, record.after)}")
    if record.independent_of:
        yield Saying("独立", f"编制人不能编制过{_titles(book, record.independent_of)}")
    if record.same_department_as:
        yield Saying("部门", f"编制人与{_titles(book, [record.same_department_as])}的编制人同一个部门")


def _who(book: Book, record: RecordType) -> Iterator[Saying]:
    if record.approvals:
        order = "，按此先后" if len(record.approvals) > 1 else ""
        yield Saying("审批", " → ".join(book.role(role) for role in record.approvals) + order)
    if record.suggested_approvals:
        chain = " → ".join(book.role(role) for role in record.suggested_approvals)
        yield Saying("审批建议（待确认）", f"{chain}。原文没有写明，工具不检查", proposed=True)


def _shape(record: RecordType) -> Iterator[Saying]:
    if record.sections:
        yield Saying("必备章节", "、".join(record.sections))
    if record.fields:
        yield Saying("登记字段", "；".join(_fields(record.fields)) or "按记录类型里写的 JSON Schema")
    if record.formats:
        yield Saying("文件格式", "、".join(record.formats))


def _fields(schema: dict[str, Any]) -> Iterator[str]:
    required = schema.get("required")
    names = list(required) if isinstance(required, list) else []
    properties = schema.get("properties")
    known = properties if isinstance(properties, dict) else {}
    for name in dict.fromkeys([*names, *known]):
        must = "必填" if name in names else "可不填，填了就检查"
        yield "，".join([f"{name}：{must}", *_property(known.get(name))])


def _property(rule: Any) -> Iterator[str]:
    if not isinstance(rule, dict):
        return
    if rule.get("description"):
        yield str(rule["description"])
    kinds = rule.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if kinds != [None]:
        yield "或".join(_TYPES.get(str(kind), str(kind)) for kind in kinds)
    if isinstance(rule.get("enum"), list):
        yield "取值 " + "／".join(str(value) for value in rule["enum"])
    for key, words in _SIGNS.items():
        if key in rule and (key, rule[key]) != ("minLength", 1):  # that it is not empty goes without saying
            yield f"{words} {rule[key]}"
