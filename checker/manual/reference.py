"""The Word file whose styles, page size, header and footer the handbook takes over."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from checker.manual.content import Handbook

_PARTS = {
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.xml.rels",
    "word/styles.xml": "styles.xml",
    "word/header1.xml": "header.xml",
    "word/footer1.xml": "footer.xml",
}


def data(name: str) -> str:
    """Return a text that belongs to the package."""
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


def reference(handbook: Handbook) -> bytes:
    """Return the Word file for pandoc; the parts that are not ours pandoc adds from its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, name in _PARTS.items():
            archive.writestr(zipfile.ZipInfo(path), _filled(name, handbook))
    return stream.getvalue()


def _filled(name: str, handbook: Handbook) -> str:
    words = {"enterprise": escape(handbook.enterprise), "title": escape(handbook.title)}
    return data(name).format(**words) if name == "header.xml" else data(name)
