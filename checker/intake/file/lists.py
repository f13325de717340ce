"""Word's own numbered lists: which label each paragraph carries, as Word counts them (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.file.numerals import DIGITS, chinese

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LONGEST = 6  # figures of a number that somebody set
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "taiwaneseCounting",
    "taiwaneseCountingThousand", "japaneseCounting",
)  # fmt: skip
_PART = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """How one level of a list is numbered.

    Attributes:
        style: The paragraphs that stand on it by their style.
        legal: Whether all its numbers are shown in figures.
        restart: It begins anew below this level or one above, counted from 1; 0 for never, None for any above.
    """

    start: int
    form: str
    text: str
    style: str | None
    legal: bool
    restart: int | None


class Counting(NamedTuple):
    """Which list a paragraph belongs to."""

    number: str
    level: int


class Lists:
    """The numbered lists of a document, counting as its paragraphs pass."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._of: dict[str, str] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()
        self._styles = dict(_style_lists(styles)) if styles is not None else {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: ET.Element) -> None:
        for held in numbering.iter(f"{W}abstractNum"):
            name = held.get(f"{W}abstractNumId", "")
            self._abstract[name] = _levels(held)
            self._links[name] = _value(held, "numStyleLink") or ""
        for held in numbering.iter(f"{W}num"):
            name = held.get(f"{W}numId", "")
            self._of[name] = _value(held, "abstractNumId") or ""
            self._own[name] = _levels(held)
            self._restarts[name] = {
                _whole(item.get(f"{W}ilvl")): _whole(start)
                for item in held.iter(f"{W}lvlOverride")
                if (start := _value(item, "startOverride"))
            }

    def _base(self, number: str) -> str:
        """Return the definition that a list follows, by way of a style where it names one."""
        base = self._of.get(number, "")
        found = self._styles.get(self._links.get(base, ""))
        return self._of.get(found.number, base) if found else base

    def counting(self, paragraph: ET.Element) -> Counting | None:
        """Return the list that a paragraph stands in, by itself or by its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        direct, style = _counting(properties), _value(properties, "pStyle")
        found = direct or self._styles.get(style or "")
        if found is None or found.number == "0":
            return None
        levels = self._abstract.get(self._base(found.number), {})
        named = None if direct else next((place for place, held in levels.items() if held.style == style), None)
        return found if named is None else found._replace(level=named)

    def label(self, held: Counting) -> str | None:
        """Return the label of the next paragraph of a list as Word shows it; None for a bullet and without a list."""
        base = self._base(held.number)
        levels = {**self._abstract.get(base, {}), **self._own.get(held.number, {})}
        level = levels.get(held.level)
        if level is None or level.form == "bullet":
            return None
        counts, starts = self._counts.setdefault(base, {}), self._restarts.get(held.number, {})
        if held.number not in self._seen:
            self._seen.add(held.number)
            for place in starts:
                counts.pop(place, None)
        counts[held.level] = counts.get(held.level, starts.get(held.level, level.start) - 1) + 1
        for deeper in [place for place in counts if place > held.level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > held.level:
                del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            own = levels.get(place, level)
            return _written(counts.get(place, own.start), "decimal" if level.legal else own.form)

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
    return None if held is None else Counting(_value(held, "numId") or "0", _whole(_value(held, "ilvl")))


def _levels(holder: ET.Element) -> dict[int, Level]:
    return {_whole(level.get(f"{W}ilvl")): _level(level) for level in holder.iter(f"{W}lvl")}


def _level(held: ET.Element) -> Level:
    restart = _value(held, "lvlRestart")
    return Level(
        _whole(_value(held, "start") or "1"),
        _value(held, "numFmt") or "decimal",
        _value(held, "lvlText") or "",
        _value(held, "pStyle"),
        held.find(f"{W}isLgl") is not None,
        None if restart is None else _whole(restart),
    )


def _value(held: ET.Element, name: str) -> str | None:
    found = held.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _LONGEST else 0


def _written(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form == "none":
        return ""
    if form == "ideographDigital":
        return "".join(DIGITS[int(figure)] for figure in str(number))
    signs = _SIGNS.get(form, "")
    if 1 <= number <= len(signs):
        return signs[number - 1]
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).lower() if form == "lowerRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
