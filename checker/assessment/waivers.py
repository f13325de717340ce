"""Approved exceptions: which gaps they cover, which are past their end, which cover nothing (contract 3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from checker.model.assessment import WaiverNote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.obligation import Obligation
    from checker.model.profile import Waiver
    from checker.model.workspace import Workspace

Notes = tuple[WaiverNote, ...]


def apply_waivers(
    workspace: Workspace, obligations: Iterable[Obligation]
) -> tuple[tuple[Obligation, ...], Notes, Notes]:
    """Return the obligations with waived gaps marked, the expired waivers, and the unused ones."""
    waivers = workspace.controls.profile.waivers
    in_force = {place: waiver for place, waiver in enumerate(waivers) if workspace.as_of <= waiver.until}
    used: set[int] = set()
    result = []
    for item in obligations:
        matching = [place for place, waiver in in_force.items() if item.gap and matches(waiver, item)]
        used.update(matching)
        if matching:
            kept = msgspec.structs.replace(item, status="waived", severity=None, waiver=matching[0])
            result.append(kept)
        else:
            result.append(item)
    expired = [WaiverNote(index=i, until=w.until) for i, w in enumerate(waivers) if i not in in_force]
    unused = [WaiverNote(index=i, until=w.until) for i, w in in_force.items() if i not in used]
    return tuple(result), tuple(expired), tuple(unused)


def matches(waiver: Waiver, item: Obligation) -> bool:
    """Tell whether the obligation agrees with every key that the waiver gives."""
    window = str(waiver.window) if waiver.window is not None else None
    project = item.subject.id if item.subject.kind == "project" else None
    pairs = (
        (waiver.clause, item.clause),
        (waiver.record, item.record),
        (waiver.project, project),
        (window, item.window),
    )
    return all(wanted is None or wanted == found for wanted, found in pairs)
