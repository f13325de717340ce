"""A case for one rule, from the few lines that stand as an example in the rule's docstring."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from checker.model.case import Case
from checker.model.evidence import Approval, Content, Evidence, Heading
from checker.model.record import RecordType
from checker.model.role import Holding, Person, Role

AS_OF = date(2026, 6, 30)
ZONE = ZoneInfo("Asia/Shanghai")
_EXAMPLE = re.compile(r'^```yaml title="(passes|fails)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_ROLES = {name: Role(id=name, title=f"岗位{name}") for name in ("boss", "a", "b")}


def examples(docstring: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the examples of a docstring: "passes" or "fails", and what stands in them."""
    return [(found[1], yaml.safe_load(found[2])) for found in _EXAMPLE.finditer(docstring)]


def case_of(example: dict[str, Any]) -> Case:
    """Return the case that an example describes."""
    unknown = set(example) - {
        "record", "evidence", "related", "people", "departments", "due", "deadline", "found", "wrong_day"
    }  # fmt: skip
    assert not unknown, f"unknown keys in an example: {unknown}"
    record = record_of(**example.get("record", {}))
    own = evidence_of(**example.get("evidence", {}))
    return Case(
        evidence=own,
        own=record,
        record=record,
        as_of=AS_OF,
        due=example.get("due"),
        deadline=_local(example.get("deadline")),
        found=example.get("found", 1),
        needed=record.times,
        wrong_day=example.get("wrong_day", False),
        related={
            kind: tuple(evidence_of(path=f"{kind}/{place}", **item) for place, item in enumerate(items))
            for kind, items in example.get("related", {}).items()
        },
        people={person.id: person for person in _people(example)},
        roles=_ROLES,
        titles={},
    )


def _people(example: dict[str, Any]) -> list[Person]:
    held, departments = example.get("people", {}), example.get("departments", {})
    return [
        Person(
            id=name,
            name=f"人{name}",
            department=departments.get(name),
            roles=tuple(Holding(role=h["role"], start=h.get("from"), end=h.get("to")) for h in held.get(name, ())),
        )
        for name in sorted({*held, *departments})
    ]


def record_of(**keys: Any) -> RecordType:
    """Return a record type."""
    tuples = {key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()}
    return RecordType(**{"id": "r", "title": "记录", "file": "controls/records/r.yml", **tuples})


def _local(value: date | datetime | None) -> datetime | None:
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def evidence_of(**keys: Any) -> Evidence:
    """Return an evidence; `date`, `author`, `fault`, `headings` as in an example."""
    moment = keys.pop("date", None)
    headings = keys.pop("headings", None)
    content = Content(
        fault=keys.pop("fault", None),
        headings=None if headings is None else tuple(Heading(**heading) for heading in headings),
    )
    approvals = tuple(
        Approval(role=a["role"], person=a.get("person"), day=a.get("date")) for a in keys.pop("approvals", ())
    )
    path = keys.pop("path", "r.md")
    values = {
        "path": path, "id": path, "key": path, "record": "r", "project": None, "window": None, "refs": (),
        "title": None, "fields": {}, "ending": "md", "origin": "sidecar", "origin_path": path + ".yml",
    }  # fmt: skip
    return Evidence(
        **{**values, **{key: keys[key] for key in keys if key != "author"}},
        day=moment.date() if isinstance(moment, datetime) else moment,
        instant=_local(moment) if isinstance(moment, datetime) else None,
        authors=tuple(keys.get("author", ())),
        approvals=approvals,
        content=content,
    )
