"""A metric (指标): something measured from the evidence, with a threshold, and what was found."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from msgspec import Meta

from checker.model.base import Id, Line, Value
from checker.model.record import Cadence
from checker.model.words import nfkc

Number = int | float
MetricStatus = Literal["reached", "not-reached", "running", "no-data", "no-threshold"]
METRIC_TITLES: dict[MetricStatus, str] = {
    "reached": "达到门槛",
    "not-reached": "没有达到门槛",
    "running": "期间未结束",
    "no-data": "算不出",
    "no-threshold": "没有设门槛",
}
_TOO_LARGE = 1e15
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


class Condition(Bound, frozen=True, kw_only=True):
    """What a field must be for a record to count: bounds on a number, or one of some words."""

    one_of: Annotated[tuple[Line, ...], Meta(description="是这几个词之一")] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is a condition at all."""
        return bool(self.given or self.one_of)

    def refuses(self, value: object) -> str | None:
        """Return why a field's value does not count: empty where it is simply not meant; None where it counts."""
        if self.one_of and (not isinstance(value, str) or nfkc(value) not in {nfkc(word) for word in self.one_of}):
            return "" if isinstance(value, str) else "没有填"
        if not self.given:
            return None
        number = finite(value)
        if number is None:
            return "没有填数字"
        return None if self.holds(number) else ""


def finite(value: object) -> Number | None:
    """Return a number that can be added and printed; Python's integers have no end, JSON readers' have."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if math.isfinite(value) and abs(value) < _TOO_LARGE else None


class Quantity(Value, frozen=True, kw_only=True):
    """A number taken from evidence: how many there are, or the sum of one of their fields."""

    count: Annotated[Id | None, Meta(description="数这种记录有几份")] = None
    sum: Annotated[Id | None, Meta(description="把这种记录的一个字段加起来")] = None
    field: Annotated[Line | None, Meta(description="和 sum 一起写：加哪个字段")] = None
    where: Annotated[
        dict[Line, Condition],
        Meta(description="只算字段满足条件的，例如 {outage_minutes: {above: 60}} 或 {build: {one_of: [自建]}}"),
    ] = {}

    @property
    def record(self) -> str:
        """The record type it is taken from."""
        return self.count or self.sum or ""


class Metric(Value, frozen=True, kw_only=True):
    """Something measured in every window, with the threshold already resolved."""

    id: Id
    title: Line
    clause: str
    cadence: Cadence
    measure: Quantity
    per: Quantity | None = None
    threshold: Bound | None = None
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
