"""Changing many files of a workspace as one: everything is at hand before the first is touched, and can be put back.

`.guanbiao/updates/N/` holds `old/` (what is there now), `new/` (what is to be there) and `plan.json`, written last;
with it the change begins. From then on files are only renamed, so that neither a full disk nor a kill loses anything.
`plan.json` becomes `done.json` at the end. Putting back renames the other way and can be repeated after a kill.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from checker.errors import Fault, HalfDoneError, WorkspaceError
from checker.load.workspace import PLAN, UPDATES
from checker.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEPT = ".guanbiao/kept"
_DONE = "done.json"
_ADVICE = "看看磁盘满没满、文件夹能不能写、文件是不是在别的程序里开着，再来一次"
_BACK = "运行 guanbiao update --rollback，回到更新以前"


class _Step(Value, frozen=True, kw_only=True):
    """One file: what it holds before and after, as hashes; None where it is not there."""

    path: str
    before: str | None
    after: str | None


class _Plan(Value, frozen=True, kw_only=True):
    """What a change does, in order.

    Attributes:
        folders: Those that it makes, parents first.
        title: What it is, in words for people.
    """

    steps: tuple[_Step, ...]
    folders: tuple[str, ...]
    title: str = "更新"


class Restored(NamedTuple):
    """What was put back.

    Attributes:
        files: How many files of the workspace, those that only updates use apart.
        kept: Files that were edited since, by where their edited text is now.
        title: What was taken back.
    """

    files: int
    kept: dict[str, str]
    title: str


def change(root: Path, files: Mapping[str, bytes | None], title: str = "更新") -> None:
    """Give files their new contents, None for those that go; all of them or none.

    Args:
        root: The workspace.
        files: The new contents by path.
        title: What is done, in words for people; said when it is taken back.

    Raises:
        WorkspaceError: Something cannot be written; the workspace is as before, or says how it will be.
    """
    for path in files:
        _inside(root, path)
    folder: Path | None = None
    try:
        folder = _fresh(root)
        _apply(root, folder, _prepare(root, folder, files, title))
    except BaseException as error:
        _take_back(root, folder, error)
        raise
    with suppress(OSError):  # what is left of older changes is in nobody's way
        for number in _numbers(root):
            if number != folder.name:
                _forget(root, root / UPDATES / number)


def _take_back(root: Path, folder: Path | None, error: BaseException) -> None:
    """Leave the workspace as before, and say of an error of the system what it is."""
    kind, what, remedy = WorkspaceError, "没有更新成，工作区和原来一样", _ADVICE
    try:
        if folder is not None and (folder / PLAN).exists():
            roll_back(root)
        elif folder is not None:
            _forget(root, folder)
    except (OSError, WorkspaceError):
        kind, what, remedy = HalfDoneError, "更新做到一半停住了", _BACK
    if isinstance(error, OSError):
        raise kind([Fault(_where(root, error), None, None, f"{what}（{error.strerror}）", remedy)]) from error


def _where(root: Path, error: OSError) -> str:
    """Return the file of an error, as people know it."""
    return str(error.filename or root).removeprefix(f"{root}/")


def _fresh(root: Path) -> Path:
    """Make the folder of a new change."""
    folder = root / UPDATES / str(max(map(int, _numbers(root)), default=0) + 1)
    folder.mkdir(parents=True)
    return folder


def _numbers(root: Path) -> list[str]:
    folder = root / UPDATES
    return [path.name for path in folder.iterdir() if path.name.isdecimal()] if folder.is_dir() else []


def _inside(root: Path, path: str) -> Path:
    """Return where a file of the workspace is; it must not be anywhere else."""
    target = root / path
    if ".." in target.parts or not target.parent.resolve().is_relative_to(root.resolve()):
        raise WorkspaceError([Fault(path, None, None, "不在工作区里面，没有动它", "把指到外面的链接换成文件夹本身")])
    return target


def _digest(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _prepare(root: Path, folder: Path, files: Mapping[str, bytes | None], title: str) -> _Plan:
    """Put everything in place beside the workspace; the plan comes last."""
    steps: list[_Step] = []
    made: dict[Path, None] = {}
    for path, data in sorted(files.items()):
        target, old, new = root / path, folder / "old" / path, folder / "new" / path
        before = _digest(target)
        if before is not None:
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, old, follow_symlinks=False)
        if data is not None:
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(data)
            if before is not None:
                shutil.copymode(target, new)
            made.update({above: None for above in reversed(target.parents) if not above.exists()})
        after = None if data is None else sha256(data).hexdigest()
        steps.append(_Step(path=path, before=before, after=after))
    folders = tuple(above.relative_to(root).as_posix() for above in made)
    plan = _Plan(steps=tuple(steps), folders=folders, title=title)
    draft = folder / f"{PLAN}.new"
    draft.write_bytes(msgspec.json.encode(plan))
    draft.rename(folder / PLAN)
    return plan


def _apply(root: Path, folder: Path, plan: _Plan) -> None:
    for name in plan.folders:
        (root / name).mkdir()
    for step in plan.steps:
        if step.after is not None:
            (folder / "new" / step.path).replace(root / step.path)
        elif step.before is not None:
            (root / step.path).unlink()
    (folder / PLAN).rename(folder / _DONE)


def roll_back(root: Path) -> Restored:
    """Give the workspace back as it was before the last change, finished or not; can be repeated after a kill.

    What was edited since is put aside, never lost.

    Raises:
        WorkspaceError: There is nothing to go back to, or the system refuses.
    """
    try:
        folder = _last(root)
        if (folder / _DONE).exists():
            (folder / _DONE).rename(folder / PLAN)
        plan = _read(folder)
        kept = [_restore(root, folder, step) for step in plan.steps]
        for name in reversed(plan.folders):
            _drop(_inside(root, name))
        _forget(root, folder)
    except OSError as error:
        what, remedy = f"没有恢复完（{error.strerror}）", "排除原因，再运行一次 guanbiao update --rollback"
        raise HalfDoneError([Fault(_where(root, error), None, None, what, remedy)]) from error
    seen = sum(not step.path.startswith(".guanbiao/") for step in plan.steps)
    return Restored(seen, {path: place for held in kept for path, place in held.items()}, plan.title)


def _last(root: Path) -> Path:
    """Return the folder of the last change."""
    known = [root / UPDATES / number for number in sorted(_numbers(root), key=int)]
    begun = [folder for folder in known if (folder / PLAN).exists() or (folder / _DONE).exists()]
    if not begun:
        what = "没有可以退回的更新"
        raise WorkspaceError([Fault(UPDATES, None, None, what, "只能退回最近一次更新，退过就没有了")])
    return begun[-1]


def _read(folder: Path) -> _Plan:
    try:
        return msgspec.json.decode((folder / PLAN).read_bytes(), type=_Plan)
    except msgspec.DecodeError as error:
        what, remedy = "更新的记录坏了，没有动任何文件", f"原来的文件在 {UPDATES}/{folder.name}/old，照着拷回去"
        raise WorkspaceError([Fault(f"{UPDATES}/{folder.name}/{PLAN}", None, None, what, remedy)]) from error


def _restore(root: Path, folder: Path, step: _Step) -> dict[str, str]:
    """Put one file back; return where an edited text was put aside, if there was one."""
    target, old = _inside(root, step.path), folder / "old" / step.path
    now = _digest(target)
    if now == step.before:
        return {}
    aside = {}
    if now not in (None, step.after):
        place = _free(root / KEPT / step.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        target.rename(place)
        aside[step.path] = place.relative_to(root).as_posix()
    if step.before is None:
        target.unlink(missing_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        old.replace(target)
    return aside


def _free(path: Path) -> Path:
    """Return the path, or one beside it that nothing has."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def _drop(folder: Path) -> None:
    """Remove a folder if nothing is in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _forget(root: Path, folder: Path) -> None:
    """Remove what belongs to a change; its plan goes first, so that a kill leaves no change without its files."""
    for name in (PLAN, _DONE):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    for above in (root / UPDATES, (root / UPDATES).parent):
        _drop(above)
