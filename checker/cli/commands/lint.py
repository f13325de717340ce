"""`guanbiao lint`: what is wrong with policies and controls."""

from __future__ import annotations

import sys

import click

from checker.cli.base import Root, declare, root_argument


@declare("lint")
@root_argument
def command(root: Root) -> None:
    """检查条款页和 controls：写法、标识、重复、死链接、循环、没人要求的记录、没人担任的角色。"""
    from checker.load.lint import lint as lint_workspace

    faults = lint_workspace(root.find())
    if faults:
        for fault in faults:
            click.echo(str(fault))
        click.echo(f"共 {len(faults)} 处。")
        sys.exit(2)
    click.echo("条款页和 controls 没有发现错误。")
