"""`guanbiao pack`: which packs there are, and what is in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.cli import text
from checker.cli.base import Root, declare, library_option, root_argument

if TYPE_CHECKING:
    from pathlib import Path


@click.group("pack", cls=text.Group)
def command() -> None:
    """模板包：标准和几份程序，新企业从这里开始。"""


@declare("list")
def listed() -> None:
    """列出模板包。"""
    from checker.packs import find_library

    for pack in find_library().packs.values():
        needs = f"（要一起装：{'、'.join(pack.requires)}）" if pack.requires else ""
        click.echo(f"{pack.id}  {pack.version}  {pack.title}{needs}")


@declare("show")
@click.argument("name", metavar="模板包")
def shown(name: str) -> None:
    """看一个模板包：里面有什么、各版改了什么。"""
    from checker.packs import find_library

    library = find_library()
    pack = library.chosen((name,))[-1]
    click.echo(f"{pack.id}  {pack.version}  {pack.title}")
    click.echo(pack.about)
    counted = library.counts(pack)
    click.echo(f"条款 {counted.clauses} 条，记录类型 {counted.records} 种，页面 {counted.pages} 个")
    if pack.requires:
        click.echo(f"要一起装：{'、'.join(pack.requires)}")
    for change in pack.changes:
        click.echo(f"{change.version}：{change.what}")


@declare("add")
@click.argument("names", metavar="模板包...", nargs=-1, required=True)
@library_option
@root_argument
def added(root: Root, names: tuple[str, ...], library: Path | None) -> None:
    """把模板包装进已有的工作区，连同它要一起装的；已经装了的不动。"""
    import sys

    from checker.cli.commands.update import told
    from checker.packs.elsewhere import library_at
    from checker.packs.update import carry_out, plan_addition

    home = root.find()
    with library_at(library) as held:
        plan = plan_addition(home, held, names)
        todo = carry_out(home, plan, f"装模板包 {'、'.join(names)}")
    for line in told(plan, todo):
        click.echo(line)
    sys.exit(1 if plan.conflicts else 0)


command.add_command(added)
command.add_command(listed)
command.add_command(shown)
