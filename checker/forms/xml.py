"""Pieces of a Word document as text; every value that stands in one is escaped here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from checker.model.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

LABEL_SHADE = "F2F2F2"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def words(text: str) -> str:
    """Return text that stands between tags."""
    return _escape(visible(text))


def attribute(text: str) -> str:
    """Return text that stands as an attribute's value, with its quotes."""
    return quoteattr(visible(text))


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{words(text)}</w:t></w:r>'


def paragraph(content: str = "", properties: str = "") -> str:
    """Return a paragraph of runs."""
    held = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{held}{content}</w:p>"


def style(name: str | None) -> str:
    """Return the mark of a paragraph's style, "" for none."""
    return f"<w:pStyle w:val={attribute(name)}/>" if name else ""


def cell(content: str, width: int, *, shade: str = "", span: int = 1) -> str:
    """Return a cell of a table that holds paragraphs."""
    held = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    held += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    held += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr>{held}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def cell_paragraph(content: str) -> str:
    """Return a paragraph that stands in a cell."""
    return paragraph(content, '<w:spacing w:before="40" w:after="40"/>')


def row(cells: Iterable[str], *, head: bool = False) -> str:
    """Return a row; a head is repeated on every page."""
    mark = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Iterable[int], caption: str) -> str:
    """Return a table with lines around every cell."""
    held = list(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in held)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(held)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val={attribute(caption)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
