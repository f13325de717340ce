"""What an update could not merge, in words: short for the terminal, whole for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.packs.merge import Conflict

REPORT = "报告/更新冲突.md"
_MOST = 3
_SIDES = (("原来", "base"), ("你们的", "ours"), ("模板的", "theirs"))
_HEAD = """# 更新时没有合上的地方

下面每一处你们改过，模板也改了，工具不替你们选，照你们的留着。一处一处看：

- 用模板的：把“模板的”抄进文件，下次更新就不再列出；
- 用你们的，或者两边合成一样新的：改好以后运行 `guanbiao update --keep`，照文件现在的样子算定，以后不再提。
"""


def reason(one: Conflict) -> str:
    """Return why something could not be merged."""
    if one.ours is None:
        return "你们删了，模板改了"
    if one.theirs is None:
        return "你们改了，模板去掉了"
    return "两边都新加了，内容不一样" if one.base is None else "两边都改了"


def short(conflicts: Mapping[str, tuple[Conflict, ...]]) -> Iterator[str]:
    """Yield lines for the terminal."""
    for path, held in conflicts.items():
        for one in held:
            yield f"{path} {one.at}：{reason(one)}" if one.at else f"{path}：{reason(one)}"
            for title, side in _SIDES if one.at else ():
                yield f"  {title}：{_cut(getattr(one, side))}"


def _cut(text: str | None) -> str:
    if not text:
        return "（没有）"
    lines = [line.strip() for line in text.strip().splitlines()]
    more = ["……"] if len(lines) > _MOST else []
    return " / ".join([*lines[:_MOST], *more])


def report(conflicts: Mapping[str, tuple[Conflict, ...]]) -> str | None:
    """Return the report with every side whole, as Markdown; None where there is nothing to say."""
    if not conflicts:
        return None
    parts = [_HEAD]
    for path, held in conflicts.items():
        parts.append(f"\n## {path}\n")
        for one in held:
            parts.append(f"\n### {one.at or '整个文件'}：{reason(one)}\n")
            parts += (_side(title, getattr(one, side)) for title, side in _SIDES)
    return "".join(parts)


def _side(title: str, text: str | None) -> str:
    return f"\n{title}：\n\n~~~~text\n{text.rstrip()}\n~~~~\n" if text else f"\n{title}：（没有）\n"
