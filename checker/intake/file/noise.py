"""What copying from web sites, PDF files and text recognition leaves between the words, taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.file.blocks import Block, Grid, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CJK = r"[\u3400-\u9fff\uf900-\ufaff]"
_GLOSS = re.compile(rf"({CJK})\(([a-zü\u00e0-\u01dc]{{1,7}})\)")
_MARK = re.compile(r"\[(?:bookmark|image|comment)s?:[^\]]*\]?|^\s*AI 生成的内容可能不正确。?\]?\s*$")
_SHOP = re.compile(
    r"[_＿]第\d+[页頁]$|^已[阅閱][读讀]\d+[页頁]|^免[费費][预預][览覽]|^下[载載]本文[档檔]|^版[权權][说說]明[:：]"
    r"|^[继繼][续續]免[费費][阅閱][读讀]|^文[档檔][简簡]介$"
)
_ABSTRACT = re.compile(r"^文[档檔][简簡]介$")
_PAGE = re.compile(r"^\s*[-—–]?\s*\d{1,4}\s*[-—–]?\s*$|^第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?$")
_CONTENTS = re.compile(r"(?:\t|…{2,}\t?|\.{4,}\t?|\s\.{2,})\s*\d{1,4}\s*$")
_HEAD = re.compile(r"^目[录錄次]$")
_TURN = re.compile(r"^(\d{1,3})、(?=.)")
_BULLET = re.compile(r"^[-*•·●▪○]\s*(?=[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．])")
_PART = re.compile(
    r"^(?:会议)?(材料之[一二三四五六七八九十]+|附件\d*|第[一二三四五六七八九十]+部分)\s*[:：]\s*(.+?)\s*(?:\t|…|\.{2,})"
)
_TAIL = re.compile(r"^[温溫]馨提示$")
_GAP = re.compile(rf"(?<![条條章节節篇编編])(?<={CJK}|[，。；：、）（()])[ \u3000](?={CJK}|[，。；：、）（()])")
_FEW = 3
_TITLE = 24  # letters
_ENDS = "。；：！？;:"


class Cleaned(NamedTuple):
    """What is left, and the lines that were taken out, for a person to look at."""

    blocks: list[Block]
    dropped: tuple[str, ...]


def cleaned(blocks: Iterable[Block]) -> Cleaned:
    """Return the blocks without noise; text that is no noise keeps its order and its words."""
    given = list(blocks)
    held = [_without_marks(block) for block in _after_abstract([one for one in given if not _marks_only(one)])]
    held = _with_parts(held)
    contents = _contents(held)
    held = [one for place, one in enumerate(held) if place not in contents and not _is_noise(one)]
    kept = "\n".join(block.text for block in held if isinstance(block, Line))
    whole = set(kept.split("\n"))
    bare = {one.text.strip(): _MARK.sub("", one.text).strip() for one in given if isinstance(one, Line)}
    dropped = [text for text, left in bare.items() if not left or (left not in whole and left not in kept)]
    if _pages_turn(held):
        held = _joined(held)
    glossed = sum(len(_GLOSS.findall(block.text)) for block in held if isinstance(block, Line)) >= _FEW
    clean: Callable[[str], str] = _unglossed if glossed else _close
    found = [_each(block, lambda text: _BULLET.sub("", clean(text))) for block in held]
    return Cleaned(found, tuple(text for text in dropped if not _PAGE.match(text)))


def _each(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Line):
        return block._replace(text=change(block.text))
    if isinstance(block, Grid):
        return Grid(tuple(tuple(change(cell) for cell in row) for row in block.rows))
    return block


def _marks_only(block: Block) -> bool:
    return isinstance(block, Line) and not _MARK.sub("", block.text).strip()


def _without_marks(block: Block) -> Block:
    return _each(block, lambda text: _MARK.sub("", text).strip() if _MARK.search(text) else text)


def _is_noise(block: Block) -> bool:
    text = block.text.strip() if isinstance(block, Line) else ""
    return bool(_SHOP.search(text) or _PAGE.match(text))


def _contents(blocks: list[Block]) -> set[int]:
    """Return where a table of contents stands: leaders and page, or tab and page below its heading or named again."""
    lines = [re.sub(r"[^\S\t]", "", block.text) if isinstance(block, Line) else "" for block in blocks]
    named = {line.replace("\t", "") for line in lines}
    found, head = set[int](), -1
    for place, line in enumerate(lines):
        page = _CONTENTS.search(line)
        if _HEAD.match(line):
            head = place
        elif page and (page[0][:1] != "\t" or head >= 0 or line[: page.start()].replace("\t", "") in named):
            found |= {place, head} - {-1}
        elif not _PAGE.match(line):
            head = -1
    return found


def _after_abstract(blocks: list[Block]) -> list[Block]:
    """Return what follows the heading under which a web shop of documents shows the text."""
    lines = [block.text.strip() if isinstance(block, Line) else "" for block in blocks]
    start = next((place + 1 for place, text in enumerate(lines) if _ABSTRACT.match(text)), None)
    if start is None or not any(_SHOP.search(text) and not _ABSTRACT.match(text) for text in lines):
        return blocks
    end = next((place for place, text in enumerate(lines) if place >= start and _TAIL.match(text)), len(lines))
    return blocks[start:end]


def _with_parts(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the names of parts that stand in the table of contents alone put before their titles."""
    lines = [block.text if isinstance(block, Line) else "" for block in blocks]
    named = {
        re.sub(r"\s", "", found[2]): found[1]
        for text in lines
        if (found := _PART.match(text)) and _CONTENTS.search(text)
    }
    printed = {name for name in named.values() for text in lines if re.fullmatch(rf"(?:会议)?{name}\s*", text)}
    parts = [named.get(re.sub(r"\s", "", text)) for text in lines]
    return [
        Line(f"{name}：{text}", 1) if name and name not in printed else block
        for block, text, name in zip(blocks, lines, parts, strict=True)
    ]


def _pages_turn(blocks: list[Block]) -> bool:
    """Tell whether "1、" "2、" … stand where pages begin: in the middle of sentences."""
    lines = [block.text for block in blocks if isinstance(block, Line)]
    turns = [(int(found[1]), place) for place, text in enumerate(lines) if (found := _TURN.match(text))]
    if len(turns) < _FEW or [number for number, _ in turns] != list(range(1, len(turns) + 1)):
        return False
    torn = sum(_is_torn(lines[place - 1].rstrip()) for _, place in turns if place)
    return 2 * torn >= len(turns) - 1


def _is_torn(line: str) -> bool:
    """Tell whether a line ends in the middle of a sentence; a heading does not."""
    return len(line) > _TITLE and not line.endswith(tuple(_ENDS))


def _joined(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the pages put together again."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Line) and (turn := _TURN.match(block.text)):
            text = block.text[turn.end() :]
            last = found[-1] if found else None
            if isinstance(last, Line):
                found[-1] = last._replace(text=last.text + text)
                continue
            block = block._replace(text=text)  # noqa: PLW2901
        found.append(block)
    return found


def _close(text: str) -> str:
    """Return text without single spaces between Chinese characters, as recognised scans have them."""
    return _GAP.sub("", text)


def _unglossed(text: str) -> str:
    """Return text without the pinyin in brackets behind characters; only a reading of that very character is one."""
    from pypinyin import Style, pinyin

    def replaced(found: re.Match[str]) -> str:
        readings = pinyin(found[1], style=Style.TONE, heteronym=True)[0]
        return found[1] if found[2] in readings else found[0]

    return _close(_GLOSS.sub(replaced, text))
