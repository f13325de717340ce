"""How much room words take, and where their lines break: an estimate, since nothing is drawn at build time."""

from __future__ import annotations

import re
import unicodedata

from checker.model.words import visible

_PIECES = re.compile(r" +|[!-~]+|.", re.DOTALL)
_CLOSERS = frozenset("，。、；：？！）》」』”’…—·％")
_OPENERS = frozenset("（《「『“‘【")
_SHORT = 0.35
_NARROW = 0.56


def width(text: str, size: int) -> float:
    """Return the estimated width of a text in pixels."""
    return size * sum(1 if unicodedata.east_asian_width(letter) in "WFA" else _NARROW for letter in text)


def wrap(text: str, room: float, size: int, most: int) -> tuple[str, ...]:
    """Return a text in lines that fit the room; beyond the last line stands "…".

    Words of Latin letters stay whole where they fit; a closing mark never begins a line, but hangs over, and an
    opening mark never ends one. No line is left with a letter or two while another could spare some.
    """
    shown = visible(text)
    lines = _lines(shown, room, size)
    if len(lines) > most:
        return (*lines[: most - 1], cut(lines[most - 1] + lines[most], room, size))
    tight, closer = room, lines
    while width(closer[-1], size) < room * _SHORT and len(closer) == len(lines) > 1:
        lines, tight = closer, tight - size / 2
        closer = _lines(shown, tight, size)
    return tuple(closer if len(closer) == len(lines) else lines)


def _lines(text: str, room: float, size: int) -> list[str]:
    lines = [""]
    for piece in _pieces(text, room, size):
        hangs = piece in _CLOSERS and width(lines[-1], size) <= room
        if hangs or width(lines[-1] + piece.rstrip(), size) <= room:
            lines[-1] += piece
        else:
            opening = lines[-1][-1:] if lines[-1][-1:] in _OPENERS and lines[-1][:-1] else ""
            lines[-1] = lines[-1].removesuffix(opening)
            lines.append(opening + piece.lstrip())
    return [line.strip() for line in lines]


def cut(text: str, room: float, size: int) -> str:
    """Return a text on one line, with "…" for what does not fit."""
    shown = visible(text)
    if width(shown, size) <= room:
        return shown
    while shown and width(shown + "…", size) > room:
        shown = shown[:-1]
    return shown + "…"


def _pieces(text: str, room: float, size: int) -> list[str]:
    """Return letters of wide scripts one by one, words whole, and words that are too long letter by letter."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        found.extend(piece if width(piece, size) > room else [piece])
    return found
