"""My duties (我的职责): the list of roles, and one page a role with what it owes, when, and where it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.pages.duties import LETTERS, SOON, group_title
from checker.pages.engine import block, heading, page_text
from checker.pages.feeds import path_of
from checker.pages.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.role import Person, Role, RoleKind
    from checker.pages.book import Book, Ref, Row
    from checker.pages.coming import Coming
    from checker.pages.duties import Duties, Letter, Named, Paper

INDEX = "roles/index.md"
SEARCH = {"boost": 0.5}  # who searches for words wants clauses and records first; a role's own title still finds it
SHELVES: dict[RoleKind, str] = {"person": "企业的岗位", "department": "部门", "external": "外部"}
KINDS: dict[RoleKind, str] = {"person": "岗位", "department": "部门", "external": "外部"}


class Line(NamedTuple):
    """One role in the list."""

    role: Role
    ref: Ref
    words: str
    owed: int
    overdue: int
    soon: int


def build(duties: Duties) -> dict[str, str]:
    """Return the list and the pages by path; nothing where there are no roles."""
    book = duties.book
    if not book.controls.roles:
        return {}
    pages = {book.role_ref(key).target: _page(duties, known) for key, known in book.controls.roles.items()}
    return {INDEX: _index(duties), **pages}


def _index(duties: Duties) -> str:
    book = duties.book
    shelves: dict[RoleKind, list[Line]] = {kind: [] for kind in SHELVES}
    for known in book.controls.roles.values():
        shelves[known.kind].append(_line(duties, known))
    pieces: list[str] = []
    for kind, lines in shelves.items():
        if lines:
            pieces += heading(SHELVES[kind], kind), block("role_list.jinja", INDEX, lines=lines)
    documents = [book.raci_ref(key) for key in book.controls.documents if key in book.with_raci]
    if documents:
        pieces += heading("职责矩阵", "raci"), block("role_matrices.jinja", INDEX, documents=documents)
    return page_text("我的职责", block("role_index.jinja", INDEX, soon=SOON), *pieces, hide=["navigation"])


def _line(duties: Duties, role: Role) -> Line:
    owed = duties.owed.get(role.id, [])
    words = " ".join([role.title, *role.aliases, role.duties or "", role.id]).lower()
    return Line(
        role=role,
        ref=duties.book.role_ref(role.id),
        words=words,
        owed=len(owed),
        overdue=sum(map(duties.overdue, owed)),
        soon=sum(map(duties.soon, duties.coming.get(role.id, []))),
    )


def _page(duties: Duties, role: Role) -> str:
    page = duties.book.role_ref(role.id).target
    body = list(_sections(duties, role, page))
    if not body:
        body = [block("role_silent.jinja", page)]
    return page_text(plain(role.title), _head(duties, role, page), *body, search=SEARCH)


def _head(duties: Duties, role: Role, page: str) -> str:
    book = duties.book
    named = book.controls.profile.show_names
    return block(
        "role_head.jinja",
        page,
        role=role,
        kind=KINDS[role.kind],
        feed=path_of(role.id),
        documents=[known.title for known in duties.documents(role.id)],
        named=named,
        holders=[_holder(book, person, role) for person in duties.holders(role.id)] if named else [],
        members=[person.name for person in duties.members(role.id)] if named else [],
    )


def _holder(book: Book, person: Person, role: Role) -> str:
    """Return a name with the department, where that is another role."""
    department = person.department if person.department != role.id else None
    return f"{person.name}（{book.role(department)}）" if department else person.name


def _sections(duties: Duties, role: Role, page: str) -> Iterator[str]:
    """Yield the live and the lasting parts, only those with something in them."""
    owed, coming = duties.owed.get(role.id, []), duties.coming.get(role.id, [])
    clauses, papers = duties.clauses(role.id), _papers(duties, role)
    if owed or coming or clauses:
        yield heading(f"现在欠的：{len(owed)} 项", "owed")
        detailed = duties.book.detailed
        yield block("role_owed.jinja", page, groups=_groups(duties, owed), role=role, detailed=detailed)
        soon = [item for item in coming if duties.soon(item)]
        yield heading(f"{SOON} 天内到期：{len(soon)} 项", "soon")
        yield block("role_coming.jinja", page, items=soon)
    later: list[Coming] = [item for item in coming if not duties.soon(item)]
    if later:
        yield heading(f"以后三个月内到期：{len(later)} 项", "later")
        yield block("role_coming.jinja", page, items=later)
    if clauses:
        yield heading("哪些条款写到", "clauses")
        yield block("role_clauses.jinja", page, letters=_by_document(clauses))
    for title, name, held in papers:
        yield heading(title, name)
        yield block(
            "role_papers.jinja",
            page,
            title=title,
            papers=[paper for paper in held if not paper.proposed],
            proposed=[paper for paper in held if paper.proposed],
            signing=name == "signs",
        )


def _groups(duties: Duties, rows: list[Row]) -> dict[str, list[tuple[Row, bool]]]:
    """Return gaps by project, each with whether it is overdue; promises of suppliers after everything else."""
    groups: dict[str, list[tuple[Row, bool]]] = {}
    for row in sorted(rows, key=lambda row: row.commitment):
        groups.setdefault(group_title(duties.book, row), []).append((row, duties.overdue(row)))
    return groups


def _by_document(clauses: dict[Letter, list[Named]]) -> list[tuple[str, str, dict[str, list[Named]]]]:
    """Return letter, word, and clauses by the title of their document."""
    found: list[tuple[str, str, dict[str, list[Named]]]] = []
    for letter, (sign, word) in LETTERS.items():
        documents: dict[str, list[Named]] = {}
        for named in clauses.get(letter, ()):
            documents.setdefault(named.document, []).append(named)
        if documents:
            found.append((sign, word, documents))
    return found


def _papers(duties: Duties, role: Role) -> list[tuple[str, str, list[Paper]]]:
    lists = (
        ("要编写的记录", "writes", duties.writes.get(role.id, [])),
        ("要签字的记录", "signs", duties.signs.get(role.id, [])),
    )
    return [part for part in lists if part[2]]
