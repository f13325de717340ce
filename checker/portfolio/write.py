"""A portfolio as one page that opens by itself and one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model.labels import share
from checker.model.obligation import STATUS_TITLES
from checker.model.words import visible
from checker.ooxml import workbook
from checker.output import write_file
from checker.pages.engine import block
from checker.portfolio.spark import HIGH, STEP, spark
from checker.portfolio.view import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.model.survey import Survey
    from checker.portfolio.view import Shown, View

FIRST = 20  # clauses that the page shows at once
_WIDE = {"企业": 30, "标题": 30, "文件夹": 40, "为什么没有结果": 60}
_HEAD = (
    "企业",
    *STATUS_TITLES.values(),
    "齐备率",
    "严重不符合（建议）",
    "比上一个月底多几个差距",
    "最近一份证据",
    "没有新证据",
    "没认出来的文件",
    "为什么没有结果",
    "文件夹",
)


def write_portfolio(folder: Path, surveys: Sequence[Survey], view: View) -> None:
    """Write index.html and 企业组合.xlsx into a folder; the same surveys give the same bytes.

    Raises:
        WorkspaceError: The folder cannot be written.
    """
    told = shown(surveys, view)
    sheets, text = _workbook(told), page(told)
    write_file(folder / "企业组合.xlsx", sheets)
    write_file(folder / "index.html", text.encode())


def page(told: Shown) -> str:
    """Return the page."""
    days = [total.point.day for total in told.totals]
    body = block(
        "portfolio.jinja",
        "",
        told=told,
        days=days,
        before=days[-2] if len(days) > 1 else None,
        drawn=lambda points: spark(points, days),
        step=STEP,
        high=HIGH,
        first=FIRST,
        share=share,
    )
    return f"<!DOCTYPE html>\n{body}\n"


def _workbook(told: Shown) -> bytes:
    days = [total.point.day for total in told.totals]
    titles = {clause.id: clause.title for clause in told.common}

    def fill(book: Any) -> None:
        sheet = _Sheets(book)
        sheet.add("企业", _HEAD, [_row(one, told) for one in told.surveys])
        sheet.add("条款", ("条款", "标题", "有差距的企业", "缺失", "待补正"), told.common)
        sheet.add(
            "明细",
            ("企业", "条款", "标题", "缺失", "待补正"),
            [
                (one.name, gap.id, titles[gap.id], gap.missing, gap.deficient)
                for one in told.surveys
                for gap in one.clauses
            ],
        )
        kinds = [f"{day} {what}" for day in days for what in ("差距", "齐备率")]
        sheet.add("趋势", ("企业", *kinds), [(one.name, *_trend(one, days)) for one in told.surveys if one.trend])
        silent = [
            (one.name, one.latest, (told.view.as_of - one.latest).days if one.latest else None) for one in told.silent
        ]
        sheet.add("没有新证据", ("企业", "最近一份证据", "到评估日的天数"), silent)

    return workbook(fill, title="企业组合", day=told.view.as_of)


def _row(one: Survey, told: Shown) -> tuple[Any, ...]:
    if one.reason:
        return (one.name, *[None] * (len(_HEAD) - 3), one.reason, one.folder)
    silent = f"{told.view.since} 以来没有" if one.silent(told.view.since) else None
    owed = [one.owed[status] for status in STATUS_TITLES]
    return (one.name, *owed, one.coverage, one.major, one.change, one.latest, silent, one.loose, None, one.folder)


def _trend(one: Survey, days: Sequence[Any]) -> Iterator[float | None]:
    points = {point.day: point for point in one.trend}
    for day in days:
        yield points[day].gaps if day in points else None
        yield points[day].coverage if day in points else None


class _Sheets:
    """Sheets of a workbook, all in one style."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True})
        self._share = book.add_format({"num_format": "0.00%"})

    def add(self, name: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Add a sheet: shares as per cent, numbers as numbers, everything else as text."""
        sheet = self._book.add_worksheet(name)
        for column, words in enumerate(head):
            sheet.set_column(column, column, _WIDE.get(words, 12))
            sheet.write_string(0, column, words, self._bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, float):
                    sheet.write_number(number, column, cell, self._share)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_string(number, column, visible(str(cell)))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
