"""The shape of every file of a workspace, one type each; JSON Schemas are generated from them.

Where a shape equals the value that the rest of the house uses, it is that value.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from checker.model.base import Id, Line, Months, Value
from checker.model.clause import ClauseId, Edition, Level, Raci, Requirement, Source
from checker.model.document import Document
from checker.model.flow import Arrow, Flow, Step
from checker.model.metric import Bound, Quantity
from checker.model.origin import OriginHead, OriginItem
from checker.model.pack import Answers, Installed, Pack
from checker.model.profile import Parameter, Profile
from checker.model.project import Project
from checker.model.record import Cadence, Grace, Scope, Weekday, Within
from checker.model.role import Person, Role
from checker.model.term import Term


class Moment:
    """A date, or a date with a time of day, as written."""

    __slots__ = ("value",)

    def __init__(self, value: date | datetime) -> None:
        self.value = value


class ParameterReference(Value, frozen=True, kw_only=True):
    """Stands where the enterprise decides the value."""

    parameter: Annotated[Id, Meta(description="controls/parameters.yml 里的参数标识")]


class GraceShape(Grace, frozen=True, kw_only=True):
    """A grace as written: a limit, or the parameter that holds it."""

    parameter: Id | None = None


class WithinShape(Within, frozen=True, kw_only=True):
    """A deadline as written: a limit, or the parameter that holds it."""

    parameter: Id | None = None


class DocumentsFile(Value, frozen=True, kw_only=True):
    """controls/documents.yml."""

    documents: tuple[Document, ...] = ()


class RolesFile(Value, frozen=True, kw_only=True):
    """controls/roles.yml."""

    roles: tuple[Role, ...] = ()


class PeopleFile(Value, frozen=True, kw_only=True):
    """controls/people.yml."""

    people: tuple[Person, ...] = ()


class ParametersFile(Value, frozen=True, kw_only=True):
    """controls/parameters.yml."""

    parameters: tuple[Parameter, ...] = ()


class ProjectsFile(Value, frozen=True, kw_only=True):
    """evidence/projects.yml."""

    projects: tuple[Project, ...] = ()


class RecordShape(Value, frozen=True, kw_only=True):
    """One record type as written, before parameters are replaced by their values."""

    id: Id
    title: Line
    code: Annotated[Line | None, Meta(description="记录编号，例如 ABC-JL-83-01")] = None
    scope: Annotated[Scope, Meta(description="enterprise 企业一份、project 每个项目、event 每次事件")] = "enterprise"
    cadence: Annotated[Cadence | ParameterReference | None, Meta(description="周期；不能用于 scope: event")] = None
    grace: Annotated[GraceShape | None, Meta(description="期末之后的宽限，只和 cadence 一起用")] = None
    per: Annotated[Id | None, Meta(description="scope: event 时：每有一份这种记录，就要一份")] = None
    within: Annotated[WithinShape | None, Meta(description="期限：在另一种记录之后多久以内")] = None
    valid_months: Annotated[
        Months | ParameterReference | None, Meta(description="有效期（月），不和 cadence 一起用")
    ] = None
    after: Annotated[tuple[Id, ...], Meta(description="必须先有的记录")] = ()
    approvals: Annotated[tuple[Id, ...], Meta(description="审批角色，按先后；只写原文写明的")] = ()
    suggested_approvals: Annotated[tuple[Id, ...], Meta(description="建议审批角色，只显示，不核对")] = ()
    independent_of: Annotated[tuple[Id, ...], Meta(description="编制人不得与这些记录的编制人相同")] = ()
    same_department_as: Annotated[Id | None, Meta(description="编制人须与该记录的编制人同部门")] = None
    sections: Annotated[tuple[Line, ...], Meta(description="文件里必须有的标题，其下要有内容")] = ()
    fields: Annotated[dict[str, Any] | None, Meta(description="对 fields 的要求：JSON Schema 2020-12")] = None
    formats: Annotated[tuple[Line, ...], Meta(description="允许的文件格式，例如 docx、pdf")] = ()
    retain_years: Annotated[int, Meta(ge=0)] | ParameterReference | None = None
    serves: Annotated[tuple[Id, ...], Meta(description="同时可作为哪些记录的证据")] = ()
    occasion: Annotated[Line | None, Meta(description="发生什么时才有；没有就不欠")] = None
    weekdays: Annotated[tuple[Weekday, ...], Meta(description="只能在星期几；遇休息日顺延到下一个工作日")] = ()
    columns: Annotated[tuple[Line, ...], Meta(description="明细表的列；写了就另有一份 Excel 表单，这些列不核对")] = ()
    times: Annotated[int, Meta(ge=1, le=1000, description="和 cadence 一起用：每个期间至少几份")] = 1
    aliases: Annotated[tuple[Line, ...], Meta(description="大家还怎么叫它；显示在页面上，搜索也认得")] = ()


class RecordsFile(Value, frozen=True, kw_only=True):
    """controls/records/*.yml."""

    records: tuple[RecordShape, ...] = ()


class ClauseShape(Value, frozen=True, kw_only=True):
    """The front-matter of a clause page."""

    clause: ClauseId
    title: Line
    level: Annotated[Level, Meta(description="应 shall（默认）、宜 should、可 may")] = "shall"
    stage: Annotated[Id | None, Meta(description="所属阶段")] = None
    roles: Raci = Raci()
    records: tuple[Id | Requirement, ...] = ()
    implements: tuple[ClauseId, ...] = ()
    editions: tuple[Edition, ...] = ()
    source: Source | None = None
    aliases: Annotated[tuple[Line, ...], Meta(description="大家还怎么叫它；显示在页面上，搜索也认得")] = ()
    uncertain: str | None = None
    decision: Annotated[Line | None, Meta(description="流程走到这里要判断的问题；写了就画成菱形")] = None
    next: Annotated[tuple[ClauseId | Arrow, ...], Meta(description="流程的下一条，或 {to: …, when: …}")] = ()
    steps: Annotated[tuple[Step, ...], Meta(description="这一条里面的步骤，按先后")] = ()


class FlowsFile(Value, frozen=True, kw_only=True):
    """controls/flows.yml."""

    flows: tuple[Flow, ...] = ()


class BoundShape(Bound, frozen=True, kw_only=True):
    """A threshold as written: its comparison sign by name, or the parameter that holds it."""

    parameter: Id | None = None


class MetricShape(Value, frozen=True, kw_only=True):
    """One metric as written."""

    id: Id
    title: Line
    clause: Annotated[ClauseId, Meta(description="写在哪一条的页面上")]
    cadence: Annotated[Cadence, Meta(description="每个期间算一次")]
    measure: Annotated[Quantity, Meta(description="算什么")]
    per: Annotated[Quantity | None, Meta(description="除以什么")] = None
    threshold: Annotated[BoundShape | None, Meta(description="门槛，例如 {at_least: 0.9}")] = None
    unit: Annotated[Line | None, Meta(description="单位")] = None


class MetricsFile(Value, frozen=True, kw_only=True):
    """controls/metrics.yml."""

    metrics: tuple[MetricShape, ...] = ()


class GlossaryFile(Value, frozen=True, kw_only=True):
    """controls/glossary.yml."""

    terms: tuple[Term, ...] = ()


class SourceFile(Value, frozen=True, kw_only=True):
    """controls/sources/*.yml."""

    source: OriginHead
    items: tuple[OriginItem, ...] = ()


class ApprovalShape(Value, frozen=True, kw_only=True):
    """One signature as written."""

    role: Line
    person: Line | None = None
    date: Moment | None = None


class EvidenceShape(Value, frozen=True, kw_only=True):
    """Metadata of one evidence file: a sidecar, a front-matter, or a register's row."""

    record: Annotated[Line | None, Meta(description="记录标识或记录编号")] = None
    id: Line | None = None
    date: Moment | None = None
    project: Line | None = None
    window: Annotated[Line | int | None, Meta(description="2026-W21、2026-05、2026-Q2、2026-H1 或 2026")] = None
    refs: tuple[Line, ...] = ()
    title: Line | None = None
    author: tuple[Line, ...] = ()
    approvals: tuple[ApprovalShape, ...] = ()
    fields: dict[str, Any] = {}


class RegisterRow(EvidenceShape, frozen=True, kw_only=True):
    """One row of a register."""

    file: Line | None = None


class RegisterFile(Value, frozen=True, kw_only=True):
    """register.yml."""

    evidence: tuple[RegisterRow, ...] = ()


SHAPES: dict[str, type[Value]] = {
    "answers": Answers,
    "clause": ClauseShape,
    "documents": DocumentsFile,
    "evidence": EvidenceShape,
    "flows": FlowsFile,
    "glossary": GlossaryFile,
    "metrics": MetricsFile,
    "pack": Pack,
    "packs": Installed,
    "parameters": ParametersFile,
    "people": PeopleFile,
    "profile": Profile,
    "projects": ProjectsFile,
    "records": RecordsFile,
    "register": RegisterFile,
    "roles": RolesFile,
    "source": SourceFile,
}
SchemaName = Literal[
    "answers",
    "clause",
    "documents",
    "evidence",
    "flows",
    "glossary",
    "metrics",
    "pack",
    "packs",
    "parameters",
    "people",
    "profile",
    "projects",
    "records",
    "register",
    "roles",
    "source",
]
