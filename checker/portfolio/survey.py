"""How one enterprise of many stands: worked out by itself, in whatever process and on whatever machine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.assessment import assess
from checker.calendar import add_months, window_of
from checker.errors import Fault, WorkspaceError
from checker.load.fingerprint import fingerprint
from checker.load.workspace import check_parts, load_days
from checker.model.labels import is_commitment
from checker.model.survey import ClauseGaps, Point, Survey
from checker.portfolio.edition import edition

if TYPE_CHECKING:
    from datetime import date

    from checker.model.assessment import Assessment
    from checker.model.workspace import Workspace

_COARSE = 2_000_000_000  # nanoseconds in which a file system may give two writings the same time (FAT: two seconds)


class Ask(NamedTuple):
    """What is asked of every workspace.

    Attributes:
        days: The days of the trend, the day of assessment last.
        edition: The edition that must answer.
        started: When the run began, in nanoseconds.
    """

    days: tuple[date, ...]
    edition: str
    started: int


class Question(NamedTuple):
    """One workspace, with the fingerprint that it had when it was last assessed, or nothing."""

    folder: str
    known: str = ""


class Answer(NamedTuple):
    """How it stands, or None where nothing changed; the fingerprint under which this may be taken over, or nothing."""

    survey: Survey | None
    mark: str = ""


def trend_days(as_of: date, months: int) -> tuple[date, ...]:
    """Return the ends of the months before the day, and the day itself: so many in all, the earliest first."""
    ends = {window_of("monthly", add_months(as_of, -back)).last for back in range(1, months)}
    return (*sorted(end for end in ends if end < as_of), as_of)


def look(question: Question, ask: Ask) -> Answer:
    """Return how one enterprise stands; whatever goes wrong is its reason."""
    if edition() != ask.edition:
        return failed(question, f"核对它的机器装的是 guanbiao {edition()}，与本机的 {ask.edition} 不同")
    root = Path(question.folder)
    before = fingerprint(root)
    if question.known and before.digest == question.known:
        return Answer(None, question.known)
    try:
        survey = _survey(root, ask.days)
    except WorkspaceError as error:
        more = f"（共 {len(error.faults)} 处）" if len(error.faults) > 1 else ""
        return failed(question, f"{error.faults[0]}{more}")
    except Exception as error:  # noqa: BLE001 - one workspace must never end the run
        return failed(question, f"核对时出错：{type(error).__name__}: {error}")
    settled = before.newest < ask.started - _COARSE and fingerprint(root) == before
    return Answer(survey, before.digest if settled else "")


def failed(question: Question, reason: str) -> Answer:
    """Return the answer for an enterprise that has no result."""
    return Answer(Survey(folder=question.folder, name=Path(question.folder).name, reason=reason))


def _survey(root: Path, days: tuple[date, ...]) -> Survey:
    """Return how one enterprise stands, and stood.

    Raises:
        WorkspaceError: It cannot be assessed.
    """
    if not root.is_dir():
        raise WorkspaceError(
            [Fault(str(root), None, None, "没有这个文件夹，或者核对它的机器看不到", "改正名单里的路径")]
        )
    *earlier, now = load_days(check_parts(root), days)
    assessment = assess(now)
    begun = [held for held in earlier if held.as_of >= now.controls.profile.start]
    return _told(str(root), now, assessment, [*map(assess, begun), assessment])


def _told(folder: str, workspace: Workspace, assessment: Assessment, trend: list[Assessment]) -> Survey:
    own = [item for item in assessment.obligations if item.gap and not is_commitment(workspace, item)]
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
            ClauseGaps(
                id=key, title=clauses[key].title, missing=found[key, "missing"], deficient=found[key, "deficient"]
            )
            for key in sorted({key for key, _ in found})
        ),
        trend=tuple(map(_point, trend)),
    )


def _point(assessment: Assessment) -> Point:
    counts = assessment.summary.counts
    return Point(day=assessment.as_of, met=counts["met"], missing=counts["missing"], deficient=counts["deficient"])
