"""What the product exported it takes in again: the same clauses, numbers, titles, roles, records, codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support.procedures import drafted
from support.workspace import AS_OF, Builder, dump

from checker.export import export_manual
from checker.intake import Library, Roster, plain, read, take_in
from checker.load.text.source import split_page
from checker.load.text.yamldoc import parse
from checker.load.workspace import read_controls
from checker.model.words import nfkc


def _key(text):
    return nfkc(text).replace(" ", "")


ROOT = Path(__file__).parents[2]
PARTS = ("accountable", "responsible", "consulted", "informed")


def expected(controls, document):
    """Return the clauses of a document as they must come back, by number."""
    found = {}
    for clause in controls.clauses.values():
        if clause.document == document:
            records = [controls.records[asked.record] for asked in clause.records]
            found[clause.number] = {
                "number": clause.number,
                "title": clause.title,
                "roles": [controls.roles[role].title for role in clause.roles.everybody],
                "records": [{"title": one.title, "code": one.code} for one in records],
            }
    return found


def came_back(path, controls):
    """Return what the product reads from a file, without times; the numbers may come in any order."""
    held = take_in(read(path), Roster(controls.roles), Library(controls.records))
    return held, {
        one["number"]: {key: one[key] for key in one if key != "deadlines"} for one in plain(held.clauses)["clauses"]
    }


@pytest.mark.parametrize("form", ["docx", "html"])
@pytest.mark.parametrize("document", list(read_controls(ROOT)[0].documents))
def test_our_own_documents_come_back(tmp_path, document, form):
    controls, _ = read_controls(ROOT)
    file = tmp_path / f"导出.{form}"
    file.write_bytes(export_manual(ROOT, AS_OF, form, document=document))
    held, found = came_back(file, controls)
    assert held.document == document
    assert found == expected(controls, document)


NAMES = st.text(st.sampled_from("信息部门经理甲乙丙应记录（）()、·/-AB1 “”。:；[]*_#|"), min_size=1, max_size=10).map(
    lambda text: " ".join(text.split()).strip("、 ") or "甲"
)
PLAN = st.fixed_dictionaries(
    {
        "roles": st.lists(NAMES, min_size=1, max_size=5, unique_by=_key),
        "records": st.lists(st.tuples(NAMES, st.sampled_from([None, "JL", "A-1", "采-01", "JL.9_x"])), max_size=4, unique_by=lambda one: one[0]),
        "clauses": st.lists(
            st.fixed_dictionaries(
                {
                    "number": st.sampled_from(["1", "1.1", "2", "2.1.1", "10.2", "a.1", "3-1", "r2"]),
                    "title": NAMES,
                    "body": st.sampled_from(["", "正文。", "## 要求\n\n- 一\n- 二\n", "## 应备记录\n\n自己写的。\n", "| 记录 | 数 |\n| --- | --- |\n| 甲 | 1 |\n"]),
                    "raci": st.lists(st.tuples(st.sampled_from(PARTS), st.integers(0, 4)), max_size=4, unique_by=lambda one: one[1]),
                    "records": st.lists(st.integers(0, 3), max_size=3, unique=True),
                    "note": st.sampled_from([None, "必要时", "A级"]),
                }
            ),
            min_size=1, max_size=4, unique_by=lambda one: one["number"],
        ),
    }
)  # fmt: skip


def built(folder, plan):
    """Write the workspace that a plan describes."""
    house = Builder(folder / "house").document("doc", title="采购程序")
    for place, title in enumerate(plan["roles"]):
        house.role(f"r{place}", title=title)
    for place, (title, code) in enumerate(plan["records"]):
        house.record(f"f{place}", title=title, **({"code": f"{code}{place}"} if code else {}))
    for clause in plan["clauses"]:
        roles = {
            part: [f"r{role % len(plan['roles'])}" for held, role in clause["raci"] if held == part] for part in PARTS
        }
        records = [
            {"record": f"f{place}"} | ({"note": clause["note"]} if clause["note"] else {})
            for place in clause["records"]
            if place < len(plan["records"])
        ]
        front = {
            "clause": f"doc/{clause['number']}",
            "title": clause["title"].strip(),
            "roles": {key: list(dict.fromkeys(held)) for key, held in roles.items() if held},
            "records": records,
        }
        house.write(f"policies/doc/{clause['number']}.md", f"---\n{dump(front)}---\n\n{clause['body']}\n")
    return house


@given(PLAN, st.sampled_from(["docx", "html"]))
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_workspace_comes_back(tmp_path_factory, plan, form):
    assume(not any(part in plan["roles"] for role in plan["roles"] if "、" in role for part in role.split("、")))
    folder = tmp_path_factory.mktemp("trip")
    house = built(folder, plan)
    controls, _ = read_controls(house.root)
    file = folder / f"采购程序.{form}"
    file.write_bytes(export_manual(house.root, AS_OF, form, document="doc"))
    held, found = came_back(file, controls)
    assert found == expected(controls, "doc")
    made = drafted(held, house)
    for name, data in made.files.items():
        if name.startswith("policies/doc/") and not name.endswith("index.md"):
            front = parse(split_page(data.decode())[0]).value
            known = controls.clauses[front["clause"]]
            assert {part: tuple(front.get("roles", {}).get(part, ())) for part in PARTS} == {
                part: getattr(known.roles, part) for part in PARTS
            }
            assert front.get("records", []) == [asked.record for asked in known.records]
