"""Office packages (docx, xlsx): a zip of XML parts, read with limits and without entities."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO
from xml.parsers import expat

from checker.load.evidence.safefile import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

MAX_PART = 32 * 1024 * 1024
MAX_ELEMENTS = 600_000
_MAX_DIRECTORY = 4 * 1024 * 1024
_TAIL = 65_535 + 22
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)


class Package:
    """An open office package."""

    def __init__(self, stream: BinaryIO) -> None:
        head = stream.read(8)
        if head == _OLE:
            raise UnreadableError("是加密的或旧版（97-2003）的 Office 文件，打不开；请去掉密码另存")
        if not head.startswith(b"PK"):
            raise UnreadableError("内容不是这种 Office 文件（可能只改了后缀名）")
        try:
            _refuse_huge_directory(stream)
            self._zip = zipfile.ZipFile(stream)
            self.names = frozenset(self._zip.namelist())
        except DAMAGED as error:
            raise UnreadableError("文件已损坏或不完整（可能没传完）") from error

    def streams(self) -> Iterator[IO[bytes]]:
        """Yield every part, opened; zip's own faults come out as they are (`DAMAGED`)."""
        for item in self._zip.infolist():
            with self._zip.open(item) as part:
                yield part

    def part(self, name: str) -> bytes:
        """Return a part that is well-formed XML within the limits.

        Raises:
            UnreadableError: It is not.
        """
        self.parse(name)
        return self._zip.read(name)

    def parse(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None] | None = None,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Run one XML part through the handlers.

        Raises:
            UnreadableError: It is missing, damaged, too large, or declares entities.
        """
        if name not in self.names:
            raise UnreadableError(f"文件里没有 {name}，不是这种 Office 文件")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        counter = _Counter(start)
        parser.StartElementHandler = counter
        if end:
            parser.EndElementHandler = end
        if text:
            parser.CharacterDataHandler = text
        try:
            with self._zip.open(name) as part:
                left = MAX_PART
                while chunk := part.read(1 << 16):
                    left -= len(chunk)
                    if left < 0:
                        raise UnreadableError(f"{name} 解压后超过 {MAX_PART >> 20} MiB，没有读")
                    parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by place
                parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise UnreadableError(f"文件已损坏（{name} 不完整）") from error
        except DAMAGED as error:
            raise UnreadableError("文件已损坏或不完整（可能没传完）") from error


class _Counter:
    """Passes elements on, up to a limit."""

    def __init__(self, start: Callable[[str, dict[str, str]], None] | None) -> None:
        self._start = start
        self._left = MAX_ELEMENTS

    def __call__(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise UnreadableError("文件内容太多，没有读完")
        if self._start:
            self._start(name, attributes)


def _refuse_doctype(*_: object) -> None:
    raise UnreadableError("文件里有 XML 实体声明，为安全起见没有读")


def _refuse_huge_directory(stream: BinaryIO) -> None:
    """Look at the zip's end record before its whole directory is read into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    if place >= 0 and len(tail) >= place + 16:
        (directory,) = struct.unpack_from("<L", tail, place + 12)
        if directory > _MAX_DIRECTORY:
            raise UnreadableError("压缩包里的条目太多，没有读")
    stream.seek(0)
