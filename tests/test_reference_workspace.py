"""The reference workspace: its policies are clean, and its year shows one honest instance of everything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from support.workspace import AS_OF, assess_at

from checker.load.controls.origins import read_origins
from checker.load.controls.sources import pages_below
from checker.load.lint import lint
from checker.load.text.source import split_front_matter
from checker.load.workspace import read_controls
from checker.model.obligation import SEVERITIES, STATUSES
from checker.model.origin import Place
from checker.render.json_report import SCHEMA
from checker.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
CHECK = [sys.executable, "-m", "checker", "check", "--as-of", AS_OF.isoformat(), "--format", "json"]


@pytest.fixture(scope="module")
def report():
    return assess_at(ROOT, AS_OF)


def test_policies_and_controls_are_clean():
    assert lint(ROOT) == []


def test_every_status_and_severity_occurs(report):
    found = Counter(item["status"] for item in report["obligations"])
    assert set(found) == set(STATUSES)
    assert {item["severity"] for item in report["obligations"]} == {*SEVERITIES, None}


def test_every_problem_code_occurs(report):
    found = {problem["code"] for item in report["obligations"] for problem in item["problems"]}
    assert found == {rule.CODE for rule in RULES}


def test_every_list_beside_the_obligations_has_an_instance(report):
    names = ("documents", "unidentified", "evidence_faults", "unplaced", "future")
    names += ("expired_waivers", "unused_waivers", "unset_parameters")
    assert [name for name in names if not report[name]] == []
    assert any(item["superseded"] for item in report["obligations"])
    assert any(item["unchecked"] for item in report["obligations"])


def test_most_of_the_year_is_in_order(report):
    summary = report["summary"]
    assert summary["met"] > 4 * (summary["missing"] + summary["deficient"])


def test_the_evidence_is_identified_in_every_way():
    from checker.assessment import load

    origins = {item.origin for item in load(ROOT, AS_OF).evidence}
    assert origins == {"sidecar", "front-matter", "register", "name"}


def test_every_clause_of_the_documents_has_its_page():
    clauses = Counter()
    for path, _ in pages_below(ROOT):
        front = split_front_matter(path.read_text(encoding="utf-8"))
        held = yaml.safe_load(front[0]) if front else {}
        clauses[held.get("clause", "").partition("/")[0]] += 1
    clauses.pop("")
    assert clauses == {"std": 58, "ti-83": 31, "service-management": 52, "project-construction": 35, "delivery": 71}
    standard = ROOT / "policies/standard"
    assert len(list(standard.glob("principles/p?.md"))) == len(list(standard.glob("steps/b?.md"))) == 9


@pytest.fixture(scope="module")
def origins():
    controls, _ = read_controls(ROOT)
    faults = []
    return controls, read_origins(ROOT, controls, faults), faults


def test_every_item_of_the_sources_has_a_place(origins):
    _, sources, faults = origins
    assert [str(fault) for fault in faults] == []
    found = Counter(item.kind for source in sources for item in source.items)
    assert found["clause"] == 76 + 31 + 52 + 35 + 71  # with nine principles and nine steps of the standard
    assert (found["record"], found["timer"], found["order"]) == (305, 146, 237)
    assert (found["doubt"], found["conflict"]) == (98, 12)


def test_everything_in_the_handbook_comes_from_a_source(origins):
    controls, sources, _ = origins
    named = {Place.parse(text)[:2] for source in sources for item in source.items for text in item.places}
    for kind in ("clause", "record", "parameter", "metric"):
        held = getattr(controls, f"{kind}s")
        assert [name for name in held if (kind, name) not in named] == [], kind


def test_clause_pages_share_one_skeleton():
    skeleton = ["要求", "为什么", "怎么做", "留什么记录", "审核时常看", "来源与存疑"]
    for path, name in pages_below(ROOT):
        text = path.read_text(encoding="utf-8")
        front = split_front_matter(text)
        if front and "clause:" in front[0]:
            heads = [line[3:].strip() for line in text.splitlines() if line.startswith("## ")]
            assert heads == [word for word in skeleton if word in heads], name
            assert heads[0] == "要求", name


def test_nothing_is_pronounced():
    """No page tells that anything conforms; 不符合 and 一般不符合 are names of findings."""
    for path, name in pages_below(ROOT):
        words = path.read_text(encoding="utf-8").replace("不符合", "").replace("严重符合", "")
        assert "合格" not in words, name


def test_the_json_validates_against_the_published_schema(report):
    import json

    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "checker/render/assessment.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(report)) == []
    assert schema["title"] == report["schema"] == SCHEMA


def test_the_same_bytes_whatever_the_machine(tmp_path):
    """Twice, with another locale and time zone, and over evidence copied in another order."""
    copy = tmp_path / "copy"
    for part in ("policies", "controls"):
        shutil.copytree(ROOT / part, copy / part)
    shutil.copy(ROOT / "mkdocs.yml", copy / "mkdocs.yml")
    files = sorted(path for path in (ROOT / "evidence").rglob("*") if path.is_file())
    for path in reversed(files):
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    elsewhere = {**os.environ, "LC_ALL": "C", "LANG": "C", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "7"}
    first = subprocess.run([*CHECK], cwd=ROOT, capture_output=True, check=False)
    second = subprocess.run([*CHECK], cwd=ROOT, capture_output=True, check=False)
    third = subprocess.run([*CHECK], cwd=copy, capture_output=True, check=False, env=elsewhere)
    assert first.returncode == second.returncode == third.returncode == 1
    assert first.stdout == second.stdout == third.stdout
    assert first.stderr == third.stderr == b""


def test_evidence_is_below_its_size():
    """The demonstration stays small enough to clone."""
    size = sum(path.stat().st_size for path in (ROOT / "evidence").rglob("*") if path.is_file())
    assert size < 6 * 2**20
