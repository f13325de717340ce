"""Metrics measured from the evidence, window by window (docs/decisions/0008).

What counts: evidence of the record type, and of the types that directly serve it, that belongs to the window by
its `window` or its date, can be read, carries the fields and the approvals that its own type asks for, and is not
replaced by a later one. Where a record exists only on an occasion, or is due several times a window, all count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.assessment.index import window_name
from checker.assessment.listing import REASONS
from checker.calendar import windows_between
from checker.model.metric import Measurement, MetricStatus, Number, finite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.assessment.decide import Decider
    from checker.calendar import Window
    from checker.model.assessment import Unplaced
    from checker.model.evidence import Evidence
    from checker.model.metric import Bound, Metric, Quantity
    from checker.model.workspace import Workspace

DISQUALIFYING = frozenset(
    {"unreadable", "fields", "approval-missing", "approval-order", "approver-unknown", "approver-not-in-role"}
)
PLACES = 4


class Sum(NamedTuple):
    """A quantity in one window: its value, or why there is none, and what was counted or left out."""

    value: Number | None
    reason: str
    counted: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


def measurements(
    workspace: Workspace, decider: Decider, silent: frozenset[str], homeless: Iterable[Unplaced]
) -> Iterator[Measurement]:
    """Yield every metric in every window that began in the assessment period, in order.

    Args:
        workspace: Controls and evidence.
        decider: Knows which evidence exists, what replaces what, and judges it.
        silent: Clauses that are excluded or not in force, whose metrics are not measured.
        homeless: Evidence that can count nowhere.
    """
    metrics = [item for _, item in sorted(workspace.controls.metrics.items()) if item.clause not in silent]
    meter = _Meter(workspace, decider, homeless)
    for metric in metrics:
        for window in windows_between(metric.cadence, workspace.controls.profile.start, workspace.as_of):
            yield _measured(metric, window, meter, running=workspace.as_of <= window.last)


def _measured(metric: Metric, window: Window, meter: _Meter, *, running: bool) -> Measurement:
    top = meter.take(metric.measure, metric, window)
    bottom = meter.take(metric.per, metric, window) if metric.per else None
    value, reason = _ratio(top, bottom)
    parts = [top, *([bottom] if bottom else [])]
    return Measurement(
        metric=metric.id,
        clause=metric.clause,
        window=window.name,
        status=_status(value, metric.threshold, running=running),
        value=value,
        numerator=top.value,
        denominator=bottom.value if bottom else None,
        threshold=metric.threshold,
        reason=reason,
        evidence=tuple(sorted({path for part in parts for path in part.counted})),
        left_out=tuple(sorted({pair for part in parts for pair in part.left_out})),
    )


def _ratio(top: Sum, bottom: Sum | None) -> tuple[Number | None, str]:
    if bottom is None:
        return (None if top.value is None else _rounded(top.value)), top.reason
    if bottom.value is None or top.value is None:
        return None, bottom.reason or top.reason
    if bottom.value == 0:
        return None, "分母是 0"
    return round(top.value / bottom.value, PLACES), ""


def _rounded(value: Number) -> Number:
    return value if isinstance(value, int) else round(value, PLACES)


def _status(value: Number | None, threshold: Bound | None, *, running: bool) -> MetricStatus:
    if value is None:
        return "no-data"
    if threshold is None:
        return "no-threshold"
    if running:
        return "running"
    return "reached" if threshold.holds(value) else "not-reached"


class _Meter:
    """Takes quantities; what counts for a record type is found once."""

    def __init__(self, workspace: Workspace, decider: Decider, homeless: Iterable[Unplaced]) -> None:
        self._workspace = workspace
        self._decider = decider
        self._unplaced = {item.evidence: REASONS[item.reason] for item in homeless}
        self._fit: dict[str, list[tuple[Evidence, str]]] = {}

    def take(self, quantity: Quantity, metric: Metric, window: Window) -> Sum:
        """Return the quantity in the window."""
        values, counted, left_out = [], [], []
        for item, wrong in self._candidates(quantity.record):
            if window_name(item, metric.cadence) != window.name:
                continue
            number, why = (None, wrong) if wrong else _number(item, quantity)
            if number is not None:
                values.append(number)
                counted.append(item.path)
            elif why:
                left_out.append((item.path, why))
        record = self._workspace.controls.records[quantity.record]
        nothing_happened = not left_out and (record.occasion or record.scope == "event")
        if quantity.sum and not values and not nothing_happened:
            return Sum(None, f"没有可用的《{record.title}》", (), tuple(left_out))
        return Sum(sum(values), "", tuple(counted), tuple(left_out))

    def _candidates(self, record: str) -> list[tuple[Evidence, str]]:
        """Return the evidence of a type with why it does not count, or an empty text, in order of paths."""
        if record not in self._fit:
            found = self._decider.standing(self._workspace.controls.records[record])
            self._fit[record] = [(item, self._disqualified(item)) for item in found]
        return self._fit[record]

    def _disqualified(self, item: Evidence) -> str:
        if item.path in self._unplaced:
            return self._unplaced[item.path]
        problems = self._decider.own_problems(item)
        return "；".join(problem.message for problem in problems if problem.code in DISQUALIFYING)


def _number(item: Evidence, quantity: Quantity) -> tuple[Number | None, str]:
    """Return what the evidence adds to the quantity, or None with the reason (empty: it is not meant)."""
    for name, condition in quantity.where.items():
        why = condition.refuses(item.fields.get(name))
        if why is not None:
            return None, why and f"{why}：{name}"
    if quantity.field is None:
        return 1, ""
    value = finite(item.fields.get(quantity.field))
    return value, "" if value is not None else f"没有填数字：{quantity.field}"
