"""The enterprise, its exclusions and waivers (contract 2.5), and its parameters (2.8)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from checker.model.base import Id, Line, Value
from checker.model.clause import ClauseId

FEEDBACK_KEYS = ("title", "path", "id")


class Enterprise(Value, frozen=True, kw_only=True):
    """Who is assessed."""

    id: Id
    name: Line


OfficeHours = Annotated[
    str,
    Meta(
        pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$",
        description="一段上班时间，例如 08:30-12:00",
    ),
]


class CalendarSettings(Value, frozen=True, kw_only=True):
    """Days on which the enterprise differs from the country."""

    country: Literal["CN"] = "CN"
    extra_holidays: Annotated[tuple[date, ...], Meta(description="企业另外放假的日子")] = ()
    extra_workdays: Annotated[tuple[date, ...], Meta(description="企业另外上班的日子")] = ()
    office_hours: Annotated[tuple[OfficeHours, ...], Meta(description="上班时间，按工作小时计的期限要用")] = ()


class Exclusion(Value, frozen=True, kw_only=True):
    """A clause that does not apply (不适用), with who decided it, when and why."""

    clause: ClauseId
    justification: Line
    approved_by: Id
    date: date


class Waiver(Value, frozen=True, kw_only=True):
    """An approved exception (豁免) with an end date."""

    until: date
    clause: ClauseId | None = None
    record: Id | None = None
    project: Id | None = None
    window: Line | int | None = None
    reason: Line | None = None
    approved_by: Id | None = None


class Profile(Value, frozen=True, kw_only=True):
    """The enterprise and what it decided about the assessment."""

    enterprise: Enterprise
    start: date = field(name="from")
    timezone: Line = "Asia/Shanghai"
    calendar: CalendarSettings = CalendarSettings()
    backfill_days: Annotated[int, Meta(ge=0)] = 30
    feedback: Annotated[
        Line | None, Meta(description="意见发到哪里：mailto:、http:、https: 开头，可用 {title} {path} {id}")
    ] = None
    show_names: Annotated[bool, Meta(description="角色页上列不列今天任职的人")] = True
    exclusions: tuple[Exclusion, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def excluded(self, day: date) -> dict[str, Exclusion]:
        """Return the exclusions decided by that day, by clause; of several for a clause, the last one written."""
        return {item.clause: item for item in self.exclusions if item.date <= day}


class Parameter(Value, frozen=True, kw_only=True):
    """A value that the text leaves to the enterprise (企业参数)."""

    id: Id
    title: Line
    value: Any = None
    source: Annotated[Line | None, Meta(description="依据；有 value 时必须写")] = None
    approved_by: Id | None = None
    unset: Annotated[ClauseId | None, Meta(description="把它留给企业决定的条款")] = None
