"""Workbooks, by openpyxl: every level-1 heading begins a sheet, tables become cells."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from tools.demo_year.blocks import Block, Heading, Listing, Table, parse
from tools.demo_year.writers import paper
from tools.demo_year.zips import repack

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tools.demo_year.model import Item, Year

BOLD = Font(bold=True)
FILL = PatternFill("solid", fgColor="DDE6EE")
THIN = Side(style="thin", color="999999")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAP = Alignment(wrap_text=True, vertical="top")
WIDEST, NARROWEST = 44, 9
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _value(text: str) -> str | float | int:
    """Give a number where the text is one."""
    if _NUMBER.fullmatch(text) and not (text.startswith("0") and text[1:2].isdigit()):
        return float(text) if "." in text else int(text)
    return text


def _table(sheet: Worksheet, table: Table) -> None:
    """Append a table below what is there."""
    for number, row in enumerate(table.rows):
        sheet.append([_value(cell) for cell in row])
        for cell in sheet[sheet.max_row]:
            cell.border, cell.alignment = BOX, WRAP
            if number == 0:
                cell.font, cell.fill = BOLD, FILL
    sheet.append([])


def _widths(sheet: Worksheet) -> None:
    """Set the columns' widths by what stands in the tables."""
    for number, column in enumerate(sheet.columns, 1):
        boxed = [cell for cell in column if cell.value is not None and cell.border.left.style]
        longest = max((len(str(cell.value)) for cell in boxed), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(NARROWEST, longest * 2 + 2))


def _add(sheet: Worksheet, block: Block) -> None:
    """Add one block below what is there."""
    if isinstance(block, Table):
        _table(sheet, block)
    elif isinstance(block, Listing):
        for number, text in enumerate(block.items, 1):
            sheet.append([f"{number}. {text}" if block.numbered else f"· {text}"])
    else:
        sheet.append([block.text])
        if isinstance(block, Heading):
            sheet.cell(sheet.max_row, 1).font = BOLD


def _begin(book: Workbook, item: Item, year: Year) -> Worksheet:
    """Begin the first sheet with the paper's head."""
    sheet = book.active
    assert sheet is not None
    sheet.title = item.title[:20]
    sheet.append([item.title])
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.append(["　".join(f"{label}：{value}" for label, value in paper.head(item, year))])
    return sheet


def write(item: Item, year: Year) -> bytes:
    """Give the bytes of the workbook."""
    book = Workbook()
    sheet = _begin(book, item, year)
    for block in parse(item.text):
        if isinstance(block, Heading) and block.level == 1:
            sheet = book.create_sheet(block.text[:28])
        else:
            _add(sheet, block)
    if signed := paper.signatures(item, year):
        _table(book.worksheets[0], Table((("签批", "姓名", "日期"), *signed)))
    for each in book.worksheets:
        _widths(each)
    book.properties.creator = paper.authors(item, year)
    book.properties.title = item.title
    buffer = io.BytesIO()
    book.save(buffer)
    return repack(buffer.getvalue())
