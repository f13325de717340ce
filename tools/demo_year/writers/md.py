"""Markdown and plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.demo_year import metadata
from tools.demo_year.blocks import Block, Heading, Listing, Table, parse
from tools.demo_year.writers import paper

if TYPE_CHECKING:
    from tools.demo_year.model import Item, Year


def _lines(block: Block) -> list[str]:
    """Give a block's lines in Markdown."""
    if isinstance(block, Heading):
        return [f"{'#' * max(2, block.level)} {block.text}"]
    if isinstance(block, Table):
        first, *rest = (f"| {' | '.join(row)} |" for row in block.rows)
        return [first, "|" + " --- |" * len(block.rows[0]), *rest]
    if isinstance(block, Listing):
        return [f"{n}. {x}" if block.numbered else f"- {x}" for n, x in enumerate(block.items, 1)]
    return [block.text]


def _body(item: Item, year: Year) -> str:
    """Give everything below the front-matter."""
    parts = [[f"# {item.title}"], ["　".join(f"{label}：{value}" for label, value in paper.head(item, year))]]
    parts += [_lines(block) for block in parse(item.text)]
    if signed := paper.signatures(item, year):
        parts.append(_lines(Table((("签批", "姓名", "日期"), *signed))))
    return "\n\n".join("\n".join(part) for part in parts if part != [""]) + "\n"


def write(item: Item, year: Year) -> bytes:
    """Give the bytes of the Markdown file, with front-matter where the item has it."""
    front = f"---\n{metadata.as_yaml(item)}---\n\n" if item.via == "front" else ""
    return (front + _body(item, year)).encode()


def write_text(item: Item, year: Year) -> bytes:
    """Give the bytes of a plain text file, in the encoding of the company's old machines."""
    names = paper.authors(item, year)
    return f"{paper.COMPANY}\r\n{item.title}\r\n{names}\r\n\r\n{item.text}".encode("gb18030")
