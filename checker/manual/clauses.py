"""One clause in the handbook: facts, the hand-written body, steps, required records, related clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from checker.manual.rewrite import Rewriter, lowered
from checker.pages.clause import RACI_TITLES
from checker.pages.engine import block
from checker.pages.flowchart.chart import of_steps
from checker.pages.wording import Saying, sayings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.manual.body import Body
    from checker.manual.places import Places
    from checker.model.clause import Clause, Level
    from checker.model.document import Document
    from checker.model.record import RecordType
    from checker.pages.book import Book, Ref


class Fact(NamedTuple):
    """One fact in words."""

    label: str
    text: str


class Need(NamedTuple):
    """One required record in words."""

    record: RecordType
    ref: Ref
    level: Level
    note: str
    sayings: tuple[Saying, ...]


class Way(NamedTuple):
    """One way on: to a clause or a step."""

    ref: Ref
    when: str
    note: str


class Writer:
    """Writes clauses and pages as HTML of the handbook."""

    def __init__(self, book: Book, places: Places, bodies: Mapping[str, Body]) -> None:
        self._book = book
        self._places = places
        self._bodies = bodies

    def body(self, path: str, level: int) -> str:
        """Return the hand-written body of a page below a heading of that level."""
        return Rewriter(self._places, path, level + 1).text(self._bodies[path].html)

    def refs(self, refs: Iterable[Ref]) -> list[Ref]:
        """Return links of the site as links inside the handbook."""
        return [self._places.ref(ref) for ref in refs]

    def clause_refs(self, clauses: Iterable[str]) -> list[Ref]:
        """Return links to clauses inside the handbook."""
        return self.refs(self._book.clause_ref(known) for known in clauses)

    def document(self, document: Document) -> str:
        """Return the control facts of a document."""
        facts = [
            ("文件编号", document.code),
            ("版本", document.version),
            ("生效日期", document.effective),
            ("归口", self._book.role(document.owner or "")),
            ("阶段", " → ".join(stage.title for stage in document.stages)),
        ]
        return block(
            "manual_document.jinja",
            "",
            promised=document.kind == "commitment",
            facts=[Fact(label, str(text)) for label, text in facts if text],
        )

    def clause(self, clause: Clause, level: int) -> tuple[str, ...]:
        """Return what stands below the heading of a clause, which has that level."""
        heading = {"level": level + 1, "lowered": Markup(lowered(level + 1))}  # noqa: S704 - made of a number
        return (
            block(
                "manual_head.jinja",
                "",
                facts=list(self._facts(clause)),
                raci=list(self._raci(clause)),
                exclusion=self._book.excluded.get(clause.id),
            ),
            self.body(self._book.page_of(clause), level),
            block("manual_tail.jinja", "", clause=clause, **heading, **self._tail(clause)),
        )

    def _facts(self, clause: Clause) -> Iterator[Fact]:
        document = self._book.controls.documents[clause.document]
        yield Fact("条款", clause.id)
        if clause.stage:
            order = document.stage_order(clause.stage)
            yield Fact("阶段", f"{document.stages[order].title}（第 {order + 1} 段，共 {len(document.stages)} 段）")
        if clause.editions:
            words = (f"{one.edition}：{one.number}{'' if one.verified else '（待核实）'}" for one in clause.editions)
            yield Fact("其他版本编号", "；".join(words))

    def _raci(self, clause: Clause) -> Iterator[Fact]:
        for key, words in RACI_TITLES.items():
            roles = self._book.roles(getattr(clause.roles, key))
            if roles:
                yield Fact(words, roles)

    def _tail(self, clause: Clause) -> dict[str, object]:
        book = self._book
        implemented = sorted(known.id for known in book.controls.clauses.values() if clause.id in known.implements)
        return {
            "steps": of_steps(book, clause).boxes,
            "needs": [self._need(clause, place) for place in range(len(clause.records))],
            "ways": [Way(self.clause_refs([arrow.to])[0], arrow.when or "", arrow.note or "") for arrow in clause.next],
            "implements": self.clause_refs(clause.implements),
            "implemented": self.clause_refs(implemented),
            "doubts": [line for line in (clause.uncertain or "").splitlines() if line.strip()],
        }

    def _need(self, clause: Clause, place: int) -> Need:
        asked = clause.records[place]
        record = self._book.controls.records[asked.record]
        ref = self._places.ref(self._book.record_ref(record.id))
        return Need(record, ref, asked.level or clause.level, asked.note or "", sayings(self._book, record))
