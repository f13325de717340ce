"""The cells of a Word document's tables and its content controls, whatever program wrote it last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.model.form import HINTS

if TYPE_CHECKING:
    from checker.load.evidence.formats._package import Package

_LEFT_OVER = re.compile(r"(?:请|单击|点击|点按|轻触|选择|click|tap|choose|select)", re.IGNORECASE)
_MOST_OPEN = 50  # cells in controls in cells; deeper ones are read as part of what holds them
_NOT_THERE = frozenset({"moveFrom", "Fallback"})  # text that stands elsewhere, too
_BREAKS = {"br": "\n", "cr": "\n", "tab": " "}


class Control(NamedTuple):
    """One content control with a tag: what stands in it."""

    tag: str
    text: str


class Box(NamedTuple):
    """One cell of a table: what stands in it, and its controls."""

    text: str
    controls: tuple[Control, ...]


class Grid(NamedTuple):
    """All tables, each a list of rows, in the order in which they end; and controls that stand in no table."""

    tables: list[list[list[Box]]]
    loose: list[Control]


class _Open:
    """A cell or control that is being read."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.words: list[str] = []
        self.controls: list[Control] = []
        self.tag = ""
        self.hint = False

    def text(self) -> str:
        text = "".join(self.words).strip()
        for hint in HINTS:  # somebody writes beside a hint that no longer goes by itself
            text = text.removeprefix(hint).removesuffix(hint).strip()
        return "" if self.hint and _LEFT_OVER.match(text) else text


class _Reader:
    """Follows tables, rows, cells and controls; names count without their namespace, which has two forms."""

    def __init__(self) -> None:
        self.grid = Grid([], [])
        self._open: list[_Open] = []
        self._tables: list[list[list[Box]]] = []
        self._in_text = False
        self._properties = 0
        self._deeper = 0
        self._not_there = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        self._not_there += kind in _NOT_THERE
        if kind in {"tc", "sdt"}:
            self._begin(kind)
        elif kind == "tbl":
            self._tables.append([])
        elif kind == "tr" and self._tables:
            self._tables[-1].append([])
        elif kind == "sdtPr":
            self._properties += 1
        elif self._properties:
            self._property(kind, attributes)
        else:
            self._content(kind)

    def _begin(self, kind: str) -> None:
        if len(self._open) < _MOST_OPEN:
            self._open.append(_Open(kind))
        else:
            self._deeper += 1

    def _property(self, kind: str, attributes: dict[str, str]) -> None:
        """Note what a control says of itself; other things in there are no content."""
        if kind == "tag" and self._open:
            self._open[-1].tag = next((value for key, value in attributes.items() if key.endswith(" val")), "")
        elif kind == "showingPlcHdr" and self._open:
            self._open[-1].hint = True

    def _content(self, kind: str) -> None:
        self._in_text = self._in_text or kind == "t"
        if self._open and kind in _BREAKS:
            self._open[-1].words.append(_BREAKS[kind])

    def characters(self, text: str) -> None:
        if self._in_text and self._open and not self._not_there:
            self._open[-1].words.append(text)

    def end(self, name: str) -> None:
        kind = name.rpartition(" ")[2]
        self._not_there -= kind in _NOT_THERE
        if kind == "t":
            self._in_text = False
        elif kind == "sdtPr":
            self._properties -= 1
        elif kind == "p" and self._open:
            self._open[-1].words.append("\n")
        elif kind in {"tc", "sdt"}:
            self._close()
        elif kind == "tbl":
            self.grid.tables.append(self._tables.pop())

    def _close(self) -> None:
        if self._deeper:
            self._deeper -= 1
            return
        done = self._open.pop()
        text = done.text()
        if self._open:
            self._open[-1].words.append(text)
        if done.kind == "tc":
            if self._tables and self._tables[-1]:
                self._tables[-1][-1].append(Box(text, tuple(done.controls)))
        elif done.tag:
            cell = next((held for held in reversed(self._open) if held.kind == "tc"), None)
            (cell.controls if cell else self.grid.loose).append(Control(done.tag, text))


def read_grid(package: Package) -> Grid:
    """Return the tables and controls of a Word document.

    Raises:
        UnreadableError: It is damaged, too large, or declares entities.
    """
    reader = _Reader()
    package.parse("word/document.xml", reader.start, reader.end, reader.characters)
    return reader.grid
