"""A procedure from a file: Word, Markdown and HTML through pandoc, plain text line by line."""

from __future__ import annotations

import codecs
import json
import posixpath
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from checker.errors import Fault, WorkspaceError
from checker.intake.file.blocks import Block, Line, Picture, blocks_of, trimmed
from checker.intake.file.word import made_plain
from checker.load.evidence.formats._package import DAMAGED, Package
from checker.load.evidence.safefile import SafeFile, UnreadableError, decode
from checker.load.text.source import split_page
from checker.ooxml import packed

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping

_FORMATS = {".md": "gfm+hard_line_breaks", ".html": "html", ".htm": "html"}
ENDINGS = (".docx", ".docm", ".md", ".html", ".htm", ".txt")
_XML = {
    "document": "word/document.xml",
    "relations": "word/_rels/document.xml.rels",
    "numbering": "word/numbering.xml",
    "styles": "word/styles.xml",
}
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
    except RecursionError as error:
        what = "里面一层套一层，套得太深，没有读"
        raise WorkspaceError([Fault(path.name, None, None, what, "在 Word 或 WPS 里打开它，另存一份再试")]) from error
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
    text = _text(file.data())
    if ending == ".txt":
        return Original(path.stem, tuple(_lines(text)), {})
    front, body = split_page(text) if ending == ".md" else ("", text)
    blocks = [*_front(front), *_pandoc(body.encode(), _FORMATS[ending], "txt")]
    return Original(path.stem, tuple(blocks), _beside(path.parent, blocks))


def _text(data: bytes) -> str:
    wide = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what Windows' own editor calls Unicode
    text = data.decode("utf-16", "replace") if wide else decode(data)
    if "\0" in text:
        raise UnreadableError("不是文字文件（可能只改了后缀名）")
    return text


def _lines(text: str) -> Iterator[Line]:
    yield from (Line(trimmed(line)) for line in text.splitlines() if line.strip())


def _front(text: str) -> Iterator[Line]:
    """Yield what stands between the first lines of hyphens in Markdown: the title, then everything as it is."""
    for line in _lines(text):
        key, _, value = line.text.partition(":")
        yield Line(value.strip().strip("\"'"), 1) if key == "title" and value.strip() else line


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
        path = posixpath.normpath(unquote(name))
        if ":" in path or path.startswith(("/", "..", "\\")):
            continue
        try:
            found[name] = SafeFile(folder / path, folder).data()
        except UnreadableError:
            continue  # it stays named in the text
    return found
