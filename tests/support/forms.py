"""Forms filled in as people do it: by content control as Word does, or with the controls gone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

from checker.load.evidence.forms.people import Directory
from checker.load.evidence.forms.read import read_form
from checker.load.evidence.read import record_names
from checker.load.evidence.safefile import SafeFile
from checker.model.form import (
    FIELDS_HEAD,
    META,
    SHEET,
    SIGN_HEAD,
    Cell,
    choice_words,
    choices,
    field_cells,
    likeness,
    meta_tag,
    sign_tag,
)
from checker.model.role import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.model.project import Project
    from checker.model.record import RecordType
    from checker.model.workspace import Controls

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
META_FILLED = {
    "id": "ev-<7>",
    "date": "2026年5月20日",
    "project": "prj-mes",
    "window": "2026年5月",
    "author": "李　娜、wang-qiang",
    "refs": "ev-1；a/b.docx",
}
META_READ = {
    "id": "ev-<7>",
    "date": "2026-05-20",
    "project": "prj-mes",
    "window": "2026-05",
    "author": ("li-na", "wang-qiang"),
    "refs": ("ev-1", "a/b.docx"),
}


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a package of those parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """Return a document whose body an editor has changed."""
    parts = parts_of(data)
    root = etree.fromstring(parts[DOCUMENT])
    edit(root)
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def fill(data: bytes, values: dict[str, str]) -> bytes:
    """Return a form with texts written into the controls of those tags, as Word writes them."""
    left = set(values)

    def write(root: Any) -> None:
        for control in root.iter(f"{_W}sdt"):
            tag = control.find(f"{_W}sdtPr/{_W}tag")
            if tag is not None and tag.get(f"{_W}val") in values:
                left.discard(tag.get(f"{_W}val"))
                _write(control, values[tag.get(f"{_W}val")])

    filled = edited(data, write)
    assert not left, f"no such control: {left}"
    return filled


def _write(control: Any, text: str) -> None:
    hint = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
    if hint is not None:
        hint.getparent().remove(hint)
    content = control.find(f"{_W}sdtContent")
    content = content.find(f"{_W}p") if content.find(f"{_W}p") is not None else content
    for held in content.findall(f"{_W}r"):
        content.remove(held)
    for place, line in enumerate(text.split("\n")):
        run = etree.SubElement(content, f"{_W}r")
        if place:
            etree.SubElement(run, f"{_W}br")
        etree.SubElement(run, f"{_W}t").text = line


def without_controls(root: Any) -> None:
    """Take the controls away and leave what stands in them, as some editors do."""
    for control in list(root.iter(f"{_W}sdt")):
        place = control.getparent()
        for held in list(control.find(f"{_W}sdtContent")):
            control.addprevious(held)
        place.remove(control)


def without_tags(root: Any) -> None:
    """Take the tags away and leave the controls."""
    for tag in list(root.iter(f"{_W}tag")):
        tag.getparent().remove(tag)


def split_runs(root: Any) -> None:
    """Put every letter into a run of its own, with marks of a spelling check in between."""
    for run in list(root.iter(f"{_W}r")):
        text = run.find(f"{_W}t")
        for letter in (text.text or "") if text is not None else "":
            etree.SubElement(etree.SubElement(run.getparent(), f"{_W}r"), f"{_W}t").text = letter
            run.addprevious(run.getparent()[-1])
            run.addprevious(etree.Element(f"{_W}proofErr"))
        if text is not None:
            run.getparent().remove(run)


def as_it_is(root: Any) -> None:
    """Change nothing: Word keeps controls and tags."""


EDITORS: dict[str, Callable[[Any], None]] = {
    "Word": as_it_is,
    "控件没有了": without_controls,
    "标签没有了": without_tags,
    "每个字一段": split_runs,
}


def sample(cell: Cell) -> tuple[str, Any]:
    """Return what somebody writes into a field's cell, and the value that is meant."""
    match cell.kind:
        case "choice":
            value = choices(cell.schema)[-1]
            return choice_words(value), value
        case "yes-no":
            return "否", False
        case "number":
            return "1,234,567", 1234567
        case "date":
            return "2026/5/21", "2026-05-21"
        case "list":
            return "甲；乙", ["甲", "乙"]
        case "text":
            return f"写在<{cell.path[-1]}>里 & 外", f"写在<{cell.path[-1]}>里 & 外"


def filled(data: bytes, record: RecordType) -> tuple[bytes, dict[str, Any]]:
    """Return a form with every cell filled in, and the metadata that are meant."""
    values, meant = _meant(record)
    return fill(data, values), meant


def _meant(record: RecordType) -> tuple[dict[str, str], dict[str, Any]]:
    """Return what to write into every cell by tag, and the metadata that are meant."""
    values = {meta_tag(key): META_FILLED[key] for key in META}
    fields: dict[str, Any] = {}
    for cell in field_cells(record):
        values[cell.tag], value = sample(cell)
        holder = fields.setdefault(cell.path[0], {}) if len(cell.path) > 1 else fields
        holder[cell.path[-1]] = value
    for role in record.approvals:
        values |= {sign_tag(role, "person"): "王强", sign_tag(role, "date"): "2026.5.22"}
    approvals = [(role, "wang-qiang", "2026-05-22") for role in dict.fromkeys(record.approvals)]
    return values, {**META_READ, "fields": fields, "approvals": approvals, "record": record.id}


def with_text(section: str, words: str) -> Callable[[Any], None]:
    """Return an edit that writes a paragraph below the heading of a section."""

    def edit(root: Any) -> None:
        heading = [held for held in root.iter(f"{_W}p") if "".join(held.itertext()) == section][-1]
        below = heading.getnext()
        etree.SubElement(etree.SubElement(below, f"{_W}r"), f"{_W}t").text = words

    return edit


def plain(shape: Any) -> dict[str, Any]:
    """Return metadata as plain values."""
    held = {key: getattr(shape, key) for key in ("id", "project", "window", "author", "refs", "fields", "record")}
    held["date"] = shape.date and str(shape.date.value)
    held["approvals"] = [(given.role, given.person, given.date and str(given.date.value)) for given in shape.approvals]
    return held


def directory(controls: Controls, projects: dict[str, Project]) -> Directory:
    """Return the workspace's directory, with the two people of the filled forms."""
    people = {key: Person(id=key, name=name) for key, name in (("li-na", "李娜"), ("wang-qiang", "王强"))}
    return Directory(controls.records, controls.roles, people, projects)


def read_back(path: Path, controls: Controls, named: Directory) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Return the metadata that a form on disk says it has, and what is wrong in it."""
    form = read_form(SafeFile(path, path.parent), record_names(controls.records), named)
    return (plain(form.shape), form.faults) if form else (None, ())


# --- the same in a workbook


def fill_book(data: bytes, record: RecordType, controls: Controls, values: dict[str, Any]) -> bytes:
    """Return a workbook form with values written into the cells that stand for those tags, as a person does."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    places = _places(sheet, record, controls)
    for tag, value in values.items():
        sheet.cell(*places[tag]).value = value
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _places(sheet: Any, record: RecordType, controls: Controls) -> dict[str, tuple[int, int]]:
    """Return row and column by tag, found by what is written to the left or above."""
    found: dict[str, tuple[int, int]] = {}
    fields = {likeness(cell.label): cell.tag for cell in field_cells(record)}
    roles = {likeness(controls.roles[role].title): role for role in record.approvals}
    metas = {likeness(label): meta_tag(key) for key, label in META.items()}
    part, begun = metas, False
    for row in sheet.iter_rows():
        texts = [likeness(str(cell.value or "")) for cell in row]
        begun = begun or texts[0] == likeness(META["id"])
        if tuple(texts[:2]) == FIELDS_HEAD:
            part = fields
        elif tuple(texts[:3]) == SIGN_HEAD:
            part = {}
        elif begun and not part and texts[0] in roles:
            found |= {
                sign_tag(roles[texts[0]], name): (row[0].row, column) for name, column in (("person", 2), ("date", 3))
            }
        elif begun:
            found |= {part[text]: (row[0].row, place + 2) for place, text in enumerate(texts) if text in part}
    return found


def filled_book(data: bytes, record: RecordType, controls: Controls) -> tuple[bytes, dict[str, Any]]:
    """Return a workbook form with every cell filled in, and the metadata that are meant."""
    values, meant = _meant(record)
    return fill_book(data, record, controls, values), meant
