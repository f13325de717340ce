"""Traditional and simplified characters (OpenCC): for comparing character by character, and for whole texts."""

from __future__ import annotations

from functools import cache
from typing import Any

from checker.model.words import nfkc


def folded(text: str) -> str:
    """Return text in simplified characters, every one in its old place, for looking things up."""
    return text if text.isascii() else "".join(map(_one, text))


def key(words: str) -> str:
    """Return words as names are compared; every character keeps its place."""
    return "".join(one if len(one) == 1 else letter for letter in folded(words) for one in (nfkc(letter),))


def simplified(text: str) -> str:
    """Return text in simplified characters, word by word, as a person would write it."""
    converted: str = _converter().convert(text)
    return converted


@cache
def _one(letter: str) -> str:
    if letter.isascii():
        return letter
    found: str = _converter().convert(letter)
    return found if len(found) == 1 else letter


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
