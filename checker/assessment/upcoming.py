"""What falls due in the next months: for calendars and reminders; it decides nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from checker.assessment.subjects import Demand, subjects, windows
from checker.assessment.waivers import matches
from checker.model.obligation import Obligation, obligation_id
from checker.model.upcoming import Upcoming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.assessment.decide import Decider
    from checker.model.obligation import Subject
    from checker.model.workspace import Workspace

DAYS_AHEAD = 92  # this month and the two after it, whatever the day


def upcoming(
    workspace: Workspace, decider: Decider, obligations: Iterable[Obligation], silent: frozenset[str]
) -> tuple[Upcoming, ...]:
    """Return what falls due from the day of assessment on, by day, then by id.

    Pending obligations with a due day, and every window that begins later: of projects as their stages stand now.
    What is waived beyond its due day, or handed in already, is left out.
    """
    as_of = workspace.as_of
    horizon = as_of + timedelta(days=DAYS_AHEAD) if (date.max - as_of).days > DAYS_AHEAD else date.max
    begun = (item for item in obligations if item.status == "pending" and item.due is not None)
    found = [*(_entry(item, begun=True) for item in begun)]
    found += (_entry(item, begun=False) for item in _later(workspace, decider, horizon, silent))
    near = [item for item in found if as_of <= item.due <= horizon]
    return tuple(sorted(near, key=lambda item: (item.due, item.id)))


def _entry(item: Obligation, *, begun: bool) -> Upcoming:
    return Upcoming(
        id=item.id,
        clause=item.clause,
        record=item.record,
        subject=item.subject,
        window=item.window,
        due=item.due or date.max,
        roles=item.roles,
        begun=begun,
    )


def _later(workspace: Workspace, decider: Decider, horizon: date, silent: frozenset[str]) -> Iterator[Obligation]:
    """Yield what will be owed for windows that begin after the day of assessment."""
    controls = workspace.controls
    for key in sorted(controls.clauses.keys() - silent):
        clause = controls.clauses[key]
        for requirement in clause.records:
            demand = Demand(clause, requirement, controls.records[requirement.record])
            if demand.record.cadence is None:
                continue
            for subject in subjects(workspace, decider.index, clause, demand.record):
                yield from _windows(workspace, decider, demand, subject, horizon)


def _windows(
    workspace: Workspace, decider: Decider, demand: Demand, subject: Subject, horizon: date
) -> Iterator[Obligation]:
    for window in windows(workspace, demand, subject, decider.calendar, until=horizon):
        if window is None or window.first <= workspace.as_of:
            continue
        if decider.index.candidates(demand.record, subject, window.name):
            continue
        item = Obligation(
            id=obligation_id(demand.clause.id, demand.record.id, subject, window.name),
            clause=demand.clause.id,
            record=demand.record.id,
            subject=subject,
            window=window.name,
            level=demand.requirement.level or demand.clause.level,
            status="pending",
            due=decider.due(demand.record, subject, window, None).day,
            roles=demand.clause.roles.acting,
        )
        waivers = workspace.controls.profile.waivers
        if not any(matches(waiver, item) and (item.due or date.max) <= waiver.until for waiver in waivers):
            yield item
