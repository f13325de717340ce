"""A text of the workspace and how its file writes it, so that a change keeps the file's own line ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.errors import WorkspaceError
from checker.load.text.source import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from checker.errors import Fault

_BOM = b"\xef\xbb\xbf"


class Written(NamedTuple):
    """A text of the workspace and how its file writes it; None where there is no file."""

    text: str | None
    bom: bool = False
    crlf: bool = False

    def written(self, text: str | None) -> bytes | None:
        """Return the bytes of another text in the same writing."""
        if text is None:
            return None
        data = (text.replace("\n", "\r\n") if self.crlf else text).encode()
        return _BOM + data if self.bom else data


def read_written(root: Path, path: str) -> Written:
    """Return a file of the workspace.

    Raises:
        WorkspaceError: It cannot be read.
    """
    if not (root / path).exists():
        return Written(None)
    faults: list[Fault] = []
    text = read_text(root / path, path, faults)
    if text is None:
        raise WorkspaceError(faults)
    data = (root / path).read_bytes()
    return Written(text, data.startswith(_BOM), b"\r\n" in data)
