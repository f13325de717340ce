"""A new workspace on disk: whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checker.assessment import assess, load
from checker.errors import Fault, WorkspaceError
from checker.load.workspace import read_controls
from checker.packs.contents import Contents
from checker.packs.guide import folders, guide
from checker.packs.installed import as_base
from checker.packs.people import people
from checker.packs.sheet import write_sheet
from checker.render import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.model.pack import Answers, Pack
    from checker.packs.library import Library

REPORT = "报告/首次差距报告.docx"


def begin(library: Library, folder: Path, packs: Iterable[Pack], answers: Answers, day: date) -> None:
    """Write a workspace for an enterprise, with its first report; it is complete before it gets its name.

    Raises:
        WorkspaceError: The folder holds something, or cannot be written.
    """
    folder = folder.absolute()
    _refuse(folder)
    contents = Contents(library.root, packs, answers)
    files = {**contents.files(day), **as_base(contents.delivered())}
    fresh: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".guanbiao-init-", dir=folder.parent))
        _fill(fresh, files, day)
        fresh.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        fresh.replace(folder)
    except OSError as error:
        what = f"工作区写不了（{error.strerror}）"
        raise WorkspaceError([Fault(str(folder), None, None, what, "换一个能写的文件夹，看看磁盘满没满")]) from error
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


def _refuse(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        what = f"文件夹打不开（{error.strerror}）"
        raise WorkspaceError([Fault(str(folder), None, None, what, "检查权限，或换一个文件夹")]) from error
    if taken:
        what = "这里已经有东西了，没有动它"
        raise WorkspaceError([Fault(str(folder), None, None, what, "换一个空文件夹，或还没有的文件夹")])


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
