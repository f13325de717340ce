"""`guanbiao pack`: which packs there are, and what is in one."""

from __future__ import annotations

import click

from checker.cli import text
from checker.cli.base import declare


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


command.add_command(listed)
command.add_command(shown)
