"""What the clauses' own pages say of a record: why it is wanted, what to write in it, what an audit looks at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.record import RecordType
    from checker.model.workspace import Controls
    from checker.pages.book import Book, Ref

    Sections = Mapping[str, Mapping[str, tuple[str, ...]]]

WHY, WHAT, LOOK = "为什么", "留什么记录", "审核时常看"
_HEADING = re.compile(rf"^## ({WHY}|{WHAT}|{LOOK})[ \t]*$(.*?)(?=^#{{1,2}} |\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`]+|<[^>]*>|\{[:#.][^}]*\}")
_BRACKETS = re.compile(r"\([^()]*\)")
_END = re.compile(r"[：，。；]")
_ENOUGH = 4  # characters of a name that need not stand side by side
_ITEM = re.compile(r"^[ ]{0,3}(?:[-*+]|\d+[.)]|#{3,6})[ ]+")


class Said(NamedTuple):
    """What one clause says of a record."""

    clause: Ref
    why: tuple[str, ...]
    what: tuple[str, ...]


def sections(text: str) -> dict[str, tuple[str, ...]]:
    """Return those sections of a clause's Markdown by their headings: one plain line a paragraph or item."""
    return {match[1]: tuple(_lines(match[2])) for match in _HEADING.finditer(text)}


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    begun = False
    for line in text.splitlines():
        words = _MARKS.sub("", _LINK.sub(r"\1", _ITEM.sub("", line))).strip()
        if begun and words and not _ITEM.match(line):
            lines[-1] += words
        elif words:
            lines.append(words)
        begun = bool(words)
    return lines


def said(book: Book, record: RecordType) -> tuple[Said, ...]:
    """Return what every clause that requires the record says of it, where its page says anything."""
    found = []
    for clause in book.controls.requirers(record.id):
        held = book.manual.sections.get(book.page_of(clause), {})
        if held:
            what = _about(record, held.get(WHAT, ()))
            found.append(Said(book.clause_ref(clause.id), held.get(WHY, ()), what))
    return tuple(found)


def contents(record: RecordType, controls: Controls, sections: Sections) -> tuple[str, ...]:
    """Return what to write in a record as all clauses that require it say, each line once; for its form."""
    pages = (clause.page.removeprefix("policies/") for clause in controls.requirers(record.id))
    lines = (line for page in pages for line in _about(record, sections.get(page, {}).get(WHAT, ())))
    return tuple(dict.fromkeys(lines))


def _about(record: RecordType, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the line that begins with the record's name, or most of it; all lines where it cannot be told."""
    titles = [_bare(title) for title in (record.title, *record.aliases)]
    rank = {line: max(_likeness(name, titles) for name in _names(line)) for line in lines}
    best = [line for line in lines if rank[line] and rank[line] == max(rank.values())]
    return tuple(best) if len(best) == 1 else lines


def _names(line: str) -> list[str]:
    """Return the records that a line begins with, such as "测试报告、使用手册：…"."""
    return [name.strip() for name in _bare(_END.split(line, maxsplit=1)[0]).split("、")]


def _bare(text: str) -> str:
    """Return a name as it is compared: without what stands in brackets."""
    return _BRACKETS.sub("", nfkc(text)).strip()


def _likeness(name: str, titles: list[str]) -> int:
    """Return how many characters of the name stand in a title in this order; 0 unless all do.

    A Chinese name says at its end what a thing is: 服务方案 is no 服务方案审核.
    """
    return max(len(name) if _ends_alike(name, title) and _within(name, title) else 0 for title in titles)


def _ends_alike(name: str, title: str) -> bool:
    return name[-2:] in {title[-2:], title.removesuffix("记录")[-2:]}


def _within(name: str, title: str) -> bool:
    left = iter(title)
    return name in title or (len(name) >= _ENOUGH and all(letter in left for letter in name))


def by_page(texts: Mapping[str, str]) -> Sections:
    """Return the sections of hand-written pages, those that have any."""
    return {page: held for page, text in texts.items() if (held := sections(text))}
