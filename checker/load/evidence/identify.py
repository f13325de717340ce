"""What a file of evidence is: its metadata from the first place that has them (contract 2.7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import Fault
from checker.load.evidence.forms.people import NOBODY, Directory
from checker.load.evidence.forms.read import read_form
from checker.load.evidence.safefile import MAX_METADATA, SafeFile, UnreadableError, decode
from checker.load.text.convert import convert
from checker.load.text.moments import parse_moment
from checker.load.text.shapes import EvidenceShape, Moment
from checker.load.text.source import shape_text, split_front_matter, utf8
from checker.load.text.yamldoc import YamlError, parse
from checker.model.evidence import EvidenceFault, Origin
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.load.evidence.registers import Register
    from checker.load.evidence.walk import Entry

_NAME = re.compile(r"(.+?)_(\d{4}-\d{2}-\d{2})(?:_(.*))?", re.DOTALL)
_RECORD_KEY = re.compile(r"^[\"']?record[\"']?\s*:", re.MULTILINE)


class Found(NamedTuple):
    """Metadata, where they come from, and the file (with line) that holds them."""

    shape: EvidenceShape
    origin: Origin
    path: str
    line: int | None = None


class NotFound(NamedTuple):
    """Why a file stays unidentified, and the faults that are to blame."""

    reason: str
    faults: tuple[EvidenceFault, ...] = ()


class Names(NamedTuple):
    """What metadata can refer to: record types by id and by code (NFKC), ids of projects; and what forms name."""

    records: Mapping[str, str]
    projects: frozenset[str]
    directory: Directory = NOBODY


def identify(entry: Entry, file: SafeFile, registers: Sequence[tuple[str, Register]], names: Names) -> Found | NotFound:
    """Return the metadata of a file.

    Args:
        entry: The file with its sidecar.
        file: The same file, opened with care.
        registers: (printed path of the folder, register), the nearest first.
        names: What its metadata can refer to.
    """
    if entry.sidecar:
        return _from_sidecar(entry, SafeFile(entry.sidecar, file.root))
    found = _from_within(entry.path, file, names)
    if found:
        return found
    for folder, register in registers:
        key = entry.path[len(folder) :]
        if key in register.rows:
            row = register.rows[key]
            if row is None:
                return NotFound(f"台账 {register.path} 里它那一行有错")
            return Found(row, "register", register.path, register.lines.get(key))
    return _from_name(entry.path, names)


def _from_sidecar(entry: Entry, file: SafeFile) -> Found | NotFound:
    path = entry.path + ".yml"
    faults: list[Fault] = []
    try:
        loaded = shape_text(utf8(file.data(MAX_METADATA)), path, EvidenceShape, faults)
    except YamlError as error:
        faults.append(Fault(path, error.line, None, error.what, error.remedy))
    except UnreadableError as reason:
        faults.append(Fault(path, None, None, f"说明文件读不出来：{reason}", "重新保存说明文件"))
    if faults:
        return NotFound(f"说明文件 {path} 有错", tuple(map(_evidence_fault, faults)))
    assert loaded is not None
    assert loaded.value is not None
    if loaded.value.record is None:
        return NotFound(f"说明文件 {path} 没有写 record")
    return Found(loaded.value, "sidecar", path, 1)


def _from_within(path: str, file: SafeFile, names: Names) -> Found | NotFound | None:
    ending = path.lower()
    if ending.endswith(".md"):
        return _from_front_matter(path, file)
    return _from_form(path, file, names) if ending.endswith((".docx", ".xlsx")) else None


def _from_front_matter(path: str, file: SafeFile) -> Found | NotFound | None:
    try:
        text = decode(file.data()).replace("\r\n", "\n").replace("\r", "\n")
    except UnreadableError:
        return None
    front = split_front_matter(text)
    if front and len(front[0]) > MAX_METADATA:
        message = f"文件开头的说明超过 {MAX_METADATA >> 10} KiB，没有读。说明只写元数据，正文放在后面"
        return NotFound("文件开头的说明太长", (EvidenceFault(path=path, line=1, message=message),))
    return _from_yaml(path, *front) if front else None


def _from_yaml(path: str, text: str, offset: int) -> Found | NotFound | None:
    try:
        parsed = parse(text, offset)
    except YamlError as error:
        if not _RECORD_KEY.search(text):
            return None
        fault = EvidenceFault(path=path, line=error.line, message=f"{error.what}。{error.remedy}")
        return NotFound("文件开头的说明有错", (fault,))
    if not isinstance(parsed.value, dict) or parsed.value.get("record") is None:
        return None
    value = convert(parsed, EvidenceShape, path)
    if isinstance(value, list):
        return NotFound("文件开头的说明有错", tuple(map(_evidence_fault, value)))
    return Found(value, "front-matter", path, 1)


def _from_form(path: str, file: SafeFile, names: Names) -> Found | NotFound | None:
    form = read_form(file, names.records, names.directory)
    if form is None:
        return None
    if form.faults:
        faults = tuple(EvidenceFault(path=path, line=None, message=message) for message in form.faults)
        return NotFound("表单里有填错的格", faults)
    return Found(form.shape, "form", path)


def _from_name(path: str, names: Names) -> Found | NotFound:
    stem, dot, _ = nfkc(path.rpartition("/")[2]).rpartition(".")
    matched = _NAME.fullmatch(stem) if dot else None
    if not matched or matched[1] not in names.records:
        return NotFound(_nameless(path))
    try:
        moment = Moment(parse_moment(matched[2]))
    except ValueError:
        message = f"文件名里的日期 {matched[2]} 在日历上没有这一天。改成真实的日期"
        return NotFound("文件名里的日期不存在", (EvidenceFault(path=path, line=None, message=message),))
    project, _, rest = (matched[3] or "").partition("_")
    if project not in names.projects:
        project, rest = "", matched[3] or ""
    shape = EvidenceShape(record=matched[1], date=moment, project=project or None, title=rest or None)
    return Found(shape, "name", path)


def _nameless(path: str) -> str:
    name = path.rpartition("/")[2]
    if name.lower().endswith(".yml") and "." in name[:-4]:
        return f"像是 {name[:-4]} 的说明文件，但那个文件不在这里"
    return "没有说明文件、台账登记，文件名也不是“记录编号_日期_…”"


def _evidence_fault(fault: Fault) -> EvidenceFault:
    return EvidenceFault(path=fault.path, line=fault.line, message=fault.message)
