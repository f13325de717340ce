"""Roles and the people who hold them for a time (contract 2.3)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from checker.model.base import Id, Line, Value

RoleKind = Literal["person", "department", "external"]


class Role(Value, frozen=True, kw_only=True):
    """Who answers for clauses and signs records."""

    id: Id
    title: Line
    kind: Annotated[RoleKind, Meta(description="person 岗位（默认）、department 部门、external 外部")] = "person"
    aliases: Annotated[tuple[Line, ...], Meta(description="别的文件里的叫法")] = ()
    duties: Line | None = None


class Holding(Value, frozen=True, kw_only=True):
    """One role held by a person from one day to another, both inclusive."""

    role: Id
    start: date | None = field(name="from", default=None)
    end: date | None = field(name="to", default=None)

    def covers(self, day: date) -> bool:
        """Tell whether the role was held on that day."""
        return (self.start or date.min) <= day <= (self.end or date.max)


class Person(Value, frozen=True, kw_only=True):
    """Somebody who writes and signs records."""

    id: Id
    name: Line
    department: Annotated[Id | None, Meta(description="所在部门：kind 为 department 的角色")] = None
    roles: Annotated[tuple[Holding, ...], Meta(description="任职：角色与起止日期")] = ()

    def held(self, role: str, day: date) -> bool:
        """Tell whether this person held the role on that day."""
        return any(holding.role == role and holding.covers(day) for holding in self.roles)
