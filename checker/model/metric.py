"""A metric (指标): something measured from the evidence, with a threshold, and what was found."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from checker.model.base import Id, Line, Value
from checker.model.record import Cadence

Number = int | float
MetricStatus = Literal["reached", "not-reached", "running", "no-data", "no-threshold"]
METRIC_TITLES: dict[MetricStatus, str] = {
    "reached": "达到门槛",
    "not-reached": "没有达到门槛",
    "running": "期间未结束",
    "no-data": "算不出",
    "no-threshold": "没有设门槛",
}
SIGNS = {"at_least": "≥", "above": "＞", "at_most": "≤", "below": "＜"}


class Bound(Value, frozen=True, kw_only=True):
    """Conditions on a number, each comparison sign by its name; all must hold."""

    at_least: Annotated[Number | None, Meta(description="大于或等于")] = None
    above: Annotated[Number | None, Meta(description="大于")] = None
    at_most: Annotated[Number | None, Meta(description="小于或等于")] = None
    below: Annotated[Number | None, Meta(description="小于")] = None

    def holds(self, value: Number) -> bool:
        """Tell whether the number satisfies every condition."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )

    @property
    def given(self) -> dict[str, Number]:
        """The conditions that are given, by name."""
        held = {name: getattr(self, name) for name in SIGNS}
        return {name: value for name, value in held.items() if value is not None}


class Quantity(Value, frozen=True, kw_only=True):
    """A number taken from evidence: how many there are, or the sum of one of their fields."""

    count: Annotated[Id | None, Meta(description="数这种记录有几份")] = None
    sum: Annotated[Id | None, Meta(description="把这种记录的一个字段加起来")] = None
    field: Annotated[Line | None, Meta(description="和 sum 一起写：加哪个字段")] = None
    where: Annotated[dict[Line, Bound], Meta(description="只算字段满足条件的，例如 {outage_minutes: {above: 60}}")] = {}

    @property
    def record(self) -> str:
        """The record type it is taken from."""
        return self.count or self.sum or ""


class Metric(Value, frozen=True, kw_only=True):
    """Something measured in every window, with the threshold already resolved.

    Attributes:
        threshold_parameter: The parameter that holds the threshold, if one does.
    """

    id: Id
    title: Line
    clause: str
    cadence: Cadence
    measure: Quantity
    per: Quantity | None = None
    threshold: Bound | None = None
    threshold_parameter: str | None = None
    unit: Line | None = None


class Measurement(Value, frozen=True, kw_only=True):
    """A metric in one window.

    Attributes:
        value: The number, or the ratio rounded to four places; None where it cannot be computed.
        reason: Why it cannot be computed, in Chinese, or empty.
        evidence: What was counted, sorted paths.
        left_out: Records of the types concerned that were not counted, with the reason in Chinese.
    """

    metric: str
    clause: str
    window: str
    status: MetricStatus
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    threshold: Bound | None
    reason: str = ""
    evidence: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
