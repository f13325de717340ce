"""Excel (xlsx): readable when its workbook part is; the cells of evidence are not judged."""

from __future__ import annotations

from checker.load.formats._package import Package
from checker.load.safefile import SafeFile
from checker.model.evidence import Content

ENDINGS = ("xlsx",)


def read(file: SafeFile, *, headings: bool) -> Content:  # noqa: ARG001 - a workbook has no headings
    """Return empty content for a readable workbook."""
    with file.open() as stream:
        Package(stream).parse("xl/workbook.xml")
    return Content()
