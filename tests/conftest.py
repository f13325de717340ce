"""What all tests share: one builder of workspaces, and hypothesis without clocks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from support import firm as firms
from support.workspace import Builder

if TYPE_CHECKING:
    from pathlib import Path

_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("local", deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture
def house(tmp_path: Path) -> Builder:
    """A workspace on disk that is complete and owes nothing yet."""
    return Builder(tmp_path / "house")


@pytest.fixture
def firm(house: Builder) -> Builder:
    """The same with a record type whose form has every kind of cell."""
    return firms.set_up(house)
