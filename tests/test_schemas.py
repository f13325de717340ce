"""The published JSON Schemas are the shapes that the checker reads, and every YAML file here names its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support.workspace import AS_OF

from checker.assessment import load
from checker.errors import Fault
from checker.load.text.convert import _decode, convert
from checker.load.text.moments import as_json
from checker.load.text.schemas import published, schema_of, validator_of, write
from checker.load.text.shapes import SHAPES, EvidenceShape
from checker.load.text.source import split_front_matter
from checker.load.text.yamldoc import YamlText, parse
from checker.model.words import nfc

ROOT = Path(__file__).parents[1]
HEAD = re.compile(r"# yaml-language-server: \$schema=(\S+)")
NAMED = [
    *sorted((ROOT / "controls").rglob("*.yml")),
    ROOT / "evidence/projects.yml",
    ROOT / "tests/faults/controls.yml",
    ROOT / "tests/search/questions.yml",
    *(path for path in sorted((ROOT / "tests/golden").rglob("*.yml")) if path.name != "mkdocs.yml"),  # MkDocs' own
]


def test_published_schemas_are_up_to_date(tmp_path):
    write(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in (ROOT / "controls/schemas").iterdir()}
    assert committed == written, "run: make schemas"
    assert {name.removesuffix(".schema.json") for name in committed} == set(SHAPES) == set(published())


@pytest.mark.parametrize("name", SHAPES)
def test_schemas_are_schemas(name):
    schema = json.loads((ROOT / f"controls/schemas/{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_type_without_a_schema_is_an_error():
    with pytest.raises(TypeError, match="not supported"):
        schema_of(object, "x")
    with pytest.raises(NotImplementedError):
        _decode(object, 1)


def valid(schema_path: Path, text: str) -> bool:
    schema = json.loads(schema_path.read_text("utf-8"))
    return Draft202012Validator(schema).is_valid(as_json(parse(text).value))


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_yaml_files_name_their_schema_and_keep_it(path):
    text = path.read_text("utf-8")
    found = HEAD.match(text)
    assert found, "the first line must be # yaml-language-server: $schema=…"
    assert valid((path.parent / found[1]).resolve(), text)


def test_clause_pages_name_their_schema_and_keep_it():
    pages = sorted((ROOT / "policies").rglob("*.md"))
    clauses = 0
    for path in pages:
        front = split_front_matter(path.read_text("utf-8"))
        if front is None or not re.search(r"^clause\s*:", front[0], re.MULTILINE):
            continue
        clauses += 1
        found = HEAD.match(front[0])
        assert found, path
        assert valid((path.parent / found[1]).resolve(), front[0]), path
    assert clauses > 50


def test_sidecars_keep_the_schema_unless_they_are_reported():
    workspace = load(ROOT, AS_OF)
    reported = {fault.path for fault in workspace.evidence_faults}
    schema = ROOT / "controls/schemas/evidence.schema.json"
    sidecars = sorted((ROOT / "evidence").rglob("*.*.yml"))
    wrong = {
        nfc(path.relative_to(ROOT / "evidence").as_posix())
        for path in sidecars
        if not valid(schema, path.read_text("utf-8"))
    }
    assert sidecars
    assert wrong <= reported


WORDS = st.sampled_from(
    ["acceptance-report", "两化", "2026-05", "x", "a\nb", "", "2026-05-20", "2026-02-30", "2026-05-20T09:30:00Z"]
)
WEIRD = (
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS
    | st.dates()
    | st.datetimes()
)
LISTS = st.lists(WEIRD, max_size=2)
APPROVAL = st.dictionaries(st.sampled_from(["role", "person", "date", "rolle"]), WEIRD, max_size=3)
METADATA = st.dictionaries(
    st.sampled_from([*EvidenceShape.__struct_fields__, "auther"]),
    WEIRD
    | LISTS
    | st.lists(APPROVAL | WEIRD, max_size=2)
    | st.dictionaries(st.sampled_from(["a", "b"]), WEIRD, max_size=2),
    max_size=5,
)
SIGNED = st.fixed_dictionaries({"role": st.just("boss")}, optional={"person": st.just("x"), "date": st.dates()})
GOOD = st.fixed_dictionaries(
    {"record": st.sampled_from(["r", "两化"])},
    optional={
        "id": st.just("e 1"), "date": st.dates() | st.datetimes() | st.just("2026/5/3"), "project": st.just("erp"),
        "window": st.just("2026-W01") | st.integers(1, 9999), "refs": st.lists(st.just("e"), max_size=2),
        "author": st.lists(st.just("li-na"), max_size=2),
        "fields": st.dictionaries(st.text(), WEIRD | LISTS, max_size=3),
        "approvals": st.lists(SIGNED, max_size=2),
    },
)  # fmt: skip


@given(METADATA | GOOD)
@example({"window": True})
@example({"date": "2026-02-30"})
@example({"approvals": [{}]})
def test_what_the_checker_accepts_the_schema_accepts(value):
    try:
        msgspec.convert(value, EvidenceShape, dec_hook=_decode)
    except msgspec.ValidationError:
        cleaned = {key: held for key, held in value.items() if held is not None}
        faults = convert(YamlText(cleaned, None), EvidenceShape, "x.yml")
        if isinstance(faults, list):
            assert faults
            assert all(isinstance(fault, Fault) and fault.what and fault.remedy for fault in faults)
        return
    errors = [error.message for error in validator_of(EvidenceShape).iter_errors(as_json(value))]
    assert errors == []


@given(GOOD)
def test_good_metadata_is_accepted(value):
    assert isinstance(convert(YamlText(value, None), EvidenceShape, "x.yml"), EvidenceShape)


@given(METADATA)
def test_faults_of_written_metadata_have_places(value):
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    found = convert(parse(text), EvidenceShape, "x.yml")
    if isinstance(found, list):
        lines = text.count("\n") + 1
        assert all(fault.line is not None and 1 <= fault.line <= lines for fault in found)
