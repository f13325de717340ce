"""Who is meant by a name in a form: a person's id, a name that one person has, or a post that one person holds."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from checker.load.evidence.forms.values import CellError, quoted
from checker.model.form import likeness
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from checker.model.project import Project
    from checker.model.record import RecordType
    from checker.model.role import Person, Role

_SEPARATORS = re.compile(r"[、,;/\n]+")


class Directory:
    """What names in a form can refer to: people, roles and projects, and record types by id."""

    def __init__(
        self,
        records: Mapping[str, RecordType],
        roles: Mapping[str, Role],
        people: Mapping[str, Person],
        projects: Mapping[str, Project],
    ) -> None:
        self.records = records
        self._people = people
        self._names = _index((person.name, key) for key, person in people.items())
        self._projects = _index((project.title, key) for key, project in projects.items())
        self._roles = _index((words, key) for key, role in roles.items() for words in (key, role.title, *role.aliases))

    def role(self, text: str) -> str | None:
        """Return the one role that is called so."""
        found = self._roles.get(likeness(text), ())
        return found[0] if len(found) == 1 else None

    def project(self, text: str) -> str:
        """Return the project's id; what no project is called stays as it is.

        Raises:
            CellError: Two projects are called so.
        """
        found = self._projects.get(likeness(text), ())
        if len(found) > 1:
            raise CellError(f"写的{quoted(text)}是几个项目的名称", f"写项目标识：{'、'.join(found)}")
        return found[0] if found else " ".join(text.split())

    def persons(self, text: str, day: date | None) -> tuple[str, ...]:
        """Return the ids of those named, in their order.

        Args:
            text: Names, ids, or titles of posts.
            day: On which somebody held the post; None: ever.

        Raises:
            CellError: Nobody, or more than one, is meant.
        """
        return tuple(dict.fromkeys(self._person(name, day) for name in self._several(nfkc(text))))

    def _several(self, text: str) -> Iterator[str]:
        for part in filter(None, map(str.strip, _SEPARATORS.split(text))):
            words = part.split()
            apart = likeness(part) not in self._names and all(likeness(word) in self._names for word in words)
            yield from words if apart else [part]

    def _person(self, text: str, day: date | None) -> str:
        if text in self._people:
            return text
        found = self._names.get(likeness(text)) or self._holders(text, day)
        if not found:
            raise CellError(f"写的{quoted(text)}不在人员表里", "写人员表（controls/people.yml）里的姓名或标识")
        if len(found) > 1:
            raise CellError(f"写的{quoted(text)}可能是几个人", f"写人员标识：{'、'.join(found)}")
        return found[0]

    def _holders(self, text: str, day: date | None) -> tuple[str, ...]:
        role = self.role(text)
        return tuple(
            key
            for key, person in self._people.items()
            if any(held.role == role and (day is None or held.covers(day)) for held in person.roles)
        )


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for words, key in pairs:
        found[likeness(words)][key] = None
    return {words: tuple(keys) for words, keys in found.items()}


NOBODY = Directory({}, {}, {}, {})
