"""How one obligation is decided: evidence found or not, its problems, its status (contract 3.1 to 3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from checker.assessment.due import Due, due_of_window, due_within
from checker.assessment.index import Index
from checker.assessment.subjects import ENTERPRISE, Demand, stage_applies, stage_passed, subjects, windows
from checker.calendar import working_calendar
from checker.model.case import Case
from checker.model.obligation import Obligation, Problem, Status, Subject, obligation_id
from checker.rules import RULES, judge, unchecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.calendar import Window
    from checker.model.clause import Clause, Requirement
    from checker.model.evidence import Evidence
    from checker.model.record import RecordType
    from checker.model.workspace import Workspace

MOST = 10  # files that one message names


class Decider:
    """Decides obligations one by one over the evidence that exists on the day of assessment.

    Attributes:
        index: The evidence by what it can count for.
        calendar: The enterprise's working days.
        unknown_years: Years whose working days had to be assumed so far.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._controls = workspace.controls
        self.index = Index(self._controls, tuple(existing(workspace)))
        self.calendar = working_calendar(self._controls.profile.calendar)
        self._titles = {key: record.title for key, record in self._controls.records.items()}
        self.unknown_years: set[int] = set()

    def clause(self, clause: Clause) -> Iterator[Obligation]:
        """Yield every obligation of a clause."""
        for requirement in clause.records:
            record = self._controls.records[requirement.record]
            for subject in subjects(self._workspace, self.index, clause, record):
                demand = Demand(clause, requirement, record)
                for window in windows(self._workspace, demand, subject, self.calendar, until=self._workspace.as_of):
                    yield self._decide(clause, requirement, subject, window)

    def _decide(self, clause: Clause, requirement: Requirement, subject: Subject, window: Window | None) -> Obligation:
        record = self._controls.records[requirement.record]
        name = window.name if window else None
        found = self.index.candidates(record, subject, name)
        own = found[0] if found else None
        due = self.due(record, subject, window, own)
        obligation = Obligation(
            id=obligation_id(clause.id, record.id, subject, name),
            clause=clause.id,
            record=record.id,
            subject=subject,
            window=name,
            level=requirement.level or clause.level,
            status="met",
            due=due.day,
            roles=clause.roles.acting,
        )
        if own is None:
            status, grounds = self._without_evidence(clause, record, subject, due)
            return msgspec.structs.replace(obligation, status=status, grounds=grounds)
        cases = self.cases(record, subject, window, found, due)
        problems = joined(cases)
        status, grounds = _with_evidence(cases[0], problems)
        return msgspec.structs.replace(
            obligation,
            status=status,
            evidence=own.path,
            superseded=tuple(sorted(item.path for item in found[1:])),
            problems=problems,
            unchecked=unchecked(cases[0]),
            grounds=grounds,
        )

    def due(self, record: RecordType, subject: Subject, window: Window | None, own: Evidence | None) -> Due:
        """Return when the obligation is due, noting years whose working days are not known."""
        if window is not None:
            due = due_of_window(record, window, self.calendar)
        elif record.deadline_of:
            related = self.index.related(record, subject, None, record.deadline_of)
            due = due_within(record, related, own, self.calendar)
        else:
            due = Due()
        if due.start and due.day:
            self.unknown_years |= self.calendar.unknown_years(due.start, due.day)
        return due

    def _without_evidence(self, clause: Clause, record: RecordType, subject: Subject, due: Due) -> tuple[Status, str]:
        """Return the status where no evidence was found, and why (contract 3.6)."""
        passed = due.day is not None and self._workspace.as_of > due.day
        reasons: tuple[tuple[bool, Status, str], ...] = (
            (bool(record.occasion), "pending", f"发生时才有：{record.occasion}"),
            (passed, "missing", f"应完成日 {due.day} 已过"),
            (stage_passed(self._workspace, clause, subject), "missing", "项目已经走过这个阶段或已结项"),
            (due.day is not None, "pending", f"应完成日 {due.day} 还没到"),
            (bool(record.within), "pending", f"还没有《{self._titles.get(record.deadline_of or '')}》，期限没有开始"),
            (bool(record.switched_off), "pending", "周期或期限要由企业规定，还没有规定"),
            (stage_applies(clause, subject), "pending", "项目还没有走过这个阶段"),
        )
        return next(((status, why) for holds, status, why in reasons if holds), ("missing", "没有找到记录"))

    def cases(
        self, record: RecordType, subject: Subject, window: Window | None, found: list[Evidence], due: Due
    ) -> list[Case]:
        """Return what the rules look at, given the evidence found: the deciding one, or every one where all count."""
        first = self.case(record, subject, window, found[0], due)
        if not record.several:
            return [first]
        alone = msgspec.structs.replace(record, valid_months=None)  # what is old need not be renewed as well
        rest = [self.case(alone, subject, window, item, due) for item in found[1:]]
        first = msgspec.structs.replace(first, found=len(found), needed=self._needed(record, window))
        return [first, *rest]

    def case(self, record: RecordType, subject: Subject, window: Window | None, own: Evidence, due: Due) -> Case:
        """Return what the rules look at for one evidence."""
        name = window.name if window else None
        kinds = {*record.after, *record.independent_of, *filter(None, (record.same_department_as,))}
        return Case(
            evidence=own,
            own=self._controls.records[own.record],
            record=record,
            as_of=self._workspace.as_of,
            due=due.day,
            deadline=due.deadline,
            found=1,
            needed=0,
            wrong_day=self._wrong_day(record, own),
            related={kind: self.index.related(record, subject, name, kind) for kind in sorted(kinds)},
            people=self._controls.people,
            roles=self._controls.roles,
            titles=self._titles,
        )

    def standing(self, record: RecordType) -> list[Evidence]:
        """Return the evidence of a type and of those serving it that no later one replaces, in order of paths."""
        return self.index.standing(record, every=record.several)

    def own_problems(self, item: Evidence) -> tuple[Problem, ...]:
        """Return what is wrong with an evidence by its own type, without anything related."""
        own = self._controls.records[item.record]
        bare = msgspec.structs.replace(own, after=(), independent_of=(), same_department_as=None)
        return judge(self.case(bare, ENTERPRISE, None, item, Due()))

    def _needed(self, record: RecordType, window: Window | None) -> int:
        """Return how many are owed: no more than there are days on which it may happen."""
        if window is None or not record.weekdays:
            return record.times
        return min(record.times, self.calendar.permitted(window, record.weekdays))

    def _wrong_day(self, record: RecordType, own: Evidence) -> bool:
        if not record.weekdays or own.day is None:
            return False
        self.unknown_years |= self.calendar.unknown_years(own.day, own.day)
        return not self.calendar.permits(own.day, record.weekdays)


def joined(cases: list[Case]) -> tuple[Problem, ...]:
    """Return the problems of all that count, each code once; where there are several, messages name the file."""
    judged = [(case.evidence.path, problem) for case in cases for problem in judge(case)]
    if len(cases) == 1:
        return tuple(problem for _, problem in judged)
    messages: dict[str, list[str]] = {}
    for path, problem in judged:
        messages.setdefault(problem.code, []).append(f"{path}：{problem.message}")
    order = [rule.CODE for rule in RULES if rule.CODE in messages]
    return tuple(Problem(code=code, message=_listed(messages[code])) for code in order)


def _listed(messages: list[str]) -> str:
    rest = f"；另有 {len(messages) - MOST} 份" if len(messages) > MOST else ""
    return "；".join(messages[:MOST]) + rest


def _with_evidence(case: Case, problems: tuple[Problem, ...]) -> tuple[Status, str]:
    """Return the status where evidence was found, and why (contract 3.8)."""
    if problems:
        return "deficient", "找到的记录有问题"
    if case.found < case.needed:
        return "pending", f"找到 {case.found} 份，还差 {case.needed - case.found} 份，应完成日还没到"
    return "met", "找到了记录，没有发现问题"


def existing(workspace: Workspace) -> Iterator[Evidence]:
    """Yield the evidence that exists on the day of assessment, without approvals of later days."""
    as_of = workspace.as_of
    for item in workspace.evidence:
        if not item.exists(as_of):
            continue
        if any(approval.day and approval.day > as_of for approval in item.approvals):
            kept = tuple(a for a in item.approvals if not a.day or a.day <= as_of)
            yield msgspec.structs.replace(item, approvals=kept)
        else:
            yield item
