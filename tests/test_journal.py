"""Many files changed as one: all or none, whatever happens in between, and back again byte for byte."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.stopping import Killed, Stop, killed
from support.tinypacks import tree, write

from checker.errors import HalfDoneError, WorkspaceError
from checker.load.workspace import refuse_unfinished
from checker.packs import journal
from checker.packs.journal import change, roll_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BEFORE = {"a.txt": "甲", "dir/b.txt": "乙", "gone/c.txt": "丙", "evidence/记录.txt": "证据"}
CHANGES = {
    "a.txt": b"A",
    "dir/b.txt": None,
    "gone/c.txt": None,
    "new/deep/d.txt": b"D",
    "new/deep/e.txt": b"E",
    "x": None,
}
AFTER = {"a.txt": b"A", "dir": b"/", "gone": b"/", "evidence": b"/", "evidence/记录.txt": "证据".encode(),
         "new": b"/", "new/deep": b"/", "new/deep/d.txt": b"D", "new/deep/e.txt": b"E"}  # fmt: skip
MOST = 60


def full_once(stop: Stop, go_on: Callable[[], Any]) -> Any:
    if stop.count == stop.place:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")
    return go_on()


def closed_for_good(stop: Stop, go_on: Callable[[], Any]) -> Any:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def unfinished(root: Path) -> bool:
    try:
        refuse_unfinished(root)
    except WorkspaceError:
        return True
    return False


def refusal(root: Path) -> WorkspaceError | None:
    try:
        change(root, CHANGES)
    except WorkspaceError as error:
        return error
    return None


def without_own(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(root).items() if path != ".guanbiao"}


def places() -> Iterator[int]:
    yield from range(1, MOST)


def test_done_and_back(tmp_path: Path) -> None:
    root = write(tmp_path, BEFORE)
    (root / "a.txt").chmod(0o600)
    os.utime(root / "a.txt", (1_000_000, 1_000_000))
    before = tree(root)
    change(root, CHANGES)
    assert without_own(root) == AFTER
    assert (root / "a.txt").stat().st_mode & 0o777 == 0o600
    assert roll_back(root) == (6, {}, "更新")
    assert tree(root) == before
    assert (root / "a.txt").stat().st_mtime == 1_000_000
    with pytest.raises(WorkspaceError, match="没有可以退回的更新"):
        roll_back(root)


def test_killed_at_every_step(tmp_path: Path) -> None:
    """Either nothing happened, or the workspace says so and goes back; going back may be killed as well."""
    stopped = 0
    for place in places():
        root = write(tmp_path / str(place), BEFORE)
        before = tree(root)
        with pytest.MonkeyPatch.context() as patch:
            stop = Stop(patch, place, killed)
            try:
                change(root, CHANGES)
            except Killed:
                stopped += 1
        if not stop.reached:
            break
        if unfinished(root) or (root / "a.txt").read_bytes() == b"A":  # the latter: done, and killed while tidying up
            roll_back(root)
        assert without_own(root) == before
        change(root, CHANGES)
        assert without_own(root) == AFTER
    assert stopped > 20


def test_going_back_killed_at_every_step(tmp_path: Path) -> None:
    stopped = 0
    for place in places():
        root = write(tmp_path / str(place), BEFORE)
        before = tree(root)
        change(root, CHANGES)
        (root / "a.txt").write_text("后来又改")
        with pytest.MonkeyPatch.context() as patch:
            stop = Stop(patch, place, killed)
            try:
                roll_back(root)
            except Killed:
                stopped += 1
        if not stop.reached:
            break
        if place == 1 or unfinished(root):  # before the first step, the change still stands
            roll_back(root)
        found = tree(root)
        assert found.pop(".guanbiao/kept/a.txt") == "后来又改".encode()
        assert {path: data for path, data in found.items() if not path.startswith(".guanbiao")} == before
    assert stopped > 10


def test_a_full_disk_at_every_step(tmp_path: Path) -> None:
    stopped = 0
    for place in places():
        root = write(tmp_path / str(place), BEFORE)
        before = tree(root)
        with pytest.MonkeyPatch.context() as patch:
            stop = Stop(patch, place, full_once)
            error = refusal(root)
        if error:
            stopped += 1
            assert "工作区和原来一样" in str(error)
            assert not isinstance(error, HalfDoneError)
            assert without_own(root) == before
        if not stop.reached:
            break
    assert stopped > 15


def test_no_way_forth_and_none_back_says_so(tmp_path: Path) -> None:
    half = 0
    for place in places():
        root = write(tmp_path / str(place), BEFORE)
        before = tree(root)
        with pytest.MonkeyPatch.context() as patch:
            stop = Stop(patch, place, closed_for_good)
            error = refusal(root)
        if isinstance(error, HalfDoneError):
            half += 1
            assert "guanbiao update --rollback" in str(error)
        elif error:
            assert without_own(root) == before
        if not stop.reached:
            break
        if unfinished(root):
            roll_back(root)
            assert tree(root) == before
    assert half > 3


def test_going_back_refused_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, BEFORE)
    change(root, CHANGES)
    with monkeypatch.context() as patch:
        Stop(patch, 2, closed_for_good)
        with pytest.raises(HalfDoneError, match="没有恢复完"):
            roll_back(root)
    assert roll_back(root).files == 6


NAMES = st.sampled_from(["a", "b.txt", "d/a", "d/b", "d/e/f", "甲/乙.md"])
TEXTS = st.sampled_from([b"", b"1", b"2", "三\r\n".encode()])


@given(
    st.dictionaries(NAMES, TEXTS),
    st.dictionaries(NAMES, st.none() | TEXTS),
    st.dictionaries(NAMES, st.none() | TEXTS),
)
def test_back_again_whatever_was_edited_since(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, bytes],
    changes: dict[str, bytes | None],
    edits: dict[str, bytes | None],
) -> None:
    root = tmp_path_factory.mktemp("tree")
    for name, data in before.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    known = tree(root)
    change(root, changes)
    now = {**before, **changes}
    assert {p: d for p, d in tree(root).items() if d != b"/" and p[0] != "."} == {
        p: d for p, d in now.items() if d is not None
    }
    mine = {name: data for name, data in edits.items() if name in changes and now.get(name) != data}
    for name, data in mine.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True) if data is None else (root / name).write_bytes(data)
    done = roll_back(root)
    found = tree(root)
    kept = {name: data for name, data in mine.items() if data is not None and data != before.get(name)}
    assert {name: found.pop(place) for name, place in done.kept.items()} == kept
    new_folders = {path for path, data in found.items() if data == b"/" and path not in known}  # made by the edits
    assert {path: data for path, data in found.items() if path[0] != "." and path not in new_folders} == known


def test_what_was_put_aside_before_is_not_overwritten(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": "1"})
    for text in ("甲", "乙", "丙"):
        change(root, {"a.md": b"2"})
        (root / "a.md").write_text(text)
        place = roll_back(root).kept["a.md"]
        assert (root / place).read_text() == text
    assert sorted(path.name for path in (root / ".guanbiao/kept").iterdir()) == ["a-2.md", "a-3.md", "a.md"]


def test_only_the_last_one_is_kept(tmp_path: Path) -> None:
    root = write(tmp_path, {"a": "1"})
    change(root, {"a": b"2"})
    change(root, {"a": b"3"})
    assert [path.name for path in (root / ".guanbiao/updates").iterdir()] == ["2"]
    roll_back(root)
    assert (root / "a").read_bytes() == b"2"
    with pytest.raises(WorkspaceError, match="没有可以退回"):
        roll_back(root)


def test_a_folder_that_somebody_uses_stays(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    change(root, {"new/a": b"1"})
    write(root, {"new/own": "2"})
    roll_back(root)
    assert tree(root) == {"new": b"/", "new/own": b"2"}


@pytest.mark.parametrize("path", ["../a", "link/a"])
def test_nothing_outside_is_written(tmp_path: Path, path: str) -> None:
    root = write(tmp_path / "root", {"a": "1"})
    (tmp_path / "out").mkdir()
    (root / "link").symlink_to(tmp_path / "out", target_is_directory=True)
    with pytest.raises(WorkspaceError, match="不在工作区里面"):
        change(root, {path: b"2"})
    assert [*(tmp_path / "out").iterdir()] == []
    plan = journal._Plan(steps=(journal._Step(path=path, before=None, after="x"),), folders=())
    write(root, {".guanbiao/updates/1/plan.json": journal.msgspec.json.encode(plan).decode()})
    write(tmp_path, {"out/a": "x"})
    with pytest.raises(WorkspaceError, match="不在工作区里面"):
        roll_back(root)
    assert (tmp_path / "out/a").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"steps": 1}'])
def test_a_broken_plan_touches_nothing(tmp_path: Path, text: str) -> None:
    root = write(tmp_path, {"a": "1", ".guanbiao/updates/1/plan.json": text})
    with pytest.raises(WorkspaceError, match="更新的记录坏了"):
        roll_back(root)
    assert (root / "a").read_text() == "1"


@pytest.mark.parametrize("place", [3, 9, 14])
def test_a_process_killed_by_the_system(tmp_path: Path, place: int) -> None:
    root = write(tmp_path / "w", BEFORE)
    before = tree(root)
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from checker.packs.journal import change\n"
        "count = 0\n"
        "def watch(event, args):\n"
        "    global count\n"
        "    if event in {'os.rename', 'os.mkdir', 'os.remove'}:\n"
        "        count += 1\n"
        "        if count == int(sys.argv[2]): os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(watch)\n"
        "change(Path(sys.argv[1]), {'a.txt': b'A', 'dir/b.txt': None, 'new/d.txt': b'D', 'new/e.txt': b'E'})\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "COVERAGE_PROCESS_START"}
    done = subprocess.run([sys.executable, "-c", script, root, str(place)], check=False, env=environment)
    assert done.returncode == -signal.SIGKILL
    if unfinished(root):
        roll_back(root)
    assert without_own(root) == before


def test_an_unfinished_one_says_the_way_back(tmp_path: Path) -> None:
    write(tmp_path, {".guanbiao/updates/1/plan.json": "{}"})
    with pytest.raises(WorkspaceError, match="上一次更新只做了一半就停了。运行 guanbiao update --rollback"):
        refuse_unfinished(tmp_path)


def test_a_change_that_cannot_even_begin(tmp_path: Path) -> None:
    root = write(tmp_path, {"a": "1", ".guanbiao": "a file"})
    with pytest.raises(WorkspaceError, match="工作区和原来一样"):
        change(root, {"a": b"2"})
    assert (root / "a").read_text() == "1"


def test_what_is_left_of_older_ones_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, {"a": "1"})
    change(root, {"a": b"2"})
    monkeypatch.setattr(os, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    change(root, {"a": b"3"})
    monkeypatch.undo()
    roll_back(root)
    assert (root / "a").read_bytes() == b"2"


def test_an_interruption_by_the_user_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, BEFORE)
    before = tree(root)
    with monkeypatch.context() as patch:

        def interrupted(stop: Stop, go_on: Callable[[], Any]) -> Any:
            if stop.count == stop.place:
                raise KeyboardInterrupt
            return go_on()

        Stop(patch, 15, interrupted)
        with pytest.raises(KeyboardInterrupt):
            change(root, CHANGES)
    assert tree(root) == before
