"""PNG scans: the signature, and where a picture begins, its chunks up to the end (ISO/IEC 15948, 5)."""

from __future__ import annotations

import struct
from typing import BinaryIO

from checker.load.evidence.safefile import SafeFile, UnreadableError
from checker.model.evidence import Content

ENDINGS = ("png",)
_CHUNK_HEAD = 8
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return empty content for a whole picture."""
    with file.open() as stream:
        if stream.read(8) != _SIGNATURE:
            raise UnreadableError("内容不是 PNG 图片（可能只改了后缀名）")
        size = stream.seek(0, 2)
        stream.seek(8)
        if not _ends(stream, size):
            raise UnreadableError("PNG 图片不完整（可能没传完）")
    return Content()


def _ends(stream: BinaryIO, size: int) -> bool:
    """Walk the chunks; True when the end chunk is reached, or when the first is no picture header."""
    first = True
    while len(head := stream.read(_CHUNK_HEAD)) == _CHUNK_HEAD:
        length, kind = struct.unpack(">L4s", head)
        if first and kind != b"IHDR":
            return True
        first = False
        after = stream.tell() + length + 4
        if after > size:
            return False
        if kind == b"IEND":
            return True
        stream.seek(after)
    return first
