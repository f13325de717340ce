"""Several processes on this machine. One that dies takes no other workspace with it."""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING

from checker.portfolio.survey import Answer, Ask, Question, failed, look

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from multiprocessing.process import BaseProcess

SCHEME, EXAMPLE = "processes", "processes"
_LOST = "核对它的进程中途没有了，可能是内存不够，或文件使它崩溃"
_AHEAD = 2  # workspaces for each process that are under way or waiting for it

Task = tuple[int, Question]


def fits(address: str) -> bool:
    """Tell whether the address is one: there is none."""
    return not address


def run(questions: Sequence[Question], ask: Ask, address: str, workers: int) -> Iterator[tuple[int, Answer]]:  # noqa: ARG001 - one signature for all engines
    """Yield the answers as they come; one worker alone works in this very process."""
    waiting = deque(enumerate(questions))
    if workers == 1:
        yield from ((place, look(question, ask)) for place, question in waiting)
        return
    while waiting:
        for place, question in (yield from _together(waiting, ask, workers)):
            yield place, _alone(question, ask)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)


def _together(waiting: deque[Task], ask: Ask, workers: int) -> Generator[tuple[int, Answer], None, list[Task]]:
    """Yield answers until nothing waits, or a process dies; return the tasks then under way, one of which was it."""
    flying: dict[Future[Answer], Task] = {}
    pool = _pool(workers)
    try:
        while waiting or flying:
            while waiting and len(flying) < workers * _AHEAD:
                flying[pool.submit(look, waiting[0][1], ask)] = waiting[0]
                waiting.popleft()
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                yield flying[future][0], future.result()
                del flying[future]
    except BrokenProcessPool:
        return list(flying.values())
    finally:
        pool.shutdown(cancel_futures=True)
    return []


def _alone(question: Question, ask: Ask) -> Answer:
    """Return the answer of a process that has nothing else to do, so that its death says whose it was."""
    with _pool(1) as pool:
        try:
            return pool.submit(look, question, ask).result()
        except BrokenProcessPool:
            return failed(question, _LOST)


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end when that one does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None, "a pool's process has a parent"
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
