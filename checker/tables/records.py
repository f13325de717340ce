"""The list of records (记录清单): name, code, clauses, time, who writes and signs, how long it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.pages.numbering import title as numbered
from checker.pages.wording import sayings, timing
from checker.tables._table import Table

if TYPE_CHECKING:
    from checker.model.clause import Clause
    from checker.tables._table import Held

NAME = "records"
TITLE = "记录清单"
ABOUT = "每种记录的编号、条款、时限、编制和审批角色、保存年限"
_COLUMNS = (("记录", 22), ("编号或标识", 16), ("条款", 16), ("什么时候", 22), ("编制", 10), ("审批", 10), ("保存", 6))


def build(held: Held) -> list[Table]:
    """Return a table a document; a record that two documents ask for stands in both."""
    return [Table(known.title, _COLUMNS, tuple(_rows(held, clauses))) for known, clauses in held.documents]


def _rows(held: Held, clauses: list[Clause]) -> list[tuple[str, ...]]:
    wanted: dict[str, list[Clause]] = {}
    for clause in clauses:
        for requirement in clause.records:
            wanted.setdefault(requirement.record, []).append(clause)
    return [_row(held, key, asking) for key, asking in wanted.items()]


def _row(held: Held, key: str, clauses: list[Clause]) -> tuple[str, ...]:
    book, record = held.book, held.book.controls.records[key]
    writers = dict.fromkeys(role for clause in clauses for role in clause.roles.acting)
    kept = next((saying.text for saying in sayings(book, record) if saying.label == "保存"), "")
    return (
        record.title,
        record.code or record.id,
        "\n".join(numbered(clause) for clause in clauses),
        timing(book, record),
        book.roles(writers),
        " → ".join(book.role(role) for role in record.approvals),
        kept,
    )
