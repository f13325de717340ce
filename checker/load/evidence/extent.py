"""How far the cells of a workbook reach, looked at before a reader lays the sheet out as one dense table.

One stray cell in the last column and row of a sheet would otherwise ask for half a terabyte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from checker.load.evidence.safefile import UnreadableError

if TYPE_CHECKING:
    from checker.load.evidence.formats._package import Package

MAX_CELLS = 4_000_000
_PLACE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_OTHER_BOOKS = frozenset({"xl/workbook.bin", "content.xml"})


class _Extent:
    """Follows rows and cells; only cells that hold something count."""

    def __init__(self) -> None:
        self.row, self.column = 0, 0
        self.rows, self.columns = 0, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        place = attributes.get("r", "")
        if kind == "row":
            self.row = int(place) if place.isascii() and place.isdigit() else self.row + 1
            self.column = 0
        elif kind == "c":
            self._cell(place)
        elif kind in {"v", "is", "f"}:
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            if self.rows * self.columns > MAX_CELLS:
                raise UnreadableError(
                    f"第 {self.row} 行第 {self.column} 列有内容，表格散得太开，没有读；先删去离得远的单元格"
                )

    def _cell(self, place: str) -> None:
        found = _PLACE.fullmatch(place)
        if not found:
            self.column += 1
            return
        self.row, self.column = int(found[2]), 0
        for letter in found[1].upper():
            self.column = self.column * 26 + ord(letter) - 64


def refuse_scattered(package: Package, limit: int) -> None:
    """Refuse a workbook whose parts unpack to more than the limit, or whose cells lie too far apart.

    Every part that is XML is looked at, since a workbook may keep its sheets under any name.

    Raises:
        UnreadableError: With the reason.
    """
    names = {name.lower() for name in package.names}
    if "xl/workbook.xml" not in names or names & _OTHER_BOOKS:
        raise UnreadableError("不是 Excel 工作簿（xlsx）")
    for stream in package.streams():
        head = stream.read(64)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = _Extent().start
        is_xml = head.lstrip(_BLANK).startswith(b"<")
        while head:
            limit -= len(head)
            if limit < 0:
                raise UnreadableError("工作簿太大")
            if is_xml:
                parser.Parse(head, False)  # noqa: FBT003 - expat takes it by place
            head = stream.read(1 << 16)
