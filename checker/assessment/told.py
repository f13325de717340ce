"""What employees are told: duties, statuses and days, without persons, evidence, or what is wrong with it.

Obligations, evidence and the assessment are made anew from what may be told: what is added to them later stays inside
until somebody lets it out here. Controls, which are the handbook itself, lose people, approvers and waivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.model.assessment import silent
from checker.model.evidence import Content, Evidence
from checker.model.obligation import Obligation, Subject, obligation_id
from checker.model.words import nfkc
from checker.model.workspace import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model.assessment import Assessment
    from checker.model.upcoming import Upcoming
    from checker.model.workspace import Workspace


def told(workspace: Workspace, assessment: Assessment) -> tuple[Workspace, Assessment]:
    """Return the workspace and the assessment as employees may know them; pure.

    An event keeps the id that its author gave it, which records about it must name; one whose id is its path is
    named by its record type and day. Its title is not told.
    """
    subjects = [item.subject for item in assessment.obligations] + [item.subject for item in assessment.upcoming]
    events = _events(workspace, {nfkc(subject.id or "") for subject in subjects if subject.kind == "event"})
    names = {key: event.id for key, event in events.items()}
    controls = workspace.controls.anonymous()
    public = replace(
        bare(workspace.as_of, replace(controls, profile=replace(controls.profile, waivers=()))),
        projects=workspace.projects,
        evidence=tuple(sorted(events.values(), key=lambda item: item.path)),
    )
    return public, _assessment(assessment, names)


def _events(workspace: Workspace, wanted: set[str]) -> dict[str, Evidence]:
    """Return what stands for each event: nothing but its record type, day, project and given id."""
    found: dict[str, Evidence] = {}
    used: dict[str, int] = {}
    for item in sorted(workspace.evidence, key=lambda known: known.latest_key):
        if item.key in wanted:
            kind = workspace.controls.records[item.record].title
            name = f"{kind} {item.day}" if item.day else kind
            if item.id != item.path and "/" not in item.id:
                found[item.key] = _stand_in(item, item.id, title=name)
                continue
            used[name] = used.get(name, 0) + 1
            found[item.key] = _stand_in(item, name if used[name] == 1 else f"{name} 第 {used[name]} 份")
    return found


def _stand_in(item: Evidence, name: str, *, title: str | None = None) -> Evidence:
    return Evidence(
        path=name,
        id=name,
        key=nfkc(name),
        record=item.record,
        day=item.day,
        instant=None,
        project=item.project,
        window=None,
        refs=(),
        title=title,
        authors=(),
        approvals=(),
        fields={},
        ending="",
        content=Content(),
        origin="name",
        origin_path="",
    )


def _assessment(assessment: Assessment, names: Mapping[str, str]) -> Assessment:
    return replace(
        silent(assessment.as_of, assessment.enterprise),
        obligations=tuple(sorted(_obligations(assessment.obligations, names), key=lambda item: item.id)),
        upcoming=tuple(sorted(_upcoming(assessment.upcoming, names), key=lambda item: (item.due, item.id))),
        documents=assessment.documents,
        unset_parameters=assessment.unset_parameters,
        assumptions=assessment.assumptions,
    )


def _obligations(items: Iterable[Obligation], names: Mapping[str, str]) -> Iterable[Obligation]:
    for item in items:
        subject = _subject(item.subject, names)
        yield Obligation(
            id=obligation_id(item.clause, item.record, subject, item.window),
            clause=item.clause,
            record=item.record,
            subject=subject,
            window=item.window,
            level=item.level,
            status=item.status,
            due=item.due,
            roles=item.roles,
        )


def _upcoming(items: Iterable[Upcoming], names: Mapping[str, str]) -> Iterable[Upcoming]:
    for item in items:
        subject = _subject(item.subject, names)
        name = obligation_id(item.clause, item.record, subject, item.window)
        yield replace(item, id=name, subject=subject)


def _subject(subject: Subject, names: Mapping[str, str]) -> Subject:
    return Subject(kind="event", id=names[nfkc(subject.id or "")]) if subject.kind == "event" else subject
