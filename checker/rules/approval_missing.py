"""缺审批：规定要签的角色没有签。

## 查什么
记录类型的 `approvals` 里每个角色，都要有一条写明人和日期的审批；缺人名或缺日期的不算。评估日之后的审批还不存在。

## 为什么
没人签发的方案就不是依据。只有原文写明的审批才写成规则，推断的只作建议。

## 例子
```yaml title="passes"
record: {approvals: [boss]}
evidence: {date: 2026-05-20, approvals: [{role: boss, person: li-na, date: 2026-05-22}]}
```

```yaml title="fails"
record: {approvals: [boss]}
evidence: {date: 2026-05-20, approvals: [{role: boss, person: li-na}]}
```

## 怎么改
请该角色的人补签，日期写实际签的那天。

## 依据
例如《两化融合技术实现控制程序》2.1 方案由管理者代表审批、4.7 验收结果由董事长批准。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "approval-missing"
TITLE = "缺审批"
ORDER = 90
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    signed = {approval.role for approval in case.evidence.approvals if approval.person and approval.day}
    absent = [role for role in case.own.approvals if role not in signed]
    return f"缺少审批：{case.role_titles(absent)}" if absent else None
