"""Clauses by functions (职能分配表): which post or department leads, and which takes part, over all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.pages.numbering import title as numbered
from checker.tables._table import Table

if TYPE_CHECKING:
    from checker.model.clause import Clause
    from checker.tables._table import Held

NAME = "functions"
TITLE = "职能分配表"
ABOUT = "一行一条，一列一个职能：▲ 主责、△ 相关"
_NOTE = "▲ 主责（担责或执行），△ 相关（征求意见或知会）。外部的角色不列。"
_LEADS, _TAKES_PART = "▲", "△"


def build(held: Held) -> list[Table]:
    """Return one table over all documents wanted, nothing where no clause names a role."""
    controls = held.book.controls
    clauses = [clause for _, known in held.documents for clause in known]
    named = {role for clause in clauses for role in clause.roles.everybody}
    roles = [key for key, role in controls.roles.items() if key in named and role.kind != "external"]
    if not roles:
        return []
    columns = (("文件", 16), ("条款", 24), *((held.book.role(role), 8) for role in roles))
    rows = tuple(
        (document.title, numbered(clause), *(_mark(clause, role) for role in roles))
        for document, known in held.documents
        for clause in known
        if clause.roles.named
    )
    title = held.documents[0][0].title if len(held.documents) == 1 else "全部文件"
    return [Table(title, columns, rows, _NOTE, across=True)]


def _mark(clause: Clause, role: str) -> str:
    if role in (*clause.roles.accountable, *clause.roles.responsible):
        return _LEADS
    return _TAKES_PART if role in clause.roles.everybody else ""
