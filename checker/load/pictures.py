"""The pictures that stand beside hand-written pages."""

from __future__ import annotations

import os
from pathlib import Path

from checker.errors import Fault, WorkspaceError
from checker.load.evidence.safefile import SafeFile, UnreadableError

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg")


def read_pictures(root: Path) -> dict[str, bytes]:
    """Return the pictures below policies/ by their path there, in order of names.

    Raises:
        WorkspaceError: One of them cannot be read.
    """
    root = root.resolve()
    held: dict[str, bytes] = {}
    faults: list[Fault] = []
    for path in sorted(_pictures(root / "policies")):
        try:
            held[path.relative_to(root / "policies").as_posix()] = SafeFile(path, root).data()
        except UnreadableError as reason:
            name = path.relative_to(root).as_posix()
            faults.append(Fault(name, None, None, f"图片读不出来：{reason}", "换一张，或删去它"))
    if faults:
        raise WorkspaceError(faults)
    return held


def _pictures(top: Path) -> list[Path]:
    found = []
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in files if name.lower().endswith(ENDINGS) and name[0] != "."]
    return found
