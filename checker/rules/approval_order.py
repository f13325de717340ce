"""审批次序不对：后一级签在前一级之前，或签在文件日期之前。

## 查什么
每个角色取最晚的一次审批，按 `approvals` 的次序，日期不得早于前面最近一个已签的角色，也不得早于记录自己的日期。

## 为什么
文件还没写就签了，或先批准后审核，说明签字只是形式。

## 例子
```yaml title="passes"
record: {approvals: [a, b]}
evidence: {date: 2026-05-20, approvals: [{role: a, person: x, date: 2026-05-21}, {role: b, person: y, date: 2026-05-21}]}
```

```yaml title="fails"
record: {approvals: [a, b]}
evidence: {date: 2026-05-20, approvals: [{role: a, person: x, date: 2026-05-23}, {role: b, person: y, date: 2026-05-21}]}
```

```yaml title="fails"
record: {approvals: [a]}
evidence: {date: 2026-05-20, approvals: [{role: a, person: x, date: 2026-05-19}]}
```

## 怎么改
核对日期；真的签早了，重新走一遍审批。

## 依据
例如《两化融合技术实现控制程序》5.3：先申请、再分析、后审批。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "approval-order"
TITLE = "审批次序不对"
ORDER = 100
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    wrong = []
    ahead: tuple[str, date] | None = None
    for role in case.own.approvals:
        days = [a.day for a in case.evidence.approvals if a.role == role and a.person and a.day]
        if not days:
            continue
        latest = max(days)
        if ahead and latest < ahead[1]:
            wrong.append(f"{case.role_titles([role])} {latest} 签，早于 {case.role_titles([ahead[0]])} {ahead[1]}")
        if case.evidence.day and latest < case.evidence.day:
            wrong.append(f"{case.role_titles([role])} {latest} 签，早于文件日期 {case.evidence.day}")
        ahead = (role, latest)
    return "；".join(wrong) or None
