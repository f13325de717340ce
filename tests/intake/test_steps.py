"""Tables of steps: every row is a clause with who, what comes out, and when; other tables stay tables."""

from __future__ import annotations

import pytest
from support.procedures import as_json, clauses, drafted, p, table, taken, tc, word

from checker.intake.file.blocks import Grid


@pytest.fixture
def office(house):
    """A workspace with roles and a form that tables may name."""
    house.role("it", title="信息部", kind="department", aliases=["信息中心"]).role("boss", title="管理者代表")
    return house.record("plan", title="年度计划", code="JL-01").clause("doc/1", "plan")


def rows(held):
    return [
        (one["number"], one["title"], one["roles"], [form["title"] for form in one["records"]], one["deadlines"])
        for one in as_json(held)
    ]


EXPECTED = [
    ("1-1", "询价", ["信息部"], ["询价记录"], ["2个工作日内"]),
    ("1-2", "签约", ["管理者代表"], ["年度计划"], ["每月5日前"]),
]
COLUMNS = {
    "步骤": ("1", "2"), "活动": ("询价", "签约"), "负责人": ("信息中心", "管理者代表"), "输出": ("询价记录", "年度计划"), "时间": ("2个工作日内", "每月5日前"),
    "准则": ("要问三家。", "要盖章。"),
}  # fmt: skip
WORDINGS = {
    "as named": ("步骤", "活动", "负责人", "输出", "时间", "准则"),
    "others": ("序号", "工作内容", "责任部门", "输出记录", "完成时限", "要求"),
    "traditional": ("序號", "任務", "負責人", "輸出", "時間", "準則"),
    "spaced": ("序 号", "节 点", "责任 人", "表 单", "时 限", "说 明"),
}


@pytest.mark.parametrize("names", WORDINGS.values(), ids=WORDINGS)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 2, 1, 4, 3, 5), (5, 4, 3, 2, 1, 0)])
def test_columns_in_any_order(office, tmp_path, names, order):
    cells = list(COLUMNS.values())
    grid = table([names[place] for place in order], *([cells[place][row] for place in order] for row in (0, 1)))
    held = taken(tmp_path / "a.docx", word(p("1 采购步骤"), grid, p("2 附则"), p("自发布日施行。")), office)
    assert rows(held)[:2] == EXPECTED
    assert as_json(held)[2]["number"] == "2"
    pages = drafted(held, office).files
    made = next(data.decode() for name, data in pages.items() if name.endswith("/1.1.md"))
    assert "谁来做：信息中心" in made
    assert "要求：要问三家。" in made


def test_what_cells_name_is_quoted_from_where_it_stands(office, tmp_path):
    cells = ("步骤", "活动", "负责人", "输出", "时间"), ("1", "询价记录送信息部", "信息部", "询价记录", "2个工作日内")
    held = taken(tmp_path / "a.docx", word(p("1 采购步骤"), table(*map(list, cells))), office)
    (step,) = held.clauses
    assert step.text.split("\n")[:4] == [*cells[1][1:]]
    places = {one.start: step.text[one.start : one.end] for one in (*step.roles, *step.records, *step.times)}
    assert list(places.values()) == ["信息部", "信息部", "询价记录", "2个工作日内"]
    assert sorted(places) == [5, 9, 13, 18]
    asked = drafted(held, office).files["复核清单.md"].decode()
    assert next(line for line in asked.splitlines() if "起算" in line).count("2个工作日内") == 2


def test_a_table_without_numbers_counts_its_rows(office, tmp_path):
    grid = table(["活动", "负责人", "时间"], ["询价", "信息部", "当日"], ["签约", "管理者代表", "次日前"], ["", "", ""])
    held = taken(tmp_path / "a.docx", word(p("1 采购步骤"), grid), office)
    assert [one[:3] for one in rows(held)] == [("1-1", "询价", ["信息部"]), ("1-2", "签约", ["管理者代表"])]


def test_merged_cells_sections_and_a_head_repeated(office, tmp_path):
    head = ["步骤", "活动", "负责人", "输出", "时间"]
    grid = table(
        head, [tc("一、准备", span=5)], ["1", "询价", tc("信息部", merge="restart"), "询价记录", "当日"],
        ["2", "比价", tc("", merge="continue"), "比价记录", "当日"], head, [tc("二、签约", span=5)], ["3", "盖章", "管理者代表", "", ""],
        [tc("注：都要留底，谁办谁留。", span=5)],
    )  # fmt: skip
    held = taken(tmp_path / "a.docx", word(p("采购程序"), p("说明的话，说明的话。"), grid), office)
    assert [(number, title, roles) for number, title, roles, *_ in rows(held)] == [
        ("一1", "询价", ["信息部"]), ("一2", "比价", ["信息部"]), ("二3", "盖章", ["管理者代表"]),
    ]  # fmt: skip
    assert [chapter.title for chapter in held.chapters] == ["准备", "签约"]
    assert "都要留底" in clauses(held)[-1][2]


def test_numbers_in_the_title_and_numbers_that_jump(office, tmp_path):
    grid = table(["序号", "活动", "负责人"], ["①", "（一）询价", "信息部"], ["", "（二）比价", "信息部"])
    held = taken(tmp_path / "a.docx", word(p("1 步骤"), grid), office)
    assert [(number, title) for number, title, _ in clauses(held)] == [("1（一）", "询价"), ("1（二）", "比价")]
    grid = table(["序号", "活动", "时间"], ["3.", "询价", "当日"], ["5", "比价", "次日"], ["5", "签约", "次日"])
    held = taken(tmp_path / "b.docx", word(p("1 步骤"), grid), office)
    assert [(one.item.number, one.item.jumped) for one in held.clauses] == [
        ("1-3", True),
        ("1-5", True),
        ("1-5′", True),
    ]


def test_lines_whose_columns_are_kept_apart_by_tabs(office, tmp_path):
    lines = [
        "1 步骤", "步骤\t活动\t负责人\t时间", "1\t询价\t信息部\t当日", "说明的话没有制表符", "2\t比价\t信息部", "（一）收尾", "3\t归档\t信息部\t次日\t多一格",
        "2 附则", "自发布日施行。",
    ]  # fmt: skip
    held = taken(tmp_path / "a.txt", "\n".join(lines), office)
    found = [(number, title) for number, title, _ in clauses(held)]
    assert found == [("1-1", "询价"), ("1-2", "比价"), ("1（一）3", "归档"), ("2", "附则")]
    assert held.chapters[-1].title == "收尾"
    assert "说明的话没有制表符" in clauses(held)[0][2]


@pytest.mark.parametrize("before", ["采购步骤如下：", ""])
def test_a_table_that_was_run_together(office, tmp_path, before):
    text = (
        f"{before}步骤活动负责人输出时间准则"
        "1询价信息部询价记录半个工作日要问三家2比价信息中心、管理者代表比价记录2个工作日要比三家"
        "3签约管理者代表年度计划半个工作日要盖章4核对（信息部）核对清单1个工作日要对账，管理者代表看5归档信息部6销毁没人"
    )
    held = taken(tmp_path / "a.txt", f"1 步骤\n{text}\n2 附则\n自发布日施行。", office)
    found = {one[0]: one for one in rows(held)}
    assert found["1-1"] == ("1-1", "询价", ["信息部"], ["询价记录"], ["半个工作日"])
    assert found["1-2"][2] == ["信息部", "管理者代表"]
    assert found["1-5"][1] == "归档"
    assert found["1-6"][1] == "销毁没人"
    assert found["2"][1] == "附则"


def test_a_head_without_its_rows_is_text(office, tmp_path):
    text = "步骤活动负责人输出时间准则1询价信息部询价记录半个工作日要问三家2比价"
    held = taken(tmp_path / "a.txt", f"1 步骤\n{text}\n2 附则", office)
    assert clauses(held)[0][2] == text


@pytest.mark.parametrize(
    "head", [["甲", "乙", "丙"], ["名称", "型号", "数量"], ["部门", "人数", "电话"], ["活动", "地点", "费用"], ["这一列说的是谁在什么时间做什么活动", "负责", "x"]]
)  # fmt: skip
def test_other_tables_stay_tables(office, tmp_path, head):
    held = taken(tmp_path / "a.docx", word(p("1 清单"), table(head, ["一", "二", "三"]), p("2 附则")), office)
    (grid,) = [block for block in held.clauses[0].item.body if isinstance(block, Grid)]
    assert grid.rows == (tuple(head), ("一", "二", "三"))
    made = next(data.decode() for name, data in drafted(held, office).files.items() if name.endswith("/1.md"))
    assert "| 一 | 二 | 三 |" in made


def test_cells_that_are_merged_stand_in_every_place(office, tmp_path):
    grid = table(
        ["甲", "乙", "丙"], [tc("一", span=2), tc("二", merge="restart")], ["三", "四", tc("", merge="continue")]
    )
    held = taken(tmp_path / "a.docx", word(p("1 清单"), grid, p("2 附则")), office)
    assert held.clauses[0].item.body == (Grid((("甲", "乙", "丙"), ("一", "一", "二"), ("三", "四", "二"))),)


def test_a_table_inside_a_table_and_an_empty_one(office, tmp_path):
    inner = tc("", raw=p("外") + table(["里甲", "里乙"], ["里丙", "里丙"]) + p())
    held = taken(tmp_path / "a.docx", word(p("1 清单"), table(["甲", inner]), table(["", ""]), p("2 附则")), office)
    assert held.clauses[0].item.body == (Grid((("甲", "外\n里甲里乙\n里丙"),)),)
