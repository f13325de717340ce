"""Who and when a record is owed for: subjects and windows (contract 3.1, 3.2) and stages passed (3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.calendar import Window, WorkingCalendar, windows_between
from checker.model.obligation import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from checker.assessment.index import Index
    from checker.model.clause import Clause, Requirement
    from checker.model.project import Project
    from checker.model.record import RecordType
    from checker.model.workspace import Workspace

ENTERPRISE = Subject(kind="enterprise")


def subjects(workspace: Workspace, index: Index, clause: Clause, record: RecordType) -> Iterator[Subject]:
    """Yield every subject for which the clause owes the record."""
    if record.scope == "enterprise":
        yield ENTERPRISE
    elif record.scope == "project":
        for project in projects_under(workspace, clause):
            yield Subject(kind="project", id=project.id)
    else:
        for event in index.of_type(record.per or ""):
            yield Subject(kind="event", id=event.id)


def projects_under(workspace: Workspace, clause: Clause) -> Iterator[Project]:
    """Yield the projects to which the clause applies, in order of their ids."""
    document = workspace.controls.documents[clause.document]
    start = workspace.controls.profile.start
    for key in sorted(workspace.projects):
        project = workspace.projects[key]
        named = clause.document in project.stages or not document.stages
        ended_before = project.closed is not None and project.closed < start
        if named and project.started <= workspace.as_of and not ended_before:
            yield project


class Demand(NamedTuple):
    """One clause that requires one record type."""

    clause: Clause
    requirement: Requirement
    record: RecordType


def windows(
    workspace: Workspace, demand: Demand, subject: Subject, calendar: WorkingCalendar, *, until: date
) -> Iterator[Window | None]:
    """Yield the windows up to a day in which the record is owed; None once for a record without cadence.

    A window owes nothing without a day on which it may happen, or where the project was in none of the
    stages that the requirement names on its first day.
    """
    record = demand.record
    if record.cadence is None:
        yield None
        return
    start, end = workspace.controls.profile.start, until
    if subject.kind == "project":
        project = workspace.projects[subject.id or ""]
        start = max(start, project.started)
        end = min(end, project.closed or end)
    for window in windows_between(record.cadence, start, end):
        possible = not record.weekdays or calendar.permitted(window, record.weekdays) > 0
        if possible and _in_stage(workspace, demand, subject, window.first):
            yield window


def _in_stage(workspace: Workspace, demand: Demand, subject: Subject, day: date) -> bool:
    if not demand.requirement.during or subject.kind != "project":
        return True
    project = workspace.projects[subject.id or ""]
    return project.stage_on(demand.clause.document, day) in demand.requirement.during


def stage_applies(clause: Clause, subject: Subject) -> bool:
    """Tell whether the clause's stage says anything about this subject."""
    return clause.stage is not None and subject.kind == "project"


def stage_passed(workspace: Workspace, clause: Clause, subject: Subject) -> bool:
    """Tell whether the project has passed the clause's stage, or was closed."""
    if clause.stage is None or subject.kind != "project":
        return False
    project = workspace.projects[subject.id or ""]
    if project.closed_on(workspace.as_of):
        return True
    current = project.stage_on(clause.document, workspace.as_of)
    if current is None:
        return False
    document = workspace.controls.documents[clause.document]
    return document.stage_order(current) > document.stage_order(clause.stage)
