"""Bombs and giants: memory stays bounded, measured in a process of its own, and only so much is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import files
from support.neighbours import stand

if TYPE_CHECKING:
    from support.workspace import Builder

ROOT = Path(__file__).parent

BOMB = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from support.workspace import assess_at
import checker.load.evidence.registers, pypdfium2, jsonschema
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
report = assess_at(Path({root!r}), "2026-06-30")
grown = (peak() - before) // 1024
found = [problem["message"] for item in report["obligations"] for problem in item["problems"]]
print(grown, [*found, *(fault["message"] for fault in report["evidence_faults"])])
"""


def mebibytes(house: Builder) -> tuple[int, str]:
    """Assess in a process of its own; return how far its memory grew, and what it says."""
    program = BOMB.format(tests=str(ROOT), root=str(house.root))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT.parent)
    assert done.returncode == 0, done.stderr[-2000:]
    grown, _, said = done.stdout.partition(" ")
    return int(grown), said


def many_entries() -> bytes:
    return files.package({f"{'x' * 250}/{n}": "" for n in range(20_000)})


def scattered() -> bytes:
    parts = files.sheet_parts([["file", "record"], ["good.md", "bad"]])
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return files.package({k: str(v).replace("</sheetData>", far) for k, v in parts.items()})


def long_sheet() -> bytes:
    return files.package(files.sheet_parts([["file", "record"], *([f"{n}.txt", "bad"] for n in range(200_000))]))


def rich_sheet() -> bytes:
    return files.package(files.sheet_parts([["file", "title"], ["good.md", "x" * (140 << 20)]]))


@pytest.mark.parametrize(
    ("name", "content", "limit", "words"),
    [
        ("x.docx", lambda: files.bomb("word/document.xml", 300), 60, "解压后超过 32 MiB"),
        ("x.xlsx", lambda: files.bomb("xl/workbook.xml", 300), 60, "解压后超过 32 MiB"),
        ("x.docx", lambda: files.docx(*["<w:p/>"] * 700_000), 60, "内容太多"),
        ("x.docx", many_entries, 60, "条目太多"),
        ("x.xlsx", long_sheet, 60, ""),
        ("register.xlsx", long_sheet, 350, "超过 100000 行"),
        ("register.xlsx", scattered, 60, "散得太开"),
        ("register.xlsx", rich_sheet, 60, "工作簿太大"),
        ("register.xlsx", many_entries, 60, "条目太多"),
    ],
    ids=[
        "part",
        "workbook",
        "elements",
        "entries",
        "rows",
        "register's rows",
        "scattered",
        "rich",
        "register's entries",
    ],
)
def test_memory_stays_bounded(house, name, content, limit, words):
    stand(house)
    if name.startswith("register"):
        house.write(f"evidence/{name}", content())
    else:
        house.evidence(name, "bad", content(), date="2026-05-01")
    grown, said = mebibytes(house)
    assert words in said
    assert grown < limit, f"{grown} MiB"


def test_only_so_much_is_read(house, monkeypatch):
    """A large file whose content nothing asks for is not read through."""
    stand(house).evidence("film.mp4", "bad", b"\x00" * (8 << 20), date="2026-05-01")
    real = Path.open
    read = [0]

    class Counting:
        def __init__(self, stream):
            self._stream = stream

        def read(self, *size):
            data = self._stream.read(*size)
            read[0] += len(data)
            return data

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self._stream.close()

    monkeypatch.setattr(Path, "open", lambda path, *rest, **more: Counting(real(path, *rest, **more)))
    assert house.decided("doc/bad:bad")["status"] == "met"
    assert read[0] < 1 << 20
