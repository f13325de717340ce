"""过期：记录超过了有效期。

## 查什么
记录类型写了 `valid_months` 时，日期加上这么多个月要不早于评估日；月末按当月最后一天。

## 为什么
预案、评估这类记录隔久了就不反映现状。

## 例子
```yaml title="passes"
record: {valid_months: 12}
evidence: {date: 2025-09-01}
```

```yaml title="fails"
record: {valid_months: 12}
evidence: {date: 2025-05-20}
```

## 怎么改
重新编制或复审一份；旧的留着，新的会自动顶替。

## 依据
有效期由企业参数给出，依据见参数页。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.calendar import add_months

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "expired"
TITLE = "过期"
ORDER = 70
UNLESS = frozenset({"date-missing"})


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    months, day = case.record.valid_months, case.evidence.day
    if months is None or day is None:
        return None
    end = add_months(day, months)
    return f"{day} 的记录有效期 {months} 个月，{end} 已到期" if end < case.as_of else None
