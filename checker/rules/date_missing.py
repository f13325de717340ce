"""没有日期：记录没有写日期，时间上的要求都没法判断。

## 查什么
元数据里没有 `date`。此时不再判断迟交、过期和先后。

## 为什么
没有日期的记录证明不了先后，审核员会问“这是什么时候的”。

## 例子
```yaml title="passes"
evidence: {date: 2026-05-20}
```

```yaml title="fails"
evidence: {title: 没写日期的纪要}
```

## 怎么改
在说明文件、文件开头、台账或文件名里写上记录的日期（事情发生的日期，不是补录的日期）。

## 依据
产品约定（契约 3 第 7 条）。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "date-missing"
TITLE = "没有日期"
ORDER = 50
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    return "没有日期，先后和期限都没法判断" if case.evidence.day is None else None
