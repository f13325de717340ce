"""次数不够：这个期间要有几份，没有那么多。

## 查什么
记录类型写了 `times` 时，过了应完成日，这个期间里的份数不能少于它。同时写了 `weekdays` 的，期间里因为放假只剩几个能做的日子，就只要几份。应完成日还没到，不算问题，状态是未到期。

## 为什么
“每周两次”做成“每周一次”，单看哪一份都没有毛病，数一数才看得出来。

## 例子
```yaml title="passes"
record: {cadence: weekly, times: 2}
evidence: {date: 2026-05-21}
found: 2
due: 2026-05-24
```

```yaml title="passes"
record: {cadence: weekly, times: 2}
evidence: {date: 2026-06-29}
found: 1
due: 2026-07-05
```

```yaml title="fails"
record: {cadence: weekly, times: 2}
evidence: {date: 2026-05-21}
found: 1
due: 2026-05-24
```

## 怎么改
找一找是不是有一份没有放进证据文件夹，或者日期写到了别的期间。确实没做，如实写明原因，不要补造。

## 依据
例如《项目组织与实施运维方案》8.2.2-1：版本每周发布两次。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "too-few"
TITLE = "次数不够"
ORDER = 64
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    if case.due is None or case.as_of <= case.due or case.found >= case.needed:
        return None
    return f"这个期间至少要 {case.needed} 份，找到 {case.found} 份"
