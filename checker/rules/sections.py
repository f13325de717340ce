"""缺章节：规定要有的标题找不到，或标题下面没有内容。

## 查什么
记录类型写了 `sections` 时，md 和 docx 里每一项都要有一个标题包含这几个字，并且在下一个同级或更高级的标题之前有文字。Word 的标题看样式“标题 1–9 / Heading 1–9”或大纲级别。其他格式不判断，列入“未核对”。

## 为什么
方案缺一块内容，往往到验收时才发现。原文逐项列出的内容才写成规则。

## 例子
```yaml title="passes"
record: {sections: [验收结论]}
evidence: {date: 2026-05-20, headings: [{level: 1, words: 一、验收结论, filled: true}]}
```

```yaml title="fails"
record: {sections: [验收结论]}
evidence: {date: 2026-05-20, headings: [{level: 1, words: 验收结论, filled: false}]}
```

## 怎么改
补上这一节；如果内容在、标题是手工加粗的，请改用 Word 的标题样式。

## 依据
例如《两化融合技术实现控制程序》3.3 列出方案的六项内容。
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.case import Case

CODE = "sections"
TITLE = "缺章节"
ORDER = 40
UNLESS = frozenset({"unreadable"})


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    headings = case.evidence.content.headings
    if headings is None:
        return None
    filled = [_plain(heading.words) for heading in headings if heading.filled]
    every = [_plain(heading.words) for heading in headings]
    absent: list[str] = []
    empty: list[str] = []
    for section in case.own.sections:
        word = _plain(section)
        if any(word in words for words in filled):
            continue
        (empty if any(word in words for words in every) else absent).append(section)
    parts = [f"没有标题“{'”“'.join(absent)}”"] if absent else []
    parts += [f"标题“{'”“'.join(empty)}”下面没有内容"] if empty else []
    return "；".join(parts) or None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
