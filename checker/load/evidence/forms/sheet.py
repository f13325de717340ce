"""The cells of a form that is a workbook, as the tables of which it is made."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from checker.load.evidence.forms.grid import Box, Grid
from checker.load.evidence.sheets import read_rows
from checker.model.form import FIELDS_HEAD, META, NO, SHEET, SIGN_HEAD, YES, likeness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

_ROWS, _COLUMNS = 500, 8
_HEADS = (FIELDS_HEAD, SIGN_HEAD)


def read_sheet(stream: BinaryIO) -> Grid:
    """Return the tables of a form's sheet: they end at an empty row, or where the head of another stands.

    What stands above the first label is title and notes.

    Raises:
        UnreadableError: The file is no whole workbook.
    """
    rows = [_texts(row[:_COLUMNS]) for row in read_rows(stream, _ROWS, SHEET)]
    first = likeness(next(iter(META.values())))
    start = next((place for place, row in enumerate(rows) if row and likeness(row[0]) == first), 0)
    tables: list[list[list[Box]]] = [[]]
    for row in rows[start:]:
        if not row or any(tuple(map(likeness, row[: len(head)])) == head for head in _HEADS):
            tables.append([])
        if row:
            tables[-1].append([Box(text, ()) for text in row])
    return Grid([table for table in tables if table], [])


def _texts(row: Sequence[Any]) -> list[str]:
    """Return the cells as texts, without the empty ones at the end."""
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
