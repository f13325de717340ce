"""What a form is made of, and what it says of itself in its head and in its properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.form import CODE, FORM, PROJECT, RECORD, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model.document import Document
    from checker.model.project import Project
    from checker.model.record import RecordType
    from checker.model.workspace import Controls

_WINDOWS = {
    "weekly": "2026-W21",
    "monthly": "2026-05",
    "quarterly": "2026-Q2",
    "half-yearly": "2026-H1",
    "yearly": "2026",
}


class Subject(NamedTuple):
    """What a form is made of.

    Attributes:
        project: Id of the project that it is filled in for, or None.
        guide: What to write in it, a line each.
    """

    record: RecordType
    controls: Controls
    projects: Mapping[str, Project]
    project: str | None
    guide: tuple[str, ...] = ()

    @property
    def document(self) -> Document | None:
        """The document that requires the record, the first where there are several."""
        requirers = {clause.document for clause in self.controls.requirers(self.record.id)}
        return next((held for key, held in self.controls.documents.items() if key in requirers), None)

    @property
    def origin(self) -> str:
        """Whose form it is: the enterprise, and the document with its version."""
        document = self.document
        version = f" 版本 {document.version}" if document and document.version else ""
        named = f"《{document.title}》{version}" if document else ""
        return f"{self.controls.profile.enterprise.name}　{named}".rstrip()

    @property
    def number(self) -> str:
        """The record's code, or its id where it has none."""
        record = self.record
        return f"记录编号：{record.code}" if record.code else f"记录标识：{record.id}"

    @property
    def properties(self) -> dict[str, str]:
        """What is embedded in the file, by name; from this it is recognised."""
        held = {RECORD: self.record.id, CODE: self.record.code, PROJECT: self.project, FORM: VERSION}
        return {name: value for name, value in held.items() if value}

    @property
    def project_names(self) -> list[str]:
        """Titles of projects; where two have the same title, their ids."""
        titles = [project.title for project in self.projects.values()]
        return [project.title if titles.count(project.title) == 1 else key for key, project in self.projects.items()]

    @property
    def project_name(self) -> str:
        """The project that it is filled in for as it is offered, "" for none."""
        return dict(zip(self.projects, self.project_names, strict=True))[self.project] if self.project else ""

    def notes(self, ending: str) -> Iterator[str]:
        """Yield how to fill in a form of that file type, and what to make of it where the record wants another."""
        record = self.record
        hints = ["日期写成 2026-05-20", "编制人写姓名，几个人用顿号隔开"]
        if record.cadence:
            hints.append(f"期间写成 {_WINDOWS[record.cadence]}，不写就看日期")
        if record.scope == "project":
            hints.append("项目必填")
        if record.scope == "event":
            hints.append("关联编号必填，写引起它的那份记录的编号，没有编号的写它在证据文件夹里的路径")
        yield from (f"写些什么：{line}" for line in self.guide)
        yield f"填写说明：{'；'.join(hints)}。填好后放进证据文件夹，不用另写说明文件，也不用改文件名。"
        if record.formats and ending not in {name.lower().lstrip(".") for name in record.formats}:
            yield f"这种记录规定归档的格式是 {'、'.join(record.formats)}：填好、签字以后存成这种格式再归档。"
