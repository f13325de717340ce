"""迟交：记录的日期晚于应完成日。

## 查什么
有周期的记录，应完成日是期间最后一天加宽限；有 `within` 的，是所从起算的记录中最晚一份的日期加期限。按小时的期限，两边都有时刻就按时刻判断。工作日按国务院放假安排和调休。

## 为什么
迟了的记录说明事情没有按时做；不能靠改日期来补。

## 例子
```yaml title="passes"
evidence: {date: 2026-05-20}
due: 2026-05-31
```

```yaml title="fails"
evidence: {date: 2026-06-03}
due: 2026-05-31
```

## 怎么改
记录保持真实日期；写明迟的原因，必要时走偏差或豁免的手续。

## 依据
例如《两化融合技术实现控制程序》5.1 的月计划、周计划；期限由企业参数给出的，依据见参数页。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "late"
TITLE = "迟交"
ORDER = 60
UNLESS = frozenset({"date-missing"})


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    day, instant = case.evidence.day, case.evidence.instant
    if case.deadline is not None and instant is not None:
        if instant > case.deadline:
            return f"{instant:%Y-%m-%d %H:%M} 完成，晚于期限 {case.deadline:%Y-%m-%d %H:%M}"
        return None
    if day is None or case.due is None or day <= case.due:
        return None
    return f"日期 {day}，晚于应完成日 {case.due}（迟 {(day - case.due).days} 天）"
