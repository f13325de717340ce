"""Drafts on disk: whole or not at all, never over anything; and how they differ from what is there."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from checker.errors import Fault, WorkspaceError
from checker.output import fresh_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.intake.drafts.draft import Draft

FOLDER = "草稿"


def write_draft(made: Draft, folder: Path) -> bool:
    """Write the drafts; return whether there was anything to write.

    Args:
        made: The drafts.
        folder: Where to; it holds nothing yet, or just these drafts.

    Raises:
        WorkspaceError: Something else is there, or it cannot be written.
    """
    if _held(folder) == made.files:
        return False
    if folder.is_dir() and any(folder.iterdir()):
        what = "这里已有草稿，没有动它"
        raise WorkspaceError(
            [Fault(str(folder), None, None, what, "先移走或改名，或用 -o 换一个文件夹；--dry-run 看差别")]
        )
    with fresh_folder(folder, "草稿") as fresh:
        for name, data in made.files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return True


def _held(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    try:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    except OSError as error:
        what = f"文件夹打不开（{error.strerror}）"
        raise WorkspaceError([Fault(str(folder), None, None, what, "检查权限，或用 -o 换一个文件夹")]) from error


def differences(made: Draft, folder: Path, root: Path) -> Iterator[str]:
    """Yield line by line how the drafts differ from earlier drafts, or from the workspace's own pages."""
    held = _held(folder)
    for name, data in made.files.items():
        if not name.endswith((".md", ".yml")):
            continue
        before = _own(root, name) or held.get(name)
        old = (before or b"").decode("utf-8", "replace").splitlines()
        new = data.decode().splitlines()
        yield from difflib.unified_diff(old, new, name if before is not None else "（还没有）", name, lineterm="")


def _own(root: Path, name: str) -> bytes | None:
    """Return the workspace's own file of that name."""
    return (root / name).read_bytes() if name.startswith("policies/") and (root / name).is_file() else None
