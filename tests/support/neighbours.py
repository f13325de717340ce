"""A file that the test spoils, and its neighbour that must not suffer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.workspace import obligations

if TYPE_CHECKING:
    from support.workspace import Builder


def stand(house: Builder) -> Builder:
    """Let a house owe one record that is in order, and one that the test spoils."""
    return house.owes("good").owes("bad").evidence("good.md", "good", date="2026-05-01")


def good(report: dict[str, Any]) -> bool:
    """Tell that the neighbour was judged as if nothing had happened."""
    item = obligations(report)["doc/good:good"]
    return bool(item["status"] == "met" and item["evidence"] == "good.md")
