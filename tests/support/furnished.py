"""A small house with one of everything, for faults that refer to other files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.workspace import Builder


def furnish(house: Builder) -> Builder:
    """Give a house what the faults above refer to; `cadence` of w comes from a parameter."""
    return (
        house.role("boss").role("it", kind="department").person("li-na").parameter("interval")
        .document("doc", stages=[{"id": "build", "title": "建"}, {"id": "trial", "title": "试"}]).document("free")
        .record("r", code="VI-1").record("w", cadence={"parameter": "interval"})
        .clause("doc/r", "r", "w")
    )  # fmt: skip
