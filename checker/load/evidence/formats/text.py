"""Plain text and CSV: readable when it is UTF-8 or GB18030."""

from __future__ import annotations

import codecs

from checker.load.evidence.safefile import SafeFile, UnreadableError
from checker.model.evidence import Content

ENDINGS = ("txt", "csv")
_CHUNK = 1 << 20
_MOST = 64  # chunks looked at; an exported log can be far larger, and what follows is like what came


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return empty content for a readable text.

    Raises:
        UnreadableError: It is not text, or holds nothing but white space.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            blank = _is_blank(file, encoding)
        except UnicodeDecodeError:
            continue
        if blank:
            raise UnreadableError("文件里只有空白")
        return Content()
    raise UnreadableError("既不是 UTF-8 也不是 GB18030 编码的文字")


def _is_blank(file: SafeFile, encoding: str) -> bool:
    """Decode the file piece by piece; tell whether it holds white space alone."""
    decoder = codecs.getincrementaldecoder(encoding)()
    blank = True
    with file.open() as stream:
        for _ in range(_MOST):
            chunk = stream.read(_CHUNK)
            blank = not decoder.decode(chunk, final=not chunk).strip() and blank
            if not chunk:
                break
    return blank
