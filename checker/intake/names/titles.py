"""Titles for clauses to which the text gives none: what such clauses are usually called, else their first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.intake.file.script import folded
from checker.intake.names.phrases import begins

if TYPE_CHECKING:
    from checker.intake.names.found import Found

_USUAL = (
    (re.compile(r"^为了?.{2,120}?(?:特?制定|特?编制)本"), "目的"),
    (re.compile(r"^(?:本|该)[\u3400-\u9fff]{2,6}(?:适用于|规定了)"), "适用范围"),
    (re.compile(r"^(?:目的)?为了?规范"), "目的"),
    (re.compile(r"^(?:目的|适用范围|范围|术语|定义|职责|引用文件|总则)(?=[\u3400-\u9fff])"), None),
)
_VERB = re.compile(
    r"^([\u3400-\u9fff]{2,12}?)(?:负责|协助|建立|建立健全|依据|根据|制定|提出|加强|进行|采用|按照|由|明确|对于|对|在)"
)
_STOP = re.compile(r"[，。；：、,;:\n（(]")
_MOST = 20


def suggested(text: str, roles: tuple[Found, ...], records: tuple[Found, ...], *, cut: bool) -> str:
    """Return a title for a clause.

    Args:
        text: Of the clause.
        roles: Those that it names, as found.
        records: Likewise.
        cut: Whether a title may run into the text without a stop.
    """
    held = folded(text)
    for pattern, title in _USUAL:
        if match := pattern.match(held):
            return title or match[0]
    first = roles[0] if roles else None
    if first and first.start <= 1 and held[first.end :].startswith(("负责", "作为")):
        return f"{text[first.start : first.end]}职责"
    if records and records[0].code and records[0].start == 0:
        return f"表单：{records[0].title}"
    named = _VERB.match(held) if cut else None
    if named and not (first and first.start < named.end(1)) and begins(held, named.end(1), _MOST) == 0:
        return text[: named.end(1)]
    words = next(filter(None, map(str.strip, _STOP.split(text))), "")
    return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"
