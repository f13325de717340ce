"""One file of evidence, opened with care: no link out of the workspace, no pipe, bounded reads."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

MAX_TEXT = 32 * 1024 * 1024
MAX_METADATA = 256 * 1024  # a sidecar or front-matter has some hundred bytes; YAML costs about 1 s a MiB
_CHUNK = 1 << 16
_END = 1 << 20


class UnreadableError(Exception):
    """The content of the file cannot be used; the message says why, in Chinese."""


class SafeFile:
    """A file below the evidence folder; nothing is read before it is asked for."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.root = root
        self._data: bytes | None = None

    def _check(self) -> None:
        """Refuse what is no regular file inside the workspace.

        Raises:
            UnreadableError: With the reason.
        """
        try:
            if not stat.S_ISREG(os.lstat(self.path).st_mode):
                target = self.path.resolve(strict=True)
                if not target.is_relative_to(self.root):
                    raise UnreadableError("是指到工作区以外的链接，没有跟过去读")
                if not target.is_file():
                    raise UnreadableError("不是普通文件")
        except (OSError, RuntimeError) as error:
            raise because(error) from error

    def open(self) -> BinaryIO:
        """Open the file for reading.

        Raises:
            UnreadableError: It is no regular file of the workspace, or the system refuses.
        """
        self._check()
        try:
            return self.path.open("rb")
        except OSError as error:
            raise because(error) from error

    def data(self, limit: int = MAX_TEXT) -> bytes:
        """Return the whole file, read once.

        Args:
            limit: The most bytes that this use of the file can take.

        Raises:
            UnreadableError: It cannot be read, or is larger than the limit.
        """
        if self._data is None:
            with self.open() as stream:
                try:
                    self._data = stream.read(MAX_TEXT + 1)
                except OSError as error:
                    raise because(error) from error
        if len(self._data) > limit:
            size = f"{limit >> 20} MiB" if limit >> 20 else f"{limit >> 10} KiB"
            raise UnreadableError(f"文件太大，超过 {size}，没有读")
        return self._data

    def ends(self) -> tuple[bytes, bytes]:
        """Return the beginning and the end of the file, at most 1 MiB each; they overlap in a small file.

        Raises:
            UnreadableError: It cannot be read.
        """
        with self.open() as stream:
            try:
                head = stream.read(_END)
                size = stream.seek(0, 2)
                stream.seek(max(0, size - _END))
                return head, stream.read(_END)
            except OSError as error:
                raise because(error) from error

    def refuse_blank(self) -> None:
        """Refuse a file that is empty or holds white space alone.

        Raises:
            UnreadableError: It is so.
        """
        with self.open() as stream:
            try:
                if not (chunk := stream.read(_CHUNK)):
                    raise UnreadableError("文件是空的（0 字节）")
                while chunk:
                    if chunk.strip():
                        return
                    chunk = stream.read(_CHUNK)
            except OSError as error:
                raise because(error) from error
        raise UnreadableError("文件里只有空白")


def because(error: OSError | RuntimeError | ValueError) -> UnreadableError:
    """Return what the system says, in words for people."""
    if isinstance(error, PermissionError):
        return UnreadableError("没有读取权限")
    if isinstance(error, FileNotFoundError):
        return UnreadableError("读的时候文件已经不在了")
    return UnreadableError(f"系统读不出来（{getattr(error, 'strerror', None) or error}）")


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8 (BOM or not), else GB18030.

    Raises:
        UnreadableError: It is neither.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableError("既不是 UTF-8 也不是 GB18030 编码的文字") from error
