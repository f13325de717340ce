"""Worlds on the handbook's own policies and controls, in which every row of the timers is met, missed or still open."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from support.workspace import dump

from checker.assessment import assess, load
from checker.render.json_report import to_plain

REPOSITORY = Path(__file__).parents[2]
START = date(2020, 1, 1)
AS_OF = date(2027, 6, 30)
SOMEONE = "ren"
PROFILE = {
    "enterprise": {"id": "timers", "name": "示例制造有限公司"},
    "from": START,
    "timezone": "Asia/Shanghai",
    "calendar": {"country": "CN", "office_hours": ["08:30-12:00", "13:30-17:30"]},
}
Row = dict[str, Any]


class World(NamedTuple):
    """The handbook as loaded, and what was found about it."""

    controls: Any
    report: dict[str, Any]

    def decided(self, row: Row) -> list[dict[str, Any]]:
        """Return the obligations of a row: those of its records about its own subject and window."""
        found = (item for item in self.report["obligations"] if item["record"] in records_of(row))
        return [item for item in found if self._is_of(item, row)]

    def _is_of(self, item: dict[str, Any], row: Row) -> bool:
        own = (item["evidence"] or "").startswith(f"{slug(row)}/")
        if item["window"] and not own and item["window"] != row.get("window"):
            return False
        if item["subject"]["kind"] == "enterprise":
            return own or item["evidence"] is None
        return f"{item['subject']['id']}-".startswith(f"{slug(row)}-")

    def measured(self, metric: str, window: str) -> tuple[str, float | None]:
        """Return status and value of a metric in a window."""
        [found] = [m for m in self.report["metrics"] if (m["metric"], m["window"]) == (metric, window)]
        return found["status"], found["value"]


def slug(row: Row) -> str:
    """Return the folder, the project and the beginning of every id of a row."""
    return row["timer"].lower()


def records_of(row: Row) -> list[str]:
    """Return the record types that a row is about."""
    return row.get("records") or ([row["record"]] if "record" in row else [])


def items_of(row: Row, outcome: str) -> list[Row]:
    """Return what is handed in for an outcome: "met" or "missed"; nothing otherwise."""
    held = row.get(outcome, [])
    return [held] if isinstance(held, dict) else held


def handbook(root: Path) -> Path:
    """Copy policies and controls, with one person in every role and no parameter set; no evidence."""
    for name in ("policies", "controls"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    roles = yaml.safe_load((root / "controls/roles.yml").read_text("utf-8"))["roles"]
    held = [{"role": role["id"], "from": START} for role in roles]
    _write(root / "controls/people.yml", {"people": [{"id": SOMEONE, "name": "任如意", "roles": held}]})
    _write(root / "controls/profile.yml", PROFILE)
    parameters(root, {})
    (root / "evidence").mkdir()
    return root


def parameters(root: Path, values: dict[str, Any]) -> None:
    """Set these parameters, and no other."""
    path = root / "controls/parameters.yml"
    held = yaml.safe_load(path.read_text("utf-8"))["parameters"]
    keys = ("id", "title", "unset")
    kept = [{key: parameter[key] for key in keys if key in parameter} for parameter in held]
    set_ = {name: {"value": value, "source": "测试给的值"} for name, value in values.items()}
    _write(path, {"parameters": [{**parameter, **set_.get(parameter["id"], {})} for parameter in kept]})


def assessed(root: Path) -> World:
    """Assess a world once."""
    workspace = load(root, AS_OF)
    return World(workspace.controls, to_plain(assess(workspace)))


class Writer:
    """Writes the evidence of rows into a copy of the handbook."""

    def __init__(self, root: Path, controls: Any) -> None:
        self._root, self._controls = root / "evidence", controls

    def write(self, rows: list[Row], outcome: str) -> None:
        """Write what was given and what was handed in, and the projects."""
        for row in rows:
            (self._root / slug(row)).mkdir()
            for place, item in enumerate(row.get("given", ())):
                self._evidence(row, f"given-{place}", item["record"], item)
            for place, item in enumerate(items_of(row, outcome)):
                for name in records_of(row):
                    self._evidence(row, f"{outcome}-{place}", name, {"fields": row.get("fields"), **item})
        _write(self._root / "projects.yml", {"projects": [one for row in rows for one in self._projects_of(row)]})

    def _evidence(self, row: Row, place: str, name: str, item: Row) -> None:
        record = self._controls.records[name]
        for copy in range(item.get("copies", 1)):
            project = slug(row) + (f"-{copy}" if copy else "")
            keys = {
                "record": name,
                "date": item["date"],
                "project": project if record.scope == "project" else None,
                "window": item.get("window"),
                "id": f"{slug(row)}-{item['id']}" if "id" in item else None,
                "refs": [f"{slug(row)}-{ref}" for ref in item.get("refs", ())] or None,
                "fields": item.get("fields"),
                "approvals": [
                    {"role": role, "person": SOMEONE, "date": str(item["date"])[:10]} for role in record.approvals
                ],
            }
            front = dump({key: value for key, value in keys.items() if value})
            path = self._root / slug(row) / f"{place}-{copy}-{name}.md"
            path.write_text(f"---\n{front}---\n{self._body(row, record, item)}", "utf-8")

    def _body(self, row: Row, record: Any, item: Row) -> str:
        headings = row["headings"] if record.id in records_of(row) and "headings" in row else record.sections
        kept = [heading for heading in headings if heading not in item.get("without", ())]
        return "".join(f"# {heading}\n\n写明了。\n\n" for heading in kept) or "内容\n"

    def _projects_of(self, row: Row) -> list[Row]:
        """Return a project of its own for the row, begun long enough before all its days."""
        handed_in = [*row.get("given", ()), *items_of(row, "met"), *items_of(row, "missed")]
        named = {*records_of(row), *(item["record"] for item in row.get("given", ()))}
        if not any(self._controls.records[name].scope == "project" for name in named):
            return []
        first = min(date.fromisoformat(str(item["date"])[:10]) for item in handed_in) - timedelta(days=100)
        stages = self._stages(row)
        copies = max(item.get("copies", 1) for item in handed_in)
        return [
            {
                "id": slug(row) + (f"-{copy}" if copy else ""),
                "title": row["timer"],
                "started": first,
                "closed": row.get("closed"),
                "stages": {document: [{"stage": stage, "from": first}] for document, stage in stages.items()},
            }
            for copy in range(copies)
        ]

    def _stages(self, row: Row) -> dict[str, str]:
        """Return the documents that the project goes by, each with a stage: the row's, else one that owes the record."""
        found: dict[str, str] = {}
        names = [name for name in records_of(row) if self._controls.records[name].scope == "project"]
        for _, clause in sorted(self._controls.clauses.items()):
            for requirement in clause.records:
                if requirement.record in names:
                    first = self._controls.documents[clause.document].stages[0].id
                    owing = [*requirement.during, clause.stage, first]
                    found.setdefault(clause.document, row.get("stage") or next(filter(None, owing)))
        return found


def _write(path: Path, value: Any) -> None:
    path.write_text(dump(value), "utf-8")
