"""A fluent builder of workspaces, and what the tests ask of them."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from pathlib import Path
from typing import Any, Self

import yaml

from checker.assessment import assess, load
from checker.errors import Fault, WorkspaceError
from checker.render.json_report import to_plain

AS_OF = date(2026, 6, 30)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LISTS = {
    "documents": "controls/documents.yml",
    "roles": "controls/roles.yml",
    "people": "controls/people.yml",
    "parameters": "controls/parameters.yml",
    "projects": "evidence/projects.yml",
    "records": "controls/records/all.yml",
}


def dump(value: Any) -> str:
    """Return YAML as a person would write it: days without quotes."""
    return yaml.safe_dump(_days(value), allow_unicode=True, sort_keys=False)


def _days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _days(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_days(inner) for inner in value]
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value


class Builder:
    """A workspace that grows: every call writes its file and returns the builder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lists: dict[str, list[Any]] = {kind: [] for kind in _LISTS}
        self._profile: dict[str, Any] = {
            "enterprise": {"id": "demo", "name": "示例制造有限公司"},
            "from": date(2026, 1, 1),
        }
        for folder in ("policies", "controls/records", "evidence"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        self.write("mkdocs.yml", "site_name: 示例\n")
        self.profile()

    def write(self, path: str, content: str | bytes = "内容\n") -> Self:
        """Write any file of the workspace."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def profile(self, **keys: Any) -> Self:
        """Set keys of the profile; `start` stands for `from`."""
        renamed = {("from" if key == "start" else key): value for key, value in keys.items()}
        self._profile.update(renamed)
        return self.write("controls/profile.yml", dump(self._profile))

    def _add(self, kind: str, item: dict[str, Any]) -> Self:
        self._lists[kind].append(item)
        return self.write(_LISTS[kind], dump({kind: self._lists[kind]}))

    def document(self, name: str, kind: str = "procedure", **keys: Any) -> Self:
        """Add a document."""
        return self._add("documents", {"id": name, "title": f"《{name}》", "kind": kind, **keys})

    def role(self, name: str, **keys: Any) -> Self:
        """Add a role."""
        return self._add("roles", {"id": name, "title": f"岗位{name}", **keys})

    def person(self, name: str, **keys: Any) -> Self:
        """Add a person."""
        return self._add("people", {"id": name, "name": f"人{name}", **keys})

    def parameter(self, name: str, **keys: Any) -> Self:
        """Add a parameter."""
        return self._add("parameters", {"id": name, "title": f"参数{name}", **keys})

    def project(self, name: str, **keys: Any) -> Self:
        """Add a project."""
        return self._add("projects", {"id": name, "title": f"项目{name}", "started": "2026-01-01", **keys})

    def record(self, name: str, **keys: Any) -> Self:
        """Add a record type."""
        return self._add("records", {"id": name, "title": f"记录{name}", **keys})

    def clause(self, name: str, *records: Any, **keys: Any) -> Self:
        """Add a clause that requires records, and its document where that is new."""
        document = name.partition("/")[0]
        if document not in {known["id"] for known in self._lists["documents"]}:
            self.document(document)
        front = {"clause": name, "title": f"条款{name}", "records": list(records), **keys}
        page = name.replace("/", "-").replace(".", "-")
        return self.write(f"policies/{page}.md", f"---\n{dump(front)}---\n\n# {name}\n")

    def owes(self, name: str, **keys: Any) -> Self:
        """Add a record type with a clause of its own that requires it."""
        return self.record(name, **keys).clause(f"doc/{name}", name)

    def evidence(self, path: str, record: str | None = None, content: str | bytes = "内容\n", **keys: Any) -> Self:
        """Add an evidence file, and its sidecar where a record is named."""
        self.write(f"evidence/{path}", content)
        return self.sidecar(path, record=record, **keys) if record else self

    def sidecar(self, path: str, **keys: Any) -> Self:
        """Add a sidecar."""
        return self.write(f"evidence/{path}.yml", dump({key: held for key, held in keys.items() if held is not None}))

    def assess(self, as_of: date | str = AS_OF) -> dict[str, Any]:
        """Return the assessment as of a day, as plain JSON values."""
        return assess_at(self.root, as_of)

    def decided(self, name: str, as_of: date | str = AS_OF) -> dict[str, Any]:
        """Return one obligation by its id."""
        return obligations(self.assess(as_of))[name]

    def codes(self, name: str, as_of: date | str = AS_OF) -> list[str]:
        """Return the codes of the problems of one obligation."""
        return [problem["code"] for problem in self.decided(name, as_of)["problems"]]

    def faults(self) -> list[Fault]:
        """Return the faults of a workspace that cannot be assessed; fail when it can."""
        try:
            load(self.root, AS_OF)
        except WorkspaceError as error:
            return error.faults
        raise AssertionError("the workspace loads without a fault")


def assess_at(root: Path, as_of: date | str) -> dict[str, Any]:
    """Return the assessment of a workspace as plain JSON values."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return to_plain(assess(load(root, day)))


def obligations(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the obligations of a report by id."""
    return {item["id"]: item for item in report["obligations"]}


def fingerprint(root: Path) -> str:
    """Return a hash over names, kinds, times and contents of everything below a folder."""
    found = hashlib.sha256()
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted([*folders, *files]):
            path = Path(folder, name)
            status = path.lstat()
            found.update(
                f"{path}|{status.st_mode}|{status.st_size}|{status.st_mtime_ns}|".encode("utf-8", "surrogateescape")
            )
            if path.is_file() and not path.is_symlink():
                found.update(path.read_bytes())
    return found.hexdigest()


def refuse_folders(monkeypatch: Any, ending: str) -> None:
    """Make the system refuse to list folders whose path has that ending, as it does without permission."""
    real = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith(ending):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
