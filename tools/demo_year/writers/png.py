"""Scans: a page drawn by Pillow, slightly turned and grey, as an office scanner gives it."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from tools.demo_year.blocks import Block, Heading, Listing, Table, parse
from tools.demo_year.writers import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.demo_year.model import Item, Year

SIZE = (900, 1270)
MARGIN, LINE, COLUMNS = 80, 38, 36
RED = (176, 42, 42)
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc",
    "/System/Library/Fonts/Songti.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)


def _font(size: int) -> ImageFont.FreeTypeFont:
    """Find a Chinese font on the system."""
    for name in FONTS:
        if Path(name).is_file():
            return ImageFont.truetype(name, size)
    message = "no Chinese font was found; on Debian install fonts-noto-cjk"
    raise FileNotFoundError(message)


def _wrapped(text: str) -> Iterator[str]:
    """Cut a line to the page's width."""
    for start in range(0, len(text), COLUMNS):
        yield text[start : start + COLUMNS]


def _lines(block: Block) -> Iterator[str]:
    """Give a block's lines as they stand on paper."""
    if isinstance(block, Table):
        for row in block.rows:
            yield from _wrapped("　".join(row))
    elif isinstance(block, Listing):
        for number, text in enumerate(block.items, 1):
            yield from _wrapped(f"{number}. {text}")
    elif isinstance(block, Heading):
        yield f"【{block.text}】"
    else:
        yield from _wrapped(block.text)


def _stamp(draw: ImageDraw.ImageDraw, corner: tuple[int, int]) -> None:
    """Draw a received stamp."""
    x, y = corner
    draw.ellipse((x, y, x + 190, y + 190), outline=RED, width=5)
    draw.text((x + 95, y + 80), "云岭精工", font=_font(30), fill=RED, anchor="mm")
    draw.text((x + 95, y + 122), "资料专用章", font=_font(22), fill=RED, anchor="mm")


def write(item: Item, year: Year) -> bytes:
    """Give the bytes of the scan."""
    page = Image.new("RGB", SIZE, (247, 246, 241))
    draw = ImageDraw.Draw(page)
    draw.text((SIZE[0] // 2, 90), item.title, font=_font(34), fill=(30, 30, 30), anchor="mm")
    heads = "　".join(f"{label}：{value}" for label, value in paper.head(item, year))
    rows = [heads, *(line for block in parse(item.text) for line in _lines(block))]
    rows += ["", *("　".join(line) for line in paper.signatures(item, year))]
    for number, line in enumerate(rows):
        draw.text((MARGIN, 150 + number * LINE), line, font=_font(21), fill=(45, 45, 50))
    _stamp(draw, (SIZE[0] - 330, min(1020, 190 + len(rows) * LINE)))
    dice = random.Random(item.path)
    for _ in range(160):
        draw.point((dice.randrange(SIZE[0]), dice.randrange(SIZE[1])), fill=(160, 160, 158))
    turned = page.rotate(dice.uniform(-1.1, 1.1), resample=Image.Resampling.BICUBIC, fillcolor=(205, 205, 203))
    buffer = io.BytesIO()
    turned.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
