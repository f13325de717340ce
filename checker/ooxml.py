"""Office files as bytes: the same parts, and the same workbook, give the same bytes on every machine."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from checker.model.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_DAY = (1980, 1, 1, 0, 0, 0)
_A4 = 9  # as Excel numbers it
_MOST_HEAD = 50  # letters on each side; Excel allows 255 in all, with every "&" counted twice
_SOME_DAY = date(2000, 1, 1)  # where a file belongs to no day; the library would write the hour


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of parts; stored, not compressed, since compression differs between versions of zlib."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            item = zipfile.ZipInfo(name, _DAY)
            item.create_system = 0  # Python writes the system it runs on
            archive.writestr(item, content)
    return held.getvalue()


def workbook(
    fill: Callable[[Any], None],
    *,
    title: str,
    author: str = "",
    day: date = _SOME_DAY,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """Return an Excel workbook; no text in it becomes a formula or a link by itself.

    Args:
        fill: Writes the sheets of the workbook (XlsxWriter's) that it is given.
        title: What the file's properties say that it is.
        author: Whose they say that it is.
        day: On whose beginning the file was made, as its properties say.
        properties: Embedded by name.
    """
    from xlsxwriter import Workbook

    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": visible(title), "author": visible(author), "created": datetime.combine(day, time())})
    for name, value in (properties or {}).items():
        book.set_custom_property(name, value, "text")
    fill(book)
    book.close()
    with zipfile.ZipFile(held) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def paper(sheet: Any, left: str, right: str = "") -> None:
    """Set a sheet up for A4, with what stands at the head of every page and its number at the foot."""
    heads = [visible(words)[:_MOST_HEAD].replace("&", "&&") for words in (left, right)]
    sheet.set_header(f"&L{heads[0]}" + (f"&R{heads[1]}" if right else ""))
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_paper(_A4)


def choices_of(options: Any, column: int, words: Sequence[str]) -> dict[str, str]:
    """Return the rule by which a cell offers words; they stand on a sheet of their own, since a cell's list is short.

    Args:
        options: The sheet that holds the words.
        column: Its column for them.
        words: At least one.
    """
    from xlsxwriter.utility import xl_range_abs

    for place, word in enumerate(words):
        options.write_string(place, column, visible(word))
    source = f"='{options.get_name()}'!{xl_range_abs(0, column, len(words) - 1, column)}"
    return {"validate": "list", "source": source, "error_type": "warning"}
