"""A record type (记录类型): a kind of record that clauses require, with its rules (contract 2.4)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from checker.model.base import Id, Line, Months, Value

Scope = Literal["enterprise", "project", "event"]
SCOPE_TITLES: dict[Scope, str] = {"enterprise": "企业", "project": "每个项目", "event": "每次事件"}
Cadence = Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"]
CADENCE_TITLES: dict[Cadence, str] = {
    "weekly": "每周",
    "monthly": "每月",
    "quarterly": "每季度",
    "half-yearly": "每半年",
    "yearly": "每年",
}
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY_TITLES: dict[Weekday, str] = {
    "monday": "周一",
    "tuesday": "周二",
    "wednesday": "周三",
    "thursday": "周四",
    "friday": "周五",
    "saturday": "周六",
    "sunday": "周日",
}
Amount = Annotated[float, Meta(ge=0, le=100_000)]


class Grace(Value, frozen=True, kw_only=True):
    """How long after the end of a window a record may still come; one of the two."""

    days: Amount | None = None
    workdays: Amount | None = None


class Within(Value, frozen=True, kw_only=True):
    """A deadline after another record; one of hours, days, workdays, workhours."""

    hours: Amount | None = None
    days: Amount | None = None
    workdays: Amount | None = None
    workhours: Annotated[Amount | None, Meta(description="工作小时，按 profile.yml 的 calendar.office_hours 计")] = None
    inclusive: Annotated[bool, Meta(description="起算那天算第 1 天（自当日起算）；用于 days、workdays")] = False
    of: Annotated[Id | None, Meta(description="从哪种记录起算；事件记录默认为 per 所指的记录")] = None


class RecordType(Value, frozen=True, kw_only=True):
    """A kind of record, with parameters already replaced by their values.

    Attributes:
        columns: Of the table in its Excel form; it has one only where there are any.
        switched_off: Those of "cadence" and "within" that a parameter without value switched off.
    """

    id: Id
    title: Line
    file: str
    code: str | None = None
    scope: Scope = "enterprise"
    cadence: Cadence | None = None
    grace: Grace | None = None
    per: str | None = None
    within: Within | None = None
    valid_months: Months | None = None
    after: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    suggested_approvals: tuple[str, ...] = ()
    independent_of: tuple[str, ...] = ()
    same_department_as: str | None = None
    sections: tuple[str, ...] = ()
    fields: dict[str, Any] | None = None
    formats: tuple[str, ...] = ()
    retain_years: int | None = None
    serves: tuple[str, ...] = ()
    occasion: str | None = None
    weekdays: tuple[Weekday, ...] = ()
    times: int = 1
    aliases: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    switched_off: frozenset[str] = frozenset()

    @property
    def several(self) -> bool:
        """Whether every record counts and is judged, not the latest alone."""
        return self.times > 1 or self.occasion is not None

    @property
    def deadline_of(self) -> str | None:
        """The record type from which the deadline counts, if there is a deadline."""
        return (self.within.of or self.per) if self.within else None
