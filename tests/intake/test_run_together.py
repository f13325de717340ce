"""Text whose line breaks were lost is cut again; lists in the middle of sentences are left alone."""

from __future__ import annotations

import io

import docx
import pytest
from support.procedures import as_json, clauses, taken


def saved(document: docx.document.Document) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_decimal_numbers_in_the_middle_of_lines(tmp_path):
    text = """仓库办法1、目的写清谁管仓库2、职责2.1仓库主管负责收货;2.2采购部负责退货。
3、做法3.1收货3.1.1先看送货单;3.1.2再点数1)数量;2)外观;3.2退货当天办完。
"""
    assert [number for number, _, _ in clauses(taken(tmp_path / "a.txt", text))] == [
        "1", "2.1", "2.2", "3.1.1", "3.1.2-1", "3.1.2-2", "3.2",
    ]  # fmt: skip


def test_decimal_numbers_below_chinese_ones(tmp_path):
    text = "一、收货1.1 点数：看清单。\n签字。\n1.2 入账：当天。\n二、退货2.1 申请：写明原因，见2.2，不是3.1条。"
    assert clauses(taken(tmp_path / "a.txt", text)) == [
        ("1.1", "点数", "看清单。\n签字。"),
        ("1.2", "入账", "当天。"),
        ("2.1", "申请", "写明原因，见2.2，不是3.1条。"),
    ]


def test_a_number_of_another_chapter_is_no_part(tmp_path):
    text = "一、收货1.1 点数：看清单，2.1 这样的不算。\n1.2 入账：当天。\n二、退货2.1 申请：写明原因。"
    assert [number for number, _, _ in clauses(taken(tmp_path / "a.txt", text))] == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize("listed", ["1）申请表；2）报价单；3）比价表", "（一）申请表；（二）报价单；（三）比价表"])
def test_a_list_in_a_sentence_stays(tmp_path, listed):
    text = f"1. 采购：要交：{listed}。\n2. 退货：要交：{listed}。\n3. 附则"
    assert [number for number, _, _ in clauses(taken(tmp_path / "a.txt", text))] == ["1", "2", "3"]


def test_tables_between_lines_that_were_run_together(tmp_path):
    document = docx.Document()
    document.add_paragraph("一、收货1.1 点数：看清单。1.2 入账：当天。")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "品名", "数量"
    table.cell(1, 0).text, table.cell(1, 1).text = "螺栓", "9"
    document.add_paragraph("二、退货2.1 申请：写明原因。")
    found = taken(tmp_path / "a.docx", saved(document))
    assert [number for number, _, _ in clauses(found)] == ["1.1", "1.2", "2.1"]
    assert "螺栓" in str(found.clauses[1].item.body)


def test_every_title_of_a_word_file_is_kept(tmp_path):
    document = docx.Document()
    for words, style in (("示例公司", "Title"), ("仓库办法", "Title"), ("试行", "Subtitle"), ("仓库写的", "Author")):
        if style == "Author":
            document.styles.add_style("Author", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph(words, style=style)
    document.add_paragraph("1 收货：点数。")
    document.add_paragraph("2 退货：当天。")
    found = taken(tmp_path / "a.docx", saved(document))
    assert found.title == "示例公司"
    assert [line.text for line in found.lead] == ["仓库办法", "试行", "仓库写的"]


def test_a_sentence_in_the_cell_for_what_comes_out(tmp_path, house):
    document = docx.Document()
    rows = (("步骤", "活动", "负责人", "输出", "时间"), ("1", "比价", "采购部", "写好比价报告，送审；存档", "当天"))
    table = document.add_table(2, 5)
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    (step,) = as_json(taken(tmp_path / "a.docx", saved(document), house))
    assert [record["title"] for record in step["records"]] == ["比价报告"]


def test_a_line_that_begins_with_a_figure_is_no_part(tmp_path):
    text = "1 收货\n1.1 点数。\n7.5的螺栓要单独放在架子上，并且写清楚是谁放的、什么时候放的。\n1.2 入账。"
    assert [number for number, _, _ in clauses(taken(tmp_path / "a.txt", text))] == ["1.1", "1.2"]


@pytest.mark.parametrize("cited", ["按照 1.2 的规定", "符合1.2要求", "见附录 1.2", "依1.2、1.3", "执行 1.2 所列的做法"])
def test_numbers_that_are_cited_are_no_parts(tmp_path, cited):
    text = f"1 收货\n1.1 点数时{cited}办。\n1.2 入账时{cited.replace('1.2', '1.3')}办。\n1.3 退货时照旧。"
    assert [number for number, _, _ in clauses(taken(tmp_path / "a.txt", text))] == ["1.1", "1.2", "1.3"]
