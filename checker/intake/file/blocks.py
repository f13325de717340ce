"""A document as a plain list of lines, grids and pictures, whatever file it came from."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TAB, TITLE = "\ue009", "\ue00b"  # stand for a tab, and before a title, on their way through pandoc
ATTACHED = "\ue00a"  # stands around the name of an attached file
_BREAKS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_HOLDERS = {  # inlines that hold others: as they are, or behind their attributes
    **dict.fromkeys(("Emph", "Underline", "Strong", "Superscript", "Subscript", "SmallCaps", "Strikeout")),
    **dict.fromkeys(("Quoted", "Cite", "Link", "Span"), 1),
}
_LABELS = {"Period": "{}. ", "OneParen": "{}) ", "TwoParens": "({}) "}
_INNER = {"OneParen": "TwoParens", "TwoParens": "OneParen"}  # lists in lists, which would look alike
_PAGES = (".md", ".htm", ".html", "/")
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^>]*>|</(?:p|div|tr|li|dt|dd|h\d|caption|summary|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^>]*>")


class Line(NamedTuple):
    """A paragraph.

    Attributes:
        level: Of a heading by style, from 1; 0 for any other paragraph.
        bold: Whether all of it is bold.
        cut: Whether it was cut out of a longer line.
    """

    text: str
    level: int = 0
    bold: bool = False
    cut: bool = False


class Grid(NamedTuple):
    """A table: rows of cells; a merged cell stands in every place that it covers."""

    rows: tuple[tuple[str, ...], ...]


class Picture(NamedTuple):
    """A picture, or a file that is attached, by its name inside the file; what the text calls it."""

    name: str
    words: str = ""


Block = Line | Grid | Picture


def blocks_of(tree: dict[str, Any]) -> list[Block]:
    """Return the blocks of a document as pandoc reads it (its JSON, `pandoc-api-version` 1.23)."""
    return list(_blocks(tree["blocks"]))


def _blocks(parts: Iterable[dict[str, Any]]) -> Iterator[Block]:
    for part in parts:
        reader = _READERS.get(part["t"])
        if reader:
            yield from reader(part.get("c"))


def _header(held: Any) -> Iterator[Block]:
    return _paragraph(held[2], level=held[0])


def _bullets(held: Any) -> Iterator[Block]:
    for item in held:
        yield from _labelled("• ", item)


def _terms(held: Any) -> Iterator[Block]:
    for term, meanings in held:
        yield from _paragraph(term)
        for meaning in meanings:
            yield from _blocks(meaning)


def _lines(held: Any) -> Iterator[Block]:
    yield from (Line(text) for line in held if (text := _text(line).strip()))


def _code(held: Any) -> Iterator[Block]:
    yield from (Line(text) for text in held[1].splitlines() if text.strip())


def _raw(held: Any) -> Iterator[Block]:
    """Yield the text of HTML that stands in Markdown; cells are kept apart by tabs."""
    text = _CELL.sub("\t", re.sub(r"\s*\n\s*", " ", _HIDDEN.sub("", held[1])))
    for line in _BREAK.sub("\n", text).split("\n"):
        if words := unescape(_TAG.sub("", line)).strip():
            yield Line(words)


def trimmed(text: str) -> str:
    """Return text without blanks around it; a row of cells keeps the tab before its first."""
    return text.strip(" \u3000\n") if text.count("\t") > 1 else text.strip()


def _paragraph(inlines: list[dict[str, Any]], level: int = 0) -> Iterator[Block]:
    bold = bool(inlines) and all(part["t"] in ("Strong", "Space", "SoftBreak", "LineBreak") for part in inlines)
    parts = _text(inlines).split(ATTACHED)
    for text in "".join(parts[::2]).split("\n"):
        if text.strip(f" \t\u3000{TITLE}"):
            yield Line(trimmed(text.replace(TITLE, "")), 1 if TITLE in text else level, bold)
    yield from _pictures(inlines)
    yield from (Picture(name, name.rpartition("/")[2]) for name in parts[1::2])


def _numbered(held: list[Any]) -> Iterator[Block]:
    (start, style, delimiter), items = held
    label = _LABELS.get(delimiter["t"], "{}. ")
    for inner in (part["c"][0] for item in items for part in _lists_in(item)):
        if _LABELS.get(inner[2]["t"], "{}. ") in ("{}. ", label):
            inner[2] = {"t": _INNER.get(delimiter["t"], "OneParen")}
    for number, item in enumerate(items, start=start):
        shown = _letter(number, style["t"])
        yield from _labelled(label.format(shown), item)


def _lists_in(parts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the numbered lists next below, those in lists of bullets among them."""
    for part in parts:
        if part["t"] == "OrderedList":
            yield part
        elif part["t"] == "BulletList":
            for item in part["c"]:
                yield from _lists_in(item)


def _letter(number: int, style: str) -> str:
    if style in ("LowerAlpha", "UpperAlpha") and number <= 26:  # noqa: PLR2004 - letters of the alphabet
        return chr((ord("a") if style == "LowerAlpha" else ord("A")) + number - 1)
    return str(number)


def _labelled(label: str, item: list[dict[str, Any]]) -> Iterator[Block]:
    """Yield the blocks of one item of a list, its label before the first line."""
    for block in _blocks(item):
        if label and isinstance(block, Line):
            block, label = block._replace(text=label + block.text), ""  # noqa: PLW2901
        yield block


def _text(inlines: Iterable[dict[str, Any]]) -> str:
    return "".join(map(_inline, inlines))


def _inline(part: dict[str, Any]) -> str:
    kind, held = part["t"], part.get("c", "")
    if kind in _BREAKS:
        return _BREAKS[kind]
    if kind == "Str":
        return str(held).replace(TAB, "\t")
    if kind in ("Code", "Math"):
        return str(held[1])
    if kind == "Quoted":
        return f"“{_text(held[1])}”"
    if kind in _HOLDERS:
        return _text(held if _HOLDERS[kind] is None else held[1])
    return _written(kind, held)


def _written(kind: str, held: Any) -> str:
    """Return the text of a note or of HTML inside a line; pictures stand apart."""
    if kind == "Note":
        return f"（注：{_words(held)}）"
    return "\n" if kind == "RawInline" and _BREAK.match(held[1]) else ""


def _pictures(inlines: Iterable[dict[str, Any]]) -> Iterator[Picture]:
    """Yield the pictures of a paragraph, and the files that lie beside it and that it links to."""
    for part in inlines:
        kind, held = part["t"], part.get("c", "")
        if kind == "Image":
            yield Picture(held[2][0], _text(held[1]))
        elif kind in _HOLDERS:
            yield from _pictures(held if _HOLDERS[kind] is None else held[1])
        if kind == "Link":
            name = held[2][0].partition("#")[0]
            if name and ":" not in name and not name.lower().endswith(_PAGES):
                yield Picture(name, _text(held[1]))


def _words(parts: Any) -> str:
    """Return all text of blocks, a line a paragraph or a row."""
    lines = []
    for block in _blocks(parts):
        if isinstance(block, Line):
            lines.append(block.text)
        elif isinstance(block, Grid):
            lines += ["　".join(dict.fromkeys(cell for cell in row if cell)) for row in block.rows]
    return "\n".join(lines)


def _figure(held: list[Any]) -> Iterator[Block]:
    yield from _blocks(held[2])
    yield from _blocks(held[1][1])


def _table(held: list[Any]) -> Iterator[Block]:
    yield from _blocks(held[1][1])
    heads, bodies, foot = held[3][1], held[4], held[5][1]
    rows = [*heads, *(row for body in bodies for part in (body[2], body[3]) for row in part), *foot]
    grid = _spread(rows)
    if any(cell for row in grid for cell in row):
        yield Grid(tuple(grid))
    for _, cells in rows:
        yield from (block for cell in cells for block in _blocks(cell[4]) if isinstance(block, Picture))


def _spread(rows: list[Any]) -> list[tuple[str, ...]]:
    """Return rows of cells, a merged cell repeated wherever it reaches."""
    filled: dict[tuple[int, int], str] = {}
    for down, (_, cells) in enumerate(rows):
        across = 0
        for _, _, tall, wide, parts in cells:
            while (down, across) in filled:
                across += 1
            text = _words(parts)
            for lower in range(tall):
                for right in range(wide):
                    filled.setdefault((down + lower, across + right), text)
            across += wide
    width = max((column + 1 for _, column in filled), default=0)
    return [tuple(filled.get((row, column), "") for column in range(width)) for row in range(len(rows))]


_READERS: dict[str, Callable[[Any], Iterator[Block]]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "Header": _header,
    "Table": _table,
    "OrderedList": _numbered,
    "BulletList": _bullets,
    "DefinitionList": _terms,
    "LineBlock": _lines,
    "CodeBlock": _code,
    "RawBlock": _raw,
    "Figure": _figure,
    "Div": lambda held: _blocks(held[1]),
    "BlockQuote": _blocks,
}
