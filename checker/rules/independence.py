"""不独立：编制人同时编制了他要审的东西。

## 查什么
记录类型写了 `independent_of` 时，这份证据的编制人不得是那些相关证据的编制人。

## 为什么
自己审自己，审核就没有意义；审核员会拿名单对一遍。

## 例子
```yaml title="passes"
record: {independent_of: [work]}
evidence: {date: 2026-05-20, author: [a]}
related: {work: [{author: [b]}]}
```

```yaml title="fails"
record: {independent_of: [work]}
evidence: {date: 2026-05-20, author: [a, c]}
related: {work: [{author: [a, b]}]}
```

## 怎么改
换一个没有参与的人来做；已经做了的，请别人复核并留下记录。

## 依据
标准 8.4：审核员不得审核自己的工作。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "independence"
TITLE = "不独立"
ORDER = 140
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    wrong = []
    for name in case.record.independent_of:
        theirs = {author for other in case.related.get(name, ()) for author in other.authors}
        same = sorted(theirs.intersection(case.evidence.authors))
        if same:
            people = "、".join(case.person_name(person) for person in same)
            wrong.append(f"{people} 也编制了《{case.record_titles([name])}》")
    return "；".join(wrong) or None
