"""Where the work is done changes no byte; whoever is lost there is a row with its reason, and nothing hangs."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.portfolio import Bomb, ask, enterprise, some
from support.workspace import AS_OF

from checker.cli import main
from checker.errors import WorkspaceError
from checker.portfolio import edition
from checker.portfolio.engines import ENGINES, dask, processes, spot
from checker.portfolio.survey import Question, look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parent
WORKER = "from distributed.cli.dask_worker import main; main()"


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    return some(tmp_path)


class Cluster:
    """A scheduler on a free port of this machine, and its workers, each in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._running = folder, []
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{held.getsockname()[1]}"
        port = self.address.partition(":")[2]
        self.scheduler = self._start("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        self._wait(lambda: bool(self._connect()))

    def _connect(self) -> bool:
        with socket.socket() as tried:
            host, _, port = self.address.partition(":")
            return tried.connect_ex((host, int(port))) == 0

    def _start(self, *args: str) -> subprocess.Popen[bytes]:
        around = {**os.environ, "PYTHONPATH": str(TESTS), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([sys.executable, *args], cwd=self._folder, env=around, stdout=quiet, stderr=quiet)
        self._running.append(process)
        return process

    def work(self, before: str = "") -> subprocess.Popen[bytes]:
        """Add a worker that dies for good when it dies; `before` is run in it first."""
        known = self.workers()
        started = self._start(
            "-c", f"{before}; {WORKER}" if before else WORKER, self.address,
            "--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1",
        )  # fmt: skip
        self._wait(lambda: self.workers() > known)
        return started

    def workers(self) -> int:
        import distributed

        with distributed.Client(f"tcp://{self.address}", set_as_default=False) as client:
            return len(client.ncores())

    @staticmethod
    def _wait(holds: Callable[[], bool]) -> None:
        until = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < until
            time.sleep(0.1)

    def stop(self) -> None:
        for process in self._running:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    held = Cluster(tmp_path_factory.mktemp("cluster"))
    yield held
    held.stop()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_CONNECT", 1)
    monkeypatch.setattr(dask, "_LOOK_ROUND", 0.3)
    monkeypatch.setattr(dask, "_PATIENCE", 2)


def run(*args: object):
    return CliRunner().invoke(main, ["portfolio", *map(str, args), "--as-of", str(AS_OF)])


def reasons(engine, questions, address="", workers=2):
    found = dict(engine.run(questions, ask(), address, workers))
    return [found[place].survey.reason for place in range(len(questions))]


def refused(call) -> str:
    with pytest.raises(WorkspaceError) as caught:
        list(call())
    return str(caught.value)


def test_every_engine_gives_the_same_bytes(many: list[Path], tmp_path: Path, cluster: Cluster) -> None:
    cluster.work()
    cluster.work()
    engines = {
        "here": ["--workers", 1],
        "processes": ["--workers", 2],
        "dask": ["--engine", f"dask://{cluster.address}"],
    }
    written = {}
    for name, options in engines.items():
        done = run(*many, "-o", tmp_path / name, *options)
        assert done.exit_code == 0, done.output
        assert "5 家企业，其中 2 家没有结果" in done.output
        written[name] = [(path.name, path.read_bytes()) for path in sorted((tmp_path / name).iterdir())]
    assert written["here"] == written["processes"] == written["dask"]


@pytest.mark.parametrize("text", ["spark", "dask://", "dask://host", "dask://:8786", "dask://a:b", "processes://x", ""])
def test_an_engine_that_there_is_not(text: str, many: list[Path], tmp_path: Path) -> None:
    done = run(many[0], "-o", tmp_path / "组合", "--engine", text)
    assert done.exit_code == 2
    assert "可用 dask://主机:端口、processes" in done.output
    assert not (tmp_path / "组合").exists()


def test_addresses() -> None:
    assert spot("dask://[::1]:8786").address == "[::1]:8786"
    assert spot("processes").engine is ENGINES["processes"]


def test_a_process_that_dies_takes_nobody_with_it(many: list[Path]) -> None:
    bomb = Question(Bomb(many[1]))
    questions = [Question(str(many[0])), bomb, *(Question(str(many[3])) for _ in range(6)), bomb]
    found = reasons(processes, questions)
    assert [bool(one) for one in found] == [False, True, *[False] * 6, True]
    assert "进程中途没有了" in found[1]


def test_a_process_ends_with_the_one_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parent = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(0,))
    parent.start()
    ended: list[int] = []
    monkeypatch.setattr(processes.os, "_exit", ended.append)
    monkeypatch.setattr(processes, "parent_process", lambda: parent)
    before = signal.getsignal(signal.SIGINT)
    try:
        processes._begin()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    Cluster._wait(lambda: bool(ended))
    assert ended == [1]


def test_a_killed_run_leaves_no_process_and_goes_on_where_it_was(tmp_path: Path) -> None:
    for name in "abcd":
        enterprise(tmp_path, name)
    slow = enterprise(tmp_path, "slow")
    for number in range(2000):
        slow.write(f"evidence/{number}.md", f"---\nrecord: note\ndate: 2026-01-02\nid: e{number}\n---\n内容\n")
    time.sleep(2.1)  # files younger than that are not trusted
    folders = [str(tmp_path / name) for name in ("a", "b", "slow", "c", "d")]
    command = [sys.executable, "-m", "checker", "portfolio", *folders, "-o", str(tmp_path / "组合")]
    process = subprocess.Popen([*command, "--as-of", str(AS_OF), "--workers", "2"])
    kept = Path(os.environ["XDG_CACHE_HOME"])
    Cluster._wait(lambda: any(path.read_bytes().count(b"\n") >= 3 for path in kept.rglob("*.jsonl")))
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
    process.kill()
    process.wait()
    assert children
    Cluster._wait(lambda: not any(Path(f"/proc/{child}/cmdline").exists() for child in children))
    done = run(*folders, "-o", tmp_path / "组合", "--workers", 1)
    assert "家的文件没有动过" in done.output
    before = [path.read_bytes() for path in sorted((tmp_path / "组合").iterdir())]
    run(*folders, "-o", tmp_path / "组合", "--workers", 1, "--fresh")
    assert [path.read_bytes() for path in sorted((tmp_path / "组合").iterdir())] == before


def test_without_dask_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install distributed" in refused(lambda: dask.run([], ask(), "127.0.0.1:1", 1))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1:99999", "no-such-host.invalid:8786"])
def test_a_scheduler_that_does_not_answer(address: str) -> None:
    began = time.monotonic()
    assert "没有连上 Dask 调度器" in refused(lambda: dask.run([], ask(), address, 1))
    assert time.monotonic() - began < 20


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_without_workers(cluster: Cluster) -> None:
    assert "没有干活的机器" in refused(lambda: dask.run([], ask(), cluster.address, 1))


def test_workers_of_another_edition_or_of_none(cluster: Cluster) -> None:
    cluster.work("import checker; checker.__version__ = '0.0.1'")
    cluster.work("import sys; sys.modules['checker'] = None")
    cluster.work()
    said = refused(lambda: dask.run([], ask(), cluster.address, 1))
    assert "装的是 guanbiao 0.0.1（" in said
    assert "没有装 guanbiao，或者运行不了它" in said
    assert said.count("装上与本机相同的 " + edition()) == 2


def test_a_path_that_a_worker_does_not_see(many: list[Path], cluster: Cluster, tmp_path: Path) -> None:
    cluster.work()
    questions = [Question(str(many[0])), Question(str(tmp_path / "only-here"))]
    assert [one[-22:] for one in reasons(dask, questions, cluster.address)] == [
        "",
        look(questions[1], ask()).survey.reason[-22:],
    ]


@pytest.mark.usefixtures("impatient")
def test_a_worker_that_dies_takes_nobody_with_it(many: list[Path], cluster: Cluster) -> None:
    cluster.work()
    cluster.work()
    found = reasons(dask, [Question(str(many[0])), Question(Bomb(many[1])), Question(str(many[3]))], cluster.address)
    assert "KilledWorker" in found[1]
    assert (found[0], found[2]) == ("", "")


@pytest.mark.usefixtures("impatient")
def test_nobody_is_left(many: list[Path], cluster: Cluster) -> None:
    worker = cluster.work()
    questions = [Question(str(many[0]))] * 400
    answers = dask.run(questions, ask(), cluster.address, 1)
    found = [next(answers)]
    worker.kill()
    found += answers
    assert sorted(place for place, _ in found) == list(range(400))
    assert any("没有干活的机器了" in answer.survey.reason for _, answer in found)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_a_scheduler_that_dies_or_hangs(many: list[Path], cluster: Cluster, end: signal.Signals) -> None:
    cluster.work()
    questions = [Question(str(many[0]))] * 400
    answers = dask.run(questions, ask(), cluster.address, 1)
    found = [next(answers)]
    cluster.scheduler.send_signal(end)
    found += answers
    assert sorted(place for place, _ in found) == list(range(400))
    lost = {answer.survey.reason for _, answer in found} - {""}
    assert lost
    assert all("中途没有了" in one for one in lost)
