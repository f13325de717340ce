"""A Word file made ready for pandoc: what Word itself counts becomes text, revisions are accepted, boxes opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from checker.intake.file.blocks import ATTACHED, TAB, TITLE
from checker.intake.file.lists import Lists, W
from checker.load.evidence.safefile import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIXES = {  # pandoc goes by them
    "w": W[1:-1],
    "r": _R,
    "mc": _MC[1:-1],
    "a": _A,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_TOLD = {
    "有修订痕迹，按接受全部修订读": [f"{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom")],
    "有批注，没有带进来": [f"{W}commentReference"],
    "有文本框，里面的字接在它所在的段落后面": [f"{W}txbxContent"],
    "有图表或 SmartArt 图，里面的字没有带进来": [f"{{{_PREFIXES['c']}}}chart", f"{{{_PREFIXES['dgm']}}}relIds"],
}
_TITLES = ("title", "subtitle")  # as the file names styles, in every language of Word
_APART = (*_TITLES, "author", "date", "abstract", "abstract title")
_ADDED, _STRUCK = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")


def made_plain(parts: Mapping[str, bytes]) -> tuple[bytes, list[str]]:
    """Return the main part with labels and text boxes as plain paragraphs, and notes for the reader.

    Args:
        parts: The XML of the main part, its relations, the numbering and the styles ("document", "relations" …).

    Raises:
        UnreadableError: The main part is none that can be read.
    """
    trees = {name: ET.fromstring(text) for name, text in parts.items()}  # noqa: S314 - read with limits, no entities
    document = trees["document"]
    if not document.tag.startswith(W):
        raise UnreadableError("不是常用的 .docx 写法（可能是“Strict Open XML”），请在 Word 里另存为普通的 .docx")
    notes = [note for note, tags in _TOLD.items() if any(next(document.iter(tag), None) is not None for tag in tags)]
    _accept(document)
    _choose(document)
    _boxes(document)
    _tabs(document)
    _titles(document, trees.get("styles"))
    _attach(document, {held.get("Id"): held.get("Target", "") for held in trees.get("relations", ())})
    _number(document, Lists(trees.get("numbering"), trees.get("styles")))
    for prefix, name in _PREFIXES.items():
        ET.register_namespace(prefix, name)
    return ET.tostring(document, encoding="UTF-8", xml_declaration=True), notes


def _accept(document: ET.Element) -> None:
    """Accept all revisions: a paragraph whose end was struck runs on in the next one."""
    for parent in list(document.iter()):
        paragraphs = [child for child in parent if child.tag == f"{W}p"]
        for place in reversed(range(len(paragraphs))):
            if any(paragraphs[place].find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in _STRUCK):
                _run_on(parent, paragraphs[place], paragraphs[place + 1 : place + 2])
        for row in [row for row in parent if any(row.find(f"{W}trPr/{tag}") is not None for tag in _STRUCK)]:
            parent.remove(row)
    _replace(document, _STRUCK, lambda _: ())
    _replace(document, _ADDED, list)


def _run_on(parent: ET.Element, paragraph: ET.Element, following: list[ET.Element]) -> None:
    held = [child for child in paragraph if child.tag != f"{W}pPr"]
    if following:
        start = 1 if following[0].find(f"{W}pPr") is not None else 0
        following[0][start:start] = held
        parent.remove(paragraph)
    elif not any(child.tag not in _STRUCK for child in held):
        parent.remove(paragraph)


def _replace(document: ET.Element, tags: Iterable[str], by: Callable[[ET.Element], Iterable[ET.Element]]) -> None:
    """Put something else in the place of every element of these kinds, also of those inside others."""
    for parent in list(document.iter()):
        while any(child.tag in tags for child in parent):
            parent[:] = [new for child in parent for new in (by(child) if child.tag in tags else (child,))]


def _choose(document: ET.Element) -> None:
    """Leave one of the ways in which a file shows the same thing: the newest that holds text or a picture."""

    def best(held: ET.Element) -> Iterable[ET.Element]:
        ways = [way for way in held if any(part.tag in _SAYS for part in way.iter())]
        return list(ways[0]) if ways else ()

    _replace(document, (f"{_MC}AlternateContent",), best)


_SAYS = (f"{W}t", f"{{{_A}}}blip", f"{{{_PREFIXES['v']}}}imagedata", *_TOLD["有图表或 SmartArt 图，里面的字没有带进来"])


def _boxes(document: ET.Element) -> None:
    """Move the paragraphs of text boxes behind the paragraph that holds the box."""
    for holder in [element for element in document.iter() if element.find(f"{W}p") is not None]:
        for place, paragraph in reversed(list(enumerate(holder))):
            if paragraph.tag != f"{W}p":
                continue
            for box in reversed(list(paragraph.iter(f"{W}txbxContent"))):
                for inner in reversed(list(box)):
                    box.remove(inner)
                    holder.insert(place + 1, inner)


def _tabs(document: ET.Element) -> None:
    """Make tabs letters: pandoc has them as spaces, and they tell columns."""
    for run in document.iter(f"{W}r"):
        for place, part in enumerate(run):
            if part.tag == f"{W}tab":
                text = ET.Element(f"{W}t")
                text.text = TAB
                run[place] = text


def _titles(document: ET.Element, styles: ET.Element | None) -> None:
    """Take paragraphs out of the styles of which pandoc keeps the last alone, and apart; titles stay known as such."""
    held = styles.iter(f"{W}style") if styles is not None else ()
    names = {style.get(f"{W}styleId"): _style_name(style) for style in held}
    for paragraph in document.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = names.get(style.get(f"{W}val")) if style is not None else None
        if properties is None or style is None or name not in _APART:
            continue
        properties.remove(style)
        if name in _TITLES:
            run = ET.Element(f"{W}r")
            ET.SubElement(run, f"{W}t").text = TITLE
            paragraph.insert(1, run)


def _style_name(style: ET.Element) -> str:
    name = style.find(f"{W}name")
    return (name.get(f"{W}val", "") if name is not None else "").lower()


def _attach(document: ET.Element, targets: Mapping[str | None, str]) -> None:
    """Write the names of embedded files behind the places where they stand."""
    for parent in list(document.iter()):
        for place, run in reversed(list(enumerate(parent))):
            file = run.find(f"{W}object/{{{_PREFIXES['o']}}}OLEObject")
            target = targets.get(file.get(f"{{{_R}}}id")) if file is not None else None
            if target:
                parent.insert(place + 1, _run(f"{ATTACHED}{target}{ATTACHED}"))


def _number(document: ET.Element, lists: Lists) -> None:
    """Write the labels of lists as text; an empty paragraph counts too, but shows its number in a table alone."""
    cells = {id(paragraph) for cell in document.iter(f"{W}tc") for paragraph in cell.iter(f"{W}p")}
    for paragraph in list(document.iter(f"{W}p")):
        held = lists.counting(paragraph)
        label = lists.label(held) if held else None
        if label is not None:
            says = id(paragraph) in cells or any(part.tag in _SAYS for part in paragraph.iter())
            _put(paragraph, f"{label} " if says else "")


def _put(paragraph: ET.Element, label: str) -> None:
    """Write a label at the beginning of a paragraph and take it out of its list."""
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None  # it names the list, itself or by its style
    for held in properties.findall(f"{W}numPr"):
        properties.remove(held)
    none = ET.SubElement(properties, f"{W}numPr")
    ET.SubElement(none, f"{W}numId", {f"{W}val": "0"})
    paragraph.insert(list(paragraph).index(properties) + 1, _run(label))


def _run(text: str) -> ET.Element:
    run = ET.Element(f"{W}r")
    ET.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return run
