"""An empty checklist for an internal audit (内部审核检查表): what to look at, with room for what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.pages.numbering import title as numbered
from checker.pages.purpose import LOOK
from checker.tables._table import Table

if TYPE_CHECKING:
    from checker.model.clause import Clause
    from checker.tables._table import Held

NAME = "checklist"
TITLE = "内部审核检查表"
ABOUT = "逐条看什么、查哪些记录，右边空着给审核员填；不预先写结论"
_COLUMNS = (("条款", 18), ("看什么", 30), ("查哪些记录", 20), ("看到的（抽样、证据）", 22), ("发现", 10))
_NOTE = "受审部门：＿＿＿＿＿＿　审核员：＿＿＿＿＿＿　日期：＿＿＿＿＿＿"


def build(held: Held) -> list[Table]:
    """Return a table a document; clauses that do not apply are left out."""
    return [
        Table(known.title, _COLUMNS, tuple(_row(held, clause) for clause in clauses if _asked(held, clause)), _NOTE)
        for known, clauses in held.documents
    ]


def _asked(held: Held, clause: Clause) -> bool:
    return clause.id not in held.book.excluded


def _row(held: Held, clause: Clause) -> tuple[str, ...]:
    look = held.sections.get(held.book.page_of(clause), {}).get(LOOK, ())
    records = (held.book.controls.records[requirement.record] for requirement in clause.records)
    names = [f"{record.title}（{record.code}）" if record.code else record.title for record in records]
    return numbered(clause), "\n".join(look), "\n".join(names), "", ""
