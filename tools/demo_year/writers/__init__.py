"""One writer for each file format; each turns an item into bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.demo_year.writers import docx, md, pdf, png, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.demo_year.model import Item, Year

WRITERS: dict[str, Callable[[Item, Year], bytes]] = {
    "docx": docx.write,
    "md": md.write,
    "pdf": pdf.write,
    "png": png.write,
    "txt": md.write_text,
    "xlsx": xlsx.write,
}
