"""Who answers for what (职责分配表): clauses by roles, a table a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.pages.duties import LETTERS
from checker.pages.numbering import title as numbered
from checker.tables._table import Table

if TYPE_CHECKING:
    from checker.model.clause import Clause
    from checker.tables._table import Held

NAME = "raci"
TITLE = "职责分配表"
ABOUT = "一行一条，一列一个角色：A 担责、R 执行、C 征求意见、I 知会"
_NOTE = "A 担责，R 执行，C 征求意见，I 知会。空着的，原文没有写。"


def build(held: Held) -> list[Table]:
    """Return a table for each document of which a clause names a role."""
    return [table for known, clauses in held.documents for table in _table(held, known.title, clauses)]


def _table(held: Held, title: str, clauses: list[Clause]) -> list[Table]:
    named = {role for clause in clauses for role in clause.roles.everybody}
    roles = [role for role in held.book.controls.roles if role in named]
    if not roles:
        return []
    columns = (("条款", 28), *((held.book.role(role), 9) for role in roles))
    rows = tuple((numbered(clause), *(_letters(clause, role) for role in roles)) for clause in clauses)
    return [Table(title, columns, rows, _NOTE, across=True)]


def _letters(clause: Clause, role: str) -> str:
    return "".join(sign for part, (sign, _) in LETTERS.items() if role in getattr(clause.roles, part))
