"""What copying leaves between the words is taken out, and said; what only looks like it stays."""

from __future__ import annotations

import pytest
from support.procedures import clauses, drafted, shown, taken


def text_of(tmp_path, *lines):
    held = taken(tmp_path / "采购.txt", "\n".join(lines))
    return clauses(held), held


def test_pinyin_behind_characters(tmp_path):
    found, _ = text_of(tmp_path, "1 目(mù)的(dì)", "采(cǎi)购(gòu)要写清(abc)。", "2 范围(wéi)")
    assert found == [("1", "目的", "采购要写清(abc)。"), ("2", "范围", "")]
    found, _ = text_of(tmp_path, "1 目的", "采(cǎi)购要写清。", "2 范围")
    assert found[0][2] == "采(cǎi)购要写清。"


def test_page_numbers_marks_and_blanks_of_recognised_scans(tmp_path):
    found, held = text_of(
        tmp_path,
        "1 目的",
        "- 3 -",
        "采 购 要 写 清[bookmark: a]。",
        "[image: x]",
        "第 4 页 共 9 页",
        "• （一）询价",
        "问三家。",
        "2 范围",
    )
    assert found == [("1", "目的", "采购要写清。"), ("1（一）", "询价", "问三家。"), ("2", "范围", "")]
    assert held.dropped == ("[image: x]",)


def test_a_table_of_contents(tmp_path, house):
    lines = [
        "采购程序", "目 录", "1\t目的\t1", "2\t范围\t2", "7", "3\t附则\t3", "1\t目的", "写清。", "2\t范围", "金额\t500", "目录见附件", "3\t附则……3", "3\t附则", "完。",
    ]  # fmt: skip
    found, held = text_of(tmp_path, *lines)
    assert [number for number, _, _ in found] == ["1", "2", "3"]
    assert "金额\t500\n目录见附件" in found[1][2]
    assert held.title == "采购程序"
    assert held.dropped[0] == "目 录"
    made = drafted(held, house)
    assert "没有带进来的行" in made.files["复核清单.md"].decode()
    assert "金额500" in shown(made)


def test_lines_that_name_again_what_stands_in_the_text_are_contents(tmp_path):
    found, held = text_of(tmp_path, "1 目的\t3", "2 范围\t5", "1 目的", "写清。", "2 范围")
    assert [number for number, _, _ in found] == ["1", "2"]
    assert held.dropped == ("1 目的\t3", "2 范围\t5")


def test_a_page_of_a_web_shop(tmp_path):
    lines = [
        "下载本文档",
        "已阅读3页，还剩2页",
        "别的话",
        "文档简介",
        "采购程序",
        "1 目的",
        "写清。",
        "2 范围",
        "温馨提示",
        "买三送一",
    ]
    found, held = text_of(tmp_path, *lines)
    assert found == [("1", "目的", "写清。"), ("2", "范围", "")]
    assert held.title == "采购程序"
    assert set(held.dropped) == {"下载本文档", "已阅读3页，还剩2页", "别的话", "文档简介", "温馨提示", "买三送一"}


def test_the_same_words_in_a_document_of_ones_own_stay(tmp_path):
    found, held = text_of(tmp_path, "采购程序", "文档简介", "说说来历。", "1 目的", "写清。", "2 范围")
    assert [block.text for block in held.lead] == ["说说来历。"]
    assert held.title == "采购程序"
    assert len(found) == 2
    assert held.dropped == ("文档简介",)


def test_names_of_parts_that_only_the_contents_have(tmp_path):
    lines = [
        "目录", "会议材料之一：采购工作进展\t1", "会议材料之二：采购工作安排\t5", "采购工作进展", "一、询价", "问三家。", "采购工作安排", "一、签约", "要盖章。",
    ]  # fmt: skip
    found, _ = text_of(tmp_path, *lines)
    assert [number for number, _, _ in found] == ["材料之一 一", "材料之二 一"]


def test_numbers_of_pages_in_the_middle_of_sentences(tmp_path):
    long = "采购组要在每次询价以后把三家的报价写进清单并且说明为什么选了其中的一家"
    lines = [f"1、{long}", f"2、而不是{long}", "3、另外两家。", "（一）询价", "问三家。", "（二）签约"]
    found, held = text_of(tmp_path, "开头的话" + long, *lines)
    assert [number for number, _, _ in found] == ["（一）", "（二）"]
    assert "".join(block.text for block in held.lead).count(long) == 3
    found, _ = text_of(tmp_path, f"1、{long}", f"2、而不是{long}", "3、另外两家。", "（一）询价", "（二）签约")
    assert [number for number, _, _ in found] == ["（一）", "（二）"]


def test_text_without_line_breaks_is_cut_at_its_numbers(tmp_path):
    filling = "采购组要把三家的报价写进清单" * 8
    text = f"本程序说明采购。一、询价：{filling}；（一）问三家{filling}；（二）比三家{filling}。二、签约{filling}（见2.1节，共1234. 处，{'一' * 70}、）"
    found, held = text_of(tmp_path, text)
    assert [number for number, _, _ in found] == ["一", "一（一）", "一（二）", "二"]
    assert found[0][1] == "询价"
    assert "本程序说明采购。" in held.title + "".join(block.text for block in held.lead)


def test_long_text_without_numbers_stays_whole(tmp_path):
    text = "采购组要把三家的报价写进清单，" * 40
    found, _ = text_of(tmp_path, "1 目的", text, "2 范围")
    assert found[0][2] == text


@pytest.mark.parametrize(
    "letters",
    [
        "1" * 100_000,
        "一" * 50_000,
        "《" * 50_000,
        "部" * 10_000,
        "A-" * 50_000,
        "（" * 50_000,
        "采购1. 甲（一）丁，填写《申请表》。" * 2000,
    ],
)
def test_lines_made_to_be_slow(tmp_path, letters):
    found, _ = text_of(tmp_path, "1 目的", letters, "2 范围")
    assert found[0][2] == letters
    assert found[1][:2] == ("2", "范围")
