"""The three reports that belong together: their place in the navigation, and the links from one to the others."""

from __future__ import annotations

from checker.pages.engine import block

GAPS = "gap/index.md"
UNSET = f"{GAPS}#parameters"
BOARD = "gap/dashboard.md"
MATRIX = "matrix/index.md"
REPORTS: tuple[tuple[str, str], ...] = (("差距报告", GAPS), ("看板", BOARD), ("追溯矩阵", MATRIX))


def strip(page: str) -> str:
    """Return the links from one of the reports to the others, itself marked."""
    return block("reports.jinja", page, here=page, reports=REPORTS)
