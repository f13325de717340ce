"""A portfolio as one page that opens by itself and one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model import labels
from checker.model.obligation import STATUS_TITLES
from checker.model.words import visible
from checker.ooxml import workbook
from checker.output import write_file
from checker.pages.engine import block

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from checker.portfolio.survey import Survey

QUIET = 30  # days without new evidence after which an enterprise is named
_HEAD = (
    "企业",
    *STATUS_TITLES.values(),
    "齐备率",
    "严重不符合（建议）",
    "最近一份证据",
    "没认出来的文件",
    "为什么没有结果",
)


class Common(NamedTuple):
    """One clause over all enterprises: how many have a gap there, and how many gaps there are."""

    id: str
    title: str
    enterprises: int
    missing: int
    deficient: int


def write_portfolio(folder: Path, surveys: Sequence[Survey], as_of: date, *, anonymous: bool) -> None:
    """Write index.html and 企业组合.xlsx into a folder; the same surveys give the same bytes.

    Raises:
        WorkspaceError: The folder cannot be written.
    """
    shown = [_hidden(place, one) for place, one in enumerate(surveys, start=1)] if anonymous else list(surveys)
    common = _common(surveys)
    write_file(folder / "index.html", page(shown, common, as_of).encode())
    write_file(folder / "企业组合.xlsx", _workbook(shown, common, as_of))


def _hidden(place: int, one: Survey) -> Survey:
    """Return a survey that does not say whose it is."""
    reason = "工作区有错，没有核对" if one.reason else ""
    return one._replace(name=f"企业 {place}", folder="", reason=reason)


def _common(surveys: Sequence[Survey]) -> list[Common]:
    """Return the clauses with gaps, those that most enterprises miss first."""
    held: dict[str, list[int]] = {}
    titles: dict[str, str] = {}
    for one in surveys:
        for clause in one.clauses:
            counts = held.setdefault(clause.id, [0, 0, 0])
            titles.setdefault(clause.id, clause.title)
            counts[0] += 1
            counts[1] += clause.missing
            counts[2] += clause.deficient
    found = [Common(key, titles[key], *counts) for key, counts in held.items()]
    return sorted(found, key=lambda clause: (-clause.enterprises, -clause.missing - clause.deficient, clause.id))


def quiet(one: Survey, as_of: date) -> bool:
    """Tell whether nothing new has come for a while."""
    return not one.reason and (one.latest is None or (as_of - one.latest).days > QUIET)


def page(surveys: Sequence[Survey], common: Sequence[Common], as_of: date) -> str:
    """Return the page."""
    ordered = sorted(surveys, key=lambda one: (not one.reason, -one.major, -one.gaps, one.name))
    body = block(
        "portfolio.jinja",
        "",
        as_of=as_of,
        surveys=ordered,
        failed=[one for one in ordered if one.reason],
        silent=[one for one in ordered if quiet(one, as_of)],
        common=common,
        assessed=sum(not one.reason for one in surveys),
        days=QUIET,
        share=labels.share,
    )
    return f"<!DOCTYPE html>\n{body}\n"


def _workbook(surveys: Sequence[Survey], common: Sequence[Common], as_of: date) -> bytes:
    rows = [
        [one.name, *(one.owed.get(status, "") for status in STATUS_TITLES), labels.share(one.coverage), one.major,
         one.latest, one.loose, one.reason]
        for one in surveys
    ]  # fmt: skip

    def fill(book: Any) -> None:
        _sheet(book, "企业", _HEAD, rows)
        _sheet(book, "条款", ("条款", "标题", "有差距的企业", "缺失", "待补正"), [list(clause) for clause in common])

    return workbook(fill, title="企业组合", day=as_of)


def _sheet(book: Any, name: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True})
    for column, words in enumerate(head):
        sheet.set_column(column, column, 30 if column == 0 or words in {"标题", "为什么没有结果"} else 12)
        sheet.write_string(0, column, words, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, visible(str(cell)) if cell is not None else "")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
