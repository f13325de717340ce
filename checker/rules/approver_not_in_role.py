"""审批人当时不在任：签字那天他不担任所签的角色。

## 查什么
每一条写明人和日期的审批，人在人员表里时，那一天必须担任所签的角色（起止两天都算）。

## 为什么
离任后补签、未任先签，是补资料最容易露出的地方。

## 例子
```yaml title="passes"
evidence: {date: 2026-05-20, approvals: [{role: boss, person: li-na, date: 2026-05-22}]}
people: {li-na: [{role: boss, to: 2026-05-31}]}
```

```yaml title="fails"
evidence: {date: 2026-05-20, approvals: [{role: boss, person: li-na, date: 2026-06-02}]}
people: {li-na: [{role: boss, to: 2026-05-31}]}
```

## 怎么改
核对任职起止有没有登记错；真的越权，请在任的人重新审批。

## 依据
标准 5.2 管理者代表由任命授权；5.7 职责。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "approver-not-in-role"
TITLE = "审批人当时不在任"
ORDER = 120
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    wrong = [
        f"{case.person_name(a.person)} {a.day} 不担任{case.role_titles([a.role])}"
        for a in case.evidence.approvals
        if a.person in case.people and a.day and not case.people[a.person].held(a.role, a.day)
    ]
    return "；".join(wrong) or None
