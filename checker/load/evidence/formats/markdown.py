"""Markdown: headings as CommonMark defines them, so that a "#" in a code block is none."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from checker.load.evidence.formats._outline import Outline
from checker.load.evidence.safefile import SafeFile, UnreadableError, decode
from checker.load.text.source import split_page
from checker.model.evidence import Content

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


ENDINGS = ("md",)
MOST = 400_000  # characters, a book; parsing costs about 4 s a million
_UNDERLINE = re.compile(r"\n=+[ \t]*(?:\n|\Z)")
_CODE = {"fence", "code_block"}


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return the headings of a Markdown text, where asked for; those of a very long one stay unchecked.

    Raises:
        UnreadableError: It is not text, or holds nothing but white space.
    """
    text = decode(file.data())
    if not text.strip():
        raise UnreadableError("文件里只有空白")
    return Content(headings=outline(text).headings() if headings and len(text) <= MOST else None)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")  # words within a line are not needed


def outline(text: str) -> Outline:
    """Return headings and text below them; the front-matter is neither."""
    _, body = split_page(text)
    found = Outline()
    level = 0
    for token in _parser().parse(body):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif level and token.type == "inline":
            found.heading(level, token.content)
        elif token.type == "inline":
            _paragraph(found, token.content)
        elif token.type in _CODE and token.content.strip():
            found.text()
    return found


def _paragraph(found: Outline, content: str) -> None:
    """Note text, and a heading in it: "1. 结论" over "=====" is a list in CommonMark, a heading to its writer."""
    parts = _UNDERLINE.split(content, maxsplit=1)
    if len(parts) > 1:
        found.heading(1, parts[0])
    if parts[-1].strip():
        found.text()
