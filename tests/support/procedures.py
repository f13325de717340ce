"""Procedures as files, and what the product makes of them: Word files written part by part, drafts put into use."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import yaml

from checker.intake import Library, Roster, draft, plain, read, take_in
from checker.load.lint import lint
from checker.load.text.source import split_page
from checker.load.workspace import read_controls
from checker.manual.body import read as rendered
from support.files import package
from support.workspace import AS_OF, Builder, dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from checker.intake import Draft, Taken

_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, inside: str = "") -> str:
    """Return a run of text; tabs become Word's."""
    parts = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{inside}{parts}</w:r>"


def p(text: str = "", *, num: int | None = None, level: int = 0, style: str | None = None, raw: str = "") -> str:
    """Return a paragraph, in a list of Word's if `num` is given; `raw` is XML behind its text."""
    held = f'<w:pStyle w:val="{style}"/>' if style else ""
    held += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    return f"<w:p><w:pPr>{held}</w:pPr>{run(text) if text else ''}{raw}</w:p>"


def lvl(place: int, form: str, text: str, *, start: int = 1, extra: str = "") -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, extra: str = "") -> str:
    """Return the definition of a list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, inside: str = "") -> str:
    """Return a list that follows a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{inside}</w:num>'


def restart(level: int, start: int, own: str = "") -> str:
    """Return what a list has otherwise than its definition."""
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>{own}</w:lvlOverride>'


def style(name: str, inside: str = "", based: str | None = None) -> str:
    """Return a paragraph style."""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{on}<w:pPr>{inside}</w:pPr></w:style>'
    )


def numbered(number: int, level: int = 0) -> str:
    """Return the properties of a paragraph, or of a style, that stands in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def table(*rows: Iterable[str]) -> str:
    """Return a table; a cell that is XML (<w:tc>…) stands as it is."""
    made = "".join(
        "<w:tr>" + "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


def tc(text: str, *, span: int = 1, merge: str | None = None, raw: str = "") -> str:
    """Return a cell; `merge` is "restart" or "continue"."""
    held = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    held += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{held}</w:tcPr>{raw or ''.join(p(line) for line in text.split(chr(10)))}</w:tc>"


def word(
    *body: str,
    numbering: Iterable[str] = (),
    styles: Iterable[str] = (),
    related: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a Word file.

    Args:
        body: Paragraphs and tables.
        numbering: Definitions of lists, then the lists.
        styles: Paragraph styles.
        related: Kind and target of relations of the main part, by their ids.
        parts: More parts.
    """
    relations = {"rIdS": ("styles", "styles.xml"), "rIdN": ("numbering", "numbering.xml"), **(related or {})}
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{''.join(styles)}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{''.join(numbering)}</w:numbering>",
    }
    return package({**held, **(parts or {})})


def _relations(relations: Mapping[str, tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def part(name: str, inside: str) -> str:
    """Return a part such as footnotes, with the same name spaces."""
    return f"<w:{name} {_SPACES}>{inside}</w:{name}>"


def picture(relation: str) -> str:
    """Return a run with a picture."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="x"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def taken(path: Path, content: bytes | str, house: Builder | None = None, *, simple: bool = False) -> Taken:
    """Write a file and return what it says, with the roles and records of a workspace."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    roles, records = {}, {}
    if house:
        controls, _ = read_controls(house.root)
        roles, records = controls.roles, controls.records
    return take_in(read(path), Roster(roles), Library(records), simple=simple)


def clauses(held: Taken) -> list[tuple[str, str | None, str]]:
    """Return number, title (None where the text has none) and text of each clause."""
    return [
        (one.item.number, one.item.title, "\n".join(getattr(block, "text", "") for block in one.item.body))
        for one in held.clauses
    ]


def as_json(held: Taken) -> list[dict[str, Any]]:
    """Return the clauses as the command prints them."""
    found: Any = plain(held.clauses)["clauses"]
    return found


def drafted(held: Taken, house: Builder, document: str | None = None) -> Draft:
    """Return the drafts for a workspace."""
    controls, _ = read_controls(house.root)
    return draft(held, controls, document, AS_OF)


def adopt(made: Draft, house: Builder) -> list[str]:
    """Put drafts into use as a person would, and return what `guanbiao lint` says of them.

    Pages and records are copied; entries of documents and roles are appended to the workspace's own lists.
    """
    for name, data in made.files.items():
        if name.startswith(("policies/", "controls/records/")):
            house.write(name, data)
    for kind in ("documents", "roles"):
        name = f"controls/{kind}.yml"
        if name not in made.files:
            continue
        target = house.root / name
        before = yaml.safe_load(target.read_text("utf-8"))[kind] if target.exists() else []
        house.write(name, dump({kind: [*before, *yaml.safe_load(made.files[name])[kind]]}))
    return [str(fault) for fault in lint(house.root) if not _own(str(fault))]


def _own(fault: str) -> bool:
    """Tell whether a person has to act anyway: nobody holds a new role yet."""
    return "没有人担任" in fault


def shown(made: Draft) -> str:
    """Return the words that a reader of the pages sees: Markdown rendered, tags and white space taken out."""
    found = [split_page(data.decode())[1] for name, data in made.files.items() if re.match(r"policies/.*\.md$", name)]
    return squeezed("".join(unescape(re.sub(r"<[^>]*>", "", rendered(text).html)) for text in found))


def squeezed(text: str) -> str:
    """Return text without white space, as two texts are compared."""
    return re.sub(r"\s+", "", text)
