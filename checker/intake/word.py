"""A Word file made ready for pandoc: the numbers that Word itself counts become text, text boxes become paragraphs."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from checker.intake.blocks import TAB
from checker.intake.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_NAME}}}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographDigital", "japaneseCounting",
)  # fmt: skip
_PART = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """How one level of a list is numbered (ECMA-376, 17.9.6)."""

    start: int
    form: str
    text: str
    style: str | None


class Counting(NamedTuple):
    """Which list a paragraph belongs to."""

    number: str
    level: int


class Lists:
    """The numbered lists of a document, counting as its paragraphs pass."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()
        self._styles = dict(_style_lists(styles)) if styles is not None else {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: ET.Element) -> None:
        for held in numbering.iter(f"{W}abstractNum"):
            levels = {_number(level, "ilvl"): _level(level) for level in held.iter(f"{W}lvl")}
            self._abstract[held.get(f"{W}abstractNumId", "")] = levels
        for held in numbering.iter(f"{W}num"):
            name = held.get(f"{W}numId", "")
            self._of[name] = _value(held, "abstractNumId") or ""
            self._restarts[name] = {
                _number(item, "ilvl"): int(start)
                for item in held.iter(f"{W}lvlOverride")
                if (start := _value(item, "startOverride")) and start.isdigit()
            }

    def counting(self, paragraph: ET.Element) -> Counting | None:
        """Return the list that a paragraph stands in, by itself or by its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        direct = _counting(properties)
        if direct is not None:
            return direct if direct.number != "0" else None
        style = _value(properties, "pStyle")
        found = self._styles.get(style or "")
        if found is None or found.number == "0":
            return None
        levels = self._abstract.get(self._of.get(found.number, ""), {})
        level = next((place for place, held in levels.items() if held.style == style), found.level)
        return Counting(found.number, level)

    def label(self, held: Counting) -> str:
        """Return the label of the next paragraph of a list, as Word shows it; "" for a bullet."""
        base = self._of.get(held.number, "")
        levels = self._abstract.get(base, {})
        level = levels.get(held.level)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(base, {})
        if held.number not in self._seen:
            self._seen.add(held.number)
            for place, start in self._restarts.get(held.number, {}).items():
                counts[place] = start - 1
        counts[held.level] = counts.get(held.level, level.start - 1) + 1
        for deeper in [place for place in counts if place > held.level]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            own = levels.get(place, level)
            return _written(counts.get(place, own.start), own.form)

        return _PART.sub(shown, level.text)


def _style_lists(styles: ET.Element) -> Iterator[tuple[str, Counting]]:
    """Yield the list of each style that has one, its own or that of the style it is based on."""
    own: dict[str, Counting] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style, "basedOn") or ""
        properties = style.find(f"{W}pPr")
        held = _counting(properties) if properties is not None else None
        if held is not None:
            own[name] = held
    for style_name in based:
        at, passed = style_name, set[str]()
        while at and at not in own and at not in passed:
            passed.add(at)
            at = based.get(at, "")
        if at in own:
            yield style_name, own[at]


def _counting(properties: ET.Element) -> Counting | None:
    held = properties.find(f"{W}numPr")
    if held is None:
        return None
    level = _value(held, "ilvl") or "0"
    return Counting(_value(held, "numId") or "0", int(level) if level.isdigit() else 0)


def _level(held: ET.Element) -> Level:
    start = _value(held, "start") or "1"
    form = _value(held, "numFmt") or "decimal"
    return Level(int(start) if start.isdigit() else 1, form, _value(held, "lvlText") or "", _value(held, "pStyle"))


def _value(held: ET.Element, name: str) -> str | None:
    found = held.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _number(held: ET.Element, name: str) -> int:
    text = held.get(f"{W}{name}", "0")
    return int(text) if text.isdigit() else 0


def _written(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLES):
        return _CIRCLES[number - 1]
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


def told(document: ET.Element) -> list[str]:
    """Return what a person should know about how the file was read."""
    notes = {
        "有修订痕迹，按接受全部修订读": ("ins", "del", "moveTo", "moveFrom"),
        "有批注，没有带进来": ("commentReference",),
        "有文本框，里面的字接在它所在的段落后面": ("txbxContent",),
    }
    return [
        note for note, names in notes.items() if any(next(document.iter(W + name), None) is not None for name in names)
    ]


def made_plain(parts: Mapping[str, bytes]) -> tuple[bytes, list[str]]:
    """Return the main part with labels and text boxes as plain paragraphs, and notes for the reader.

    Args:
        parts: The XML of the main part, the numbering and the styles by name ("document", "numbering", "styles").
    """
    _keep_prefixes(parts["document"])
    trees = {name: ET.fromstring(text) for name, text in parts.items()}  # noqa: S314 - read with limits, no entities
    document = trees["document"]
    notes = told(document)
    _boxes(document)
    _tabs(document)
    lists = Lists(trees.get("numbering"), trees.get("styles"))
    for paragraph in list(document.iter(f"{W}p")):
        held = lists.counting(paragraph)
        if held is None or not _visible(paragraph):
            continue
        label = lists.label(held)
        if label:
            _put(paragraph, label)
    return ET.tostring(document, encoding="UTF-8", xml_declaration=True), notes


def _keep_prefixes(text: bytes) -> None:
    """Have namespaces written with the prefixes that the file itself uses: pandoc goes by them."""
    for _, (prefix, name) in ET.iterparse(io.BytesIO(text), events=("start-ns",)):  # noqa: S314 - as above
        if not re.fullmatch(r"ns\d+", prefix):
            ET.register_namespace(prefix, name)


def _visible(paragraph: ET.Element) -> bool:
    """Tell whether a paragraph has text that is not struck by a revision."""
    return any((text.text or "").strip() for text in paragraph.iter(f"{W}t"))


def _put(paragraph: ET.Element, label: str) -> None:
    """Write a label at the beginning of a paragraph and take it out of its list."""
    properties = paragraph.find(f"{W}pPr")
    held = properties.find(f"{W}numPr") if properties is not None else None
    if properties is not None:
        if held is not None:
            properties.remove(held)
        none = ET.SubElement(properties, f"{W}numPr")
        ET.SubElement(none, f"{W}numId", {f"{W}val": "0"})
    run = ET.Element(f"{W}r")
    ET.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = label + " "
    paragraph.insert(1 if properties is not None else 0, run)


def _tabs(document: ET.Element) -> None:
    """Make tabs letters: pandoc has them as spaces, and they tell columns."""
    for run in document.iter(f"{W}r"):
        for place, part in enumerate(run):
            if part.tag == f"{W}tab":
                text = ET.Element(f"{W}t")
                text.text = TAB
                run[place] = text


def _boxes(document: ET.Element) -> None:
    """Move the paragraphs of text boxes behind the paragraph that holds the box."""
    for parent in list(document.iter()):
        for fallback in parent.findall(_FALLBACK):
            parent.remove(fallback)  # the same text once more, for old readers
    for holder in [element for element in document.iter() if element.find(f"{W}p") is not None]:
        for place, paragraph in reversed(list(enumerate(holder))):
            if paragraph.tag != f"{W}p":
                continue
            boxes = list(paragraph.iter(f"{W}txbxContent"))
            for box in reversed(boxes):
                for inner in reversed(list(box)):
                    box.remove(inner)
                    holder.insert(place + 1, inner)
