"""部门不对：应由同一个部门的人来做，而编制人不属于那个部门。

## 查什么
记录类型写了 `same_department_as` 时，这份证据的编制人与相关证据中最晚一份的编制人，要有同一个登记了的部门。没有相关证据时不判断。

## 为什么
谁提出的问题由谁验证，才知道问题是不是真的消除了。

## 例子
```yaml title="passes"
record: {same_department_as: nc}
evidence: {date: 2026-05-20, author: [a]}
related: {nc: [{date: 2026-05-01, author: [b]}]}
departments: {a: quality, b: quality}
```

```yaml title="fails"
record: {same_department_as: nc}
evidence: {date: 2026-05-20, author: [a]}
related: {nc: [{date: 2026-05-01, author: [b]}]}
departments: {a: it, b: quality}
```

## 怎么改
请提出问题的部门来验证；或在人员表里登记好部门。

## 依据
标准 8.7.2：措施的效果由提出不符合的部门验证。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "department"
TITLE = "部门不对"
ORDER = 150
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    name = case.record.same_department_as
    others = case.related.get(name, ()) if name else ()
    if not name or not others:
        return None
    latest = max(others, key=lambda other: other.latest_key)
    if _departments(case, case.evidence.authors) & _departments(case, latest.authors):
        return None
    return f"编制人与《{case.record_titles([name])}》（{latest.path}）的编制人没有同一个部门"


def _departments(case: Case, authors: tuple[str, ...]) -> set[str]:
    held = (case.people[author].department for author in authors if author in case.people)
    return {department for department in held if department}
