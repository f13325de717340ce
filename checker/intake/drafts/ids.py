"""Ids for what has none: of letters and figures, from numbers and Chinese titles, no two the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.intake.file.numerals import NUMERAL, value
from checker.intake.file.script import folded

if TYPE_CHECKING:
    from collections.abc import Collection

_PARTS = re.compile(rf"\d+|{NUMERAL}|[A-Za-z]+|′+")
_LONGEST = 40


def number_id(cited: str, taken: Collection[str]) -> str:
    """Return the part of a clause's id behind the document: 三（一）2 is 3.1.2; a taken one gets a number more."""
    parts = []
    for part in _PARTS.findall(folded(cited)):
        if part[0] == "′":
            parts.append(f"r{len(part)}")
        else:
            parts.append(part.lower() if part.isascii() else str(value(part)))
    return _free(".".join(parts) or "1", taken, ".")


def word_id(title: str, taken: Collection[str], prefix: str = "") -> str:
    """Return an id from the first letters of a title's pinyin, behind a prefix."""
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(title, style=Style.FIRST_LETTER, errors=lambda text: text))
    plain = re.sub(r"[^a-z0-9]+", "", letters.lower())[:_LONGEST]
    return _free(f"{prefix}{plain or 'x'}", taken, "-")


def _free(name: str, taken: Collection[str], between: str) -> str:
    if name not in taken:
        return name
    return next(found for n in range(2, len(taken) + 3) if (found := f"{name}{between}{n}") not in taken)
