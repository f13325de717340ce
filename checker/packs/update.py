"""What an update does to a workspace: which packs come in which version, every changed file, what is left to people."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import Fault, WorkspaceError
from checker.load.lint import lint
from checker.load.text.convert import suggest
from checker.load.workspace import read_controls
from checker.packs.goal import Goal, goal_of, offered
from checker.packs.installed import BASE, read_base, read_installed
from checker.packs.journal import change
from checker.packs.merge import Conflict, merge_file
from checker.packs.people import with_placeholders
from checker.packs.telling import REPORT, report
from checker.packs.written import Written, read_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.pack import Pack
    from checker.packs.library import Library

_PEOPLE = "controls/people.yml"
_WRONG = "更新以后会有下面的错误，这样不能更新"
_REMEDY = "多半是你们自己的页面、豁免、项目用到了模板去掉的东西；先改掉，再更新"


class Move(NamedTuple):
    """A pack that comes in another version; `before` is None where it is new."""

    pack: Pack
    before: str | None


class Plan(NamedTuple):
    """What is to happen.

    Attributes:
        moves: The packs that come in another version.
        changes: Every file with its new bytes, None where it goes.
        conflicts: What is left as it was, by file.
        decided: What both sides changed and the enterprise's stands for good, by file.
    """

    moves: tuple[Move, ...]
    changes: dict[str, bytes | None]
    conflicts: dict[str, tuple[Conflict, ...]]
    decided: dict[str, tuple[Conflict, ...]]

    @property
    def own(self) -> dict[str, bytes | None]:
        """The changes that people see."""
        return {path: data for path, data in self.changes.items() if not path.startswith(f"{BASE}/")}


def plan_update(root: Path, library: Library, only: Sequence[str], to: str | None, *, keep: bool = False) -> Plan:
    """Return what an update to the library's packs does.

    Args:
        root: The workspace.
        library: Where the packs come from.
        only: Packs to update, with what they newly require; all where none is named.
        to: The version that is expected.
        keep: Where both sides changed something, the enterprise's is taken for good.

    Raises:
        WorkspaceError: The workspace or the library cannot be used, or has no such pack or version.
    """
    installed, answers = read_installed(root)
    _refuse_unknown(installed.packs, library, only)
    wanted = set(only) or set(installed.packs)
    names = {pack.id for pack in library.chosen(tuple(wanted))} | set(installed.packs)
    free = frozenset(wanted | (names - set(installed.packs)))
    _refuse_version(library, {key: version for key, version in installed.packs.items() if key in free}, to)
    return _plan(root, library, goal_of(library, names, free, installed.packs, answers), installed.packs, keep=keep)


def plan_addition(root: Path, library: Library, names: tuple[str, ...]) -> Plan:
    """Return what adding packs does; those that are there stay in their version.

    Raises:
        WorkspaceError: A pack is there already, or brings something that the enterprise has made itself.
    """
    installed, answers = read_installed(root)
    added = {pack.id for pack in library.chosen(names)} - set(installed.packs)
    there = [name for name in names if name not in added]
    if there:
        raise WorkspaceError([Fault(name, None, None, "已经装了", "要新版本，用 guanbiao update") for name in there])
    _refuse_unknown(installed.packs, library, ())
    same = {key for key, version in installed.packs.items() if library.packs[key].version == version}
    goal = goal_of(library, added | set(installed.packs), frozenset(added | same), installed.packs, answers)
    plan = _plan(root, library, goal, installed.packs, keep=False)
    taken = [
        Fault(path, None, None, f"企业自己已经有{_named(one.at)}，没有装", "把自己的换一个标识或文件名，再装")
        for path, conflicts in plan.conflicts.items()
        for one in conflicts
        if one.base is None
    ]
    if taken:
        raise WorkspaceError(taken)
    return plan._replace(changes={**plan.changes, **_named_people(root, plan)})


def _named_people(root: Path, plan: Plan) -> dict[str, bytes | None]:
    """Return the list of people with placeholders for the roles that come; nothing where none can be added."""
    with preview(root, plan) as folder:
        check(folder)
        controls, _ = read_controls(folder)
    before = read_written(root, _PEOPLE)
    try:
        text = with_placeholders(before.text or "", controls)
    except ValueError:
        return {}  # what is lacking is told afterwards
    return {_PEOPLE: before.written(text)} if text != (before.text or "") else {}


def _named(at: str) -> str:
    return f"“{at}”" if at else "这个文件"


def _refuse_unknown(installed: Mapping[str, str], library: Library, only: Sequence[str]) -> None:
    faults = [
        Fault(name, None, None, "这个工作区没有用这个模板包", suggest(name, installed))
        for name in only
        if name not in installed
    ]
    what, remedy = "工作区用了它，模板库里却没有", "用有它的产品，或用 --library 指到有它的模板库"
    faults += (Fault(name, None, None, what, remedy) for name in installed if name not in library.packs)
    if faults:
        raise WorkspaceError(faults)


def _refuse_version(library: Library, installed: Mapping[str, str], to: str | None) -> None:
    faults = []
    for key, version in installed.items():
        there = library.packs[key].version
        if to is not None and to != there:
            faults.append(
                Fault(key, None, None, f"模板库里没有 {to} 版", f"有的是 {there}；别的版本用 --library 指到别的模板库")
            )
        elif to is None and _number(there) < _number(version):
            what = f"模板库里是 {there} 版，比工作区用的 {version} 旧"
            faults.append(Fault(key, None, None, what, f"用 --library 指到新的模板库；真要退到旧版，加 --to {there}"))
    if faults:
        raise WorkspaceError(faults)


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _plan(root: Path, library: Library, goal: Goal, installed: Mapping[str, str], *, keep: bool) -> Plan:
    base = read_base(root)
    theirs = offered(library, goal, base)
    changes: dict[str, bytes | None] = {}
    found: dict[str, tuple[Conflict, ...]] = {}
    for path in sorted({*base, *theirs}):
        ours = read_written(root, path)
        merged = merge_file(path, base.get(path), ours.text, theirs.get(path))
        if merged.conflicts:
            found[path] = merged.conflicts
        if merged.text != ours.text:
            changes[path] = ours.written(merged.text)
        delivered = theirs.get(path) if keep else merged.base
        if delivered != base.get(path):
            changes[f"{BASE}/{path}"] = Written(None).written(delivered)
    conflicts, decided = ({}, found) if keep else (found, {})
    told = report(conflicts)
    if told != (before := read_written(root, REPORT)).text:
        changes[REPORT] = before.written(told)
    moves = (Move(pack, installed.get(pack.id)) for pack in goal.packs)
    return Plan(
        tuple(move for move in moves if move.before != goal.versions[move.pack.id]), changes, conflicts, decided
    )


@contextmanager
def preview(root: Path, plan: Plan) -> Iterator[Path]:
    """Give a folder with policies, controls and projects as they would be.

    Raises:
        WorkspaceError: It cannot be written.
    """
    with ExitStack() as stack:
        try:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="guanbiao-")))
            _copy(root, folder, plan)
        except OSError as error:
            what = f"临时文件夹写不了（{error.strerror or error}）"
            raise WorkspaceError([Fault(".", None, None, what, "看看磁盘满没满；工作区没有动")]) from error
        yield folder


def _copy(root: Path, folder: Path, plan: Plan) -> None:
    for part in ("policies", "controls"):
        shutil.copytree(root / part, folder / part, symlinks=True)
    (folder / "evidence").mkdir()
    if (root / "evidence/projects.yml").is_file():
        shutil.copyfile(root / "evidence/projects.yml", folder / "evidence/projects.yml")
    for path, data in plan.own.items():
        place = folder / path
        place.unlink(missing_ok=True)
        if data is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def carry_out(root: Path, plan: Plan, title: str, what: str = _WRONG, remedy: str = _REMEDY) -> list[str]:
    """Do what is planned, all of it or nothing; the result can be read, or nothing is written.

    Args:
        root: The workspace.
        plan: What to do.
        title: What that is, in words for people; said when it is taken back.
        what: What to say if the result could not be read, and what to do then.
        remedy: See above.

    Returns:
        What `lint` finds that it did not find before.

    Raises:
        WorkspaceError: The workspace is wrong before or would be after, or cannot be written.
    """
    read_controls(root)
    before = {fault._replace(line=None, column=None) for fault in lint(root)}
    with preview(root, plan) as folder:
        check(folder, what, remedy)
    if plan.changes:
        change(root, plan.changes, title)
    return [str(fault) for fault in lint(root) if fault._replace(line=None, column=None) not in before]


def check(folder: Path, what: str = _WRONG, remedy: str = _REMEDY) -> None:
    """Refuse a result that could not be read.

    Raises:
        WorkspaceError: It could not, with every fault.
    """
    try:
        read_controls(folder)
    except WorkspaceError as error:
        raise WorkspaceError([Fault(".", None, None, what, remedy), *error.faults]) from error
