"""`guanbiao build`: the site with the gap report in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.cli.base import Root, as_of_option, declare, root_argument, today

if TYPE_CHECKING:
    from datetime import date


@declare("build")
@as_of_option
@root_argument
def command(root: Root, as_of: date | None) -> None:
    """核对，然后生成站点（site/），里面带差距报告；可放到内网，也可直接打开。"""
    from checker.site import build_site

    target = build_site(root.find(), as_of or today())
    click.echo(f"站点已生成：{target / 'index.html'}")
