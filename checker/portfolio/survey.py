"""What a portfolio says of one enterprise; a workspace that cannot be assessed is a row with its reason."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from checker.assessment import assess, load
from checker.errors import WorkspaceError
from checker.load.workspace import check_parts
from checker.model import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from checker.model.assessment import Assessment
    from checker.model.obligation import Status
    from checker.model.workspace import Workspace

_BATCH = 4  # workspaces handed to a process at once


class Clause(NamedTuple):
    """How one clause stands in one enterprise; the enterprise's own gaps, not suppliers' promises."""

    id: str
    title: str
    missing: int
    deficient: int


class Survey(NamedTuple):
    """One enterprise.

    Attributes:
        folder: The workspace as it was named.
        reason: Why it could not be assessed; then nothing else is known.
        owed: Obligations by status, the enterprise's own.
        major: Gaps proposed as major.
        latest: The day of the latest evidence that exists, or None.
        loose: Files that nothing identifies, or that count nowhere.
    """

    folder: str
    name: str
    reason: str = ""
    owed: dict[Status, int] = {}  # noqa: RUF012 - never changed
    coverage: float | None = None
    major: int = 0
    latest: date | None = None
    loose: int = 0
    clauses: tuple[Clause, ...] = ()

    @property
    def gaps(self) -> int:
        """How many gaps there are."""
        return self.owed.get("missing", 0) + self.owed.get("deficient", 0)


def survey(folder: Path, as_of: date) -> Survey:
    """Return how one enterprise stands; whatever goes wrong is its reason."""
    try:
        workspace = load(check_parts(folder), as_of)
        return _told(str(folder), workspace, assess(workspace))
    except WorkspaceError as error:
        more = f"（共 {len(error.faults)} 处）" if len(error.faults) > 1 else ""
        return Survey(str(folder), folder.name, f"{error.faults[0]}{more}")
    except Exception as error:  # noqa: BLE001 - one workspace must never end the run
        return Survey(str(folder), folder.name, f"核对时出错：{type(error).__name__}: {error}")


def _told(folder: str, workspace: Workspace, assessment: Assessment) -> Survey:
    own = [item for item in assessment.obligations if item.gap and not labels.is_commitment(workspace, item)]
    found = Counter((item.clause, item.status) for item in own)
    clauses = workspace.controls.clauses
    days = [item.day for item in workspace.evidence if item.day and item.exists(workspace.as_of)]
    return Survey(
        folder=folder,
        name=assessment.enterprise.name,
        owed=dict(assessment.summary.counts),
        coverage=assessment.summary.coverage,
        major=sum(item.severity == "major" for item in own),
        latest=max(days, default=None),
        loose=assessment.loose,
        clauses=tuple(
            Clause(key, clauses[key].title, found[key, "missing"], found[key, "deficient"])
            for key in sorted({key for key, _ in found})
        ),
    )


def survey_all(folders: Sequence[Path], as_of: date, workers: int) -> Iterator[Survey]:
    """Yield one survey a folder, in their order, worked out by several processes."""
    look = partial(survey, as_of=as_of)
    if workers <= 1:
        yield from map(look, folders)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(look, folders, chunksize=_BATCH)
