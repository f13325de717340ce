"""Collects headings in order and notes under which of them text stands (contract 3.7, sections)."""

from __future__ import annotations

from checker.model.evidence import Heading


class Outline:
    """Headings as they come; text fills every heading that is open."""

    def __init__(self) -> None:
        self._levels: list[int] = []
        self._words: list[str] = []
        self._filled: list[bool] = []
        self._open: list[int] = []

    def heading(self, level: int, words: str) -> None:
        """Begin a heading; it closes those of the same or a lower rank."""
        while self._open and self._levels[self._open[-1]] >= level:
            self._open.pop()
        self._open.append(len(self._levels))
        self._levels.append(level)
        self._words.append(words)
        self._filled.append(False)

    def text(self) -> None:
        """Note that text stands here."""
        for place in self._open:
            self._filled[place] = True

    def headings(self) -> tuple[Heading, ...]:
        """Return all headings in order."""
        rows = zip(self._levels, self._words, self._filled, strict=True)
        return tuple(Heading(level=level, words=words, filled=filled) for level, words, filled in rows)
