"""The Word file whose styles, page size, header and footer the handbook takes over."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    return _packed(handbook.enterprise, handbook.title, {})


def landscape(enterprise: str, title: str) -> bytes:
    """Return the same for wide tables: sheets turned, a header on the first as well."""
    turned = (
        data("document.xml")
        .replace("<w:titlePg/>", "")
        .replace('<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')
    )
    return _packed(enterprise, title, {"document.xml": turned})


def _packed(enterprise: str, title: str, changed: Mapping[str, str]) -> bytes:
    head = data("header.xml").format(enterprise=escape(enterprise), title=escape(title))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, name in _PARTS.items():
            text = head if name == "header.xml" else changed.get(name) or data(name)
            archive.writestr(zipfile.ZipInfo(path), text)
    return stream.getvalue()
