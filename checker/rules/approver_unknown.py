"""审批人不认识：签字的人不在人员表里。

## 查什么
证据里给出的每一条审批，人都要在 `controls/people.yml` 里。

## 为什么
认不出是谁签的，就查不了他当时有没有这个权限。

## 例子
```yaml title="passes"
evidence: {date: 2026-05-20, approvals: [{role: boss, person: li-na, date: 2026-05-22}]}
people: {li-na: [{role: boss}]}
```

```yaml title="fails"
evidence: {date: 2026-05-20, approvals: [{role: boss, person: nobody, date: 2026-05-22}]}
people: {li-na: [{role: boss}]}
```

## 怎么改
在人员表里登记这个人和他的任职起止；或改正写错的人员标识。

## 依据
标准 5.7 职责要落到岗位和人；《两化融合技术实现控制程序》第 2 章职责。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "approver-unknown"
TITLE = "审批人不认识"
ORDER = 110
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    names = {a.person for a in case.evidence.approvals if a.person and a.person not in case.people}
    return f"审批人不在人员表里：{'、'.join(sorted(names))}" if names else None
