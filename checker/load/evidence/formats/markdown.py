"""Markdown: headings as CommonMark defines them, so that a "#" in a code block is none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from checker.load.evidence.formats._outline import Outline
from checker.load.evidence.formats.text import readable_text
from checker.load.text.source import split_front_matter
from checker.model.evidence import Content

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from checker.load.evidence.safefile import SafeFile

ENDINGS = ("md",)
_FILLING = {"inline", "fence", "code_block"}


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return the headings of a Markdown text, where asked for."""
    text = readable_text(file)
    return Content(headings=outline(text).headings() if headings else None)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def outline(text: str) -> Outline:
    """Return headings and text below them; the front-matter is neither."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = split_front_matter(text)
    body = "\n".join(text.split("\n")[front[0].count("\n") + 3 :]) if front else text
    found = Outline()
    level = 0
    for token in _parser().parse(body):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif level and token.type == "inline":
            found.heading(level, token.content)
        elif token.type in _FILLING and token.content.strip():
            found.text()
    return found
