"""What each role owes, when, and where policies and record types name it: look-ups for the role pages."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from checker.pages import coming
from checker.pages.book import Ref
from checker.pages.numbering import number_key, title
from checker.pages.wording import timing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.clause import Clause
    from checker.model.document import Document
    from checker.model.role import Person
    from checker.pages.book import Book, Row
    from checker.pages.coming import Coming

Letter = Literal["accountable", "responsible", "consulted", "informed"]
LETTERS: dict[Letter, tuple[str, str]] = {
    "accountable": ("A", "担责"),
    "responsible": ("R", "执行"),
    "consulted": ("C", "征求意见"),
    "informed": ("I", "知会"),
}
SOON = 30


class Named(NamedTuple):
    """One clause that names a role; `silent` where the clause does not apply today."""

    ref: Ref
    document: str
    silent: bool


class Paper(NamedTuple):
    """One record type that a role writes or signs.

    Attributes:
        when: Its occasion, cadence and deadline in words.
        clauses: The clauses by which the role writes it.
        turn: Which signature it is, such as "第 2 个签，共 3 个"; empty for who writes.
        proposed: Whether the signature is only proposed (建议，待确认).
    """

    record: Ref
    code: str
    when: str
    clauses: tuple[Ref, ...] = ()
    turn: str = ""
    proposed: bool = False


class Duties:
    """A book read by role; each look-up is made once.

    Attributes:
        book: The assessment.
        items: What falls due next, by day.
    """

    def __init__(self, book: Book, items: Sequence[Coming]) -> None:
        self.book = book
        self.items = items

    @cached_property
    def _overdue(self) -> set[str]:
        return {row.item.id for row in coming.overdue(self.book) if row.item.status == "missing"}

    def overdue(self, row: Row) -> bool:
        """Tell whether nothing came by the due day; what came and has problems is to be mended, not overdue."""
        return row.item.id in self._overdue

    def soon(self, item: Coming) -> bool:
        """Tell whether something falls due in the next days."""
        return (item.item.due - self.book.assessment.as_of).days <= SOON

    @cached_property
    def owed(self) -> dict[str, list[Row]]:
        """Gaps by role: the overdue first, then the worst first."""
        held: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.book.gaps, key=lambda row: not self.overdue(row)):
            for role in row.item.roles:
                held[role].append(row)
        return held

    @cached_property
    def coming(self) -> dict[str, list[Coming]]:
        """What falls due next by role, the nearest first."""
        held: dict[str, list[Coming]] = defaultdict(list)
        for one in self.items:
            for role in one.item.roles:
                held[role].append(one)
        return held

    @cached_property
    def _ordered(self) -> list[Clause]:
        """All clauses, by document and number."""
        documents = {key: place for place, key in enumerate(self.book.controls.documents)}
        clauses = self.book.controls.clauses.values()
        return sorted(clauses, key=lambda clause: (documents[clause.document], number_key(clause)))

    @cached_property
    def _clauses(self) -> dict[tuple[str, Letter], list[Clause]]:
        held: dict[tuple[str, Letter], list[Clause]] = defaultdict(list)
        for clause in self._ordered:
            for letter in LETTERS:
                for role in getattr(clause.roles, letter):
                    held[role, letter].append(clause)
        return held

    def clauses(self, role: str) -> dict[Letter, list[Named]]:
        """Return the clauses that name a role, by what it does there."""
        found = {letter: self._clauses.get((role, letter), []) for letter in LETTERS}
        return {letter: [self._named(clause) for clause in held] for letter, held in found.items() if held}

    def _named(self, clause: Clause) -> Named:
        document = self.book.controls.documents[clause.document].title
        ref = Ref(title(clause), self.book.page_of(clause))
        return Named(ref, document, clause.id in self.book.excluded)

    @cached_property
    def writes(self) -> dict[str, list[Paper]]:
        """Record types by the role that writes them: that acts in a clause which requires them and applies."""
        found: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
        for clause in self._ordered:
            for role in () if clause.id in self.book.excluded else clause.roles.acting:
                for requirement in clause.records:
                    found[role][requirement.record].append(self.book.clause_ref(clause.id))
        return {
            role: [self._paper(record)._replace(clauses=tuple(refs)) for record, refs in held.items()]
            for role, held in found.items()
        }

    @cached_property
    def signs(self) -> dict[str, list[Paper]]:
        """Record types by the role that signs them, those that are only proposed last."""
        held: dict[str, list[Paper]] = defaultdict(list)
        for proposed in (False, True):
            for record in self.book.controls.records.values():
                chain = record.suggested_approvals if proposed else record.approvals
                for place, role in enumerate(chain, 1):
                    turn = f"第 {place} 个签，共 {len(chain)} 个" if len(chain) > 1 else "一个人签"
                    held[role].append(self._paper(record.id)._replace(turn=turn, proposed=proposed))
        return held

    def _paper(self, key: str) -> Paper:
        record = self.book.controls.records[key]
        return Paper(self.book.record_ref(key), record.code or "", timing(self.book, record))

    def documents(self, role: str) -> list[Document]:
        """Return the documents that a role keeps (归口)."""
        return [known for known in self.book.controls.documents.values() if known.owner == role]

    def holders(self, role: str) -> list[Person]:
        """Return the people who hold a role on the day of assessment."""
        people = self.book.controls.people.values()
        return [person for person in people if person.held(role, self.book.assessment.as_of)]

    def members(self, role: str) -> list[Person]:
        """Return the people of a department."""
        return [person for person in self.book.controls.people.values() if person.department == role]


def group_title(book: Book, row: Row) -> str:
    """Return under which words a gap stands: a supplier's promises apart, then its project, or the enterprise."""
    known = book.workspace.projects.get(row.project)
    about = known.title if known else "企业"
    return f"{about}：服务商承诺（单独统计）" if row.commitment else about
