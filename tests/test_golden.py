"""Whole runs as data: every case of golden/*.yml, told as a compliance officer would tell it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from support.workspace import assess_at, dump, obligations

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.yml"))
CASES = [
    pytest.param(case, id=f"{file.stem}-{place}")
    for file in FILES
    for place, case in enumerate(yaml.safe_load(file.read_text("utf-8"))["cases"])
]


def lay_out(case: dict[str, Any], root: Path) -> Path:
    """Write the tree of a case over the common cast."""
    shutil.copytree(GOLDEN / "base", root)
    for path, content in case["files"].items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((content if isinstance(content, str) else dump(content)).encode())
    return root


@pytest.mark.parametrize("case", CASES)
def test_golden(case, tmp_path):
    report = assess_at(lay_out(case, tmp_path / "w"), case["as_of"])
    found = obligations(report)
    wanted = case["expect"]
    for name, keys in wanted.get("obligations", {}).items():
        assert name in found, f"{name} is not among {sorted(found)}"
        assert {key: _seen(found[name][key]) for key in keys} == _plain(keys), name
    assert not set(wanted.get("absent", ())) & set(found)
    if wanted.get("only"):
        assert sorted(found) == sorted(wanted.get("obligations", {}))
    for key, value in wanted.get("lists", {}).items():
        assert report[key] == _plain(value), key
    for key, value in wanted.get("summary", {}).items():
        assert report["summary"][key] == value, key
    for words in wanted.get("messages", ()):
        assert words in json.dumps(report, ensure_ascii=False), words
    faults = [(fault["path"], fault["line"]) for fault in report["evidence_faults"]]
    assert faults == [(fault["path"], fault["line"]) for fault in wanted.get("faults", ())], report["evidence_faults"]
    for fault, fault_wanted in zip(report["evidence_faults"], wanted.get("faults", ()), strict=True):
        assert fault_wanted["says"] in fault["message"]


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def _seen(value: Any) -> Any:
    """Problems are compared by their codes."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "code" in value[0]:
        return [item["code"] for item in value]
    return value


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_golden_file_is_well_formed(file):
    text = file.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=golden.schema.json\n")
    schema = json.loads((GOLDEN / "golden.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    errors = [error.message for error in Draft202012Validator(schema).iter_errors(_plain(yaml.safe_load(text)))]
    assert not errors


def test_there_are_enough_stories():
    stories = [case.values[0]["story"] for case in CASES]
    assert len(stories) >= 30
    assert len(set(stories)) == len(stories)
