"""The proposed severity of gaps, as auditors judge (contract 3.9)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.obligation import Obligation, Severity


def graded(obligations: Iterable[Obligation]) -> Iterator[Obligation]:
    """Yield the obligations with a severity on every gap."""
    obligations = tuple(obligations)
    due: dict[str, set[str]] = defaultdict(set)
    for item in obligations:
        if item.status in {"met", "missing", "deficient"}:
            due[item.clause].add(item.status)
    for item in obligations:
        if item.gap:
            yield msgspec.structs.replace(item, severity=_severity(item, due[item.clause]))
        else:
            yield item


def _severity(item: Obligation, statuses: set[str]) -> Severity:
    if item.level != "shall":
        return "observation"
    return "major" if statuses == {"missing"} else "minor"
