"""People as an Excel sheet and back: nobody is lost, every wrong cell is named, the same sheet changes nothing."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.workspace import Builder

from checker.cli import main
from checker.load.text.items import flow
from checker.load.workspace import read_controls
from checker.model.pack import Answers
from checker.packs import begin, find_library
from checker.packs.people import updated
from checker.packs.sheet import HEAD, Reading, write_sheet

ROOT = Path(__file__).parents[1]
FIRM = """# 注
people:
  - {id: li-na, name: 李娜, department: it, roles: [{role: boss, from: 2026-01-01}]}    # 老员工
  - {id: zhang-wei, name: 张伟}
  - {id: zhang-wei-2, name: 张伟}
  - {id: tbd-clerk, name: 待定（岗位clerk）, roles: [{role: clerk, from: 2026-01-01}]}
"""


@pytest.fixture
def firm(house):
    house.role("boss", aliases=["老板"]).role("clerk").role("it", kind="department", title="信息部")
    house.record("note", approvals=["boss", "clerk"]).clause("doc/1", "note")
    return house.write("controls/people.yml", FIRM)


def run(house, *args):
    return CliRunner().invoke(main, ["-w", str(house.root), "people", *map(str, args)])


def book(path, *rows, head=HEAD):
    held = openpyxl.Workbook()
    held.active.title = "人员"
    held.active.append(["随便写的"])
    held.active.append(list(head))
    for row in rows:
        held.active.append(list(row))
    held.save(path)
    return path


def take(firm, tmp_path, *rows, args=()):
    done = run(firm, "import", book(tmp_path / "人员.xlsx", *rows), *args)
    text = (firm.root / "controls/people.yml").read_text("utf-8")
    return done, {known["id"]: known for known in yaml.safe_load(text)["people"]}, text


def test_the_demonstrations_own_sheet_changes_nothing(tmp_path):
    controls, _ = read_controls(ROOT)
    (tmp_path / "人员.xlsx").write_bytes(write_sheet(controls))
    reading = Reading(controls, tmp_path / "人员.xlsx")
    rows = reading.rows(tmp_path / "人员.xlsx")
    text = (ROOT / "controls/people.yml").read_text("utf-8")
    change = updated(text, rows, "人员.xlsx")
    assert (reading.faults, change.faults, change.added, change.changed, change.waiting) == ([], (), (), (), ())
    assert change.text == text
    assert len(rows) >= len(controls.people) > 30
    assert write_sheet(controls) == write_sheet(controls)


def test_a_new_enterprise_fills_in_its_people(tmp_path):
    folder = tmp_path / "甲"
    begin(find_library(), folder, find_library().chosen(("standard",)), Answers(name="甲厂"), dt.date(2026, 3, 2))
    held = openpyxl.load_workbook(folder / "人员.xlsx")
    sheet = held["人员"]
    rows = list(sheet.iter_rows(min_row=4))
    assert len(rows) > 10
    assert not any(row[0].value for row in rows)
    for number, row in enumerate(rows[:-1]):
        row[0].value = f"员工{number}" if number % 2 else "李娜"
        row[4].value = dt.date(2026, 3, 2)
    held.save(tmp_path / "填好.xlsx")
    done = CliRunner().invoke(main, ["-w", str(folder), "people", "import", str(tmp_path / "填好.xlsx")])
    assert done.exit_code == 0, done.output
    assert "还有 1 个角色待定" in done.output
    controls, _ = read_controls(folder)
    assert len(controls.people["li-na"].roles) > 3
    assert sum(key.startswith("tbd-") for key in controls.people) == 1
    assert CliRunner().invoke(main, ["-w", str(folder), "lint"]).exit_code == 0


def test_people_are_added_and_completed_and_nobody_is_lost(firm, tmp_path):
    done, people, text = take(
        firm, tmp_path,
        ("李娜", "", "", "老板", "2026年3月1日", None),
        ("李娜", "li-na", "信息部", "岗位boss", dt.date(2026, 1, 1), dt.datetime(2026, 2, 28)),  # noqa: DTZ001
        ("王 强", None, "信息部", "clerk", "2026-03-01 09:00", ""),
        ("王 强", None, "", "clerk", dt.datetime(2026, 3, 1, 9, 30), None),  # noqa: DTZ001
        ("吕布", "", "", "", "", ""),
        ("", "ghost", "", "boss", "", ""),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "新登记 2 人，改 1 人" in done.output
    assert "待定" not in done.output
    assert list(people) == ["zhang-wei", "zhang-wei-2", "li-na", "wang-qiang", "lv-bu"]
    assert people["li-na"]["roles"] == [
        {"role": "boss", "from": dt.date(2026, 3, 1)},
        {"role": "boss", "from": dt.date(2026, 1, 1), "to": dt.date(2026, 2, 28)},
    ]
    assert people["wang-qiang"] == {
        "id": "wang-qiang", "name": "王 强", "department": "it", "roles": [{"role": "clerk", "from": dt.date(2026, 3, 1)}],
    }  # fmt: skip
    assert people["lv-bu"] == {"id": "lv-bu", "name": "吕布"}
    assert text.startswith("# 注\npeople:\n  - {id: zhang-wei, name: 张伟}\n")
    again, _, same = take(firm, tmp_path, ("王 强", None, "信息部", "clerk", "2026-03-01", ""))
    assert "新登记 0 人，改 0 人" in again.output
    assert same == text


def test_ids_are_made_from_names_and_never_twice(firm, tmp_path):
    done, people, _ = take(
        firm,
        tmp_path,
        ("李娜娜", "", "", "", "", ""),
        ("里娜", "", "", "", "", ""),
        ("Ann Lee!", "", "", "", "", ""),
        ("？", "", "", "", "", ""),
    )
    assert done.exit_code == 0, done.output
    assert {key: people[key]["name"] for key in list(people)[4:]} == {
        "li-na-na": "李娜娜", "li-na-2": "里娜", "annlee": "Ann Lee!", "person": "？",
    }  # fmt: skip


def test_a_dry_run_writes_nothing(firm, tmp_path):
    done, _, text = take(firm, tmp_path, ("王强", "", "", "clerk", "", ""), args=["--dry-run"])
    assert "会新登记 1 人" in done.output
    assert text == FIRM


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("张伟", "", "", "", "", ""), "人员.xlsx:3: 有几个人叫“张伟”。写标识：zhang-wei、zhang-wei-2"),
        (("王强", "Wang", "", "", "", ""), "标识“Wang”写法不对"),
        (("王强", "", "信息不", "", "", ""), "没有部门“信息不”"),
        (("王强", "", "boss", "", "", ""), "没有部门“boss”"),
        (("王强", "", "", "老扳", "", ""), "是不是想写“老板”"),
        (("王强", "", "", "clerk", "上个月", ""), "“从”一格写的“上个月”看不出是哪一天"),
        (("王强", "", "", "clerk", "", "2026-02-30"), "“到”一格写的“2026-02-30”不是日历上有的日期"),
    ],
)
def test_every_wrong_cell_is_named_and_nothing_is_written(firm, tmp_path, row, words):
    done, _, text = take(firm, tmp_path, ("孙梅", "", "", "clerk", "", ""), row)
    assert done.exit_code == 2
    assert words.replace(":3:", ":4:") in done.output
    assert text == FIRM


def test_what_is_no_sheet_of_people(firm, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    done = run(firm, "import", tmp_path / "a.xlsx")
    assert done.exit_code == 2
    assert "人员表读不出来" in done.output
    done = run(firm, "import", book(tmp_path / "b.xlsx", head=("姓名", "角色")))
    assert done.exit_code == 2
    assert "没有找到表头：姓名、标识、部门、角色、从、到" in done.output


@pytest.mark.parametrize(
    ("before", "code"), [("", 0), ("people: []\n", 0), (None, 0), ("people: [{id: a, name: 甲}]\n", 2), ("# 空\n", 0)]
)
def test_a_list_in_another_writing(house, tmp_path, before, code):
    house.role("boss").record("note").clause("doc/1", "note")
    if before is not None:
        house.write("controls/people.yml", before)
    done = run(house, "import", book(tmp_path / "人员.xlsx", ("王强", "", "", "boss", "2026-01-01", "")))
    assert done.exit_code == code, done.output
    if code:
        assert "一人一项" in done.output
    else:
        assert read_controls(house.root)[0].people["wang-qiang"].roles[0].role == "boss"


def test_the_sheet_of_a_workspace(firm, tmp_path):
    done = run(firm, "sheet", "-o", tmp_path / "人员.xlsx")
    assert done.exit_code == 0, done.output
    rows = list(openpyxl.load_workbook(tmp_path / "人员.xlsx")["人员"].iter_rows(min_row=3, values_only=True))
    assert [tuple(cell or None for cell in row) for row in rows] == [
        HEAD,
        ("李娜", "li-na", "信息部", "岗位boss", dt.datetime(2026, 1, 1), None),  # noqa: DTZ001
        ("张伟", "zhang-wei", None, None, None, None),
        ("张伟", "zhang-wei-2", None, None, None, None),
        (None, None, None, "岗位clerk", None, None),
    ]


@given(
    st.recursive(
        st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=8)
        | st.dates()
        | st.sampled_from(["no", "null", "1", "-a", "a: b", "李娜", "x-1"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    )
)
def test_what_is_written_is_read_back(value):
    class Plain(yaml.SafeLoader):
        """Dates stay dates, as everywhere."""

    found = yaml.load(io.StringIO(f"- {flow(value)}"), Loader=Plain)  # noqa: S506 - a safe loader
    assert found == [value]


def test_without_departments_there_is_nothing_to_choose(tmp_path: Path) -> None:
    Builder(tmp_path).role("lead").person("one", roles=[{"role": "lead"}])
    (tmp_path / "人员.xlsx").write_bytes(write_sheet(read_controls(tmp_path)[0]))
    book = openpyxl.load_workbook(tmp_path / "人员.xlsx")
    assert len(book.worksheets[0].data_validations.dataValidation) == 1
