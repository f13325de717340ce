"""Metrics on the gap report and on their clause: a table, one line a window, the latest first."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from checker.model import labels
from checker.model.record import CADENCE_TITLES
from checker.pages.cells import Table, render, to, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.metric import Measurement
    from checker.pages.book import Book
    from checker.pages.cells import Cell

LEAD = "按证据里的记录算出来的数，只说达没达到门槛。没有计入的记录另列原因。"
LATEST = 3
HEAD = ("指标", "条款", "期间", "结果", "怎么算的", "门槛", "状态", "没有计入")


def section(book: Book, page: str, clause: str | None = None) -> Iterator[str]:
    """Yield the section of metrics: all of them, or those of a clause; nothing where there are none."""
    wanted = {metric.id for metric in book.controls.metrics.values() if clause in {None, metric.clause}}
    if wanted and not book.detailed:
        yield render(page, Table("指标", "metrics", ("指标", "多久算一次", "门槛"), _defined(book, wanted)))
    elif wanted:
        found = sorted((item for item in book.assessment.metrics if item.metric in wanted), key=_latest_first)
        shown = found if clause else list(_latest(found))
        lead = LEAD if len(shown) == len(found) else f"{LEAD}这里只列最近 {LATEST} 期，更早的在条款页。"
        yield render(page, Table("指标", "metrics", HEAD, _rows(book, shown), lead))


def _latest(items: Iterable[Measurement]) -> Iterator[Measurement]:
    """Yield the latest windows of each metric; the items come by metric, the latest first."""
    for _, group in groupby(items, key=lambda item: item.metric):
        yield from islice(group, LATEST)


def _latest_first(item: Measurement) -> tuple[str, list[int]]:
    return item.metric, [-ord(letter) for letter in item.window]


def _defined(book: Book, wanted: Iterable[str]) -> Iterator[list[Cell]]:
    """Yield what is measured and how much is wanted, without results."""
    for metric in (book.controls.metrics[key] for key in sorted(wanted)):
        yield [words(metric.title), words(CADENCE_TITLES[metric.cadence]), words(labels.threshold(metric))]


def _rows(book: Book, items: Iterable[Measurement]) -> Iterator[list[Cell]]:
    for item in items:
        metric = book.controls.metrics[item.metric]
        yield [
            words(metric.title),
            to(book.clause_ref(item.clause)),
            words(item.window),
            words(labels.number(metric, item.value)),
            words(labels.arithmetic(item)),
            words(labels.threshold(metric)),
            words(labels.metric_status(item)),
            words("；".join(f"{path}：{why}" for path, why in item.left_out)),
        ]
