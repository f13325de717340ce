"""The styles of forms where the enterprise has no template of its own: A4, song and black typefaces, plain lines."""

from __future__ import annotations

from checker.model.form import HouseStyle

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SONG = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="宋体"/>'
_BLACK = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="黑体"/>'
_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def _paragraph(name: str, title: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {_W}>'
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_SONG}<w:sz w:val="21"/><w:szCs w:val="21"/>{_LANGUAGE}</w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    + _paragraph(
        "Title", "Title", '<w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/>',
        f'{_BLACK}<w:b/><w:sz w:val="36"/><w:szCs w:val="36"/>',
    )
    + _paragraph(
        "Heading1", "heading 1",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/>',
        f'{_BLACK}<w:b/><w:sz w:val="28"/><w:szCs w:val="28"/>',
    )
    + _paragraph("Header", "header", "", '<w:sz w:val="18"/><w:szCs w:val="18"/>')
    + _paragraph("Footer", "footer", '<w:jc w:val="center"/>', '<w:sz w:val="18"/><w:szCs w:val="18"/>')
    + '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    '<w:rPr><w:color w:val="6B6B6B"/></w:rPr></w:style></w:styles>'
)  # fmt: skip
IDS = {
    "title": "Title",
    "heading 1": "Heading1",
    "header": "Header",
    "footer": "Footer",
    "placeholder text": "PlaceholderText",
}
DEFAULT = HouseStyle(_STYLES.encode(), None, IDS)
