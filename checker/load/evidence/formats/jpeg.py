"""JPEG scans: start mark, and where a picture begins, an end mark (ISO/IEC 10918-1, B.1.1)."""

from __future__ import annotations

from checker.load.evidence.safefile import SafeFile, UnreadableError
from checker.model.evidence import Content

ENDINGS = ("jpg", "jpeg")
_HEAD = 64
_TAIL = 4096
_MARKS = (b"JFIF", b"Exif")
_START, _SCAN, _END = b"\xff\xd8\xff", b"\xff\xda", b"\xff\xd9"


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return empty content for a whole picture."""
    head, tail = file.ends()
    if not head.startswith(_START):
        raise UnreadableError("内容不是 JPEG 图片（可能只改了后缀名）")
    begun = _SCAN in head or any(mark in head[:_HEAD] for mark in _MARKS)
    if begun and _END not in tail[-_TAIL:]:
        raise UnreadableError("JPEG 图片不完整（可能没传完）")
    return Content()
