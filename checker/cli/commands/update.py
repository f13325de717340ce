"""`guanbiao update`: a newer version of the packs, merged with what the enterprise has changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from checker.cli.base import Root, declare, library_option, root_argument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.packs.update import Plan


@declare("update")
@click.option("--pack", "only", metavar="模板包", multiple=True, help="只更新这个模板包；可写几次，默认全部。")
@click.option("--to", metavar="版本", help="要更新到哪一版；模板库里不是这一版就不更新。")
@library_option
@click.option("--keep", is_flag=True, help="没有合上的地方照文件现在的样子算定，以后不再提。")
@click.option("--rollback", is_flag=True, help="撤回上一次更新、装包或放进草稿，一个字节不差；中途断了也用它。")
@root_argument
def command(
    root: Root, only: tuple[str, ...], to: str | None, library: Path | None, *, keep: bool, rollback: bool
) -> None:
    """把工作区更新到模板包的新版本，你们自己改的都留着。

    页首一个键一个键合，正文一行一行合，清单一项一项合。两边都改了的地方列出来，照你们的留着，写进 报告/更新冲突.md。
    先看会改什么：guanbiao impact。

    \b
    例子：
      guanbiao update
      guanbiao update --pack ti-83 --to 1.1.0
      guanbiao update --library guanbiao-0.4.0-py3-none-any.whl
      guanbiao update --rollback

    退出码：0 都合上了；1 有没合上的；2 没有更新，工作区和原来一样。
    """
    if rollback:
        if only or to or library or keep:
            raise click.UsageError("--rollback 要单独用")
        _roll_back(root.find())
        return
    from checker.packs.elsewhere import library_at
    from checker.packs.update import carry_out, plan_update

    home = root.find()
    with library_at(library) as held:
        plan = plan_update(home, held, only, to, keep=keep)
        todo = carry_out(home, plan, "更新模板包")
    for line in told(plan, todo):
        click.echo(line)
    sys.exit(1 if plan.conflicts else 0)


def _roll_back(home: Path) -> None:
    from checker.packs.journal import roll_back

    done = roll_back(home)
    click.echo(f"已撤回“{done.title}”，恢复了 {done.files} 个文件。")
    if done.kept:
        click.echo("那以后又改过的文件，改过的样子放在这里：")
    for path, place in done.kept.items():
        click.echo(f"  {path} → {place}")


def told(plan: Plan, todo: list[str]) -> Iterator[str]:
    """Yield what was done, what is left to people, and the way back."""
    from checker.packs.telling import REPORT, short

    yield from moved(plan)
    yield f"已{counted(plan)}。" if plan.own else "工作区的文件没有要改的。"
    for held, words in ((plan.conflicts, "没有合上，照你们的留着"), (plan.decided, "照你们的定下，以后不再提")):
        if held:
            yield f"{words}：{sum(map(len, held.values()))} 处"
            yield from (f"  {line}" for line in short(held))
    if plan.conflicts:
        yield f"两边的全文和怎么办，写在 {REPORT}"
    if todo:
        yield f"guanbiao lint 新发现 {len(todo)} 处，接着改："
        yield from (f"  {line}" for line in todo)
    if plan.changes:
        yield "不满意就运行 guanbiao update --rollback，回到更新以前。"


def moved(plan: Plan) -> Iterator[str]:
    """Yield the packs that come in another version."""
    for pack, before in plan.moves:
        yield (
            f"模板包 {pack.id} {pack.title}：{before} → {pack.version}"
            if before
            else (f"新装模板包 {pack.id} {pack.title} {pack.version}")
        )


def counted(plan: Plan) -> str:
    """Return how many files a plan changes."""
    gone = sum(data is None for data in plan.own.values())
    return f"改或加 {len(plan.own) - gone} 个文件，去掉 {gone} 个"
