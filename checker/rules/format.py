"""格式不对：文件的后缀名不在允许的格式里。

## 查什么
记录类型写了 `formats` 时，文件的后缀名（小写）必须是其中之一。看的是文件自己的记录类型。

## 为什么
有的记录要能改、要能检索，有的要有签字的扫描件；格式由企业自己规定。

## 例子
```yaml title="passes"
record: {formats: [docx, pdf]}
evidence: {date: 2026-05-20, ending: pdf}
```

```yaml title="fails"
record: {formats: [docx, pdf]}
evidence: {date: 2026-05-20, ending: txt}
```

## 怎么改
按规定的格式另存或扫描，再放进来。

## 依据
企业的档案规定，写在记录类型的 `formats`。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "format"
TITLE = "格式不对"
ORDER = 20
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    allowed, ending = case.own.formats, case.evidence.ending
    if not allowed or ending in {name.lower().lstrip(".") for name in allowed}:
        return None
    return f"文件格式是 {ending or '（没有后缀名）'}，规定用 {'、'.join(allowed)}"
