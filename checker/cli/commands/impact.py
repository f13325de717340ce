"""`guanbiao impact`: what an update would change, before it is done."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from checker.cli.base import Root, as_of_option, declare, library_option, root_argument, today
from checker.model.obligation import STATUS_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from checker.model.obligation import Status
    from checker.packs.impact import Changed, Impact
    from checker.packs.update import Plan

_KINDS = {"added": "新加", "removed": "去掉", "renamed": "改名", "changed": "改动"}
_WHY = {"gone": "条款或记录没有了，更新以前要删去", "unused": "不再有差距可豁免"}
_EXCEPTIONS = {"exclusion": "不适用", "waiver": "豁免"}


@declare("impact")
@click.option("--pack", "only", metavar="模板包", multiple=True, help="只看更新这个模板包；可写几次，默认全部。")
@click.option("--to", metavar="版本", help="要更新到哪一版；模板库里不是这一版就不看。")
@library_option
@as_of_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式，默认给人看。")
@root_argument
def command(
    root: Root, only: tuple[str, ...], to: str | None, *, library: Path | None, as_of: date | None, form: str
) -> None:
    """更新以前先看：哪些条款、记录、应备记录、豁免会变。什么都不写。

    \b
    例子：
      guanbiao impact
      guanbiao impact --library guanbiao-0.4.0-py3-none-any.whl --as-of 2026-06-30
    """
    from checker.packs.elsewhere import library_at
    from checker.packs.impact import impact_of
    from checker.packs.update import plan_update

    home = root.find()
    with library_at(library) as held:
        plan = plan_update(home, held, only, to)
        impact = impact_of(home, plan, as_of or today())
    if form == "json":
        click.echo(json.dumps(_plain(plan, impact), ensure_ascii=False, indent=2))
    else:
        for line in _told(plan, impact):
            click.echo(line)


def _plain(plan: Plan, impact: Impact) -> dict[str, Any]:
    return {
        "schema": "guanbiao/impact/1",
        "packs": [{"id": pack.id, "before": before, "after": pack.version} for pack, before in plan.moves],
        "files": {path: "removed" if data is None else "written" for path, data in plan.own.items()},
        "conflicts": [
            {"path": path, **one._asdict()} for path, conflicts in plan.conflicts.items() for one in conflicts
        ],
        **{name: [one._asdict() for one in held] for name, held in impact._asdict().items()},
    }


def _told(plan: Plan, impact: Impact) -> Iterator[str]:
    from checker.cli.commands.update import counted, moved

    yield from moved(plan)
    yield f"更新会{counted(plan)}。" if plan.own else "更新不会改工作区的文件。"
    if plan.conflicts:
        yield f"两边都改了、会照你们的留着：{sum(map(len, plan.conflicts.values()))} 处，在 {'、'.join(plan.conflicts)}"
    for title, held in (("条款", impact.clauses), ("记录类型", impact.records)):
        yield f"{title}：{_kinds(held)}"
        yield from (f"  {_line(one)}" for one in held)
    yield from _statuses(impact)
    yield "豁免和不适用：" + (f"{len(impact.exceptions)} 项会对不上" if impact.exceptions else "没有变化")
    for one in impact.exceptions:
        yield f"  {_EXCEPTIONS[one.kind]}第 {one.place + 1} 项 {one.names}：{_WHY[one.why]}"
    yield "这只是预览，什么都没写。要更新，把 impact 换成 update 再运行一次。"


def _kinds(held: tuple[Changed, ...]) -> str:
    counts = Counter(one.kind for one in held)
    return "，".join(f"{words} {counts[kind]}" for kind, words in _KINDS.items() if counts[kind]) or "没有变化"


def _line(one: Changed) -> str:
    name = f"{one.before} → {one.title}" if one.kind == "renamed" else one.title
    keys = f"（{'、'.join(one.keys)}）" if one.keys else ""
    return f"{_KINDS[one.kind]} {one.id} {name}{keys}"


def _statuses(impact: Impact) -> Iterator[str]:
    moves: dict[tuple[Status | None, Status | None], list[str]] = {}
    for one in impact.obligations:
        moves.setdefault((one.after, one.before), []).append(one.id)
    yield "应备记录：" + (f"{len(impact.obligations)} 项会变" if moves else "没有变化")
    order = [*STATUS_TITLES, None]  # what becomes missing first
    for after, before in sorted(moves, key=lambda move: [order.index(status) for status in move]):
        yield f"  {_status(before)} → {_status(after)}：{len(moves[after, before])} 项"
        yield from (f"    {key}" for key in moves[after, before])


def _status(status: Status | None) -> str:
    return STATUS_TITLES[status] if status else "没有这一项"
