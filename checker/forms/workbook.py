"""A form as an Excel workbook: what the checker reads on the first sheet, a table to fill in on the second.

Whatever stands in a cell is written as text, so that nothing from a file becomes a formula.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from checker.model.form import (
    FIELDS_HEAD,
    META,
    NO,
    REQUIRED,
    SHEET,
    SIGN_HEAD,
    TABLE,
    YES,
    choice_words,
    choices,
    field_cells,
)
from checker.model.words import visible
from checker.ooxml import choices_of, paper, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.forms.subject import Subject
    from checker.model.form import Cell, HouseStyle

_OPTIONS = "选项"
_FONT = {"font_name": "宋体", "font_size": 11}
_LINE = {**_FONT, "border": 1, "border_color": "#7F7F7F", "valign": "vcenter", "text_wrap": True}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "small": {**_FONT, "font_size": 9, "font_color": "#595959", "text_wrap": True, "valign": "top"},
    "label": {**_LINE, "bold": True, "bg_color": "#F2F2F2"},
    "text": {**_LINE, "num_format": "@"},
    "number": {**_LINE, "align": "left"},
    "date": {**_LINE, "num_format": "yyyy-mm-dd", "align": "left"},
}
_WIDTHS = (18, 32, 18, 32)
_NOTE = 60  # Chinese characters that a line across the sheet holds
_LABEL = 8  # Chinese characters that a line of the first column holds
_LAST = len(_WIDTHS) - 1
_HEIGHT = 20  # points, of a row with one line
_ROWS = 24


def write_workbook(subject: Subject, style: HouseStyle | None = None) -> bytes:  # noqa: ARG001 - styles are Word's
    """Return a form as a workbook."""
    return workbook(
        lambda book: _Writer(book, subject).write(),
        title=subject.record.title,
        author=subject.controls.profile.enterprise.name,
        properties=subject.properties,
    )


class _Writer:
    """Writes row after row."""

    def __init__(self, book: Any, subject: Subject) -> None:
        self._subject = subject
        self._formats = {name: book.add_format(held) for name, held in _FORMATS.items()}
        self._sheet = book.add_worksheet(SHEET)
        self._table = book.add_worksheet(TABLE)
        self._options = book.add_worksheet(_OPTIONS)
        self._options.hide()
        self._lists = 0
        self._row = 0

    def write(self) -> None:
        record = self._subject.record
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._across(record.title, "title", 30)
        self._across(f"{self._subject.origin}　{self._subject.number}", "small", 15)
        for note in (*self._subject.notes("xlsx"), f"逐条的内容填在“{TABLE}”页；那一页只供人看，工具不检查。"):
            self._across(note, "small", 14 * math.ceil(len(note) / _NOTE))
        self._row += 1
        self._meta()
        self._fields(field_cells(record))
        self._signatures()
        if record.suggested_approvals:
            roles = "、".join(self._subject.controls.roles[role].title for role in record.suggested_approvals)
            self._across(f"建议审批（待确认，不核对）：{roles}", "small", 15)
        self._rows(record.columns)
        self._page(self._sheet)

    def _across(self, words: str, style: str, height: int) -> None:
        self._sheet.set_row(self._row, height)
        self._sheet.merge_range(self._row, 0, self._row, _LAST, visible(words), self._formats[style])
        self._row += 1

    def _put(self, column: int, words: str, style: str = "label") -> None:
        self._sheet.write_string(self._row, column, visible(words), self._formats[style])

    def _cell(self, column: int, style: str, filled: str = "", offered: Iterable[str] = ()) -> None:
        """Write one cell to fill in, with a list to choose from where something is offered."""
        if filled:
            self._put(column, filled, style)
        else:
            self._sheet.write_blank(self._row, column, None, self._formats[style])
        self._offer(column, list(offered))

    def _offer(self, column: int, words: list[str]) -> None:
        """Let people choose from a list."""
        if words:
            rule = choices_of(self._options, self._lists, words)
            self._sheet.data_validation(self._row, column, self._row, column, rule)
            self._lists += 1

    def _end(self, lines: float = 1) -> None:
        """Go on to the next row; this one is as high as its lines."""
        self._sheet.set_row(self._row, _HEIGHT * max(1, math.ceil(lines)))
        self._row += 1

    def _meta(self) -> None:
        labels = list(META.items())
        for pair in zip(labels[::2], labels[1::2], strict=True):
            for place, (key, label) in enumerate(pair):
                self._put(2 * place, label)
                project = key == "project"
                self._cell(
                    2 * place + 1,
                    "date" if key == "date" else "text",
                    self._subject.project_name if project else "",
                    self._subject.project_names if project else (),
                )
            self._end()

    def _head(self, words: Iterable[str], *, wide: bool = False) -> None:
        """Write the head of a table; a wide one reaches to the last column."""
        self._row += 1
        for column, word in enumerate(words):
            self._put(column, word)
        if wide:
            self._sheet.merge_range(self._row, 1, self._row, _LAST, "", self._formats["label"])
            self._put(1, FIELDS_HEAD[1])
        self._end()

    def _fields(self, cells: tuple[Cell, ...]) -> None:
        if not cells:
            return
        self._head(FIELDS_HEAD, wide=True)
        group = ""
        for cell in cells:
            if cell.group and cell.group != group:
                self._across(cell.group, "label", _HEIGHT)
            group = cell.group
            label = f"{cell.label} {REQUIRED}" if cell.required else cell.label
            style = cell.kind if cell.kind in {"number", "date"} else "text"
            self._put(0, label)
            self._sheet.merge_range(self._row, 1, self._row, _LAST, "", self._formats[style])
            self._cell(1, style, offered=_offered(cell))
            self._end(len(label) / _LABEL)

    def _signatures(self) -> None:
        if not self._subject.record.approvals:
            return
        self._head(SIGN_HEAD)
        for role in dict.fromkeys(self._subject.record.approvals):
            self._put(0, self._subject.controls.roles[role].title)
            self._cell(1, "text")
            self._cell(2, "date")
            self._end()

    def _rows(self, columns: tuple[str, ...]) -> None:
        table = self._table
        table.set_column(0, 0, 6)
        table.set_column(1, len(columns), 20)
        for column, name in enumerate(("序号", *columns)):
            table.write_string(0, column, visible(name), self._formats["label"])
        for row in range(_ROWS + 1):
            table.set_row(row, _HEIGHT)
            for column in range(len(columns) + 1) if row else ():
                table.write_blank(row, column, None, self._formats["text"])
        table.freeze_panes(1, 0)
        table.repeat_rows(0)
        self._page(table)
        table.set_landscape()

    def _page(self, sheet: Any) -> None:
        paper(sheet, self._subject.origin, self._subject.number)
        sheet.fit_to_pages(1, 0)


def _offered(cell: Cell) -> list[str]:
    if cell.kind == "yes-no":
        return [YES, NO]
    return [choice_words(value) for value in choices(cell.schema)]
