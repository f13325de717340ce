"""Word (docx): headings by style Heading 1-9 / 标题 1-9 or by outline level (contract 3.7, sections)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from checker.load.evidence.formats._outline import Outline
from checker.load.evidence.formats._package import Package
from checker.model.evidence import Content

if TYPE_CHECKING:
    from checker.load.evidence.safefile import SafeFile

ENDINGS = ("docx",)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return the headings of a Word document, where asked for."""
    with file.open() as stream:
        package = Package(stream)
        if not headings:
            package.parse("word/document.xml")
            return Content()
        styles = _Styles()
        if "word/styles.xml" in package.names:
            package.parse("word/styles.xml", styles.start)
        body = _Body(styles.levels())
        package.parse("word/document.xml", body.start, body.end, body.characters)
        return Content(headings=body.outline.headings())


def _named_level(name: str | None) -> int | None:
    found = _HEADING.fullmatch(unicodedata.normalize("NFKC", name or "").strip())
    return int(found[1]) if found else None


def _outline_level(value: str | None) -> int | None:
    level = int(value) if value and value.isdigit() else _BODY_LEVEL
    return level + 1 if level < _BODY_LEVEL else None


class _Styles:
    """Which styles are headings: by name, by outline level, or by the style that they are based on."""

    def __init__(self) -> None:
        self._style = ""
        self._own: dict[str, int] = {}
        self._based: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get(_W + "val")
        if name == _W + "style":
            self._style = attributes.get(_W + "styleId", "")
        elif name == _W + "name":
            self._note(_named_level(value))
        elif name == _W + "outlineLvl":
            self._note(_outline_level(value))
        elif name == _W + "basedOn" and value:
            self._based[self._style] = value

    def _note(self, level: int | None) -> None:
        if level is not None:
            self._own.setdefault(self._style, level)

    def levels(self) -> dict[str, int]:
        """Return the heading level of each style that has one."""
        found = dict(self._own)
        for style in self._based:
            seen, at = {style}, style
            while at not in self._own and at in self._based and self._based[at] not in seen:
                at = self._based[at]
                seen.add(at)
            if at in self._own:
                found[style] = self._own[at]
        return found


class _Body:
    """Follows the paragraphs of a document; a paragraph may hold others (text boxes)."""

    def __init__(self, styles: dict[str, int]) -> None:
        self.outline = Outline()
        self._styles = styles
        self._paragraphs: list[tuple[list[str], list[int | None]]] = []
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _W + "p":
            self._paragraphs.append(([], [None, None]))
        elif name == _W + "t":
            self._in_text = True
        elif self._paragraphs and name == _W + "pStyle":
            style = attributes.get(_W + "val", "")
            self._paragraphs[-1][1][1] = self._styles.get(style) or _named_level(style)
        elif self._paragraphs and name == _W + "outlineLvl":
            self._paragraphs[-1][1][0] = _outline_level(attributes.get(_W + "val"))

    def characters(self, text: str) -> None:
        if self._in_text and self._paragraphs:
            self._paragraphs[-1][0].append(text)

    def end(self, name: str) -> None:
        if name == _W + "t":
            self._in_text = False
        elif name == _W + "p" and self._paragraphs:
            words, (outline, style) = self._paragraphs.pop()
            text = "".join(words).strip()
            level = style or outline
            if text and level:
                self.outline.heading(level, text)
            elif text:
                self.outline.text()
