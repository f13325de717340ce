"""Column widths of hand-written tables, from how long their cells are: paper cannot scroll."""

from __future__ import annotations

import unicodedata

_EDGES = 4  # what a cell's edges take
_WIDEST = 44


class Widths:
    """Measures the cells of one table."""

    def __init__(self) -> None:
        self._rows: list[list[int]] = []
        self._simple = True

    def row(self) -> None:
        """Begin a row."""
        self._rows.append([])

    def cell(self, *, spans: bool) -> None:
        """Begin a cell; a table in which cells span others is left as it is."""
        self._simple = self._simple and bool(self._rows) and not spans
        if self._rows:
            self._rows[-1].append(0)

    def words(self, text: str) -> None:
        """Add words to the cell; a Chinese letter is as wide as two others."""
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

    def columns(self) -> str:
        """Return the columns as HTML, or nothing where the table is not a plain one."""
        counts = {len(row) for row in self._rows}
        if not self._simple or len(counts) != 1:
            return ""
        longest = [min(_WIDEST, max(column) + _EDGES) for column in zip(*self._rows, strict=True)]
        shares = (f'<col style="width: {100 * length / sum(longest):.1f}%">' for length in longest)
        return f"<colgroup>{''.join(shares)}</colgroup>"
