"""How Chinese procedures number their parts: what a number at the beginning of a line looks like."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.intake.file.noise import CJK
from checker.intake.file.numerals import NUMERAL, value
from checker.intake.file.script import folded

# The same length as what they replace, so that places in the text stay the same.
LEVELLED = str.maketrans("（）．：；，。０１２３４５６７８９・·", "().:;,。0123456789..")
_UNITS = (  # what is counted or measured
    r"(?:个|年|月|日|天|号|元|万|亿|倍|%|％|、|次|家|份|名|人(?!员)|小时|分钟|周|季|工作日|学时|"
    r"米|吨|公里|千克|克|升|度|折|寸|[mck]?m(?![a-z])|kg|kV|[-—–~]\s*\d)"
)
_DEEPEST = 6


class Mark(NamedTuple):
    """A number at the beginning of a line.

    Attributes:
        kind: Which way of numbering it is; two marks of one list have the same.
        path: Its value, or its values from the outermost: 4.1.2 is (4, 1, 2).
        label: The number without what stands around it, as a reader cites it.
        length: How many characters of the line it takes.
        spaced: Whether a blank stands behind it.
    """

    kind: str
    path: tuple[int, ...]
    label: str
    length: int
    spaced: bool = False


_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"(?:会议)?(材料之{NUMERAL})\s*:?")),
    ("part", re.compile(rf"(第(?:{NUMERAL}|\d+)(?:部分|篇|编))\s*")),
    ("chapter", re.compile(rf"第\s*({NUMERAL}|\d+)\s*章\s*")),
    ("section", re.compile(rf"第\s*({NUMERAL}|\d+)\s*节\s*")),
    ("article", re.compile(rf"第\s*({NUMERAL}|\d+)\s*条\s*")),
    ("named", re.compile(rf"((?:[\u4e00-\u9fff]{{0,4}})(?:原则|步骤|阶段|环节|任务|措施)(?:{NUMERAL}|\d+))\s*:\s*")),
    ("一、", re.compile(rf"({NUMERAL})\s*、\s*")),
    ("(一)", re.compile(rf"\(\s*({NUMERAL})\s*\)[、.]?\s*")),
    ("1.1", re.compile(rf"(\d{{1,2}}(?:\.\d{{1,3}}){{1,{_DEEPEST}}})\.?(?!\d|{_UNITS})\s*")),
    ("(1)", re.compile(r"\(\s*(\d{1,3})\s*\)[、.]?\s*")),
    ("1)", re.compile(r"(\d{1,3})\s*\)[、.]?\s*")),
    ("1.", re.compile(r"(\d{1,3})\s*\.\s*(?!\d)")),
    ("1、", re.compile(r"(\d{1,3})\s*、\s*")),
    ("1", re.compile(rf"(\d{{1,2}})(?!{_UNITS})(?:\s+(?!\d)|(?={CJK}))")),
)
_SHOWN = {
    "chapter": "第{}章",
    "section": "第{}节",
    "article": "第{}条",
    "part": "{}",
    "(一)": "（{}）",
    "(1)": "（{}）",
}
_INLINE = ("chapter", "article", "一、", "(一)", "1.1", "(1)", "1)", "1.", "1、")
_CITED = re.compile(
    r"[\dA-Za-z见按照据第表图录条款章节和与及至到合守足依~\-—(/=≥≤<>±.]"
)  # what stands before a number that is none of a part
_CITING = re.compile(r"(?:的|条|款|节|要求|规定|所列|所述|[和与、,。;)])")
_NUMERAL = re.compile(rf"({NUMERAL}|\d+)(?:部分|篇|编)?$")
_LONGEST, _NEAR = 60, 4  # letters of a number, and before it
_LETTERS = 24  # of a title that stands alone on its line
_HEADED = re.compile(r"[^。;，,:]{2,12}:")  # a title with its text on the same line
_SENTENCE = re.compile(r"[。；;!！?？]")


def mark_of(line: str) -> Mark | None:
    """Return the number at the beginning of a line, None where there is none."""
    text = folded(line[:_LONGEST]).translate(LEVELLED)
    for kind, pattern in _KINDS:
        found = pattern.match(text)
        if not found:
            continue
        if kind == "1" and not (is_title(line[found.end() :]) or _HEADED.match(text[found.end() :])):
            continue
        return _made(kind, found, line)
    return None


def _made(kind: str, found: re.Match[str], line: str) -> Mark:
    """Return a number that was found, labelled as the line writes it."""
    written = found[1].rstrip(".")
    path = tuple(int(part) for part in written.split(".")) if kind == "1.1" else (_value(written),)
    own = {folded(letter): letter for letter in line[found.start() : found.end()]}
    label = "".join(own.get(letter, letter) for letter in _SHOWN.get(kind, "{}").format(written))
    return Mark(kind, path, label, found.end() - found.start(), spaced=found[0][-1].isspace())


def _value(written: str) -> int:
    """Return the number at the end of what a part is called: of 材料之二, 第三部分, 步骤4, 十二."""
    found = _NUMERAL.search(written)
    assert found
    return value(found[1])


def is_title(text: str) -> bool:
    """Tell whether a text could be a heading: short, and no sentence."""
    return 0 < len(text.strip()) <= _LETTERS and not _SENTENCE.search(text)


def inline_marks(text: str) -> list[tuple[int, Mark]]:
    """Return where numbers may stand in the middle of a text without line breaks, from the left."""
    levelled = folded(text).translate(LEVELLED)
    found = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(levelled) if kind in _INLINE else ():
            before = levelled[max(match.start() - _NEAR, 0) : match.start()].rstrip()[-1:]
            cited = kind == "1.1" and _CITING.match(levelled, match.end())
            if not (cited or _CITED.match(before) or re.match(NUMERAL, before)):
                found.append((match.start(), _made(kind, match, text)))
    return sorted(found, key=lambda item: item[0])
