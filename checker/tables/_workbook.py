"""Tables as an Excel workbook: a sheet each, ready to print."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from checker.model.words import visible
from checker.ooxml import paper, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.tables._table import Table

_FONT = {"font_name": "宋体", "font_size": 10}
_LINE = {**_FONT, "border": 1, "border_color": "#7F7F7F", "valign": "top", "text_wrap": True}
_LINE_HEIGHT, _HIGHEST = 14, 400  # points; Excel allows 409
_NARROW = 4  # letters that a column of marks holds
_UNFIT = re.compile(r"[\[\]:*?/\\']")
_MOST_NAME = 31  # what Excel allows
_SHARE = 1.3  # letters a share of the page


def excel(title: str, owner: str, tables: Iterable[Table], as_of: date) -> bytes:
    """Return the workbook; its timestamp is the beginning of its day."""

    def fill(book: Any) -> None:
        taken: set[str] = set()
        for table in tables:
            _sheet(book, table, f"{owner}　{title}", taken)

    return workbook(fill, title=title, author=owner, day=as_of)


def _name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes and that no other sheet has."""
    base = _UNFIT.sub(" ", visible(title)).strip()[:_MOST_NAME] or "表"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base[: _MOST_NAME - 4]} {number}"
    taken.add(name.lower())
    return name


def _sheet(book: Any, table: Table, head: str, taken: set[str]) -> None:
    sheet = book.add_worksheet(_name(table.title, taken))
    first = _top(book, sheet, table)
    _rows(book, sheet, table, first)
    sheet.freeze_panes(first, table.lead)
    sheet.repeat_rows(first - 1)
    paper(sheet, head)
    sheet.set_landscape()
    if table.across:
        sheet.repeat_columns(0, table.lead - 1)  # as many sheets of paper as it takes
    else:
        sheet.fit_to_pages(1, 0)


def _top(book: Any, sheet: Any, table: Table) -> int:
    """Write the title, the note and the heads of columns; return the first row below them."""
    bold = book.add_format({**_LINE, "bold": True, "bg_color": "#F2F2F2"})
    turned = book.add_format({**_LINE, "bold": True, "bg_color": "#F2F2F2", "rotation": 90})
    sheet.write_string(0, 0, visible(table.title), book.add_format({**_FONT, "bold": True, "font_size": 14}))
    sheet.write_string(1, 0, visible(table.note), book.add_format({**_FONT, "font_size": 9}))
    for column, (name, _) in enumerate(table.columns):
        sheet.set_column(column, column, _wide(table, column))
        sheet.write_string(2, column, visible(name), turned if table.across and column >= table.lead else bold)
    if table.across:
        sheet.set_row(2, min(_LINE_HEIGHT * max(len(name) for name, _ in table.columns), _HIGHEST))
    return 3


def _rows(book: Any, sheet: Any, table: Table, first: int) -> None:
    text, middle = book.add_format(_LINE), book.add_format({**_LINE, "align": "center"})
    for number, row in enumerate(table.rows, start=first):
        lines = 1
        for column, cell in enumerate(row):
            words = [visible(line) for line in cell.split("\n")]
            lines = max(lines, sum(math.ceil(2 * len(line) / _wide(table, column)) or 1 for line in words))
            sheet.write_string(
                number, column, "\n".join(words), middle if table.across and column >= table.lead else text
            )
        sheet.set_row(number, min(_LINE_HEIGHT * lines + 3, _HIGHEST))


def _wide(table: Table, column: int) -> float:
    """Return how many Latin letters a column holds side by side; a Chinese one takes the room of two."""
    narrow = table.across and column >= table.lead
    return _NARROW if narrow else table.columns[column][1] * _SHARE
