"""All files of policies and controls, read and shaped, before their references are checked."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import Fault
from checker.load.text import shapes
from checker.load.text.source import Loaded, load_yaml, read_text, shape_text, split_front_matter
from checker.model.base import Value
from checker.model.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLAUSE_KEY = re.compile(r"^clause\s*:", re.MULTILINE)


class Sources(Value, frozen=True, kw_only=True):
    """What was read; a part is None where its file is missing or unreadable."""

    documents: Any
    roles: Any
    people: Any
    parameters: Any
    profile: Any
    projects: Any
    flows: Any
    metrics: Any
    glossary: Any
    records: tuple[Any, ...]
    clauses: tuple[Any, ...]


def read_sources(root: Path, faults: list[Fault]) -> Sources:
    """Read policies, controls and the list of projects; all faults are added."""
    controls = root / "controls"
    record_files = [p for p in sorted(controls.glob("records/*.yml")) if not p.name.startswith(".")]
    if not (controls / "profile.yml").is_file():
        remedy = "新建它，至少写上 enterprise 和 from"
        faults.append(Fault("controls/profile.yml", None, None, "没有企业概况文件", remedy))
    return Sources(
        documents=_read(root, "controls/documents.yml", shapes.DocumentsFile, faults),
        roles=_read(root, "controls/roles.yml", shapes.RolesFile, faults),
        people=_read(root, "controls/people.yml", shapes.PeopleFile, faults),
        parameters=_read(root, "controls/parameters.yml", shapes.ParametersFile, faults),
        profile=_read(root, "controls/profile.yml", Profile, faults),
        projects=_read(root, "evidence/projects.yml", shapes.ProjectsFile, faults),
        flows=_read(root, "controls/flows.yml", shapes.FlowsFile, faults),
        metrics=_read(root, "controls/metrics.yml", shapes.MetricsFile, faults),
        glossary=_read(root, "controls/glossary.yml", shapes.GlossaryFile, faults),
        records=tuple(
            _read(root, path.relative_to(root).as_posix(), shapes.RecordsFile, faults) for path in record_files
        ),
        clauses=tuple(_clauses(root, faults)),
    )


def _read(root: Path, name: str, shape: type[Any], faults: list[Fault]) -> Loaded[Any] | None:
    path = root / name
    if not path.exists():
        return shape_text("", name, shape, []) if shape is not Profile else None
    return load_yaml(path, name, shape, faults)


def pages_below(root: Path, faults: list[Fault] | None = None) -> Iterator[tuple[Path, str]]:
    """Yield every Markdown page below policies/ with its name in the workspace, in order of names."""
    found = []

    def closed(error: OSError) -> None:
        if faults is not None:
            name = Path(error.filename).relative_to(root).as_posix()
            faults.append(Fault(name, None, None, f"文件夹打不开（{error.strerror}）", "检查读取权限"))

    for folder, folders, files in os.walk(root / "policies", onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in files if name.lower().endswith(".md") and name[0] != "."]
    for path in sorted(found):
        yield path, path.relative_to(root).as_posix()


def _clauses(root: Path, faults: list[Fault]) -> Iterator[Loaded[shapes.ClauseShape] | None]:
    """Yield every clause page; None for one that says it is a clause and cannot be parsed."""
    for path, name in pages_below(root, faults):
        text = read_text(path, name, faults)
        if text is None or not (front := split_front_matter(text)):
            continue
        if not _CLAUSE_KEY.search(front[0]):
            continue
        yield shape_text(front[0], name, shapes.ClauseShape, faults, front[1])
