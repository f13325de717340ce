"""Tables for the auditor's folder: one module each, policies and controls to tables; adding a module adds a table.

A module offers NAME (for the command), TITLE, ABOUT (one sentence) and build(held).
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.tables._table import Held, Table


class Maker(Protocol):
    """What a module of this package offers."""

    NAME: str
    TITLE: str
    ABOUT: str

    def build(self, held: Held) -> list[Table]:
        """Return the tables, in their order."""
        ...


def _discover() -> Mapping[str, Maker]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [cast("Maker", importlib.import_module(f"{__name__}.{name}")) for name in names if name[0] != "_"]
    return {maker.NAME: maker for maker in found}


MAKERS = _discover()
"""Every table by its name."""
