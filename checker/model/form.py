"""What a form (表单) holds: its cells by record type; who writes forms and who reads them agree through this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from checker.model.words import nfkc, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model.record import RecordType

VERSION = "1"
RECORD, CODE, PROJECT, FORM = "guanbiao.record", "guanbiao.code", "guanbiao.project", "guanbiao.form"
META: dict[str, str] = {
    "id": "编号",
    "date": "日期",
    "project": "项目",
    "window": "期间",
    "author": "编制人",
    "refs": "关联编号",
}
SHEET, TABLE = "表单", "明细"  # of a form that is a workbook
FIELDS_HEAD = ("名称", "填写")
SIGN_HEAD = ("角色", "姓名", "日期")
YES, NO = "是", "否"
HINTS = ("点此填写", "点此选择", "点此选日期", "点此填数字")
REQUIRED = "*"
_OURS = "guanbiao."
_MOST_TAG = 64  # what Word allows
Kind = Literal["text", "number", "date", "yes-no", "choice", "list"]
_SCALARS = (str, int, float)
_KINDS: dict[Kind, frozenset[str]] = {
    "yes-no": frozenset({"boolean"}),
    "number": frozenset({"number", "integer"}),
    "list": frozenset({"array"}),
}


class Cell(NamedTuple):
    """One cell for a field of the record.

    Attributes:
        tag: The tag of its content control.
        label: What stands to the left of it.
        path: Where its value stands in the record's fields; one key, or two inside an object.
        group: What the object that holds it is called, else "".
    """

    tag: str
    label: str
    path: tuple[str, ...]
    schema: Mapping[str, Any]
    required: bool
    group: str

    @property
    def kind(self) -> Kind:
        """What can be filled in."""
        return kind_of(self.schema)


class HouseStyle(NamedTuple):
    """How forms look: a styles part, the theme that it draws on, and the ids of styles by lower-case name."""

    styles: bytes
    theme: bytes | None
    ids: Mapping[str, str]


def meta_tag(key: str) -> str:
    """Return the tag of a cell of the table at the top."""
    return f"{_OURS}{key}"


def sign_tag(role: str, part: str) -> str:
    """Return the tag of a cell in the signature table, "" where the role's id is too long for one."""
    tag = f"{_OURS}sign.{role}.{part}"
    return tag if len(tag) <= _MOST_TAG else ""


def signer(tag: str) -> tuple[str, str] | None:
    """Return role and part that a tag of the signature table names."""
    parts = tag.split(".")
    start, size = [*_OURS.split(".")[:1], "sign"], 4
    return (parts[2], parts[3]) if len(parts) == size and parts[:2] == start else None


def likeness(text: str) -> str:
    """Return a label as it is compared: no white space, no mark for what is required."""
    return "".join(nfkc(visible(" ".join(text.split()))).split()).rstrip(REQUIRED)


def choice_words(value: Any) -> str:
    """Return one choice of a list as it is shown."""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def choices(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the values among which the schema lets people choose."""
    held = [schema["const"]] if "const" in schema else schema.get("enum")
    return tuple(value for value in held if isinstance(value, _SCALARS)) if isinstance(held, list) else ()


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """Return what can be filled in for a schema; what is not understood is text."""
    if choices(schema):
        return "choice"
    if schema.get("format") == "date":
        return "date"
    types = schema.get("type")
    held = frozenset([types] if isinstance(types, str) else filter(_is_text, types or ())) - {"null"}
    for kind, understood in _KINDS.items():
        if held and held <= understood:
            return kind
    return "text"


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def field_cells(record: RecordType) -> tuple[Cell, ...]:
    """Return the cells for the record's fields, in the order of its schema."""
    cells: list[Cell] = []
    tags: set[str] = set()
    labels: set[str] = set()
    for number, (path, schema, required, group) in enumerate(_properties(record.fields or {})):
        tag = "/".join(path)
        if not tag or len(tag) > _MOST_TAG or tag in tags or tag.startswith(_OURS):
            tag = f"{_OURS}field.{number}"
        label = _label(path[-1], schema)
        if likeness(label) in labels:
            label = f"{label}（{'/'.join(path)}）"
        tags.add(tag)
        labels.add(likeness(label))
        cells.append(Cell(tag, label, path, schema, required, group))
    return tuple(cells)


_Property = tuple[tuple[str, ...], "Mapping[str, Any]", bool, str]


def _properties(schema: Mapping[str, Any]) -> Iterator[_Property]:
    for name, held, required in _named(schema):
        inner = list(_named(held)) if held.get("type", "object") == "object" else []
        for key, below, needed in inner:
            yield (name, key), below, required and needed, _label(name, held)
        if not inner:
            yield (name,), held, required, ""


def _named(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Yield the properties that a schema names, described or only required."""
    held, needed = schema.get("properties"), schema.get("required")
    properties = {str(name): known for name, known in held.items()} if isinstance(held, dict) else {}
    required = [name for name in needed if isinstance(name, str)] if isinstance(needed, list) else []
    for name in dict.fromkeys([*properties, *required]):
        known = properties.get(name)
        yield name, known if isinstance(known, dict) else {}, name in required


def _label(name: str, schema: Mapping[str, Any]) -> str:
    described = schema.get("description")
    return " ".join((described if isinstance(described, str) else "").split()) or " ".join(name.split())
