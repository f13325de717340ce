"""The lists of words by which names are found, one file each in words/: one or more words a line, "#" for a remark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a list, in its order."""
    text = files("checker.intake.names").joinpath("words", f"{name}.txt").read_text("utf-8")
    return tuple(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
