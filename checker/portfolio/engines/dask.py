"""Many machines: the workers of a Dask scheduler, which see the workspaces under the same paths as this machine.

A scheduler runs whatever those send to it who reach it, and what workers send back is trusted: both belong into a
network of one's own.
"""

from __future__ import annotations

import logging
import re
import warnings
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from checker.errors import Fault, WorkspaceError
from checker.portfolio.edition import edition
from checker.portfolio.survey import Answer, Ask, Question, failed, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCHEME, EXAMPLE = "dask", "dask://主机:端口"
_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_CONNECT = 10  # seconds until the scheduler must have answered, and a worker must be there
_LOOK_ROUND = 5  # seconds without an answer after which is asked whether anybody is still there
_PATIENCE = 6  # times that nobody may be there: a worker that died may be started again
_LOST = "核对它的机器中途没有了（Dask 报 {}）"


def fits(address: str) -> bool:
    """Tell whether the address is a host with a port."""
    return bool(_ADDRESS.fullmatch(address))


def run(questions: Sequence[Question], ask: Ask, address: str, workers: int) -> Iterator[tuple[int, Answer]]:  # noqa: ARG001 - one signature for all engines
    """Yield the answers as they come.

    Raises:
        WorkspaceError: Dask is not installed here, the scheduler does not answer, it has no workers, or one of them
            has another edition of the product.
    """
    client = _client(address)
    try:
        _check(client, address, ask.edition)
        yield from _answers(client, questions, ask)
    finally:
        client.close(timeout=_LOOK_ROUND)


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        remedy = "先安装：python -m pip install distributed"
        raise _wrong(address, "这台机器上没有装 Dask", remedy) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says in English is said here
    warnings.filterwarnings("ignore", module="distributed")
    connect: Any = distributed.Client
    try:
        return connect(f"tcp://{address}", timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        what = f"{_CONNECT} 秒内没有连上 Dask 调度器"
        raise _wrong(address, what, "看主机、端口对不对，dask scheduler 是否在运行，防火墙是否放行") from error


def _wrong(address: str, what: str, remedy: str) -> WorkspaceError:
    return WorkspaceError([Fault(f"dask://{address}", None, None, what, remedy)])


def _check(client: Any, address: str, wanted: str) -> None:
    """Ask every worker which edition it has."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError as error:
        raise _wrong(address, "调度器在，但没有干活的机器", f"在干活的机器上运行 dask worker {address}") from error
    found = client.run(edition, on_error="return")
    faults = [_misfit(worker, said, wanted) for worker, said in sorted(found.items()) if said != wanted]
    if faults:
        raise WorkspaceError(faults)


def _misfit(worker: str, said: object, wanted: str) -> Fault:
    what = f"装的是 guanbiao {said}" if isinstance(said, str) else "没有装 guanbiao，或者运行不了它"
    return Fault(worker, None, None, f"这台干活的机器{what}", f"装上与本机相同的 {wanted}，再启动 dask worker")


def _answers(client: Any, questions: Sequence[Question], ask: Ask) -> Iterator[tuple[int, Answer]]:
    arrived: SimpleQueue[Any] = SimpleQueue()
    futures = client.map(partial(look, ask=ask), questions, pure=False)
    places = {future.key: place for place, future in enumerate(futures)}
    for future in futures:
        future.add_done_callback(arrived.put)
    deserted = 0
    while places and deserted < _PATIENCE:
        try:
            future = arrived.get(timeout=_LOOK_ROUND)
        except Empty:
            deserted = 0 if _anybody(client) else deserted + 1
            continue
        place = places.pop(future.key)
        yield place, _answer(future, questions[place])
    for place in places.values():
        yield place, failed(questions[place], _LOST.format("没有干活的机器了"))


def _anybody(client: Any) -> bool:
    """Tell whether there is still a worker."""
    try:
        return bool(client.sync(client.scheduler.ncores, callback_timeout=_LOOK_ROUND))
    except Exception:  # noqa: BLE001 - whatever the connection died of, or a scheduler that no longer answers
        return False


def _answer(future: Any, question: Question) -> Answer:
    """Return what came, or why nothing did; `look` itself lets nothing out."""
    try:
        answer = future.result(timeout=_LOOK_ROUND)
    except Exception as error:  # noqa: BLE001 - a lost worker, a lost scheduler, a lost connection
        return failed(question, _LOST.format(type(error).__name__))
    assert isinstance(answer, Answer), "what `look` returns"
    return answer
