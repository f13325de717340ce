"""PDF: begins with its mark, ends with its end mark where it has objects, and opens without a password."""

from __future__ import annotations

from checker.load.evidence.safefile import SafeFile, UnreadableError
from checker.model.evidence import Content

ENDINGS = ("pdf",)
_HEAD = 1024
_TAIL = 2048


def read(file: SafeFile, *, headings: bool) -> Content:
    """Return empty content for a readable PDF (ISO 32000-1, 7.5: header, trailer, end-of-file mark)."""
    head, tail = file.ends()
    if b"%PDF-" not in head[:_HEAD]:
        raise UnreadableError("内容不是 PDF（可能只改了后缀名）")
    if b" obj" in head and b"%%EOF" not in tail[-_TAIL:]:
        raise UnreadableError("PDF 不完整，没有结尾标记（可能没传完）")
    if b"/Encrypt" in head or b"/Encrypt" in tail:  # in a trailer: at the end, or at the beginning if linearised
        _refuse_password(file)
    return Content()


def _refuse_password(file: SafeFile) -> None:
    import pypdfium2

    try:
        pypdfium2.PdfDocument(file.path).close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("PDF 要密码才能打开，或已损坏；请另存一份不带密码的") from error
