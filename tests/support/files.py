"""Evidence files as bytes: whole, damaged and hostile ones."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xda\x00\x08abcdefgh\xff\xd9"
PNG = (
    b"\x89PNG\r\n\x1a\n"
    b"\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


def package(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip with those parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def paragraph(words: str, style: str | None = None, outline: int | None = None) -> str:
    """Return one paragraph of a Word document."""
    marks = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    )
    return f"<w:p><w:pPr>{marks}</w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def docx(*paragraphs: str, styles: str | None = None) -> bytes:
    """Return a Word document of those paragraphs (made by `paragraph`), with a styles part if given."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{''.join(paragraphs)}</w:body></w:document>",
    }
    if styles is not None:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    return package(parts)


def style(name: str, words: str | None = None, outline: int | None = None, based: str | None = None) -> str:
    """Return one style of a Word document."""
    marks = f'<w:name w:val="{words}"/>' if words else ""
    marks += f'<w:basedOn w:val="{based}"/>' if based else ""
    marks += f'<w:pPr><w:outlineLvl w:val="{outline}"/></w:pPr>' if outline is not None else ""
    return f'<w:style w:styleId="{name}">{marks}</w:style>'


def xlsx(rows: list[list[Any]]) -> bytes:
    """Return a workbook with those rows."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


_BOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
}


def sheet_parts(rows: list[list[str]]) -> dict[str, str | bytes]:
    """Return the parts of a workbook, written by hand so that many rows are quick."""
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for place, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    return {**_BOOK, "xl/worksheets/sheet1.xml": sheet}


def pdf(*, locked: bool = False, owner: str | None = None) -> bytes:
    """Return a PDF; locked: it asks for a password; with an owner: encrypted, and open to everybody."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    cipher = StandardEncryption("user" if locked else "", ownerPassword=owner) if locked or owner else None
    canvas = Canvas(held, encrypt=cipher, invariant=True)
    canvas.drawString(72, 720, "report")
    canvas.save()
    return held.getvalue()


def bomb(name: str, mebibytes: int) -> bytes:
    """Return a small package whose part unpacks to many mebibytes of blanks inside valid XML."""
    start = f"<w:document {W}>".encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        part.write(start)
        for _ in range(mebibytes):
            part.write(b" " * (1 << 20))
        part.write(b"</w:document>")
    return held.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "boom"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">]>'
    f"<w:document {W}><w:body>&c;</w:body></w:document>"
)
