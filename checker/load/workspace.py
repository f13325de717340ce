"""A workspace from disk: found from the current folder upwards, read in one go, every fault in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checker.calendar import shifts
from checker.errors import Fault, WorkspaceError
from checker.load.controls.cycles import find_cycle
from checker.load.controls.metrics import resolve_metric
from checker.load.controls.references import check_references
from checker.load.controls.resolve import resolve_record, with_defaults
from checker.load.controls.sources import Sources, read_sources
from checker.load.evidence.forms.people import Directory
from checker.load.evidence.identify import Names
from checker.load.evidence.read import Setting, read_evidence, record_names
from checker.model.clause import Clause, Requirement
from checker.model.flow import Arrow
from checker.model.workspace import Controls, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from checker.load.evidence.read import Everything
    from checker.load.text.shapes import ClauseShape
    from checker.model.metric import Metric
    from checker.model.project import Project
    from checker.model.record import RecordType

PARTS = ("mkdocs.yml", "policies", "controls", "evidence")
UPDATES = ".guanbiao/updates"
PLAN = "plan.json"  # below UPDATES/N/; there while a change of many files is not finished


def find_workspace(start: Path) -> Path:
    """Return the workspace that holds the folder.

    Raises:
        WorkspaceError: There is none from there upwards.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if all((folder / part).exists() for part in PARTS):
            return folder
    what = f"从 {start.name or start} 往上都没有找到工作区"
    remedy = f"工作区要有 {'、'.join(PARTS)}；进到那个文件夹再运行，或用 -w 指明"
    raise WorkspaceError([Fault(".", None, None, what, remedy)])


def check_parts(root: Path) -> Path:
    """Return the folder named by the user if it is a workspace.

    Raises:
        WorkspaceError: It lacks a part, each named.
    """
    root = root.resolve()
    missing = [part for part in PARTS if not (root / part).exists()]
    if missing:
        remedy = "补上它，或用 -w 指向别的文件夹"
        raise WorkspaceError([Fault(part, None, None, "工作区里没有它", remedy) for part in missing])
    return root


def refuse_unfinished(root: Path) -> None:
    """Refuse a workspace in which an update was interrupted: its files do not belong together.

    Raises:
        WorkspaceError: It is one, with the way back.
    """
    if any(root.glob(f"{UPDATES}/*/{PLAN}")):
        what, remedy = "上一次更新只做了一半就停了", "运行 guanbiao update --rollback，回到更新以前"
        raise WorkspaceError([Fault(UPDATES, None, None, what, remedy)])


def read_controls(root: Path) -> tuple[Controls, dict[str, Project]]:
    """Read policies, controls and projects.

    Raises:
        WorkspaceError: With every fault found, or an update was not finished.
    """
    refuse_unfinished(root)
    faults: list[Fault] = []
    sources = read_sources(root, faults)
    faults += check_references(sources)
    records = _records(sources, faults)
    metrics = _metrics(sources, faults)
    cycle = find_cycle(records)
    if cycle:
        what = f"记录的先后成了圈：{' → '.join(cycle)}"
        file = records[cycle[0]].file
        faults.append(Fault(file, None, None, what, "去掉其中一个 after、within 或 per"))
    _check_zone(sources.profile, faults)
    _check_office_hours(sources.profile, records, faults)
    if faults:
        raise WorkspaceError(faults)
    controls = Controls(
        documents=_by_id(sources.documents, "documents"),
        clauses=dict(_clause(loaded.value, loaded.path) for loaded in sources.clauses),
        roles=_by_id(sources.roles, "roles"),
        people=_by_id(sources.people, "people"),
        records=records,
        parameters=_by_id(sources.parameters, "parameters"),
        profile=sources.profile.value,
        flows=_by_id(sources.flows, "flows"),
        metrics=metrics,
        terms=sources.glossary.value.terms,
    )
    return controls, _by_id(sources.projects, "projects")


def _by_id(loaded: Any, key: str) -> dict[str, Any]:
    held = getattr(loaded.value, key) if loaded and loaded.value else ()
    return {item.id: item for item in held}


def _records(sources: Sources, faults: list[Fault]) -> dict[str, RecordType]:
    parameters = _by_id(sources.parameters, "parameters")
    records: dict[str, RecordType] = {}
    for loaded in sources.records:
        for place, shape in enumerate(loaded.value.records if loaded and loaded.value else ()):
            record, wrong = resolve_record(loaded, ["records", place], shape, parameters)
            faults += wrong
            records[record.id] = with_defaults(record)
    return records


def _metrics(sources: Sources, faults: list[Fault]) -> dict[str, Metric]:
    parameters = _by_id(sources.parameters, "parameters")
    metrics: dict[str, Metric] = {}
    loaded = sources.metrics
    for place, shape in enumerate(loaded.value.metrics if loaded and loaded.value else ()):
        metric, wrong = resolve_metric(loaded, ["metrics", place], shape, parameters)
        faults += wrong
        metrics[metric.id] = metric
    return metrics


def _check_zone(profile: Any, faults: list[Fault]) -> None:
    if not profile or not profile.value:
        return
    try:
        ZoneInfo(profile.value.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what = f"没有时区“{profile.value.timezone}”"
        faults.append(profile.fault(["timezone"], what, "写成 Asia/Shanghai 这样"))


def _check_office_hours(profile: Any, records: dict[str, RecordType], faults: list[Fault]) -> None:
    if not profile or not profile.value:
        return
    hours = profile.value.calendar.office_hours
    try:
        shifts(hours)
    except ValueError as error:
        faults.append(
            profile.fault(["calendar", "office_hours"], f"上班时间{error}", "按先后写，例如 [08:30-12:00, 13:30-17:30]")
        )
    for record in records.values():
        if record.within and record.within.workhours is not None and not hours:
            what = f"记录“{record.id}”的期限按工作小时计，企业概况里没有上班时间"
            remedy = "在 controls/profile.yml 的 calendar 里写 office_hours: [08:30-12:00, 13:30-17:30]"
            faults.append(Fault(record.file, None, None, what, remedy))


def _clause(shape: ClauseShape, page: str) -> tuple[str, Clause]:
    records = tuple(Requirement(record=item) if isinstance(item, str) else item for item in shape.records)
    return shape.clause, Clause(
        id=shape.clause,
        title=shape.title,
        page=page,
        level=shape.level,
        stage=shape.stage,
        roles=shape.roles,
        records=records,
        implements=shape.implements,
        editions=shape.editions,
        source=shape.source,
        aliases=shape.aliases,
        uncertain=shape.uncertain,
        decision=shape.decision,
        next=tuple(Arrow(to=item) if isinstance(item, str) else item for item in shape.next),
        steps=shape.steps,
    )


def _silent(_: int) -> None:
    return


def load(
    root: Path, as_of: date, progress: Callable[[int], None] = _silent, *, handbook: Path | None = None
) -> Workspace:
    """Read a whole workspace as of a day.

    Args:
        root: The workspace's folder.
        as_of: The day of assessment.
        progress: Called with the number of evidence files read so far.
        handbook: Another folder with policies, controls and projects, to hold the evidence against.

    Raises:
        WorkspaceError: Policies, controls or the list of projects are wrong.
    """
    return load_days(root, [as_of], progress, handbook=handbook)[0]


def load_days(
    root: Path, days: Sequence[date], progress: Callable[[int], None] = _silent, *, handbook: Path | None = None
) -> list[Workspace]:
    """Read a workspace once, and return it as of each of several days, as `load` would.

    Raises:
        WorkspaceError: Policies, controls or the list of projects are wrong.
    """
    root = root.resolve()
    controls, projects = read_controls(handbook or root)
    directory = Directory(controls.records, controls.roles, controls.people, projects)
    names = Names(record_names(controls.records), frozenset(projects), directory)
    zone = ZoneInfo(controls.profile.timezone)
    reading = read_evidence(Setting(root, max(days), zone, controls.records, names), progress)
    return [_on(day, controls, projects, reading.on(day)) for day in days]


def _on(day: date, controls: Controls, projects: dict[str, Project], found: Everything) -> Workspace:
    return Workspace(
        as_of=day,
        controls=controls,
        projects=projects,
        evidence=found.evidence,
        unidentified=found.unidentified,
        evidence_faults=found.faults,
    )
