"""Writing a file so that it is either the old one or the whole new one; making the folder for it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from checker.errors import Fault, WorkspaceError


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file atomically: a temporary file in the same folder, then a replacement.

    Args:
        path: The file.
        data: Its whole contents.
        private: Whether nobody but the user may read it.

    Raises:
        WorkspaceError: The folder is missing or cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).chmod(0o600 if private else 0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        what = f"写不了（{error.strerror}）"
        raise WorkspaceError([Fault(str(path), None, None, what, "检查文件夹是否存在、是否可写")]) from error


def make_folder(path: Path) -> None:
    """Make a folder with those above it, where they are not there yet, and try whether it can be written.

    Raises:
        WorkspaceError: It cannot be made, or cannot be written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"文件夹建不了（{error.strerror}）"
        raise WorkspaceError([Fault(str(path), None, None, what, "换一个能写的文件夹")]) from error
    try:
        tempfile.TemporaryFile(dir=path).close()
    except OSError as error:
        what = f"文件夹里写不了（{error.strerror}）"
        raise WorkspaceError([Fault(str(path), None, None, what, "换一个能写的文件夹")]) from error
