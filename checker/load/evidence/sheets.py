"""The cells of a workbook's sheet, looked at before a reader lays them out: for registers and for forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from checker.load.evidence.extent import refuse_scattered
from checker.load.evidence.formats._package import DAMAGED, Package
from checker.load.evidence.safefile import UnreadableError

if TYPE_CHECKING:
    from typing import BinaryIO

_MAX_UNPACKED = 128 * 1024 * 1024


def read_rows(stream: BinaryIO, most: int, sheet: str = "") -> list[list[Any]]:
    """Return the first rows of a sheet: the one of that name, else the first.

    Raises:
        UnreadableError: The file is no whole workbook, is too large, or its cells lie too far apart.
    """
    try:
        refuse_scattered(Package(stream), _MAX_UNPACKED)
        stream.seek(0)
        book = CalamineWorkbook.from_filelike(stream)
        held = book.get_sheet_by_name(sheet) if sheet in book.sheet_names else book.get_sheet_by_index(0)
        rows: list[list[Any]] = held.to_python(skip_empty_area=False, nrows=most)
    except (*DAMAGED, expat.ExpatError, CalamineError, PasswordError, IndexError) as error:
        raise UnreadableError(f"不是完好的 Excel 工作簿（{error}）") from error
    return rows
