"""The dashboard (看板): how much is there, who has to act, what comes next; suppliers' promises apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.calendar import window_of, windows_between
from checker.model import labels
from checker.pages import coming, reports
from checker.pages.book import Ref
from checker.pages.charts import Bar, Chart
from checker.pages.engine import block, heading, page_text
from checker.pages.numbering import chapters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model.document import Document
    from checker.model.obligation import Status
    from checker.pages.book import Book, Row
    from checker.pages.coming import Coming

PAGE = reports.BOARD
TOP = 12
_HELD: tuple[Status, ...] = ("met", "missing", "deficient")
_GAPS: tuple[Status, ...] = ("missing", "deficient")
RATE = "齐备率 = 已齐备 ÷（已齐备 + 缺失 + 待补正）；未到期、已豁免、不适用的不算。"


def build(book: Book, items: Sequence[Coming]) -> str:
    """Return the page."""
    promised = any(known.kind == "commitment" for known in book.controls.documents.values())
    apart = [heading("服务商承诺（单独统计）", "commitments"), _half(book, items, own=False)] if promised else []
    return page_text(
        "看板",
        reports.strip(PAGE),
        block("dashboard_head.jinja", PAGE, enterprise=book.assessment.enterprise.name, as_of=book.assessment.as_of),
        heading("企业的应备记录", "own"),
        _half(book, items, own=True),
        *apart,
        hide=["navigation"],
    )


def _half(book: Book, items: Sequence[Coming], *, own: bool) -> str:
    """Return the charts of the enterprise's own records, or of suppliers' promises."""
    half = _Half(book, items, own=own)
    charts = [half.documents(), half.weeks(), half.roles()]
    return block("dashboard_charts.jinja", PAGE, charts=charts, chapters=list(half.chapters()))


class _Half:
    """The charts over one of the two kinds of records that are counted apart."""

    def __init__(self, book: Book, items: Sequence[Coming], *, own: bool) -> None:
        self._book = book
        self._key = "own" if own else "promised"
        known = book.controls.documents.values()
        self._documents = [document for document in known if (document.kind != "commitment") == own]
        self._gaps = [row for row in book.gaps if row.commitment != own]
        self._late = [row for row in coming.overdue(book) if row.commitment != own]
        self._items = [one for one in items if one.commitment != own]

    def documents(self) -> Chart:
        """Return how complete every document's records are."""
        bars = [_share(known.title, self._rows(known)) for known in self._documents]
        return self._shares("documents", "各文件的齐备率", "文件", bars)

    def chapters(self) -> Iterator[Chart]:
        """Yield the same by chapter, one chart a document."""
        for known in self._documents:
            clauses = [clause for clause in self._book.controls.clauses.values() if clause.document == known.id]
            bars = [
                _share(title, [row for clause in held for row in self._book.rows_by_clause.get(clause.id, [])])
                for title, held in chapters(known, clauses)
            ]
            chart = self._shares(f"of-{known.id}", f"{known.title}：各章的齐备率", "章", bars)
            if chart.bars:
                yield chart

    def _shares(self, key: str, title: str, first: str, bars: Iterable[Bar]) -> Chart:
        filled = [bar for bar in bars if bar.total]
        return Chart(f"{self._key}-{key}", title, first, "齐备率", _HELD, filled, shares=True, note=RATE)

    def _rows(self, document: Document) -> list[Row]:
        return [row for row in self._book.rows if row.document == document.id]

    def roles(self) -> Chart:
        """Return who has most gaps; one that several roles share counts for each."""
        held: dict[str, list[Row]] = {}
        for row in self._gaps:
            for role in dict.fromkeys(row.item.roles or ("",)):
                held.setdefault(role, []).append(row)
        ranked = sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        note = "几个岗位共同负责的，每个岗位都算一次。"
        left = f"只列最多的 {TOP} 个，另有 {len(ranked) - TOP} 个。" if len(ranked) > TOP else ""
        bars = [self._role(role, rows) for role, rows in ranked[:TOP]]
        return Chart(f"{self._key}-roles", "谁的差距最多", "谁来办", "差距", _GAPS, bars, note=note + left)

    def _role(self, role: str, rows: list[Row]) -> Bar:
        title = self._book.role(role) if role else labels.NOBODY
        target = Ref(title, f"{reports.GAPS}#role={role}") if role and self._key == "own" else None
        return Bar(title, f"{len(rows)} 项", _counts(rows, _GAPS), target)

    def weeks(self) -> Chart:
        """Return how much falls due in every week to come, after what is overdue."""
        due = Counter(window_of("weekly", one.item.due).name for one in self._items)
        late = Bar("已经过期", f"{len(self._late)} 项", _counts(self._late, _GAPS))
        start = window_of("weekly", self._book.assessment.as_of).first
        end = max((one.item.due for one in self._items), default=start)
        bars = [
            Bar(
                f"{week.name}（到 {week.last.month} 月 {week.last.day} 日）",
                f"{due[week.name]} 项",
                (("pending", due[week.name]),),
            )
            for week in windows_between("weekly", start, end)
        ]
        note = "“已经过期”是应完成日已经过去的差距；后面每周是那一周到期、现在还没有交的。"
        return Chart(
            f"{self._key}-weeks", "接下来每周到期多少", "哪一周", "到期", (*_GAPS, "pending"), [late, *bars], note=note
        )


def _share(name: str, rows: Sequence[Row]) -> Bar:
    parts = _counts(rows, _HELD)
    total = sum(number for _, number in parts)
    return Bar(name, labels.share(parts[0][1] / total if total else None), parts)


def _counts(rows: Iterable[Row], statuses: Iterable[Status]) -> tuple[tuple[Status, int], ...]:
    counts = Counter(row.item.status for row in rows)
    return tuple((status, counts[status]) for status in statuses)
