"""What stands beside the gaps in the report: each list as one table, nothing silently dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.obligation import SEVERITY_TITLES
from checker.pages.cells import Table, path, to, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.profile import Waiver
    from checker.pages.book import Book
    from checker.pages.cells import Cell

    Lines = Iterator[list[Cell]]


def tables(book: Book) -> tuple[Table, ...]:
    """Return the tables in the order of the page."""
    return (
        Table("评审过期的文件", "documents", ("文件", "应评审日", "建议分级"), _documents(book)),
        Table(
            "元数据有错的证据", "faults", ("文件", "行", "怎么改"), _faults(book), "改好之前，它说明的那份证据不作数。"
        ),
        Table("未识别的文件", "unidentified", ("文件", "原因"), _unidentified(book)),
        Table("归不到哪里的证据", "unplaced", ("文件", "记录类型", "原因"), _unplaced(book)),
        Table("日期在评估日之后的证据", "future", ("文件", "日期"), _future(book), "到那一天之前都当它还不存在。"),
        Table("豁免", "waivers", ("范围", "到哪一天", "状况", "理由", "批准人", "用在"), _waivers(book), found=True),
        Table("不适用的条款", "exclusions", ("条款", "理由", "批准人", "日期"), _exclusions(book), found=True),
        Table(
            "企业还没有定的参数",
            "parameters",
            ("参数", "留给企业定的条款"),
            _parameters(book),
            "这是程序的空白，不是证据的缺失。",
        ),
        Table("假定", "assumptions", ("内容",), _assumptions(book)),
    )


def _documents(book: Book) -> Lines:
    for review in book.assessment.documents:
        known = book.controls.documents[review.document]
        yield [words(known.title), words(review.due), words(SEVERITY_TITLES[review.severity])]


def _faults(book: Book) -> Lines:
    for fault in book.assessment.evidence_faults:
        yield [path(fault.path), words(fault.line), words(fault.message)]


def _unidentified(book: Book) -> Lines:
    for item in book.assessment.unidentified:
        yield [path(item.path), words(item.reason)]


def _unplaced(book: Book) -> Lines:
    for item in book.assessment.unplaced:
        record = book.record_ref(book.evidence[item.evidence].record)
        yield [path(item.evidence), to(record), words(book.unplaced[item.evidence])]


def _future(book: Book) -> Lines:
    for item in book.assessment.future:
        yield [path(item), words(book.evidence[item].day)]


def _waivers(book: Book) -> Lines:
    expired = {note.index for note in book.assessment.expired_waivers}
    unused = {note.index for note in book.assessment.unused_waivers}
    used: dict[int, int] = {}
    for row in book.rows:
        if row.item.waiver is not None:
            used[row.item.waiver] = used.get(row.item.waiver, 0) + 1
    for place, waiver in enumerate(book.controls.profile.waivers):
        state = "已过期，不再起作用" if place in expired else "没有用上" if place in unused else "有效"
        yield [
            words(_reach(book, waiver)),
            words(waiver.until),
            words(state),
            words(waiver.reason),
            words(book.person(waiver.approved_by)),
            words(f"{used[place]} 项" if place in used else ""),
        ]


def _reach(book: Book, waiver: Waiver) -> str:
    projects = book.workspace.projects
    project = projects[waiver.project].title if waiver.project in projects else waiver.project
    parts = (
        waiver.clause and book.clause_ref(waiver.clause).label,
        waiver.record and book.record_ref(waiver.record).label,
        project,
        waiver.window and str(waiver.window),
    )
    return " · ".join(part for part in parts if part)


def _exclusions(book: Book) -> Lines:
    for item in book.controls.profile.exclusions:
        later = f"（{item.date} 起，今天还不算）" if item.date > book.assessment.as_of else ""
        clause, who = book.clause_ref(item.clause), book.person(item.approved_by)
        yield [to(clause), words(item.justification + later), words(who), words(item.date)]


def _parameters(book: Book) -> Lines:
    for key in book.assessment.unset_parameters:
        parameter = book.controls.parameters[key]
        clause = to(book.clause_ref(parameter.unset)) if parameter.unset else words(None)
        yield [words(parameter.title), clause]


def _assumptions(book: Book) -> Lines:
    for item in book.assessment.assumptions:
        yield [words(item.message)]
