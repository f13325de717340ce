"""Text from a file as Markdown that says just that text: nothing in it becomes markup."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from checker.intake.file.blocks import Block, Grid, Line, Picture
from checker.model.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".tif", ".tiff", ".emf", ".wmf")
_NAMED = re.compile(r"[&<>|~^]|^[=:?]")  # written as numbers: a stroke before them would be shown
_LEADING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+!])")
_BULLET = re.compile(r"^[•·●▪○◆■]\s*")


def plain(text: str) -> str:
    """Return a line of text with everything escaped that Markdown or HTML would read as markup."""
    shown = _NAMED.sub(lambda found: f"&#{ord(found[0])};", visible(text.replace("\t", "　").strip()))
    shown = re.sub(r"(?<!&)#|[\\`*_\[\]{}]", r"\\\g<0>", shown)
    return _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)


def cell(text: str) -> str:
    """Return text for a cell of a table."""
    return "<br>".join(plain(line) for line in text.split("\n"))


def body(blocks: Iterable[Block], pictures: Mapping[str, str]) -> str:
    """Return blocks as Markdown.

    Args:
        blocks: What stands below a clause's number.
        pictures: Where the pictures lie, by their names in the file.
    """
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            parts.append(_table(block))
        elif isinstance(block, Picture):
            parts.append(_picture(block, pictures))
        elif block.level:
            parts.append(f"## {plain(block.text)}")
        else:
            _line(parts, block)
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n" if parts else ""


def _line(parts: list[str], line: Line) -> None:
    bullet = _BULLET.match(line.text)
    if not bullet:
        parts.append(plain(line.text))
        return
    item = f"- {plain(line.text[bullet.end() :])}\n"
    if parts and parts[-1].startswith("- ") and parts[-1].endswith("\n"):
        parts[-1] += item
    else:
        parts.append(item)


def _table(grid: Grid) -> str:
    head, *rows = [[cell(text) for text in row] for row in grid.rows]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _picture(picture: Picture, files: Mapping[str, str]) -> str:
    held, words = files.get(picture.name), plain(" ".join(picture.words.split()))
    image = posixpath.splitext(picture.name)[1].lower() in IMAGES
    if held is None:
        return f"（原文这里有{'图' if image else '附件'}：{plain(picture.name)}，没有带进来）"
    return f"![{words or '原文的图'}]({held})" if image else f"[附件：{words}]({held})"
