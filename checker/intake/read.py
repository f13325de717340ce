"""A procedure from a file: Word, Markdown and HTML through pandoc, plain text line by line."""

from __future__ import annotations

import json
import posixpath
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import Fault, WorkspaceError
from checker.intake.blocks import Block, Line, Picture, blocks_of, trimmed
from checker.intake.word import made_plain
from checker.load.evidence.formats._package import DAMAGED, Package
from checker.load.evidence.safefile import SafeFile, UnreadableError, decode
from checker.ooxml import packed

if TYPE_CHECKING:
    import io
    from collections.abc import Mapping

_FORMATS = {".md": "gfm+hard_line_breaks", ".html": "html", ".htm": "html"}
ENDINGS = (".docx", ".docm", ".md", ".html", ".htm", ".txt")
_XML = {"document": "word/document.xml", "numbering": "word/numbering.xml", "styles": "word/styles.xml"}
_MOST = 256 * 1024 * 1024  # of all parts of a Word file, unpacked


class Original(NamedTuple):
    """What a file says.

    Attributes:
        name: The file's name without its ending.
        pictures: Those that the file holds, by the name that its blocks use.
        notes: What a person should know about how it was read.
    """

    name: str
    blocks: tuple[Block, ...]
    pictures: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def read(path: Path) -> Original:
    """Return what a file says.

    Raises:
        WorkspaceError: It cannot be read, or holds no text.
    """
    try:
        original = _read(path.resolve())
    except UnreadableError as error:
        remedy = "在 Word 或 WPS 里打开它，另存为 .docx（不设密码）再试"
        raise WorkspaceError([Fault(path.name, None, None, str(error), remedy)]) from error
    if not any(not isinstance(block, Picture) for block in original.blocks):
        what = "里面只有图片（可能是扫描件），没有文字" if original.blocks else "里面没有文字"
        raise WorkspaceError([Fault(path.name, None, None, what, "先做文字识别，或找到可以编辑的原件")])
    return original


def _read(path: Path) -> Original:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UnreadableError(f"不认识 {ending or '没有后缀'} 的文件，能读的是 {'、'.join(ENDINGS)}")
    file = SafeFile(path, path.parent)
    file.refuse_blank()
    if ending in (".docx", ".docm"):
        return _word(path.stem, file)
    text = decode(file.data())
    if "\0" in text:
        raise UnreadableError("不是文字文件（可能只改了后缀名）")
    if ending == ".txt":
        lines = (Line(trimmed(line)) for line in text.splitlines() if line.strip())
        return Original(path.stem, tuple(lines), {})
    blocks = _pandoc(text.encode(), _FORMATS[ending], "txt")
    return Original(path.stem, tuple(blocks), _beside(path.parent, blocks))


def _pandoc(data: bytes, form: str, ending: str) -> list[Block]:
    """Return what pandoc reads; it opens nothing but this file, and fetches nothing."""
    import pypandoc

    with tempfile.TemporaryDirectory(prefix="guanbiao-") as folder:
        source = Path(folder) / f"source.{ending}"
        source.write_bytes(data)
        try:
            text = pypandoc.convert_file(str(source), "json", format=form, extra_args=["--sandbox"])
        except RuntimeError as error:
            raise UnreadableError("文件已损坏或不完整，pandoc 读不出来") from error
    return blocks_of(json.loads(text))


def _word(name: str, file: SafeFile) -> Original:
    with file.open() as stream:
        package = Package(stream)
        parts = {key: package.part(path) for key, path in _XML.items() if path in package.names or key == "document"}
        plain, notes = made_plain(parts)
        held = _unpacked(stream)
    if any(part.endswith("vbaProject.bin") for part in held):
        notes.append("有宏，没有运行，也没有带进来")
    blocks = _pandoc(packed({**held, _XML["document"]: plain}), "docx", "docx")
    wanted = {block.name for block in blocks if isinstance(block, Picture)}
    pictures = {picture: held[f"word/{picture}"] for picture in sorted(wanted) if f"word/{picture}" in held}
    return Original(name, tuple(blocks), pictures, tuple(notes))


def _unpacked(stream: io.BufferedIOBase | object) -> dict[str, bytes]:
    """Return every part of a Word file, within a limit."""
    left = _MOST
    held = {}
    try:
        with zipfile.ZipFile(stream) as archive:  # type: ignore[arg-type]
            for item in archive.infolist():
                left -= item.file_size
                if left < 0:
                    raise UnreadableError(f"解压后超过 {_MOST >> 20} MiB，没有读")
                held[item.filename] = archive.read(item)
    except DAMAGED as error:
        raise UnreadableError("文件已损坏或不完整（可能没传完）") from error
    return held


def _beside(folder: Path, blocks: list[Block]) -> dict[str, bytes]:
    """Return the pictures that a page names and that lie in or below its own folder."""
    found = {}
    for name in sorted({block.name for block in blocks if isinstance(block, Picture)}):
        path = posixpath.normpath(name)
        if ":" in path or path.startswith(("/", "..", "\\")):
            continue
        try:
            found[name] = SafeFile(folder / path, folder).data()
        except UnreadableError:
            continue  # it stays named in the text
    return found
