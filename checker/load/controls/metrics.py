"""Metrics with their thresholds resolved, and the rules between their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.load.text.convert import convert
from checker.load.text.yamldoc import YamlText
from checker.model.metric import Bound, Metric, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.errors import Fault
    from checker.load.controls.known import Known, Place
    from checker.load.controls.sources import Sources
    from checker.load.text.source import Loaded
    from checker.model.profile import Parameter

_EXAMPLE = "写成 {at_least: 0.9} 这样；at_least ≥、above ＞、at_most ≤、below ＜"


def check_metrics(sources: Sources, known: Known) -> Iterator[Fault]:
    """Yield every unknown id and every quantity that says too much or too little."""
    loaded = sources.metrics
    for place, metric in enumerate(loaded.value.metrics if loaded and loaded.value else ()):
        at: Place = ["metrics", place]
        yield from known.missing(loaded, [*at, "clause"], metric.clause, "clauses")
        yield from _quantity(loaded, [*at, "measure"], metric.measure, known)
        if metric.per:
            yield from _quantity(loaded, [*at, "per"], metric.per, known)
        if metric.threshold:
            yield from known.missing(loaded, [*at, "threshold", "parameter"], metric.threshold.parameter, "parameters")


def _quantity(loaded: Loaded[Any], at: Place, quantity: Quantity, known: Known) -> Iterator[Fault]:
    for key in ("count", "sum"):
        yield from known.missing(loaded, [*at, key], getattr(quantity, key), "records")
    if bool(quantity.count) == bool(quantity.sum):
        yield loaded.fault(at, "没有写明算什么", "在 count（数份数）和 sum（加字段）里写一个")
    if bool(quantity.sum) != bool(quantity.field):
        yield loaded.fault(at, "sum 和 field 要一起写", "sum 写记录类型，field 写要加的字段")
    for name, condition in quantity.where.items():
        if not condition.says_something:
            yield loaded.fault([*at, "where", name], "没有写条件", _EXAMPLE)


def resolve_metric(
    loaded: Loaded[Any], at: Place, shape: Any, parameters: dict[str, Parameter]
) -> tuple[Metric, list[Fault]]:
    """Return the metric with its threshold, and what is wrong with the threshold."""
    bound, faults = _threshold(loaded, [*at, "threshold"], shape.threshold, parameters)
    held = {key: getattr(shape, key) for key in ("id", "title", "clause", "cadence", "measure", "per", "unit")}
    return Metric(**held, threshold=bound), faults


def _threshold(
    loaded: Loaded[Any], at: Place, shape: Any, parameters: dict[str, Parameter]
) -> tuple[Bound | None, list[Fault]]:
    if shape is None:
        return None, []
    if shape.parameter is None:
        if not shape.given:
            return None, [loaded.fault(at, "门槛没有写比较号", _EXAMPLE)]
        return Bound(**shape.given), []
    parameter = parameters.get(shape.parameter)
    if parameter is None or parameter.value is None:
        return None, []
    value = convert(YamlText(parameter.value, None), Bound, loaded.path)
    if isinstance(value, list) or not value.given:
        what = f"参数“{shape.parameter}”的值 {parameter.value!r} 不能作门槛"
        return None, [loaded.fault(at, what, f"在 controls/parameters.yml 里{_EXAMPLE}")]
    return value, []
