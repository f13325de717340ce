"""A workspace in which everything is in order, so that each single change must be caught."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from support import files

if TYPE_CHECKING:
    from support.workspace import Builder

# Evidence of a year without a fault: path -> metadata, and what the file holds where that matters.
EVIDENCE: dict[str, dict[str, Any]] = {
    "plan.md": {"record": "plan", "id": "plan", "date": "2026-02-02", "author": ["li-na"]},
    "report.md": {
        "record": "report", "date": "2026-02-10", "project": "erp", "author": ["zhang-wei"],
        "approvals": [
            {"role": "it", "person": "zhang-wei", "date": "2026-02-11"},
            {"role": "boss", "person": "zhao-lei", "date": "2026-02-12"},
        ],
        "fields": {"amount": 12},
    },
    "outline.md": {"record": "outline", "date": "2026-02-04", "project": "erp", "author": ["li-na"]},
    "drill.txt": {"record": "drill", "date": "2026-01-15"},
    "minutes-1.md": {"record": "minutes", "date": "2026-01-20"},
    "minutes-2.md": {"record": "minutes", "date": "2026-02-20"},
    "trouble.md": {"record": "trouble", "id": "t-1", "date": "2026-02-02", "author": ["chen-jing"]},
    "answer.md": {"record": "answer", "date": "2026-02-03", "refs": ["t-1"], "author": ["wang-qiang"]},
    "scan.pdf": {"record": "scan", "date": "2026-02-01"},
    "release-1.md": {"record": "release", "date": "2026-01-05"},
    "release-2.md": {"record": "release", "date": "2026-01-08"},
    "release-3.md": {"record": "release", "date": "2026-02-02"},
    "release-4.md": {"record": "release", "date": "2026-02-05"},
}  # fmt: skip
CONTENT: dict[str, str | bytes] = {
    "report.md": "# 结论\n\n通过\n\n# 遗留问题\n\n没有\n",
    "scan.pdf": files.pdf(),
}
DECIDES = {
    "report.md": "doc/report:report:erp",
    "plan.md": "doc/plan:plan",
    "outline.md": "doc/outline:outline:erp",
    "drill.txt": "doc/drill:drill",
    "minutes-1.md": "doc/minutes:minutes:2026-01",
    "minutes-2.md": "doc/minutes:minutes:2026-02",
    "trouble.md": "doc/trouble:trouble",
    "answer.md": "doc/answer:answer:t-1",
    "scan.pdf": "doc/scan:scan",
    "release-2.md": "doc/release:release:2026-01",
    "release-4.md": "doc/release:release:2026-02",
}
AS_OF = "2026-02-28"


def metadata() -> dict[str, dict[str, Any]]:
    """Return the metadata, to be changed at will."""
    return copy.deepcopy(EVIDENCE)


def build(
    house: Builder, held: dict[str, dict[str, Any]] | None = None, content: dict[str, Any] | None = None
) -> Builder:
    """Build the workspace, with other metadata or other files where they are given."""
    house.role("it", kind="department").role("quality", kind="department").role("boss")
    house.person("li-na", department="it").person(
        "zhang-wei", department="it", roles=[{"role": "it", "to": "2026-02-28"}]
    )
    house.person("zhao-lei", roles=[{"role": "boss", "from": "2026-01-01"}])
    house.person("chen-jing", department="quality").person("wang-qiang", department="quality")
    house.project("erp").owes("plan").owes("outline", scope="project")
    house.owes(
        "report", scope="project", formats=["md"], sections=["结论", "遗留问题"], after=["outline", "plan"],
        approvals=["it", "boss"], independent_of=["outline"], within={"days": 7, "of": "outline"},
        fields={"type": "object", "required": ["amount"], "properties": {"amount": {"minimum": 0}}},
    )  # fmt: skip
    house.owes("drill", valid_months=12).owes("minutes", cadence="monthly").owes("trouble")
    house.owes("answer", scope="event", per="trouble", within={"workdays": 2}, same_department_as="trouble")
    house.owes("scan", formats=["pdf"])
    house.owes("release", cadence="monthly", times=2, weekdays=["monday", "thursday"])
    for path, keys in (EVIDENCE if held is None else held).items():
        inside = {**CONTENT, **(content or {})}.get(path, "内容\n")
        house.evidence(
            path, keys.get("record"), inside, **{key: value for key, value in keys.items() if key != "record"}
        )
    return house
