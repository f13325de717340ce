"""Registers (台账): rows of register.yml, register.csv and register.xlsx that describe files (contract 2.7)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from checker.load.evidence.safefile import SafeFile, UnreadableError, decode
from checker.load.evidence.sheets import read_rows
from checker.load.text.convert import convert, suggest
from checker.load.text.shapes import EvidenceShape, RegisterRow
from checker.load.text.source import utf8
from checker.load.text.yamldoc import YamlError, YamlText, parse
from checker.model.evidence import EvidenceFault
from checker.model.words import nfc, nfkc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = {
    "文件": "file",
    "记录": "record",
    "编号": "id",
    "日期": "date",
    "项目": "project",
    "期间": "window",
    "关联": "refs",
    "标题": "title",
    "编制人": "author",
    "审批": "approvals",
    "字段": "fields",
}
_KEYS = tuple(RegisterRow.__struct_fields__)
_LISTS = {"refs", "author"}
_MAX_ROWS = 100_000
_MAX_YAML = 4 * 1024 * 1024  # about fifteen thousand rows; xlsx and csv hold more


class Register:
    """One register: its rows by file, and its faults.

    Attributes:
        rows: Metadata by path below the register's folder; None where the row is faulty.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.rows: dict[str, EvidenceShape | None] = {}
        self.lines: dict[str, int] = {}
        self.faults: list[EvidenceFault] = []

    def fault(self, line: int | None, message: str) -> None:
        """Note a fault of the register."""
        self.faults.append(EvidenceFault(path=self.path, line=line, message=message))

    def add(self, text: YamlText, line: int | None) -> None:
        """Add one row; a faulty one is noted, and leaves its file without metadata."""
        value = text.value
        name = value.get("file") if isinstance(value, dict) else None
        key = _file_key(name) if isinstance(name, str) else None
        row = convert(text, RegisterRow, self.path)
        place = line if line is not None else text.place([])[0]
        if key in self.rows:
            self.fault(place, f"“{name}”在这份台账里登记了两次，以前面的一行为准。删去其中一行")
            return
        if isinstance(row, list):
            for fault in row:
                self.fault(line if line is not None else fault.line, fault.message)
        elif key is None:
            self.fault(place, "这一行没有写文件。在 file（文件）里写上文件的路径")
        if key is not None:
            self.rows[key] = None if isinstance(row, list) else row
            self.lines[key] = place


def _file_key(name: str) -> str:
    return nfc(name.strip().replace("\\", "/").removeprefix("./"))


def read_register(disk: Path, path: str, root: Path) -> Register:
    """Read one register; what is wrong with it is in its faults."""
    register = Register(path)
    readers = {"yml": _read_yaml, "csv": _read_csv, "xlsx": _read_xlsx}
    try:
        readers[path.rpartition(".")[2].lower()](SafeFile(disk, root), register)
    except UnreadableError as reason:
        register.fault(None, f"台账读不出来：{reason}")
    return register


def _read_yaml(file: SafeFile, register: Register) -> None:
    try:
        text = parse(utf8(file.data(_MAX_YAML)))
    except YamlError as error:
        register.fault(error.line, f"{error.what}。{error.remedy}")
        return
    value = {} if text.value is None else text.value
    rows = value.get("evidence") if isinstance(value, dict) else None
    if not isinstance(value, dict) or set(value) - {"evidence"} or not isinstance(rows or [], list):
        register.fault(1, "台账的写法不对。第一行写“evidence:”，下面每个文件一项，以“- file: …”开头")
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        register.add(YamlText(row, text.at(["evidence", place])), None)


def _read_csv(file: SafeFile, register: Register) -> None:
    text = decode(file.data())
    try:
        rows: list[list[Any]] = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        register.fault(None, f"CSV 写法不对（{error}）。用 Excel 另存为 CSV")
        return
    _read_table(rows, register)


def _read_xlsx(file: SafeFile, register: Register) -> None:
    with file.open() as stream:
        rows = read_rows(stream, _MAX_ROWS + 1)
    if len(rows) > _MAX_ROWS:
        register.fault(_MAX_ROWS + 1, f"台账超过 {_MAX_ROWS} 行，从这一行起没有读。分成几份，放到各自的文件夹里")
    _read_table(rows[:_MAX_ROWS], register)


def _read_table(rows: list[list[Any]], register: Register) -> None:
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(_cell(cell) != "" for cell in row)]
    if not filled:
        return
    number, head = filled[0]
    keys: list[str] = []
    for word in map(_header, head):
        keys.append(f"{word}（重复）" if word in keys and word else word)
    unknown = {place for place, key in enumerate(keys) if key not in _KEYS}
    used = {place for _, row in filled[1:] for place in unknown if place < len(row) and _cell(row[place]) != ""}
    for place in sorted(used):
        remedy = suggest(keys[place], [*_KEYS, *HEADER])
        register.fault(number, f"未知的列“{keys[place]}”，在这一列写了内容的行都不作数。{remedy}")
    for number, row in filled[1:]:
        value, problem = _row(keys, row)
        stray = any(place < len(row) and _cell(row[place]) != "" for place in used)
        if problem:
            register.fault(number, problem)
        if not (problem or stray):
            register.add(YamlText(value, None), number)
        elif isinstance(value.get("file"), str):
            register.rows.setdefault(_file_key(value["file"]), None)


def _header(cell: Any) -> str:
    word = nfkc(str(_cell(cell))).strip()
    return HEADER.get(word, word)


def _cell(cell: Any) -> Any:
    """Return a cell as text, or as a date; whole numbers lose the ".0" that Excel gives them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return cell
    return "" if cell is None else str(cell).strip()


def _row(keys: list[str], row: list[Any]) -> tuple[dict[str, Any], str | None]:
    value: dict[str, Any] = {}
    problem = None
    for key, raw in zip(keys, row, strict=False):
        cell = _cell(raw)
        if cell == "" or key not in _KEYS:
            continue
        if key in _LISTS:
            value[key] = list(_parts(cell))
        elif key == "approvals":
            value[key] = [_approval(part) for part in _parts(cell)]
        elif key == "fields":
            try:
                value[key] = json.loads(str(cell))
            except (ValueError, RecursionError):
                problem = '字段（fields）不是 JSON。写成 {"金额": 120000} 这样'
        else:
            value[key] = cell if key == "date" else str(cell)
    return value, problem


def _parts(cell: Any) -> Iterator[str]:
    for part in nfkc(str(cell)).split(";"):
        if part.strip():
            yield part.strip()


def _approval(part: str) -> dict[str, str]:
    words = [word.strip() for word in part.split(":", 2)]
    return {key: word for key, word in zip(("role", "person", "date"), words, strict=False) if word}
