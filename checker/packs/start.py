"""A new workspace on disk: whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.assessment import assess, load
from checker.load.workspace import read_controls
from checker.output import fresh_folder
from checker.packs.contents import Contents
from checker.packs.guide import folders, guide
from checker.packs.installed import as_base
from checker.packs.people import people
from checker.packs.sheet import write_sheet
from checker.render import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from checker.model.pack import Answers, Pack
    from checker.packs.library import Library

REPORT = "报告/首次差距报告.docx"


def begin(library: Library, folder: Path, packs: Iterable[Pack], answers: Answers, day: date) -> None:
    """Write a workspace for an enterprise, with its first report; it is complete before it gets its name.

    Raises:
        WorkspaceError: The folder holds something, or cannot be written.
    """
    with fresh_folder(folder, "工作区") as fresh:
        contents = Contents(library.root, packs, answers)
        _fill(fresh, {**contents.files(day), **as_base(contents.delivered())}, day)


def _fill(fresh: Path, files: dict[str, str], day: date) -> None:
    for name, text in files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    controls, _ = read_controls(fresh)
    (fresh / "controls/people.yml").write_bytes(people(controls, day).encode())
    controls, _ = read_controls(fresh)
    (fresh / "人员.xlsx").write_bytes(write_sheet(controls))
    held = folders(controls)
    for name in held:
        (fresh / name).mkdir(parents=True)
        (fresh / name / ".gitkeep").write_bytes(b"")
    (fresh / "说明.md").write_bytes(guide(controls, held).encode())
    workspace = load(fresh, day)
    report = fresh / REPORT
    report.parent.mkdir()
    report.write_bytes(RENDERERS["docx"].render(assess(workspace), workspace))
