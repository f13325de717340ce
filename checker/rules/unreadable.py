"""读不出来：文件是空的、坏的，或内容不是后缀名所说的那种。

## 查什么
文件是 0 字节或只有空白；docx、xlsx 打不开或缺少正文；pdf、png、jpg 的内容与后缀名不符或没有结尾；md、txt、csv 既不是 UTF-8 也不是 GB18030。之后不再判断它的内容。

## 为什么
审核员打不开的文件等于没有。上传中断、改后缀名、加了密码，是最常见的原因。

## 例子
```yaml title="passes"
evidence: {date: 2026-05-20}
```

```yaml title="fails"
evidence: {date: 2026-05-20, fault: 文件是空的}
```

## 怎么改
找回原件重新放进来；加密的另存一份不带密码的；旧版 .doc、.xls 另存为新格式。

## 依据
产品约定（契约 3 第 7 条）；各文件格式的公开标准。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "unreadable"
TITLE = "读不出来"
ORDER = 10
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    fault = case.evidence.content.fault
    return f"文件读不出来：{fault}" if fault else None
