"""What is filled in, cell by cell: by the tag of its content control, else by the label to the left of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from checker.load.evidence.forms.values import CellError
from checker.model.form import FIELDS_HEAD, META, SIGN_HEAD, likeness, meta_tag, signer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.load.evidence.forms.grid import Box, Grid
    from checker.model.form import Cell

MAX_CELL = 20_000
_Row = list["Box"]


class Signature(NamedTuple):
    """One row of the signature table: the role as written and as its tag has it, name and date."""

    label: str
    tagged: str
    person: str
    day: str


class Filled:
    """A form's cells, looked up."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._tagged: dict[str, list[str]] = defaultdict(list)
        for box in (box for table in grid.tables for row in table for box in row):
            tags = {control.tag for control in box.controls}
            for control in box.controls:  # who writes beside a control, in its cell, means the cell
                self._tagged[control.tag].append(box.text if len(tags) == 1 else control.text)
        for control in grid.loose:
            self._tagged[control.tag].append(control.text)
        self._meta = _by_label(table for table in grid.tables if not _is(table, FIELDS_HEAD))
        self._fields = _by_label(table for table in grid.tables if _is(table, FIELDS_HEAD))

    def meta(self, key: str) -> str:
        """Return what is filled in at the top, "" where nothing is.

        Raises:
            CellError: It cannot be told which of two is meant.
        """
        return self._one(meta_tag(key), self._meta.get(likeness(META[key]), ""))

    def field(self, cell: Cell) -> str:
        """Return what is filled in for a field, "" where nothing is.

        Raises:
            CellError: It cannot be told which of two is meant.
        """
        return self._one(cell.tag, self._fields.get(likeness(cell.label), ""))

    def _one(self, tag: str, labelled: str) -> str:
        held = dict.fromkeys(filter(None, self._tagged[tag])) if tag in self._tagged else [labelled]
        found = list(held) or [""]
        if len(found) > 1:
            raise CellError("填了两处，内容不一样", "删去其中一处")
        if len(found[0]) > MAX_CELL:
            raise CellError(f"超过 {MAX_CELL} 个字，没有读", "长的内容写到正文里")
        return found[0]

    def signatures(self) -> Iterator[Signature]:
        """Yield the rows of the signature table in which something is filled in."""
        table = next(filter(_is_signed, self._grid.tables), [])
        for row in table:
            held = _signature(row)
            if (held.person or held.day) and _words(row[:3]) != SIGN_HEAD:
                yield held


def _words(row: Iterable[Box]) -> tuple[str, ...]:
    return tuple(likeness(box.text) for box in row)


def _is(table: list[_Row], head: tuple[str, ...]) -> bool:
    return bool(table) and _words(table[0][: len(head)]) == head


def _is_signed(table: list[_Row]) -> bool:
    return _is(table, SIGN_HEAD) or any(_role(box) for row in table for box in row)


def _role(box: Box) -> tuple[str, str] | None:
    return next(filter(None, (signer(control.tag) for control in box.controls)), None)


def _signature(row: _Row) -> Signature:
    texts = [box.text for box in row[:3]] + [""] * 3
    held = {"person": texts[1], "date": texts[2]}
    tagged = ""
    for box in row:
        if named := _role(box):
            tagged = named[0]
            held[named[1]] = box.text
    return Signature(texts[0], tagged, held["person"], held["date"])


def _by_label(tables: Iterable[list[_Row]]) -> dict[str, str]:
    """Return texts by the label to the left of them; the first of a label counts, since forms begin with them."""
    found: dict[str, str] = {}
    for row in (row for table in tables for row in table):
        for label, box in zip(row[::2], row[1::2], strict=False):
            found.setdefault(likeness(label.text), box.text)
    return found
