"""Policies and controls that are wrong: every fault located, with a remedy, all of them in one run."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.furnished import furnish
from support.workspace import fingerprint

WRITTEN = yaml.safe_load((Path(__file__).parent / "faults/controls.yml").read_text("utf-8"))["faults"]
ROLES = "controls/roles.yml"
# name: (file, text, what, remedy); each alone makes the workspace unusable, at the place marked ▲.
FAULTS = {
    **{case["fault"]: (case["file"], case["text"], case["what"], case["remedy"]) for case in WRITTEN},
    "deep flow": (ROLES, "roles: " + "[" * 59 + "▲" + "[" * 141 + "]" * 200, "嵌套太深", "60"),
    "deep blocks": (ROLES, "".join(" " * n + "▲" * (n == 61) + "a:\n" for n in range(200)), "嵌套太深", ""),
    "gb18030": (ROLES, "roles:\n  - {id: a, title: 甲}\n".encode("gb18030"), "不是 UTF-8 编码", "另存为 UTF-8"),
    "too large": (ROLES, b"#" * (16 * 1024 * 1024 + 1), "文件太大", "16 MiB"),
}


def unmarked(text):
    """Return a text without the mark."""
    return text.replace("▲", "") if isinstance(text, str) else text


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault(house, name):
    path, text, what, remedy = FAULTS[name]
    furnish(house).write(path, unmarked(text))
    before = fingerprint(house.root)
    faults = house.faults()
    close = [fault for fault in faults if what in fault.what and remedy in fault.remedy]
    assert len(close) == 1, [str(fault) for fault in faults]
    if isinstance(text, str) and "▲" in text:
        ahead = text.partition("▲")[0]
        place = (ahead.count("\n") + 1, len(ahead) - ahead.rfind("\n"))
        assert (close[0].path, close[0].line, close[0].column) == (path, *place)
    assert all(fault.path and fault.what and not fault.remedy.isascii() for fault in faults)
    assert fingerprint(house.root) == before


@pytest.mark.parametrize(("path", "line"), [("controls/roles.yml", 2), ("policies/a.md", 3)])
def test_bytes_that_are_no_utf_8_are_found_by_line(house, path, line):
    text = "---\nclause: doc/a\ntitle: 甲\n---\n" if line == 3 else "roles:\n  - {id: a, title: 甲}\n"
    (fault,) = [f for f in furnish(house).write(path, text.encode("gb18030")).faults() if f.path == path]
    assert (fault.line, fault.what) == (line, "不是 UTF-8 编码的文字")


def test_one_mistake_is_one_fault(house):
    """A mistake must not drown in others that it only seems to cause."""
    alone = {"syntax", "unknown key", "wrong type", "no such day", "gb18030", "unknown role", "clause twice"}
    for name in sorted(alone):
        path, text, *_ = FAULTS[name]
        kept = (house.root / path).read_bytes() if (house.root / path).exists() else None
        furnish(house).write(path, unmarked(text))
        own = [fault for fault in house.faults() if fault.path == path]
        assert len(own) == 1, (name, own)
        (house.root / path).unlink() if kept is None else (house.root / path).write_bytes(kept)


def test_a_page_that_cannot_be_parsed_makes_no_other_page_wrong(house):
    furnish(house).clause("doc/b", implements=["doc/x"]).write("policies/x.md", "---\nclause: doc/x\ntitle: [\n---\n")
    assert [fault.path for fault in house.faults()] == ["policies/x.md"]


def test_all_faults_come_in_one_run_in_order_of_places(house):
    furnish(house).write(
        "controls/roles.yml", "roles:\n  - {id: boss, titel: x}\n  - {id: it, title: t, kind: departement}\n"
    )
    house.write("controls/people.yml", "people:\n  - {id: li-na, name: 李娜, department: sales}\n")
    house.write("policies/a.md", "---\nclause: doc/a\ntitle: t\nrecords: [r, rr, rrr]\nstage: x\n---\n")
    house.write("policies/b.md", "---\nclause: doc/b\ntitle: t\nlevel: must\n---\n")
    found = house.faults()
    assert [(fault.path, fault.line, fault.column) for fault in found] == [
        ("controls/people.yml", 2, 39),
        ("controls/roles.yml", 2, 5),
        ("controls/roles.yml", 2, 16),
        ("controls/roles.yml", 3, 30),
        ("policies/a.md", 4, 14),
        ("policies/a.md", 4, 18),
        ("policies/a.md", 5, 8),
        ("policies/b.md", 4, 8),
    ]
    assert "是不是想写“title”？" in found[2].remedy
    assert "是不是想写“department”？" in found[3].remedy
    assert str(found[7]).startswith("policies/b.md:4:8: “level”的值“must”不认识。可用：")


@pytest.mark.parametrize(
    ("records", "named"),
    [
        ([{"id": "a", "after": ["b"]}, {"id": "b", "after": ["a"]}], {"a", "b"}),
        ([{"id": "a", "after": ["a"]}], {"a"}),
        ([{"id": "a", "within": {"days": 1, "of": "b"}}, {"id": "b", "after": ["a"]}], {"a", "b"}),
        ([{"id": "a", "scope": "event", "per": "b"}, {"id": "b", "scope": "event", "per": "a"}], {"a", "b"}),
        ([{"id": "a", "scope": "event", "per": "c", "within": {"days": 1}}, {"id": "c", "after": ["a"]}], {"a", "c"}),
    ],
)
def test_cycles(house, records, named):
    for record in records:
        house.record(**{"name": record.pop("id"), **record})
    (fault,) = house.faults()
    assert "成了圈" in fault.what
    assert named == set(fault.what.partition("：")[2].split(" → "))
    assert fault.path == "controls/records/all.yml"


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"scope": "event", "per": "o", "cadence": "monthly"}, "事件记录不能有周期"),
        ({"cadence": "monthly", "within": {"days": 1, "of": "o"}}, "有周期的记录不能再有期限"),
        ({"cadence": "monthly", "valid_months": 3}, "不能再有有效期"),
        ({"grace": {"days": 1}}, "没有周期就没有宽限"),
        ({"scope": "event"}, "没有写明由什么引起"),
        ({"per": "o"}, "per 只用于事件记录"),
        ({"occasion": "有时", "cadence": "monthly"}, "不能有周期或期限"),
        ({"within": {"days": 1}}, "没有写明从哪种记录起算"),
        ({"within": {"of": "o"}}, "within 要写明一个时限"),
        ({"within": {"of": "o", "days": 1, "hours": 1}}, "within 要写明一个时限"),
        ({"cadence": "monthly", "grace": {}}, "grace 要写明一个时限"),
        ({"cadence": "monthly", "grace": {"hours": 3}}, "未知的键“hours”"),
        ({"after": ["o", "o"]}, "after 里有重复"),
        ({"fields": {"type": "objekt"}}, "不是有效的 JSON Schema"),
        ({"fields": {"allOf": [{"$ref": "http://example.invalid/x"}]}}, "$ref 指到了文件之外"),
        ({"valid_months": 0}, "超出范围"),
        ({"within": {"days": -1, "of": "o"}}, "超出范围"),
        ({"cadence": "daily"}, "“daily”不认识"),
        ({"cadence": {"param": "x"}}, "未知的键“param”"),
        ({"within": 3}, "“within”的值应为键值"),
        ({"retain_years": -1}, "超出范围"),
        ({"cadence": 7}, "“cadence”的值"),
        ({"sections": ["第一行\n第二行"]}, "写法不对"),
    ],
)
def test_between_the_keys_of_a_record_type(house, keys, what):
    house.record("o").record("x", **keys)
    assert [fault for fault in house.faults() if what in fault.what and fault.line and fault.column]
