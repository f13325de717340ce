"""One form, in one of the file types that a record type has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.forms.document import write_document
from checker.forms.subject import Subject
from checker.forms.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.form import HouseStyle
    from checker.model.project import Project
    from checker.model.record import RecordType
    from checker.model.workspace import Controls

_WRITERS = {"docx": write_document, "xlsx": write_workbook}


def write_form(
    record: RecordType,
    controls: Controls,
    projects: Mapping[str, Project],
    *,
    ending: str = "docx",
    project: str | None = None,
    style: HouseStyle | None = None,
    guide: tuple[str, ...] = (),
) -> bytes:
    """Return a form for a record type.

    Args:
        record: The record type.
        controls: Where its roles, its document and the enterprise are looked up.
        projects: The projects that it offers, by id.
        ending: The file type, as in the record's file names.
        project: The id of the project that it is filled in for.
        style: How a Word document looks; the product's own where None.
        guide: What to write in it, a line each.
    """
    return _WRITERS[ending](Subject(record, controls, projects, project, guide), style)
