"""PDF files, by reportlab with its built-in Chinese font."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as Grid

from tools.demo_year.blocks import Block, Heading, Listing, Table, parse
from tools.demo_year.writers import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.demo_year.model import Item, Year

FONT = "STSong-Light"
WIDTH = 170 * mm
BODY = ParagraphStyle("body", fontName=FONT, fontSize=10.5, leading=17, wordWrap="CJK", spaceAfter=4)
SMALL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=13, spaceAfter=0)
TITLE = ParagraphStyle("title", parent=BODY, fontSize=17, leading=26, alignment=1, spaceAfter=8)
LINES = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def _text(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Make a paragraph of plain text."""
    return Paragraph(escape(text), style)


def _grid(rows: list[tuple[str, ...]]) -> Grid:
    """Make a table with lines, its columns by the length of what stands in them."""
    columns = max(len(row) for row in rows)
    full = [list(row) + [""] * (columns - len(row)) for row in rows]
    longest = [min(24, max(4, *(len(row[x]) for row in full))) for x in range(columns)]
    widths = [WIDTH * x / sum(longest) for x in longest]
    return Grid([[_text(x, SMALL) for x in row] for row in full], colWidths=widths, style=LINES, hAlign="LEFT")


def _flow(block: Block) -> Iterator[Flowable]:
    """Turn one block into what reportlab lays out."""
    if isinstance(block, Heading):
        size = max(11, 16 - block.level * 1.5)
        style = ParagraphStyle("h", parent=BODY, fontSize=size, leading=size * 1.6, spaceBefore=6)
        yield _text(block.text, style)
    elif isinstance(block, Table):
        yield _grid(list(block.rows))
        yield Spacer(1, 6)
    elif isinstance(block, Listing):
        for number, text in enumerate(block.items, 1):
            yield _text(f"{number}. {text}" if block.numbered else f"• {text}")
    else:
        yield _text(block.text)


def write(item: Item, year: Year) -> bytes:
    """Give the bytes of the PDF."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    story: list[Flowable] = [_text(paper.COMPANY, SMALL), _text(item.title, TITLE)]
    if head := paper.head(item, year):
        story.append(_text("　".join(f"{label}：{value}" for label, value in head), SMALL))
        story.append(Spacer(1, 8))
    for block in parse(item.text):
        story.extend(_flow(block))
    if signed := paper.signatures(item, year):
        story += [Spacer(1, 12), _grid([("签批", "姓名", "日期"), *signed])]
    buffer = io.BytesIO()
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        title=item.title,
        author=paper.authors(item, year),
        invariant=1,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
    ).build(story)
    return buffer.getvalue()
