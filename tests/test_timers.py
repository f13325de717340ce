"""Every timer of the sources on the handbook's own controls: met once, missed once, left open where no number is given."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from timers.world import REPOSITORY, Row, Writer, assessed, handbook, items_of, parameters, records_of

FILES = sorted((REPOSITORY / "tests/timers").glob("*.yml"))
ROWS: list[Row] = [row for file in FILES for row in yaml.safe_load(file.read_text("utf-8"))["rows"]]
CASES = [row for row in ROWS if "met" in row]
DECIDED = [row for row in CASES if "code" in row]
OPEN = [row for row in CASES if "key" in row]
LISTED = [row for row in ROWS if "listed" in row]
TIMERS = {
    item["item"]: item["places"]
    for file in sorted((REPOSITORY / "controls/sources").glob("*.yml"))
    for item in yaml.safe_load(file.read_text("utf-8"))["items"]
    if item["kind"] == "timer"
}
STEPS = [name for name in TIMERS if name.startswith("T002-S") and name != "T002-SUM"]


def each(rows: list[Row]) -> Any:
    return pytest.mark.parametrize("row", rows, ids=lambda row: row["timer"])


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """The three worlds: "open", no parameter set and nothing handed in; "met" and "missed", with the rows' values."""
    root = tmp_path_factory.mktemp("timers")
    controls = assessed(handbook(root / "handbook")).controls
    values = {row["parameter"]: row["value"] for row in CASES if "parameter" in row}
    # only a limit needs what begins it; elsewhere it could pass for what another row wants to be absent
    begun = [row if row["key"] == "within" else {**row, "given": []} for row in OPEN]
    found = {}
    for name, rows, given in (("open", begun, {}), ("met", CASES, values), ("missed", CASES, values)):
        shutil.copytree(root / "handbook", root / name)
        parameters(root / name, given)
        Writer(root / name, controls).write(rows, name)
        found[name] = assessed(root / name)
    return found


@each(DECIDED)
def test_what_is_done_in_time_is_met(row, worlds):
    all_are(worlds["met"].decided(row), row, ["met"])


@each(DECIDED)
def test_what_is_not_is_found_out(row, worlds):
    found = worlds["missed"].decided(row)
    all_are(found, row, _listed(row["code"]))
    said = [problem["message"] for item in found for problem in item["problems"]]
    assert all(any(words in message for message in said) for words in row.get("tells", ()))


def all_are(found: list[dict[str, Any]], row: Row, wanted: list[str]) -> None:
    """Hold every obligation of a row against the problems it should have, or the status where it has none."""
    assert {item["record"] for item in found} == set(records_of(row))
    for item in found:
        assert ([problem["code"] for problem in item["problems"]] or [item["status"]]) == wanted, item
    if "due" in row:
        assert {item["due"] for item in found} == {str(day) for day in _listed(row["due"])}


@each([row for row in CASES if "measured" in row])
def test_measured(row, worlds):
    wanted = row["measured"]
    for outcome in ("met", "missed"):
        assert list(worlds[outcome].measured(wanted["metric"], wanted["window"])) == wanted[outcome]


@each([row for row in CASES if "headings" in row or "asks" in row])
def test_every_one_of_several_is_asked_for(row, worlds):
    for name in records_of(row):
        record = worlds["met"].controls.records[name]
        for heading in row.get("headings", ()):
            others = [other for other in row["headings"] if other != heading]
            assert not all(any(section in other for other in others) for section in record.sections), heading
        for field in row.get("asks", ()):
            [handed_in] = items_of(row, "met")
            validator = Draft202012Validator(record.fields)
            assert validator.is_valid(handed_in["fields"])
            assert not validator.is_valid(_without(handed_in["fields"], field)), field


@each(OPEN)
def test_nothing_is_judged_before_the_enterprise_sets_a_number(row, worlds):
    world = worlds["open"]
    assert row["parameter"] in world.report["unset_parameters"]
    for name in records_of(row):
        record = world.controls.records[name]
        assert (row["key"], row["parameter"]) in record.parameters
        assert row["key"] in record.switched_off
    found = world.decided(row)
    assert {item["record"] for item in found} == set(records_of(row))
    assert {(item["status"], item["due"], item["window"]) for item in found} == {("pending", None, None)}


@each(LISTED)
def test_what_no_key_can_carry_is_listed(row, worlds):
    world = worlds["open"]
    assert row["parameter"] in world.report["unset_parameters"]
    bound = {name for record in world.controls.records.values() for _, name in record.parameters}
    assert row["parameter"] not in bound, "a key holds it: this can be shown met and missed"


@each([row for row in CASES if any(place.endswith(" occasion") for place in TIMERS[row["timer"]])])
def test_nothing_happened_nothing_is_owed(row, worlds):
    """Other rows' projects have passed the stage without it."""
    idle = [item for item in worlds["met"].report["obligations"] if item["record"] == row["record"]]
    idle = [item for item in idle if item["evidence"] is None]
    assert {item["status"] for item in idle} == {"pending"}


def test_every_timer_has_one_row():
    assert sorted(row["timer"] for row in ROWS) == sorted(TIMERS)


@each([row for row in ROWS if "words" not in row])
def test_the_row_is_about_the_places_of_the_timer(row):
    named = {*records_of(row), *(item["record"] for item in row.get("given", ()))}
    held = {
        "record": named,
        "parameter": {row.get("parameter")},
        "metric": {row.get("measured", {}).get("metric")},
    }
    for place in TIMERS[row["timer"]]:
        kind, name, *_ = place.split()
        assert held.get(kind) is None or name in held[kind], place


def test_the_fixed_steps_make_36_working_days(worlds):
    """T002-SUM: 26 of the 35 steps have a limit in working days."""
    records = worlds["open"].controls.records
    named = {place.split()[1] for name in STEPS for place in TIMERS[name] if place.endswith(" within")}
    limits = [records[name].within.workdays for name in named if records[name].within]
    assert (len(limits), sum(limits)) == (26, 36)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_timer_file_is_well_formed(file):
    text = file.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=timers.schema.json\n")
    schema = json.loads((file.parent / "timers.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    held = json.loads(json.dumps(yaml.safe_load(text), default=str))
    assert not [
        f"{list(error.absolute_path)}: {error.message}" for error in Draft202012Validator(schema).iter_errors(held)
    ]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _without(fields: dict[str, Any], path: str) -> dict[str, Any]:
    """Return the fields without the one of that name; a dot leads into a field."""
    name, _, inner = path.partition(".")
    if inner:
        return {**fields, name: _without(fields[name], inner)}
    return {key: value for key, value in fields.items() if key != name}
