"""Write the year: papers, sidecars, registers, projects."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tools.demo_year.load import load_year
from tools.demo_year.metadata import as_yaml, write_register
from tools.demo_year.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.demo_year.model import Item, Register, Year

CUT = 3  # a broken upload keeps one part in so many


def _content(item: Item, year: Year) -> bytes:
    """Give a paper's bytes, damaged where the data say so."""
    if item.damage == "empty":
        return b""
    data = WRITERS[item.suffix](item, year)
    return data[: len(data) // CUT] if item.damage == "truncate" else data


def _nearest(item: Item, registers: tuple[Register, ...]) -> Register:
    """Find the register that names an item: the one in the nearest folder above it."""
    above = [x for x in registers if item.path.startswith(f"{x.folder}/")]
    if not above:
        message = f"{item.path}: no register in this folder or above"
        raise ValueError(message)
    return max(above, key=lambda register: len(register.folder))


def _files(year: Year) -> Iterator[tuple[str, bytes]]:
    """Give path and bytes of every file."""
    rows: dict[str, list[Item]] = {}
    for item in year.items:
        yield item.path, _content(item, year)
        if item.sidecar or item.via == "sidecar":
            yield f"{item.path}.yml", (item.sidecar or as_yaml(item)).encode()
        elif item.via == "register":
            rows.setdefault(_nearest(item, year.registers).path, []).append(item)
    for register in year.registers:
        yield register.path, write_register(register, rows.get(register.path, []))
    yield "projects.yml", year.projects.encode()


def write_year(folder: Path) -> int:
    """Rewrite the folder and give the number of files written."""
    files = dict(_files(load_year()))
    if folder.exists():
        shutil.rmtree(folder)
    for path, data in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return len(files)
