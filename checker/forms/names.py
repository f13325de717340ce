"""What a form's file is called: safe on Windows, one name a record type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model.words import nfc, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.record import RecordType

_UNSAFE = re.compile(r'[<>:"/\\|?*\s]+')
_MOST = 60


def file_names(records: Mapping[str, RecordType]) -> dict[str, tuple[str, ...]]:
    """Return names such as "VICUTU-TI-JL-83-09_验收报告.docx" by record id, no two alike on any system.

    A record type with columns has a workbook as well.
    """
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for key, record in records.items():
        name = f"{safe(record.code or key)}_{safe(record.title)}"
        if name.lower() in taken:
            name = f"{name}_{key}"
        taken.add(name.lower())
        found[key] = tuple(f"{name}.{ending}" for ending in (("docx", "xlsx") if record.columns else ("docx",)))
    return found


def safe(text: str) -> str:
    """Return text without what Windows refuses in a name, or hides."""
    return _UNSAFE.sub("-", visible(nfc(text)))[:_MOST].strip(". -~$") or "-"
