"""Word documents, by python-docx."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx as library
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from tools.demo_year.blocks import Block, Heading, Listing, Table, parse
from tools.demo_year.writers import paper
from tools.demo_year.zips import repack

if TYPE_CHECKING:
    from docx.document import Document

    from tools.demo_year.model import Item, Year

FONT = "宋体"


def _fonts(document: Document) -> None:
    """Set a Chinese font on the styles in use."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number"):
        style = document.styles[name]
        style.font.name = FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].font.size = Pt(11)


def _slim(document: Document) -> None:
    """Drop the template's many table styles that no paper uses."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Table Grid", "Normal Table"}:
            style.delete()


def _table(document: Document, rows: list[tuple[str, ...]]) -> None:
    """Add a table with lines."""
    width = max(len(row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text


def _add(document: Document, block: Block) -> None:
    """Add one block."""
    if isinstance(block, Heading):
        document.add_heading(block.text, level=max(1, block.level - 1))
    elif isinstance(block, Table):
        _table(document, list(block.rows))
    elif isinstance(block, Listing):
        style = "List Number" if block.numbered else "List Bullet"
        for text in block.items:
            document.add_paragraph(text, style=style)
    else:
        document.add_paragraph(block.text)


def write(item: Item, year: Year) -> bytes:
    """Give the bytes of the document."""
    document = library.Document()
    _fonts(document)
    _slim(document)
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{paper.COMPANY}　{item.number}".strip()
    document.add_heading(item.title, level=0)
    if head := paper.head(item, year):
        _table(document, [tuple(f"{label}：{value}" for label, value in head)])
    for block in parse(item.text):
        _add(document, block)
    if signed := paper.signatures(item, year):
        document.add_paragraph("")
        _table(document, [("签批", "姓名", "日期"), *signed])
    document.core_properties.author = paper.authors(item, year)
    document.core_properties.title = item.title
    document.core_properties.comments = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())
