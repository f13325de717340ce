"""Titles where the text gives none: what such clauses are usually called, else their first words."""

from __future__ import annotations

import pytest
from support.procedures import as_json, clauses, taken

LONG = "的事情要写得清清楚楚明明白白，谁来做、什么时候做、做到什么程度都要写"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("为了规范采购，特制定本程序" + LONG, "目的"), ("本程序适用于采购" + LONG, "适用范围"), ("职责归采购部" + LONG, "职责"), ("信息部负责询价" + LONG, "信息部职责"),
        ("CG-JL-01 询价记录表，一年一份" + LONG, "表单：询价记录表"), ("采购前要询价，" + LONG, "采购前要询价"), ("采购以前要把三家的报价都问清楚并且写下来再定" + LONG, "采购以前要把三家的报价都问清楚并且写下…"),
        ("，，采购" + LONG, "采购的事情要写得清清楚楚明明白白"),
    ],
)  # fmt: skip
def test_titles(house, tmp_path, text, title):
    house.role("it", title="信息部")
    assert as_json(taken(tmp_path / "a.txt", f"1. {text}。\n2. 附则", house))[0]["title"] == title


def test_a_title_that_runs_into_the_text(tmp_path):
    filling = "三家的报价写进清单" * 12
    text = f"一、询价流程负责{filling}；二、比价{filling}；三、签约{filling}。"
    assert as_json(taken(tmp_path / "a.txt", text))[0]["title"] == "询价流程"


def test_a_number_alone_on_its_line_takes_the_next_line_as_title(tmp_path):
    assert clauses(taken(tmp_path / "a.txt", "1.\n目的：写清。\n2.\n范围\n写清。")) == [
        ("1", "目的", "写清。"),
        ("2", "范围", "写清。"),
    ]


def test_a_paragraph_behind_a_list_belongs_to_what_holds_the_list(tmp_path):
    after = "以上各项都要在签约以前做完，没有做完的，由采购部说明原因并且报总经理。"
    found = clauses(taken(tmp_path / "a.txt", f"1. 步骤\n1) 问三家。\n2) 比三家。\n{after}\n2. 附则"))
    assert found == [("1", "步骤", after), ("1-1", None, "问三家。"), ("1-2", None, "比三家。"), ("2", "附则", "")]


def test_the_heading_of_a_list_that_begins_anew_belongs_to_what_holds_both(tmp_path):
    text = "1. 步骤\n• 询价\n1) 问三家。\n2) 比三家。\n• 签约\n1) 盖章。\n2. 附则"
    found = clauses(taken(tmp_path / "a.txt", text))
    assert found[0] == ("1", "步骤", "• 询价\n• 签约")
    assert [number for number, _, _ in found] == ["1", "1-1", "1-2", "1-1′", "2"]


def test_a_document_without_numbers(tmp_path):
    assert clauses(
        taken(tmp_path / "采购程序.txt", "先询价。\n再签约，说得很长很长很长很长很长很长很长很长很长。")
    ) == [("1", "采购程序", "先询价。\n再签约，说得很长很长很长很长很长很长很长很长很长。")]
    html = "<h1>采购程序</h1><p>来历。</p><h2>目的</h2><p>写清。</p><h3>细则</h3><p>细。</p><h2>范围</h2>"
    held = taken(tmp_path / "a.html", html)
    assert clauses(held) == [("1", "目的", "写清。"), ("1.1", "细则", "细。"), ("2", "范围", "")]
    assert (held.title, held.counted) == ("采购程序", True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1 甲\n1.1 乙\n1.3 跳过一号的一句话，说得很长很长很长很长很长，不是标题。\n2 丙", ["1.1", "1.3", "2"]), ("1 甲\n2.1 乙\n2 丙", ["1/2.1", "2"]),
        ("4. 甲\n5. 乙", ["4", "5"]), ("1 甲\n（1）乙。\n1、丙。\n（2）丁。", None), ("第一条 甲。\n第一条 乙。", ["第一条", "第一条′"]),
        ("第一条 甲。\n第三条 乙。\n第九十条规定的除外。", ["第一条", "第三条"]), ("1. 甲\n1) 乙。\n1. 丙\n1) 丁。", None), ("1. 甲\n9. 乙\n2. 丙", ["1", "2"]), ("0 引言\n1 目的\n2 范围", ["0", "1", "2"]),
        ("第十二章 甲\n第二十一条 乙。\n第二十二条 丙。", ["第二十一条", "第二十二条"]), ("٣. 甲\n1. 乙\n2. 丙", ["1", "2"]), ("1. 甲\n1、乙\n1）丙。\n2）丁。\n2. 戊", None),
    ],
)  # fmt: skip
def test_numbers_that_jump_or_come_again(tmp_path, text, numbers):
    held = taken(tmp_path / "a.txt", text)
    found = [number for number, _, _ in clauses(held)]
    assert len(set(found)) == len(found)
    if numbers is not None:
        assert found == numbers


def test_lists_with_a_stop_and_with_a_bracket_below_one_heading(tmp_path):
    text = "1.1 步骤\n1. 甲事。\n2. 乙事。\n1.2 签约\n1. 丙事。\n1) 丁事。\n2) 戊事。\n1.3 附则"
    found = [number for number, _, _ in clauses(taken(tmp_path / "a.txt", text))]
    assert found[0] == "1.1-1"
    assert len(set(found)) == len(found)
    text = "1.1 步骤\n1) 甲事。\n2) 乙事。\n1. 丙事。\n2. 丁事。\n1.2 附则"
    assert [number for number, _, _ in clauses(taken(tmp_path / "a.txt", text))] == [
        "1.1（1）",
        "1.1（2）",
        "1.1-1",
        "1.1-2",
        "1.2",
    ]
