"""What is wrong with policies and controls beyond what stops an assessment (contract 4, lint)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it import MarkdownIt

from checker.errors import Fault, WorkspaceError
from checker.load.controls.origins import read_origins
from checker.load.controls.sources import pages_below
from checker.load.text.source import read_text, split_page
from checker.load.workspace import read_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from checker.model.workspace import Controls

GENERATED = (
    ("calendar",),
    ("flows",),
    ("gap",),
    ("glossary",),
    ("matrix",),
    ("raci",),
    ("records",),
    ("roles",),
    ("rules",),
    ("sources",),
)
_PARSER = MarkdownIt("commonmark").enable("table")


def lint(root: Path) -> list[Fault]:
    """Return every fault of policies and controls; none means that they are clean."""
    try:
        controls, _ = read_controls(root)
    except WorkspaceError as error:
        return sorted([*error.faults, *_dead_links(root)])
    found: list[Fault] = []
    read_origins(root, controls, found)
    checks = (_not_required(controls), _not_held(controls), _no_clause(controls))
    return [*_dead_links(root), *(fault for check in checks for fault in check), *found]


def _no_clause(controls: Controls) -> Iterator[Fault]:
    if not controls.clauses:
        yield Fault("policies", None, None, "没有一页条款", "至少写一页带 clause 的条款页")


def _not_required(controls: Controls) -> Iterator[Fault]:
    required = {item.record for clause in controls.clauses.values() for item in clause.records}
    for key in sorted(controls.records.keys() - required):
        record = controls.records[key]
        what = f"没有条款要求记录“{key}”（{record.title}）"
        yield Fault(record.file, None, None, what, "在要求它的条款页的 records 里写上，或删去这种记录")


def needed(controls: Controls) -> dict[str, str]:
    """Return the roles that somebody has to have held, with what for: those that sign, and posts that act."""
    signing = {role for record in controls.records.values() for role in record.approvals}
    acting = {
        role
        for clause in controls.clauses.values()
        for role in (*clause.roles.accountable, *clause.roles.responsible)
        if controls.roles[role].kind == "person"
    }
    return {key: "要签字" if key in signing else "要负责" for key in sorted(signing | acting)}


def _not_held(controls: Controls) -> Iterator[Fault]:
    held = {holding.role for person in controls.people.values() for holding in person.roles}
    for key, use in needed(controls).items():
        if key in held:
            continue
        title = controls.roles[key].title
        what = f"角色“{key}”（{title}）{use}，却没有人担任过"
        yield Fault("controls/people.yml", None, None, what, "在担任它的人的 roles 里写上，带起止日期")


def _dead_links(root: Path) -> Iterator[Fault]:
    for path, name in pages_below(root):
        text = read_text(path, name, [])
        if text is None:
            continue
        _, body = split_page(text)
        skipped = text.count("\n") - body.count("\n")
        for token in _PARSER.parse(body):
            for link in _links(token):
                target = unquote(link.partition("#")[0])
                if target and not (path.parent / target).exists() and not _generated(root, path, target):
                    line = (token.map[0] if token.map else 0) + 1 + skipped
                    yield Fault(name, line, None, f"链接“{link}”指到的文件不存在", "改正路径，或删去链接")


def _generated(root: Path, page: Path, target: str) -> bool:
    """Tell whether the link leads to a page that is made when the site is built."""
    base = root / "policies"
    goal = os.path.normpath(page.parent / target)
    return Path(goal).is_relative_to(base) and Path(goal).relative_to(base).parts[:1] in GENERATED


def _links(token: Token) -> Iterator[str]:
    for child in token.children or ():
        link = child.attrGet("href") or child.attrGet("src")
        outside = isinstance(link, str) and (":" in link.partition("/")[0] or link.startswith(("/", "#")))
        if isinstance(link, str) and link and not outside:
            yield link
