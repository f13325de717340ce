"""`guanbiao build`: the site, for compliance staff with the gap report in it, for employees without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.base import Root, as_of_option, audience_option, declare, root_argument, today
from checker.model.audience import AUDIENCE_TITLES

if TYPE_CHECKING:
    from datetime import date

    from checker.model.audience import Audience


@declare("build")
@as_of_option
@audience_option
@click.option(
    "-o", "--output", "folder", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False),
    help="站点写到这个文件夹，默认是工作区的 site/；里面原来的站点会换掉。",
)  # fmt: skip
@root_argument
def command(root: Root, as_of: date | None, audience: Audience, folder: Path | None) -> None:
    """核对，然后生成站点（site/），里面带差距报告；可放到内网，也可直接打开。

    \b
    例子：
      guanbiao build
      guanbiao build --audience employee -o site-employee
    """
    from checker.site import build_site

    target = build_site(root.find(), as_of or today(), audience, folder)
    click.echo(f"站点（{AUDIENCE_TITLES[audience]}）已生成：{target / 'index.html'}")
