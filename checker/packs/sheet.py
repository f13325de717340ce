"""The people of a workspace as an Excel sheet (人员表): one row for each role that somebody holds, and back."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from checker.errors import Fault
from checker.load.evidence.forms.values import CellError, day_of
from checker.load.evidence.sheets import read_rows
from checker.load.text.convert import suggest
from checker.model.form import likeness
from checker.model.words import visible
from checker.ooxml import choices_of, workbook
from checker.packs.people import Row, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from checker.model.workspace import Controls

HEAD = ("姓名", "标识", "部门", "角色", "从", "到")
_ROLE = HEAD.index("角色")
_SHEET = "人员"
_FIRST, _SPARE = 3, 200  # the first row that names somebody; rows below the last that offer choices as well
_WIDTHS = (14, 18, 22, 30, 13, 13)
_NOTE = "一行写一个人担任的一个角色。标识不写的，由姓名的拼音来。填好后运行 guanbiao people import 人员.xlsx"
_MOST = 20_000


def write_sheet(controls: Controls) -> bytes:
    """Return the people as a workbook; a placeholder is a row without a name."""
    return workbook(lambda book: _fill(book, controls), title=_SHEET)


def _fill(book: Any, controls: Controls) -> None:
    sheet = book.add_worksheet(_SHEET)
    sheet.write_string(0, 0, _NOTE)
    _head(book, sheet)
    last = _rows(book, sheet, controls)
    _choices(book, sheet, controls, last)


def _head(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1})
    for column, (words, width) in enumerate(zip(HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST - 1, column, words, bold)
    sheet.freeze_panes(_FIRST, 1)


def _rows(book: Any, sheet: Any, controls: Controls) -> int:
    """Write the rows; return the last."""
    plain = book.add_format({"border": 1, "num_format": "@"})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    place = _FIRST - 1
    for place, cells in enumerate(_lines(controls), start=_FIRST):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, datetime.combine(cell, time()), day)
            else:
                sheet.write_string(place, column, visible(cell or ""), day if column > _ROLE else plain)
    return place


def _choices(book: Any, sheet: Any, controls: Controls, last: int) -> None:
    """Let people choose departments and roles from lists on a hidden sheet."""
    options = book.add_worksheet("选项")
    options.hide()
    departments = [role.title for role in controls.roles.values() if role.kind == "department"]
    roles = [role.title for role in controls.roles.values()]
    for column, words in ((_ROLE - 1, departments), (_ROLE, roles)):
        if words:
            sheet.data_validation(_FIRST, column, last + _SPARE, column, choices_of(options, column, words))


def _lines(controls: Controls) -> Iterator[tuple[str | date | None, ...]]:
    for person in controls.people.values():
        tbd = is_placeholder(person.id)
        name, key = ("", "") if tbd else (person.name, person.id)
        department = controls.roles[person.department].title if person.department else ""
        for holding in person.roles or (None,):
            title = controls.roles[holding.role].title if holding else ""
            start, end = (holding.start, holding.end) if holding else (None, None)
            yield name, key, department, title, None if tbd else start, end


class Reading:
    """Reads a sheet row by row, noting what is wrong with which cell."""

    def __init__(self, controls: Controls, path: Path) -> None:
        self.faults: list[Fault] = []
        self._name = path.name
        self._roles = _index(controls)
        self._departments = {
            words: key for words, key in self._roles.items() if controls.roles[key].kind == "department"
        }

    def rows(self, path: Path) -> list[Row]:
        """Return the rows that name somebody.

        Raises:
            UnreadableError: The file is no whole workbook.
        """
        with path.open("rb") as stream:
            table = read_rows(stream, _MOST, _SHEET)
        head = next((place for place, row in enumerate(table) if _starts(row)), None)
        if head is None:
            what = f"没有找到表头：{'、'.join(HEAD)}"
            self.faults.append(Fault(self._name, None, None, what, "用 guanbiao people sheet 生成的表填"))
            return []
        found = (self._row(number, row) for number, row in enumerate(table[head + 1 :], start=head + 2))
        return [row for row in found if row is not None]

    def _row(self, number: int, row: list[Any]) -> Row | None:
        cells = [*row, *[""] * len(HEAD)]
        texts = ["" if cell is None else str(cell).strip() for cell in cells]
        if not texts[0]:
            return None
        return Row(
            number,
            " ".join(visible(texts[0]).split()),
            texts[1],
            self._known(number, "部门", texts[2], self._departments),
            self._known(number, "角色", texts[3], self._roles),
            self._day(number, "从", cells[4]),
            self._day(number, "到", cells[5]),
        )

    def _known(self, number: int, label: str, text: str, known: Mapping[str, str]) -> str | None:
        if not text:
            return None
        found = known.get(likeness(text))
        if found is None:
            self.faults.append(Fault(self._name, number, None, f"没有{label}“{text}”", suggest(text, known)))
        return found

    def _day(self, number: int, label: str, cell: Any) -> date | None:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date) or cell is None:
            return cell
        try:
            found = day_of(str(cell))
        except CellError as error:
            self.faults.append(Fault(self._name, number, None, f"“{label}”一格{error.what}", error.remedy))
            return None
        return found.date() if isinstance(found, datetime) else found


def _starts(row: list[Any]) -> bool:
    return [str(cell).strip() for cell in row[: len(HEAD)]] == list(HEAD)


def _index(controls: Controls) -> dict[str, str]:
    """Return role ids by what they are called; a title goes before another role's alias."""
    found: dict[str, str] = {}
    for words in _namings(controls):
        for text, key in words:
            found.setdefault(likeness(text), key)
    return found


def _namings(controls: Controls) -> Iterator[Iterable[tuple[str, str]]]:
    roles = controls.roles.values()
    yield ((role.id, role.id) for role in roles)
    yield ((role.title, role.id) for role in roles)
    yield ((alias, role.id) for role in roles for alias in role.aliases)
