"""A document as a plain list of lines, grids and pictures, whatever file it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TAB = "\ue009"  # stands for a tab on its way through pandoc
_BREAKS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_HOLDERS = {  # inlines that hold others: as they are, or behind their attributes
    **dict.fromkeys(("Emph", "Underline", "Strong", "Superscript", "Subscript", "SmallCaps", "Strikeout")),
    **dict.fromkeys(("Quoted", "Cite", "Link", "Span"), 1),
}
_LABELS = {"Period": "{}. ", "OneParen": "{}) ", "TwoParens": "({}) "}


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
    """A picture by its name inside the file."""

    name: str


Block = Line | Grid | Picture


def blocks_of(tree: dict[str, Any]) -> list[Block]:
    """Return the blocks of a document as pandoc reads it (its JSON, `pandoc-api-version` 1.23); its title first."""
    return [*_title(tree["meta"]), *_blocks(tree["blocks"])]


def _title(meta: dict[str, Any]) -> Iterator[Block]:
    """Yield what a Word file has in the styles Title and Subtitle, which pandoc keeps apart."""
    for name in ("title", "subtitle"):
        held = meta.get(name)
        if held and held["t"] == "MetaInlines":
            yield from _paragraph(held["c"], level=1)
        elif held and held["t"] == "MetaBlocks":
            yield from _blocks(held["c"])


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


def _paragraph(inlines: list[dict[str, Any]], level: int = 0) -> Iterator[Block]:
    yield from (Picture(name) for name in _pictures(inlines))
    bold = bool(inlines) and all(part["t"] in ("Strong", "Space", "SoftBreak", "LineBreak") for part in inlines)
    for text in _text(inlines).split("\n"):
        if text.strip():
            yield Line(text.strip(), level, bold)


def _numbered(held: list[Any]) -> Iterator[Block]:
    (start, style, delimiter), items = held
    label = _LABELS.get(delimiter["t"], "{}. ")
    for number, item in enumerate(items, start=start):
        shown = _letter(number, style["t"])
        yield from _labelled(label.format(shown), item)


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
    return ""  # pictures, notes, raw markup


def _pictures(inlines: Iterable[dict[str, Any]]) -> Iterator[str]:
    for part in inlines:
        kind, held = part["t"], part.get("c", "")
        if kind == "Image":
            yield held[2][0]
        elif kind in _HOLDERS:
            yield from _pictures(held if _HOLDERS[kind] is None else held[1])


def _table(held: list[Any]) -> Iterator[Block]:
    heads, bodies, foot = held[3][1], held[4], held[5][1]
    rows = [*heads, *(row for body in bodies for part in (body[2], body[3]) for row in part), *foot]
    grid = _spread(rows)
    if any(cell for row in grid for cell in row):
        yield Grid(tuple(grid))


def _spread(rows: list[Any]) -> list[tuple[str, ...]]:
    """Return rows of cells, a merged cell repeated wherever it reaches."""
    filled: dict[tuple[int, int], str] = {}
    for down, (_, cells) in enumerate(rows):
        across = 0
        for _, _, tall, wide, parts in cells:
            while (down, across) in filled:
                across += 1
            text = "\n".join(block.text for block in _blocks(parts) if isinstance(block, Line))
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
    "Figure": lambda held: _blocks(held[2]),
    "Div": lambda held: _blocks(held[1]),
    "BlockQuote": _blocks,
}
