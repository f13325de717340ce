"""What a person has to look at after a document was taken in: one list, as Markdown and as a sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.drafts.markdown import cell
from checker.model.words import visible
from checker.tables._table import Table
from checker.tables._workbook import excel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_COLUMNS = (("条款", 8), ("要看什么", 22), ("原文", 40), ("现在填的", 20), ("处理", 10))
_MOST = 60  # letters of a quotation


class Question(NamedTuple):
    """One thing to look at.

    Attributes:
        clause: Its number as cited; "" where the whole document is meant.
        what: What to decide or to check.
        quote: What the text says.
        given: What the draft says for now.
    """

    clause: str
    what: str
    quote: str = ""
    given: str = ""


def as_markdown(title: str, summary: Sequence[str], questions: Sequence[Question]) -> str:
    """Return the list as a page."""
    lines = [
        f"# {cell(title)}：复核清单",
        "",
        *(f"- {line}" for line in summary),
        "",
        f"共 {len(questions)} 处要看。",
        "",
        "| " + " | ".join(name for name, _ in _COLUMNS) + " |",
        "|" + " --- |" * len(_COLUMNS),
        *(f"| {' | '.join(cell(text) for text in (*one, ''))} |" for one in questions),
    ]
    return "\n".join(lines) + "\n"


def as_sheet(title: str, questions: Sequence[Question], day: date) -> bytes:
    """Return the list as a workbook with a column to fill in."""
    rows = tuple((*map(visible, one), "") for one in questions)
    note = "逐条看过，在“处理”一栏写改成什么，或写“对”。"
    return excel("复核清单", title, [Table("复核清单", _COLUMNS, rows, note)], day)


def quoted(text: str, start: int, end: int) -> str:
    """Return the words around a place in a text, up to the ends of its sentence."""
    before = max(text.rfind(stop, 0, start) for stop in "。；\n") + 1
    stops = [place for stop in "。；\n" if (place := text.find(stop, end)) >= 0]
    after = min(stops, default=len(text))
    words = re.sub(r"\s+", " ", text[before:after]).strip()
    if len(words) <= _MOST:
        return words
    at = max(start - before - _MOST // 3, 0)
    return ("…" if at else "") + words[at : at + _MOST] + ("…" if at + _MOST < len(words) else "")
