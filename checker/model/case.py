"""What a rule looks at: one deciding evidence, the obligation it is held against, and what is related."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from checker.model.base import Value
from checker.model.evidence import Evidence
from checker.model.record import RecordType
from checker.model.role import Person, Role

if TYPE_CHECKING:
    from collections.abc import Iterable


class Case(Value, frozen=True, kw_only=True):
    """One deciding evidence and everything that its judgement depends on.

    Attributes:
        evidence: The deciding evidence; approvals after the as-of day are already left out.
        own: Its own record type: gives formats, fields, sections, approvals.
        record: The type that is owed: gives all rules of time and order.
        as_of: The day of assessment.
        due: The last day on which it was in time, or None.
        deadline: The same as a point in time, where both times of day are known.
        found: How many count for the obligation, this one among them.
        needed: How many there must be (the key `times`); 0 where this is not the deciding one.
        wrong_day: Whether it is dated on a day on which it may not happen (the key `weekdays`).
        related: Related evidence (contract 3.4) by record type, undated ones included.
        people: Known people by id.
        roles: Roles by id, for their titles.
        titles: Titles of record types by id.
    """

    evidence: Evidence
    own: RecordType
    record: RecordType
    as_of: date
    due: date | None
    deadline: datetime | None
    found: int
    needed: int
    wrong_day: bool
    related: dict[str, tuple[Evidence, ...]]
    people: dict[str, Person]
    roles: dict[str, Role]
    titles: dict[str, str]

    def role_titles(self, roles: Iterable[str]) -> str:
        """Return the titles of roles, joined."""
        return "、".join(self.roles[role].title if role in self.roles else role for role in roles)

    def record_titles(self, records: Iterable[str]) -> str:
        """Return the titles of record types, joined."""
        return "、".join(self.titles.get(record, record) for record in records)

    def person_name(self, person: str) -> str:
        """Return the name of a person, or the id where nobody of that id is known."""
        return self.people[person].name if person in self.people else person
