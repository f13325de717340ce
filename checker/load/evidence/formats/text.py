"""Plain text and CSV: readable when it is UTF-8 or GB18030."""

from __future__ import annotations

from checker.load.evidence.safefile import SafeFile, UnreadableError, decode
from checker.model.evidence import Content

ENDINGS = ("txt", "csv")


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return empty content for a readable text."""
    readable_text(file)
    return Content()


def readable_text(file: SafeFile) -> str:
    """Return the decoded text.

    Raises:
        UnreadableError: It is not text, or holds nothing but white space.
    """
    text = decode(file.data())
    if not text.strip():
        raise UnreadableError("文件里只有空白")
    return text
