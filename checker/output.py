"""Writing a file or a folder so that it is either the old one or the whole new one."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import Fault, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator


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


@contextmanager
def fresh_folder(folder: Path, what: str) -> Iterator[Path]:
    """Give a new folder to fill, which gets its name when it is complete; on any error nothing is left of it.

    Args:
        folder: What it is to be called; nothing, or an empty folder, may be there.
        what: What it is, for messages.

    Raises:
        WorkspaceError: Something is there, or it cannot be written.
    """
    folder = folder.absolute()
    _refuse(folder)
    fresh: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".guanbiao-", dir=folder.parent))
        yield fresh
        fresh.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        fresh.replace(folder)
    except OSError as error:
        said = f"{what}写不了（{error.strerror}）"
        raise WorkspaceError([Fault(str(folder), None, None, said, "换一个能写的文件夹，看看磁盘满没满")]) from error
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
