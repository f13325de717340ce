"""Tables of steps (步骤、活动、负责人、输出、时间): every row is a part of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.file.blocks import Block, Grid, Line
from checker.intake.file.script import folded
from checker.intake.parts.marks import Mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADS = {
    "time": re.compile("时间|期限|时限|频次|频率|周期"),
    "output": re.compile("输出|成果|记录|交付|表单|文档"),
    "role": re.compile("负责|责任|部门|岗位|角色|单位|人员|执行|讲师"),
    "title": re.compile("活动|任务|节点|环节|工序|事项|工作内容|对象|过程|步骤"),
    "number": re.compile("序号|编号|步骤|^No"),
}
_AROUND = " .、．)）(（"  # of a number in its cell
_TITLES = ("title", "number")


class Cells(NamedTuple):
    """What a row says besides its title; each as it stands in its cell."""

    roles: str = ""
    outputs: str = ""
    times: str = ""
    text: str = ""


class Row(NamedTuple):
    """One row: a part with its cells, a heading over rows (no cells), or more of the row before (no mark)."""

    mark: Mark | None
    title: str
    cells: Cells | None

    def texts(self) -> list[str]:
        """Return what it says, line by line."""
        return [text for text in (self.title, *(self.cells or ())) if text]


def columns_of(head: Sequence[str]) -> dict[str, int] | None:
    """Return the columns of a table of steps by their use, None if the head is of another table."""
    found: dict[str, int] = {}
    for column, words in enumerate(head):
        text = folded(re.sub(r"\s", "", words))
        for use, pattern in _HEADS.items():
            if use not in found and pattern.search(text) and len(text) <= 16:  # noqa: PLR2004 - a head is short
                found[use] = column
                break
    if "title" in found and "number" not in found and found["title"] == 0:
        second = next((place for place, text in enumerate(head[1:], 1) if _HEADS["title"].search(folded(text))), None)
        if second is not None:
            found |= {"number": 0, "title": second}
    return found if "title" in found and {"role", "time"} & found.keys() else None


def rows_of(grid: Grid) -> list[Row]:
    """Return the rows of a table of steps; none if it is another table."""
    columns = columns_of(grid.rows[0])
    if columns is None:
        return []
    rows, number = [], 0
    for cells in grid.rows[1:]:
        if cells == grid.rows[0]:
            continue  # the head once more, on the next sheet of paper
        row = _row(cells, columns, number + 1)
        if row.cells and row.mark:
            number = row.mark.path[0]
        rows.append(row)
    return rows


def _row(cells: Sequence[str], columns: dict[str, int], number: int) -> Row:
    words = [cell.strip() for cell in cells]
    told = list(dict.fromkeys(filter(None, words)))
    title = told[0] if len(told) == 1 else words[columns["title"]]
    mark = mark_of(title)
    if mark:
        title = title[mark.length :].strip()
    if len(told) == 1:
        return Row(mark, title, None)
    held = words[columns["number"]].strip(_AROUND) if "number" in columns else ""
    if held.isdecimal():
        mark = Mark("row", (int(held),), held, 0)
    elif not mark and title and "number" not in columns:
        mark = Mark("row", (number,), str(number), 0)
    used = set(columns.values())
    text = "\n".join(word for place, word in enumerate(words) if place not in used and word)
    picked = {use: words[place] for use, place in columns.items() if use not in _TITLES}
    return Row(mark, title, Cells(picked.get("role", ""), picked.get("output", ""), picked.get("time", ""), text))


def tabled(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with tables whose columns are kept apart by tabs made tables of steps again."""
    found: list[Block] = []
    place = 0
    while place < len(blocks):
        head = _tabs(blocks[place])
        if head and columns_of(head):
            rows = list(_below(blocks[place + 1 :]))
            width = max(len(row) for row in (head, *rows))
            found.append(Grid(tuple((*row, *[""] * (width - len(row))) for row in (head, *rows))))
            place += 1 + len(rows)
        else:
            found.append(blocks[place])
            place += 1
    return found


def _tabs(block: Block) -> tuple[str, ...]:
    if not isinstance(block, Line) or "\t" not in block.text:
        return ()
    return tuple(cell.strip() for cell in block.text.split("\t"))


def _below(blocks: Sequence[Block]) -> Iterator[tuple[str, ...]]:
    """Yield rows until a line that is none: without tabs, and no row follows it."""
    for place, block in enumerate(blocks):
        cells = _tabs(block)
        if cells:
            yield cells
        elif isinstance(block, Line) and any(map(_tabs, blocks[place + 1 : place + 2])):
            yield (block.text,)
        else:
            return
