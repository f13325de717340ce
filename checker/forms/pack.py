"""Parts put into one office package: the same parts give the same bytes on every machine."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of parts; stored, not compressed, since compression differs between versions of zlib."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            item = zipfile.ZipInfo(name, _DAY)
            item.create_system = 0  # Python writes the system it runs on
            archive.writestr(item, content)
    return held.getvalue()
