"""A form as the bytes of a Word file: the same values give the same bytes on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.forms import xml
from checker.forms.body import body
from checker.forms.styles import DEFAULT
from checker.ooxml import packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.forms.subject import Subject
    from checker.model.form import HouseStyle

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_LINKS = f"{_OFFICE}/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_LINKS}"'
_CUSTOM_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_WIDTH = 9298
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1304" w:bottom="1304" w:left="1304" '
    'w:header="720" w:footer="624" w:gutter="0"/></w:sectPr>'
)
_SETTINGS = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat>'
)
_WHOLE = (
    (f"{_LINKS}/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_LINKS}/custom-properties", "docProps/custom.xml"),
)
_INNER = (
    (f"{_LINKS}/styles", "styles.xml"),
    (f"{_LINKS}/settings", "settings.xml"),
    (f"{_LINKS}/header", "header1.xml"),
    (f"{_LINKS}/footer", "footer1.xml"),
    (f"{_LINKS}/theme", "theme/theme1.xml"),
)
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}


def write_document(subject: Subject, style: HouseStyle | None) -> bytes:
    """Return a form as a Word document, in the product's own style where none is given."""
    style = style or DEFAULT
    parts: dict[str, bytes] = {
        "_rels/.rels": _relations(_WHOLE),
        "docProps/core.xml": _core(subject),
        "docProps/custom.xml": _custom(subject),
        "word/document.xml": _part("document", f"<w:body>{body(subject, style)}{_PAGE}</w:body>"),
        "word/styles.xml": style.styles,
        "word/settings.xml": _part("settings", _SETTINGS),
        "word/header1.xml": _part("hdr", _header(subject, style)),
        "word/footer1.xml": _part("ftr", _footer(style)),
    }
    if style.theme is not None:
        parts["word/theme/theme1.xml"] = style.theme
    inner = [(kind, name) for kind, name in _INNER if f"word/{name}" in parts]
    parts["word/_rels/document.xml.rels"] = _relations(inner)
    return packed({"[Content_Types].xml": _types(parts), **parts})


def _part(name: str, content: str) -> bytes:
    return f"{_HEAD}<w:{name} {_NAMES}>{content}</w:{name}>".encode()


def _relations(targets: Iterable[tuple[str, str]]) -> bytes:
    held = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{held}</Relationships>'.encode()


def _types(parts: Iterable[str]) -> bytes:
    held = "".join(f'<Override PartName="/{name}" ContentType="{_TYPES[name]}"/>' for name in parts if name in _TYPES)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{held}</Types>'
    ).encode()


def _core(subject: Subject) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{xml.words(subject.record.title)}</dc:title>'
        f"<dc:creator>{xml.words(subject.controls.profile.enterprise.name)}</dc:creator></cp:coreProperties>"
    ).encode()


def _custom(subject: Subject) -> bytes:
    properties = "".join(
        f'<property fmtid="{_CUSTOM_ID}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{xml.words(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(subject.properties.items(), start=2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{properties}</Properties>"
    ).encode()


def _header(subject: Subject, style: HouseStyle) -> str:
    stops = "".join(f'<w:tab w:val="clear" w:pos="{place}"/>' for place in (4153, 8306))
    tab = f'<w:tabs>{stops}<w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>'
    line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="7F7F7F"/></w:pBdr>'
    content = f"{xml.run(subject.origin)}<w:r><w:tab/></w:r>{xml.run(subject.number)}"
    return xml.paragraph(content, f"{xml.style(style.ids.get('header'))}{line}{tab}")


def _footer(style: HouseStyle) -> str:
    fields = "".join(
        f'{xml.run(before)}<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for before, name in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"))
    )
    return xml.paragraph(fields + xml.run(" 页"), f'{xml.style(style.ids.get("footer"))}<w:jc w:val="center"/>')
