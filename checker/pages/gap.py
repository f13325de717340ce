"""The gap report (差距报告): gaps worst first, then everything else that needs somebody's attention."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from checker.model import labels
from checker.model.document import KIND_TITLES
from checker.model.obligation import SEVERITIES, SEVERITY_TITLES, STATUS_TITLES
from checker.pages import attention, metrics, reports
from checker.pages.book import Ref
from checker.pages.cells import Table, render, words
from checker.pages.engine import block, heading, page_text
from checker.pages.text import page_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model.assessment import Tally
    from checker.pages.book import Book, Row
    from checker.pages.cells import Cell

PAGE = reports.GAPS


class Choice(NamedTuple):
    """One filter: its key, its title, and the values to choose from with their words."""

    key: str
    title: str
    options: list[tuple[str, str]]


def build(book: Book) -> str:
    """Return the page."""
    own = [row for row in book.gaps if not row.commitment]
    promised = [row for row in book.gaps if row.commitment]
    tables = [*attention.tables(book), _breakdown(book)]
    return page_text(
        "差距报告",
        reports.strip(PAGE),
        _summary(book, own),
        heading("差距清单", "gaps"),
        _list(book, own, choices=True),
        *metrics.section(book, PAGE),
        *_commitments(book, promised),
        *(render(PAGE, table) for table in tables),
        hide=["navigation"],
    )


def _summary(book: Book, rows: Sequence[Row]) -> str:
    assessment = book.assessment
    graded = Counter(row.item.severity for row in rows)
    return block(
        "gap_summary.jinja",
        PAGE,
        enterprise=assessment.enterprise.name,
        as_of=assessment.as_of,
        cards=book.cards,
        gaps=len(rows),
        graded=[(severity, graded[severity]) for severity in SEVERITIES],
        flows=[Ref(flow.title, f"gap/flows/{page_name(flow.id)}") for flow in book.controls.flows.values()],
        downloads=book.manual.downloads,
    )


def _list(book: Book, rows: Sequence[Row], *, choices: bool) -> str:
    if not rows:
        return block("gap_rest.jinja", PAGE, title="差距清单", head=(), rows=(), lead="")
    return block("gap_list.jinja", PAGE, rows=rows, choices=_choices(book, rows) if choices else [])


def _choices(book: Book, rows: Sequence[Row]) -> list[Choice]:
    documents = book.controls.documents
    projects = {row.project for row in rows if row.project}
    held = {role for row in rows for role in row.item.roles}
    roles = [(role, book.role(role)) for role in book.controls.roles if role in held]
    return [
        Choice("severity", "建议分级", [(key, SEVERITY_TITLES[key]) for key in SEVERITIES]),
        Choice("status", "状态", [(key, STATUS_TITLES[key]) for key in ("missing", "deficient")]),
        Choice("role", "谁来办", roles),
        Choice(
            "document",
            "文件",
            [(key, known.title) for key, known in documents.items() if any(r.document == key for r in rows)],
        ),
        Choice(
            "project",
            "项目",
            [
                *((key, known.title) for key, known in book.workspace.projects.items() if key in projects),
                ("-", "不属于项目"),
            ],
        ),
    ]


def _commitments(book: Book, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the suppliers' promises, which are contract matters and counted apart."""
    if not any(known.kind == "commitment" for known in book.controls.documents.values()):
        return
    yield heading("服务商承诺（单独统计）", "commitments")
    counted = [(status, number) for status, number in book.assessment.commitment_summary.counts.items() if number]
    yield block("gap_promised.jinja", PAGE, counts=counted)
    yield _list(book, rows, choices=False)


def _breakdown(book: Book) -> Table:
    head = ("按", "名称", *STATUS_TITLES.values(), "齐备率")
    return Table(
        "各文件、角色、项目的情况", "breakdown", head, _tallies(book), "齐备率 = 已齐备 ÷（已齐备 + 缺失 + 待补正）。"
    )


def _tallies(book: Book) -> Iterator[list[Cell]]:
    names: dict[str, tuple[str, dict[str, str]]] = {
        "kind": ("文件种类", {str(kind): title for kind, title in KIND_TITLES.items()}),
        "document": ("文件", {key: known.title for key, known in book.controls.documents.items()}),
        "role": ("角色", {key: known.title for key, known in book.controls.roles.items()}),
        "project": ("项目", {key: known.title for key, known in book.workspace.projects.items()}),
    }
    for kind, (title, known) in names.items():
        for key, tally in book.assessment.breakdown[kind].items():
            yield [words(title), words(known.get(key, key)), *_numbers(tally)]


def _numbers(tally: Tally) -> Iterator[Cell]:
    for status in STATUS_TITLES:
        yield words(tally.counts[status] or "")
    yield words(labels.share(tally.coverage))
