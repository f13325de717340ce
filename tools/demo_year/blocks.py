"""The small markup that the year's texts are written in: headings, paragraphs, lists and tables."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    text: str


@dataclass(frozen=True)
class Listing:
    """A list, numbered or with bullets."""

    items: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True)
class Table:
    """A table; its first row is the head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


def _kind(line: str) -> str:
    """Tell what a line belongs to."""
    if not line.strip():
        return "blank"
    if line.startswith("#"):
        return "heading"
    if line.startswith("|"):
        return "table"
    if line.startswith("- "):
        return "bullets"
    if line[:1].isdigit() and ". " in line[:4]:
        return "numbered"
    return "paragraph"


def _cells(line: str) -> tuple[str, ...]:
    """Cut a table's line into its cells."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _block(kind: str, lines: list[str]) -> list[Block]:
    """Turn neighbouring lines of one kind into blocks."""
    if kind == "heading":
        return [Heading(len(x) - len(x.lstrip("#")), x.lstrip("#").strip()) for x in lines]
    if kind == "table":
        return [Table(tuple(_cells(x) for x in lines))]
    if kind == "bullets":
        return [Listing(tuple(x[2:].strip() for x in lines), numbered=False)]
    if kind == "numbered":
        return [Listing(tuple(x.partition(". ")[2].strip() for x in lines), numbered=True)]
    if kind == "paragraph":
        return [Paragraph(x.strip()) for x in lines]
    return []


def parse(text: str) -> tuple[Block, ...]:
    """Cut a text into its blocks."""
    groups = groupby(text.splitlines(), key=_kind)
    return tuple(block for kind, lines in groups for block in _block(kind, list(lines)))
