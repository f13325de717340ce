"""Excel (xlsx): readable when its workbook part is; the cells of evidence are not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.load.evidence.formats._package import Package
from checker.model.evidence import Content

if TYPE_CHECKING:
    from checker.load.evidence.safefile import SafeFile

ENDINGS = ("xlsx",)


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return empty content for a readable workbook."""
    with file.open() as stream:
        Package(stream).parse("xl/workbook.xml")
    return Content()
