"""A filled form to metadata, or to what is wrong with which of its cells (contract 2.7)."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from checker.load.evidence.formats._package import Package
from checker.load.evidence.forms.filled import Filled
from checker.load.evidence.forms.grid import Grid, read_grid
from checker.load.evidence.forms.sheet import read_sheet
from checker.load.evidence.forms.values import CellError, day_of, parts_of, quoted, value_of, window_of_text
from checker.load.evidence.safefile import UnreadableError
from checker.load.text.shapes import ApprovalShape, EvidenceShape, Moment
from checker.model.form import CODE, FORM, META, PROJECT, RECORD, VERSION, field_cells
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checker.load.evidence.forms.filled import Signature
    from checker.load.evidence.forms.people import Directory
    from checker.load.evidence.safefile import SafeFile
    from checker.model.form import Cell
    from checker.model.record import RecordType

T = TypeVar("T")
_PART, _BOOK = "docProps/custom.xml", "xl/workbook.xml"
MOST_FAULTS = 50


class Form(NamedTuple):
    """A form's metadata; they count only where nothing in it is wrong."""

    shape: EvidenceShape
    faults: tuple[str, ...]


class _Properties:
    """Follows the properties embedded in a document."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" property"):
            self._name = attributes.get("name", "")
            self.held[self._name] = ""

    def characters(self, text: str) -> None:
        if self._name:
            self.held[self._name] += text

    def end(self, name: str) -> None:
        if name.endswith(" property"):
            self._name = ""


def read_form(file: SafeFile, names: Mapping[str, str], directory: Directory) -> Form | None:
    """Return what a form says of itself, or None where the file is no form that the product made.

    A form whose text is damaged keeps the properties embedded in it; that the file is damaged, its content says.

    Args:
        file: A Word document or an Excel workbook.
        names: Ids of record types by what may stand for them.
        directory: What names in it can refer to.
    """
    try:
        with file.open() as stream:
            package = Package(stream)
            held = _properties(package)
            if held.get(FORM) != VERSION:
                return None
            try:
                grid = read_sheet(stream) if _BOOK in package.names else read_grid(package)
            except UnreadableError:
                grid = Grid([], [])
    except (UnreadableError, OSError):
        return None
    called = [nfkc(held.get(key, "")).strip() for key in (RECORD, CODE)]
    known = next((names[name] for name in called if name in names), None)
    reading = _Reading(Filled(grid), directory)
    shape = reading.shape(directory.records.get(known or ""), held.get(PROJECT, ""))
    shape["record"] = known or next(filter(None, called), None)
    return Form(EvidenceShape(**shape), tuple(reading.faults[:MOST_FAULTS]))


def _properties(package: Package) -> dict[str, str]:
    if _PART not in package.names:
        return {}
    properties = _Properties()
    package.parse(_PART, properties.start, properties.end, properties.characters)
    return properties.held


class _Reading:
    """Reads cell after cell and notes what is wrong."""

    def __init__(self, filled: Filled, directory: Directory) -> None:
        self.faults: list[str] = []
        self._filled = filled
        self._directory = directory

    def _cell(self, name: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except CellError as error:
            self.faults.append(f"表单里“{' '.join(name.split())}”一格{error.what}。{error.remedy}")
            return None

    def _meta(self, key: str, convert: Callable[[str], T]) -> T | None:
        def read() -> T | None:
            text = self._filled.meta(key)
            return convert(text) if text else None

        return self._cell(META[key], read)

    def shape(self, record: RecordType | None, project: str) -> dict[str, Any]:
        """Return the metadata without the record; cells that are empty are absent."""
        moment = self._meta("date", day_of)
        day = _day(moment)
        return {
            "id": self._meta("id", _line),
            "date": Moment(moment) if moment else None,
            "project": self._meta("project", self._directory.project) or _line(project) or None,
            "window": self._meta("window", window_of_text),
            "refs": tuple(self._meta("refs", parts_of) or ()),
            "author": self._meta("author", lambda text: self._directory.persons(text, day)) or (),
            "approvals": tuple(
                approval for held in self._filled.signatures() for approval in self._approvals(held, day)
            ),
            "fields": self._fields(record) if record else {},
        }

    def _approvals(self, held: Signature, day: date | None) -> Iterator[ApprovalShape]:
        label = " ".join(held.label.split()) or held.tagged
        role = self._directory.role(held.label) or held.tagged
        if not role:
            words = f"表单里签字表的角色{quoted(held.label)}不认识" if label else "表单里签字表有一行没有写角色"
            self.faults.append(f"{words}。写角色的名称，例如“管理者代表”")
            return
        moment = self._cell(f"签字表 {label} 日期", lambda: day_of(held.day))
        when = _day(moment) or day
        persons = self._cell(f"签字表 {label} 姓名", lambda: self._directory.persons(held.person, when))
        for person in persons or (None,):
            yield ApprovalShape(role=role, person=person, date=Moment(moment) if moment else None)

    def _fields(self, record: RecordType) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for cell in field_cells(record):
            value = self._cell(cell.label, partial(self._field, cell))
            if value is not None and value != "":
                holder = fields.setdefault(cell.path[0], {}) if len(cell.path) > 1 else fields
                holder[cell.path[-1]] = value
        return fields

    def _field(self, cell: Cell) -> Any:
        text = self._filled.field(cell)
        return value_of(text, cell.schema) if text else None


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
