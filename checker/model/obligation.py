"""An obligation (应备记录): one clause, record type, subject and window, and how it was decided."""

from __future__ import annotations

from datetime import date
from typing import Literal

from checker.model.base import Value
from checker.model.clause import Level

Status = Literal["met", "missing", "deficient", "pending", "waived", "not-applicable"]
STATUSES: tuple[Status, ...] = ("met", "missing", "deficient", "pending", "waived", "not-applicable")
STATUS_TITLES: dict[Status, str] = {
    "missing": "缺失",
    "deficient": "待补正",
    "pending": "未到期",
    "met": "已齐备",
    "waived": "已豁免",
    "not-applicable": "不适用",
}
Severity = Literal["major", "minor", "observation"]
SEVERITIES: tuple[Severity, ...] = ("major", "minor", "observation")
SEVERITY_TITLES: dict[Severity, str] = {"major": "严重不符合", "minor": "一般不符合", "observation": "观察项"}


class Subject(Value, frozen=True, kw_only=True):
    """What a record is about: the enterprise, one project, or one event (the id of an evidence)."""

    kind: Literal["enterprise", "project", "event"]
    id: str | None = None


def obligation_id(clause: str, record: str, subject: Subject, window: str | None) -> str:
    """Return the id of an obligation: what it is about, joined by colons (contract 3)."""
    return ":".join(part for part in (clause, record, subject.id, window) if part)


class Problem(Value, frozen=True, kw_only=True):
    """One reason why the evidence found does not satisfy the obligation."""

    code: str
    message: str


class Obligation(Value, frozen=True, kw_only=True):
    """One thing owed and what was found for it (contract 3)."""

    id: str
    clause: str
    record: str
    subject: Subject
    window: str | None
    level: Level
    status: Status
    severity: Severity | None = None
    due: date | None = None
    evidence: str | None = None
    superseded: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchecked: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    waiver: int | None = None
    grounds: str = ""

    @property
    def gap(self) -> bool:
        """Whether it is a gap (差距): missing or deficient."""
        return self.status in {"missing", "deficient"}
