"""Metadata as the workspace format wants them: YAML of a sidecar or front-matter, and rows of a register."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from openpyxl import Workbook

from tools.demo_year.model import META_ORDER
from tools.demo_year.zips import repack

if TYPE_CHECKING:
    from tools.demo_year.model import Item, Register

HEADS = ("file", *META_ORDER)
CHINESE = ("文件", "记录", "编号", "日期", "项目", "期间", "关联", "标题", "编制人", "审批", "字段")


def _flow(value: object) -> str:
    """Write one value in YAML's flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(x)}" for key, x in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(x) for x in value) + "]"
    if isinstance(value, str):
        plain = value.replace("-", "").replace("_", "").replace("/", "").isalnum()
        return value if plain and not value.isdigit() else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def as_yaml(item: Item) -> str:
    """Write an item's metadata as YAML."""
    lines = [f"{key}: {_flow(item.meta[key])}" for key in META_ORDER if key in item.meta]
    if item.approvals:
        lines.append("approvals:")
        lines += [f"  - {{role: {x.role}, person: {x.person}, date: {x.date}}}" for x in item.approvals]
    return "\n".join(lines) + "\n"


def _cell(key: str, item: Item) -> str:
    """Write one cell of a register's row."""
    if key == "approvals":
        return ";".join(f"{x.role}:{x.person}:{x.date}" for x in item.approvals)
    value = item.meta.get(key, "")
    if isinstance(value, list | tuple):
        return ";".join(str(x) for x in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _row(item: Item, register: Register) -> list[str]:
    """Write an item's row, its file as a path below the register's folder."""
    name = item.path.removeprefix(f"{register.folder}/") if register.folder else item.path
    return [name, *(_cell(key, item) for key in META_ORDER)]


def _as_csv(rows: list[list[str]], encoding: str) -> bytes:
    """Write rows as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode(encoding)


def _as_xlsx(rows: list[list[str]]) -> bytes:
    """Write rows as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    for row in rows:
        sheet.append(row)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJK", (46, 26, 14, 12, 14, 12, 20, 24, 20, 60, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    buffer = io.BytesIO()
    book.save(buffer)
    return repack(buffer.getvalue())


def _as_register_yaml(items: list[Item], register: Register) -> bytes:
    """Write the rows as ``register.yml``."""
    lines = ["evidence:"]
    for item in items:
        lines.append(f"  - file: {_flow(_row(item, register)[0])}")
        lines += [f"    {line}" for line in as_yaml(item).splitlines()]
    return ("\n".join(lines) + "\n").encode()


def write_register(register: Register, items: list[Item]) -> bytes:
    """Give the bytes of a register with one row for each item."""
    if register.path.endswith(".yml"):
        return _as_register_yaml(items, register)
    rows = [list(CHINESE if register.chinese else HEADS), *(_row(item, register) for item in items)]
    return _as_xlsx(rows) if register.path.endswith(".xlsx") else _as_csv(rows, register.encoding)
