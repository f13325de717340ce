"""Reading one file of policies or controls, with every fault located."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from checker.errors import Fault
from checker.load.text.convert import convert
from checker.load.text.yamldoc import YamlError, YamlText, parse

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
MAX_BYTES = 16 * 1024 * 1024
SAVE_AS = "用编辑器把这个文件另存为 UTF-8 编码"


class Loaded(NamedTuple, Generic[T]):
    """A value with the text it came from, so that later faults can be placed.

    `value` is None where the shape was wrong; `text.value` is then still what was written.
    """

    value: T | None
    text: YamlText
    path: str

    def fault(self, at: list[str | int], what: str, remedy: str, *, key: bool = False) -> Fault:
        """Return a fault at a path inside the file."""
        return Fault(self.path, *self.text.place(at, key=key), what, remedy)

    def raw(self, key: str) -> list[Any]:
        """Return the list under a key as it was written, whatever its shape."""
        held = self.text.value.get(key) if isinstance(self.text.value, dict) else None
        return held if isinstance(held, list) else []


def read_text(path: Path, name: str, faults: list[Fault]) -> str | None:
    """Return the text of a UTF-8 file (with or without BOM), line ends as LF; else add a fault."""
    try:
        root = path.parents[name.count("/")].resolve()
        if not path.resolve().is_relative_to(root):
            faults.append(Fault(name, None, None, "是指到工作区以外的链接，没有读", "把文件本身放进来"))
            return None
        if not path.is_file():
            faults.append(Fault(name, None, None, "不是普通文件", "换成普通文件"))
            return None
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            faults.append(Fault(name, None, None, "文件太大", f"最多 {MAX_BYTES >> 20} MiB"))
            return None
        return utf8(data).replace("\r\n", "\n").replace("\r", "\n")
    except YamlError as error:
        faults.append(Fault(name, error.line, None, error.what, error.remedy))
    except OSError as error:
        faults.append(Fault(name, None, None, f"读不出来（{error.strerror}）", "检查文件是否还在、是否有读取权限"))
    return None


def utf8(data: bytes) -> str:
    """Return the text of UTF-8 bytes, with or without BOM.

    Raises:
        YamlError: They are something else, from that line on.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise YamlError("不是 UTF-8 编码的文字", SAVE_AS, line, 1) from error


def load_yaml(path: Path, name: str, shape: type[T], faults: list[Fault]) -> Loaded[T] | None:
    """Read a YAML file of that shape; faults are added, and None is returned where nothing can be read."""
    text = read_text(path, name, faults)
    return None if text is None else shape_text(text, name, shape, faults)


def shape_text(text: str, name: str, shape: type[T], faults: list[Fault], offset: int = 0) -> Loaded[T] | None:
    """Parse a YAML text into a value of that shape, adding every fault."""
    try:
        parsed = parse(text, offset)
    except YamlError as error:
        faults.append(Fault(name, error.line, error.column, error.what, error.remedy))
        return None
    value = convert(parsed, shape, name)
    if isinstance(value, list):
        faults.extend(value)
        return Loaded(None, parsed, name)
    return Loaded(value, parsed, name)


def split_front_matter(text: str) -> tuple[str, int] | None:
    """Return the YAML between the first "---" lines of a Markdown text and the lines before it, or None."""
    if not text.startswith("---"):
        return None
    first, separator, rest = text.partition("\n")
    if first.rstrip() != "---" or not separator:
        return None
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[:number]), 1
    return None


def split_page(text: str) -> tuple[str, str]:
    """Return the YAML at the beginning of a Markdown page ("" where there is none) and its body."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = split_front_matter(text)
    if front is None:
        return "", text
    return front[0], "\n".join(text.split("\n")[front[0].count("\n") + 3 :])
