"""Report formats: one module each, an assessment to bytes; pure. Adding a module adds a format.

A format module offers NAME (for --format), ENDING (of a file) and render(assessment, workspace).
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.assessment import Assessment
    from checker.model.workspace import Workspace


class Renderer(Protocol):
    """What a module of this package offers."""

    NAME: str
    ENDING: str

    def render(self, assessment: Assessment, workspace: Workspace) -> bytes:
        """Return the report."""
        ...


def _discover() -> Mapping[str, Renderer]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [cast("Renderer", importlib.import_module(f"{__name__}.{n}")) for n in names if n[0] != "_"]
    return {renderer.NAME: renderer for renderer in found}


RENDERERS = _discover()
