"""What must hold for any workspace, shown on many."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import complete
from support.workspace import Builder, assess_at, dump, obligations

from checker.assessment import assess, load
from checker.render.json_report import render, to_plain

RECORDS = [
    {"id": "plan"}, {"id": "outline", "scope": "project"},
    {"id": "minutes", "cadence": "monthly", "grace": {"workdays": 3}},
    {
        "id": "report", "scope": "project", "after": ["outline"], "approvals": ["boss"],
        "within": {"days": 9, "of": "outline"},
    },
    {"id": "trouble"}, {"id": "answer", "scope": "event", "per": "trouble", "within": {"workdays": 2}},
    {"id": "check", "scope": "event", "per": "answer", "same_department_as": "trouble"},
    {"id": "weekly", "scope": "project", "cadence": "weekly", "after": ["plan"]},
    {"id": "release", "cadence": "weekly", "times": 2, "weekdays": ["monday", "thursday"]},
    {"id": "both", "serves": ["plan", "outline"], "scope": "project"},
]  # fmt: skip
ITEM = st.fixed_dictionaries(
    {"record": st.sampled_from([record["id"] for record in RECORDS])},
    optional={
        "date": st.dates(date(2026, 1, 1), date(2026, 4, 30)),
        "project": st.sampled_from(["erp", "mes", "none"]),
        "window": st.sampled_from(["2026-01", "2026-02", "2026-W07", "2026-13"]),
        "refs": st.lists(st.sampled_from([f"e{n}" for n in range(6)]), max_size=2, unique=True),
        "author": st.lists(st.sampled_from(["li-na", "zhao-lei", "ghost"]), max_size=2, unique=True),
        "approvals": st.just([{"role": "boss", "person": "zhao-lei", "date": date(2026, 3, 1)}]),
    },
)
EVIDENCE = st.lists(ITEM, max_size=6)
AS_OFS = st.dates(date(2026, 1, 1), date(2026, 6, 30))


class House:
    """One set of controls for all examples; only the evidence changes."""

    def __init__(self) -> None:
        self.builder = Builder(Path(tempfile.mkdtemp(prefix="guanbiao-")) / "house")
        self.builder.role("boss").role("it", kind="department").person("li-na", department="it")
        self.builder.person("zhao-lei", roles=[{"role": "boss", "from": "2026-02-01"}])
        self.builder.document("doc", stages=[{"id": "a", "title": "a"}, {"id": "b", "title": "b"}])
        for record in RECORDS:
            self.builder.record(**{"name" if key == "id" else key: value for key, value in record.items()})
        for record in RECORDS:
            self.builder.clause(
                f"doc/{record['id']}", record["id"], **({"stage": "a"} if record["id"] == "outline" else {})
            )
        self.builder.clause("doc/again", "plan", {"record": "report", "level": "may"}, "minutes")
        self.root = self.builder.root

    def furnish(self, items, *, stage="a", order=None):
        shutil.rmtree(self.root / "evidence")
        (self.root / "evidence").mkdir()
        projects = [
            {"id": name, "title": name, "started": "2026-01-15", "stages": {"doc": stage}} for name in ("erp", "mes")
        ]
        self.builder.write("evidence/projects.yml", dump({"projects": projects}))
        numbered = list(enumerate(items))
        for number, item in order(numbered) if order else numbered:
            front = dump({"id": f"e{number}", **item})
            self.builder.write(f"evidence/{'sub/' * (number % 3)}e{number}.md", f"---\n{front}---\n内容\n")
        return self


@pytest.fixture(scope="module")
def shared():
    made = House()
    yield made
    shutil.rmtree(made.root.parent)


def plain(root, as_of):
    return json.dumps(assess_at(root, as_of), ensure_ascii=False)


@given(EVIDENCE, AS_OFS, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_in_which_files_were_written_never_matters(shared, items, as_of, chance):
    first = plain(shared.furnish(items).root, as_of)
    assert (
        plain(shared.furnish(items, order=lambda numbered: chance.sample(numbered, len(numbered))).root, as_of) == first
    )
    assert plain(shared.furnish(items, order=lambda numbered: numbered[::-1]).root, as_of) == first


class _Shuffled:
    """What os.scandir gives, in another order."""

    def __init__(self, found, chance):
        with found:
            entries = list(found)
        chance.shuffle(entries)
        self._entries = iter(entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)


@pytest.mark.parametrize("seed", range(8))
def test_the_order_in_which_folders_are_listed_never_matters(house, monkeypatch, seed):
    complete.build(house).evidence("b/a.txt").evidence("a/b.txt").evidence("a.b/c.txt").evidence("a/register.txt")
    house.write("evidence/a/register.csv", "file,record\nb.txt,nothing\nnone.txt,plan\n")
    house.write("policies/z/page.md", "# x").write("controls/records/more.yml", "records:\n  - {id: more, title: t}\n")
    expected = plain(house.root, complete.AS_OF)
    real, chance = os.scandir, random.Random(seed)  # noqa: S311 - an order, no secret
    monkeypatch.setattr(os, "scandir", lambda path=".": _Shuffled(real(path), chance))
    assert plain(house.root, complete.AS_OF) == expected


def test_the_same_inputs_give_the_same_bytes(house, tmp_path, monkeypatch):
    complete.build(house)
    shutil.copytree(house.root, tmp_path / "elsewhere")
    day = date.fromisoformat(complete.AS_OF)
    first = load(house.root, day)
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("LC_ALL", "zh_CN.GB18030")
    second = load(tmp_path / "elsewhere", day)
    assert render(assess(first), first) == render(assess(second), second)
    assert assess(first) == assess(first)


@given(EVIDENCE, AS_OFS)
@settings(max_examples=40)
def test_evidence_of_another_kind_changes_no_obligation(shared, items, as_of):
    """Premise: the new file is of a type that no clause requires, that serves none, and that nothing refers to."""
    kept = assess_at(shared.furnish(items).root, as_of)["obligations"]
    (shared.root / "controls/records/other.yml").write_text("records:\n  - {id: other, title: o}\n")
    for place, front in enumerate(
        ("record: other\ndate: 2026-01-01", "record: other\nrefs: [e0]\nproject: erp", "record: zzz", "x")
    ):
        shared.builder.write(f"evidence/sub/0-{place}.md", f"---\n{front}\n---\nx\n")
    try:
        assert assess_at(shared.root, as_of)["obligations"] == kept
    finally:
        (shared.root / "controls/records/other.yml").unlink()


@given(EVIDENCE, AS_OFS, st.integers(0, 400), st.sampled_from(["a", "b"]))
@settings(max_examples=60)
def test_what_is_missing_never_becomes_pending_again(shared, items, as_of, later, stage):
    """Premises: all evidence already exists on the first day; stages are no history, and nothing else has a date."""
    shared.furnish(
        [{**item, "date": min(item["date"], as_of)} if "date" in item else item for item in items], stage=stage
    )
    first = obligations(assess_at(shared.root, as_of))
    second = obligations(assess_at(shared.root, as_of + timedelta(days=later)))
    assert set(first) <= set(second)
    for name, item in first.items():
        if item["status"] == "missing":
            assert second[name]["status"] == "missing", name
        if item["status"] == "deficient":
            assert second[name]["status"] == "deficient", name


@given(EVIDENCE, AS_OFS)
@settings(max_examples=40)
def test_every_file_is_accounted_for(shared, items, as_of):
    """Evidence decides, is superseded, future, unplaced or unidentified, or lies outside today's obligations."""
    report = assess_at(shared.furnish(items).root, as_of)
    used = {item["evidence"] for item in report["obligations"]} | set(
        itertools.chain(*(item["superseded"] for item in report["obligations"]))
    )
    named = (
        used | set(report["unidentified"]) | set(report["future"]) | {item["evidence"] for item in report["unplaced"]}
    )
    paths = {path.relative_to(shared.root / "evidence").as_posix() for path in (shared.root / "evidence").rglob("*.md")}
    workspace = load(shared.root, as_of)
    cadenced = {item.path for item in workspace.evidence if workspace.controls.records[item.record].cadence}
    early = set() if as_of >= date(2026, 1, 15) else {item.path for item in workspace.evidence if item.project}
    by_event = {item.path for item in workspace.evidence if item.record in {"answer", "check"}}
    assert named <= paths | {None}
    assert paths - named <= cadenced | early | by_event


@given(EVIDENCE, AS_OFS)
@settings(max_examples=40)
def test_numbers_add_up(shared, items, as_of):
    report = assess_at(shared.furnish(items).root, as_of)
    summary = report["summary"]
    due = summary["met"] + summary["missing"] + summary["deficient"]
    assert sum(value for key, value in summary.items() if key != "coverage") == len(report["obligations"])
    assert summary["coverage"] == (round(summary["met"] / due, 4) if due else None)
    ids = [item["id"] for item in report["obligations"]]
    assert ids == sorted(set(ids))
    for item in report["obligations"]:
        assert (item["severity"] is not None) == (item["status"] in {"missing", "deficient"})
        assert bool(item["problems"]) == (item["status"] == "deficient")
        absent = {"missing", "pending"}  # pending with evidence: some of several, and still time for the rest
        assert item["status"] in absent or item["evidence"] is not None
        assert item["evidence"] is None or item["status"] != "missing"
        assert item["evidence"] is None or item["status"] != "pending" or item["record"] == "release"
        assert item["evidence"] not in item["superseded"]


def test_the_environment_never_matters(house):
    """Locale, coding of file names, zone and hash seed of the process: the same bytes every time."""
    complete.build(house).evidence("资料/会议纪要.docx").evidence("资料/验收 报告.md", "plan", date="2026-01-05")
    program = (
        "import sys; from pathlib import Path; from datetime import date; from checker.assessment import assess, load;"
        "from checker.render.json_report import render; w = load(Path(sys.argv[1]), date(2026, 2, 28));"
        "sys.stdout.buffer.write(render(assess(w), w))"
    )
    outputs = set()
    for changes in (
        {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "America/New_York", "PYTHONHASHSEED": "2"},
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, str(house.root)],
            capture_output=True,
            check=True,
            env={**os.environ, **changes},
        )
        outputs.add(done.stdout)
    (only,) = outputs
    assert "资料/会议纪要.docx" in only.decode()


def test_assessing_is_pure(house):
    workspace = load(complete.build(house).root, date.fromisoformat(complete.AS_OF))
    before = repr(workspace)
    assert to_plain(assess(workspace)) == to_plain(assess(workspace))
    assert repr(workspace) == before
