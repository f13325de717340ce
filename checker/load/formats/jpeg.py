"""JPEG scans: start mark, and where a picture begins, an end mark (ISO/IEC 10918-1, B.1.1)."""

from __future__ import annotations

import mmap

from checker.load.safefile import SafeFile, UnreadableError
from checker.model.evidence import Content

ENDINGS = ("jpg", "jpeg")
_HEAD = 64
_MARKS = (b"JFIF", b"Exif")
_START, _SCAN, _END = b"\xff\xd8\xff", b"\xff\xda", b"\xff\xd9"


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return empty content for a whole picture."""
    with file.open() as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[:3] != _START:
            raise UnreadableError("内容不是 JPEG 图片（可能只改了后缀名）")
        scan = data.find(_SCAN)
        begun = scan >= 0 or any(mark in data[:_HEAD] for mark in _MARKS)
        if begun and data.rfind(_END) < max(scan, 0):
            raise UnreadableError("JPEG 图片不完整（可能没传完）")
    return Content()
