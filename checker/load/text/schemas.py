"""JSON Schemas (2020-12) of the shapes, for editors and for messages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
from jsonschema import Draft202012Validator, FormatChecker

from checker.load.text.moments import parse_moment
from checker.load.text.shapes import SHAPES, Moment

_FORMATS = FormatChecker(formats=())
_MOMENT = {
    "type": "string",
    "format": "date-or-time",
    "pattern": r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}([Tt ].*)?$",
    "description": "日期 2026-05-20，或带时刻 2026-05-20T14:30:00+08:00",
}


def schema_of(shape: type[Any], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a shape."""
    body = msgspec.json.schema(shape, schema_hook=_hook)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body}


def _hook(kind: type[Any]) -> dict[str, Any]:
    if kind is Moment:
        return _MOMENT
    raise NotImplementedError(kind)


def published() -> dict[str, dict[str, Any]]:
    """Return every published schema by its name."""
    return {name: schema_of(shape, name) for name, shape in SHAPES.items()}


_VALIDATORS: dict[Any, Draft202012Validator] = {}


def validator_of(shape: Any) -> Draft202012Validator:
    """Return a validator of the shape, made once."""
    if shape not in _VALIDATORS:
        _VALIDATORS[shape] = _validator(shape)
    return _VALIDATORS[shape]


def _validator(shape: Any) -> Draft202012Validator:
    return Draft202012Validator(schema_of(shape, str(shape)), format_checker=_FORMATS)


@_FORMATS.checks("date", raises=ValueError)
@_FORMATS.checks("date-or-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(parse_moment(value))


def write(folder: Path) -> None:
    """Write every published schema into a folder, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in published().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
