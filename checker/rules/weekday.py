"""日子不对：不在规定的星期几。

## 查什么
记录类型写了 `weekdays` 时，日期要落在其中一天；那一天休息，顺延到后面第一个工作日。放假和调休按国务院的安排，企业自己多放、多上的日子也算在内。同时写了 `times` 的，这个期间的每一份都看。

## 为什么
固定的日子是给大家排班用的：发布定在周一和周四，值班、公告、回退的人都按这两天安排。临时换了日子，事后要说得清楚。

## 例子
```yaml title="passes"
record: {weekdays: [monday, thursday]}
evidence: {date: 2026-05-21}
wrong_day: false
```

```yaml title="fails"
record: {weekdays: [monday, thursday]}
evidence: {date: 2026-05-20}
wrong_day: true
```

## 怎么改
先查日期有没有登记错。真的换了日子，不要改日期，写明谁同意、为什么；常常要换，就改规定。

## 依据
例如《项目组织与实施运维方案》8.2.2-1：版本每周一、周四发布，遇节假日顺延到下一个工作日。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.record import WEEKDAY_TITLES

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "weekday"
TITLE = "日子不对"
ORDER = 62
UNLESS = frozenset({"date-missing"})


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    day = case.evidence.day
    if not case.wrong_day or day is None:
        return None
    found = tuple(WEEKDAY_TITLES.values())[day.weekday()]
    wanted = "、".join(WEEKDAY_TITLES[name] for name in case.record.weekdays)
    return f"{day}（{found}）不在规定的日子：{wanted}，遇休息日顺延到下一个工作日"
