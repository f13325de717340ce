"""Record types that wait for each other: cycles in `after`, `within` and `per`."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.record import RecordType


def find_cycle(records: Mapping[str, RecordType]) -> list[str] | None:
    """Return the ids along one cycle, the first repeated at the end, or None."""
    graph = {
        key: sorted({*record.after, *filter(None, (record.per, record.deadline_of))} & records.keys())
        for key, record in sorted(records.items())
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return None
