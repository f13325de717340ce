"""Office files are zip archives: write them again with fixed times and order, so that the bytes do not depend on the clock."""

from __future__ import annotations

import io
import re
import zipfile

MOMENT = (2025, 7, 1, 0, 0, 0)
STAMP = b"2025-07-01T00:00:00Z"
DROPPED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml")
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_NAMED = re.compile(rb"<(Relationship|Override) [^>]*(thumbnail|stylesWithEffects)[^>]*/>")
_NAMING = ("_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml")


def _clean(name: str, data: bytes) -> bytes:
    """Take what depends on the clock, and the unused preview and styles, out of one part."""
    if name == "docProps/core.xml":
        return _DATES.sub(rb"\g<1>" + STAMP + rb"\g<3>", data)
    if name in _NAMING:
        return _NAMED.sub(b"", data)
    return data


def repack(data: bytes) -> bytes:
    """Give the same archive with fixed times, no unused parts, and the parts in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            if part.filename in DROPPED:
                continue
            info = zipfile.ZipInfo(part.filename, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, _clean(part.filename, source.read(part)), compresslevel=9)
    return out.getvalue()
