"""No serious or critical violation on any kind of page, light and dark, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driver import grave_violations, sideways

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from driver import Visit

KINDS = {
    "home": "index.html",
    "clause": "procedures/ti-83/5.1.html",
    "gap": "gap/index.html",
    "dashboard": "gap/dashboard.html",
    "calendar": "calendar/index.html",
    "matrix": "matrix/index.html",
    "record": "records/weekly-plan.html",
    "rule": "rules/late.html",
    "roles": "roles/index.html",
    "role": "roles/project-manager.html",
    "raci": "raci/delivery.html",
    "glossary": "glossary/index.html",
    "document": "standard/index.html",
    "programme": "programme/index.html",
    "sources": "sources/index.html",
    "flow": "flows/index.html",
}


TOLD = ("index.html", "roles/it-department.html", "records/weekly-plan.html", "gap/index.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_axe(visit: Callable[..., Visit], served: str, kind: str, width: int, scheme: str) -> None:
    page = visit(width, scheme).page
    page.goto(served + KINDS[kind])
    page.evaluate("document.querySelectorAll('.gb details').forEach((item, place) => { item.open = place < 3 })")
    assert not grave_violations(page)
    assert sideways(page) <= 0, "the page itself scrolls sideways"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", TOLD)
def test_axe_for_employees(visit: Callable[..., Visit], employees: Path, name: str, scheme: str) -> None:
    page = visit(390, scheme).page
    page.goto(f"{employees.as_uri()}/{name}")
    assert not grave_violations(page)
    assert sideways(page) <= 0, "the page itself scrolls sideways"
