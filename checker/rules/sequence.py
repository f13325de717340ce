"""次序不对：应当先有的记录，没有一份在它之前。

## 查什么
记录类型写了 `after` 时，其中每一种都要有一份相关的证据，日期早于或等于这一份。同属项目的看同一个项目，同一事件的看同一事件，周期相同的看同一期间。

## 为什么
先做后补的方案、先上线后测试，是“两张皮”最明显的痕迹；审核员爱按日期排一遍。

## 例子
```yaml title="passes"
record: {after: [plan]}
evidence: {date: 2026-05-20}
related: {plan: [{date: 2026-05-01}]}
```

```yaml title="fails"
record: {after: [plan]}
evidence: {date: 2026-05-20}
related: {plan: [{date: 2026-05-25}]}
```

```yaml title="fails"
record: {after: [plan]}
evidence: {date: 2026-05-20}
related: {plan: []}
```

## 怎么改
先查日期有没有登记错；真的倒了次序，如实说明并作为问题整改，不要改日期。

## 依据
例如《两化融合技术实现控制程序》3.5、4.2：审核通过之后才实施；标准 7.3 先于 7.4。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.dates import days_of

if TYPE_CHECKING:
    from datetime import date

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "sequence"
TITLE = "次序不对"
ORDER = 80
UNLESS = frozenset({"date-missing"})


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    day = case.evidence.day
    if day is None:
        return None
    return (
        "；".join(_late_or_absent(case, name, day) for name in case.record.after if not _before(case, name, day))
        or None
    )


def _before(case: Case, name: str, day: date) -> bool:
    return any(other <= day for other in days_of(case.related.get(name, ())))


def _late_or_absent(case: Case, name: str, day: date) -> str:
    others = sorted(days_of(case.related.get(name, ())))
    title = case.record_titles([name])
    if not others:
        return f"应先有《{title}》，没有找到"
    return f"日期 {day}，而《{title}》最早一份是 {others[0]}，次序倒了"
