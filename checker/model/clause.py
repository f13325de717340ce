"""A clause (条款): one page whose front-matter has the key `clause` (contract 2.2)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from checker.model.base import Id, Line, Value
from checker.model.flow import Arrow, Step

Level = Literal["shall", "should", "may"]
LEVEL_TITLES: dict[Level, str] = {"shall": "应", "should": "宜", "may": "可"}
ClauseId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9.-]*$",
        description="<文件标识>/<条号>，例如 ti-83/4.7",
    ),
]


class Raci(Value, frozen=True, kw_only=True):
    """Who answers for the clause; each a list of role ids."""

    accountable: Annotated[tuple[Id, ...], Meta(description="负责（担责、签发）")] = ()
    responsible: Annotated[tuple[Id, ...], Meta(description="执行")] = ()
    consulted: Annotated[tuple[Id, ...], Meta(description="参与、征求意见")] = ()
    informed: Annotated[tuple[Id, ...], Meta(description="知会")] = ()

    @property
    def acting(self) -> tuple[str, ...]:
        """Who must act: the responsible roles, else the accountable ones (contract 4)."""
        return self.responsible or self.accountable

    @property
    def everybody(self) -> tuple[str, ...]:
        """All roles that it names, each once."""
        return tuple(dict.fromkeys((*self.accountable, *self.responsible, *self.consulted, *self.informed)))

    @property
    def named(self) -> bool:
        """Whether any role is named."""
        return bool(self.everybody)


class Requirement(Value, frozen=True, kw_only=True):
    """One record type that a clause requires."""

    record: Id
    level: Annotated[Level | None, Meta(description="应 shall、宜 should、可 may；默认随条款")] = None
    note: Line | None = None
    during: Annotated[tuple[Id, ...], Meta(description="有周期的记录：项目处于这些阶段时才欠")] = ()


class Edition(Value, frozen=True, kw_only=True):
    """The clause's number in another edition of the standard."""

    edition: Line
    number: Line
    verified: Annotated[bool, Meta(description="有人核对过原文才写 true，否则显示“待核实”")] = False


class Source(Value, frozen=True, kw_only=True):
    """Where the requirement comes from."""

    document: Line
    section: Line | None = None


class Clause(Value, frozen=True, kw_only=True):
    """One clause, with the page that holds it."""

    id: ClauseId
    title: Line
    page: str
    level: Level = "shall"
    stage: Id | None = None
    roles: Raci = Raci()
    records: tuple[Requirement, ...] = ()
    implements: tuple[ClauseId, ...] = ()
    editions: tuple[Edition, ...] = ()
    source: Source | None = None
    aliases: tuple[str, ...] = ()
    uncertain: str | None = None
    decision: str | None = None
    next: tuple[Arrow, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def document(self) -> str:
        """Id of the document it belongs to."""
        return self.id.partition("/")[0]

    @property
    def number(self) -> str:
        """Its number in the document, such as "4.7"."""
        return self.id.partition("/")[2]

    @property
    def chapter(self) -> str:
        """Document and first part of the number, such as "std/8"."""
        return f"{self.document}/{self.number.partition('.')[0]}"
