"""Where workspaces are assessed: one module each; adding a module adds an engine.

A module offers SCHEME (what stands before "://"), EXAMPLE, fits(address) and run(questions, ask, address, workers).
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from checker.errors import Fault, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.portfolio.survey import Answer, Ask, Question


class Engine(Protocol):
    """What a module of this package offers."""

    SCHEME: str
    EXAMPLE: str

    def fits(self, address: str) -> bool:
        """Tell whether an address is one that this engine can use."""
        ...

    def run(self, questions: Sequence[Question], ask: Ask, address: str, workers: int) -> Iterator[tuple[int, Answer]]:
        """Yield an answer to every question with its place, as they come.

        A workspace that cannot be assessed, or whose worker is lost, has an answer with its reason.

        Raises:
            WorkspaceError: There is nobody who could answer.
        """
        ...


class Spot(NamedTuple):
    """An engine and the address at which it works."""

    engine: Engine
    address: str


def _discover() -> Mapping[str, Engine]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [cast("Engine", importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {engine.SCHEME: engine for engine in found}


ENGINES = _discover()
"""Every engine by its scheme."""


def spot(text: str) -> Spot:
    """Return the engine meant by "processes" or "dask://HOST:PORT".

    Raises:
        WorkspaceError: There is none of that name, or the address is not one.
    """
    scheme, _, address = text.partition("://")
    engine = ENGINES.get(scheme)
    if engine is None or not engine.fits(address):
        examples = "、".join(known.EXAMPLE for known in ENGINES.values())
        raise WorkspaceError([Fault("--engine", None, None, f"“{text}”不是这里能用的", f"可用 {examples}")])
    return Spot(engine, address)
