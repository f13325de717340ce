"""Drafts put into the workspace, once a person has gone through them: all of them or none, and never over anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.errors import Fault, WorkspaceError
from checker.load.text.items import Item, appended, taken_apart
from checker.load.text.yamldoc import YamlError, parse
from checker.packs.update import Plan, carry_out
from checker.packs.written import read_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LISTS = ("controls/documents.yml", "controls/roles.yml")
_NEW = ("policies", "controls/records")
_WRONG, _REMEDY = "放进去以后会有下面的错误，没有放", "在草稿里改好，再放一次"


class Adopted(NamedTuple):
    """What was put in.

    Attributes:
        pages: Pages and pictures below policies/.
        added: Ids added to lists, by the list's file.
        todo: What `lint` finds that it did not find before.
    """

    pages: int
    added: Mapping[str, tuple[str, ...]]
    todo: list[str]


def adopt(root: Path, folder: Path, *, replace: bool = False) -> Adopted:
    """Put drafts into a workspace.

    Args:
        root: The workspace.
        folder: Where the drafts are.
        replace: Whether a draft takes the place of the workspace's own page.

    Raises:
        WorkspaceError: There are none, something of theirs is there already, or the result could not be read.
    """
    files = dict(_files(folder))
    if not files:
        what, remedy = "这里没有草稿", "指到 guanbiao import 写的文件夹，例如 草稿/purchasing"
        raise WorkspaceError([Fault(str(folder), None, None, what, remedy)])
    fresh = {name: data for name, data in files.items() if name.startswith(_NEW) and not _same(root, name, data)}
    taken = [name for name in fresh if (root / name).exists() and not replace]
    if taken:
        what, remedy = (
            "工作区里已有它，内容不一样，没有动",
            "对照着改，再从草稿里删去它；要用草稿换掉它，加 --replace",
        )
        raise WorkspaceError([Fault(name, None, None, what, remedy) for name in taken])
    lists = {name: _merged(root, name, files[name]) for name in _LISTS if name in files}
    changes = {**fresh, **{name: data for name, (data, ids) in lists.items() if ids}}
    todo = carry_out(root, Plan((), dict(changes), {}, {}), f"放进草稿 {folder.name}", _WRONG, _REMEDY)
    pages = sum(name.startswith("policies/") for name in fresh)
    return Adopted(pages, {name: ids for name, (_, ids) in lists.items() if ids}, todo)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for part in (*_NEW, *_LISTS):
        place = folder / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                try:
                    yield path.relative_to(folder).as_posix(), path.read_bytes()
                except OSError as error:
                    what = f"读不出来（{error.strerror}）"
                    raise WorkspaceError([Fault(str(path), None, None, what, "检查权限，再来一次")]) from error


def _same(root: Path, name: str, data: bytes) -> bool:
    return (root / name).is_file() and (root / name).read_bytes() == data


def _merged(root: Path, name: str, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return a list of the workspace with what the draft's has more, and the ids of that."""
    before, key = read_written(root, name), name.rpartition("/")[2].removesuffix(".yml")
    items = _items(name, data)
    try:
        known = {item["id"] for item in parse(before.text or "").value[key] or ()} if before.text else set()
        new = [item for item in items if item.value["id"] not in known]
        text = appended(before.text or "", key, new) if new else before.text
    except (YamlError, ValueError, KeyError, TypeError) as error:
        what = "这份清单不是一项一行，接不上"
        raise WorkspaceError([Fault(name, None, None, what, f"写成 {key}: 下面一项一行，每项以 - 开头")]) from error
    return before.written(text) or b"", tuple(item.value["id"] for item in new)


def _items(name: str, data: bytes) -> tuple[Item, ...]:
    try:
        items = taken_apart(data.decode("utf-8-sig").replace("\r\n", "\n")).items
        if all(isinstance(item.value, dict) and item.value.get("id") for item in items):
            return items
        what = "有的项没有 id"
    except (YamlError, UnicodeDecodeError, ValueError) as error:
        what = str(error)
    remedy = "照 guanbiao import 写的样子改"
    raise WorkspaceError([Fault(name, None, None, f"草稿里的这份清单读不出来（{what}）", remedy)])
