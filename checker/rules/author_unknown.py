"""编制人不认识：编制人不在人员表里。

## 查什么
证据的每个 `author` 都要在 `controls/people.yml` 里。

## 为什么
独立性、同部门验证都要靠编制人来判断。

## 例子
```yaml title="passes"
evidence: {date: 2026-05-20, author: [li-na]}
people: {li-na: []}
```

```yaml title="fails"
evidence: {date: 2026-05-20, author: [lina]}
people: {li-na: []}
```

## 怎么改
在人员表里登记这个人（服务商的人也可以登记），或改正写错的标识。

## 依据
标准 5.7 职责要落到岗位和人。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "author-unknown"
TITLE = "编制人不认识"
ORDER = 130
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    names = sorted({author for author in case.evidence.authors if author not in case.people})
    return f"编制人不在人员表里：{'、'.join(names)}" if names else None
