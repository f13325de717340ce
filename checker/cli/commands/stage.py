"""`guanbiao stage`: the whole site as plain Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.base import Root, as_of_option, audience_option, declare, root_argument, today

if TYPE_CHECKING:
    from datetime import date

    from checker.model.audience import Audience


@declare("stage")
@click.argument("folder", type=click.Path(path_type=Path))
@as_of_option
@audience_option
@root_argument
def command(root: Root, folder: Path, as_of: date | None, audience: Audience) -> None:
    """把整个站点写成普通 Markdown（差距报告等都在内），给别的站点工具用。"""
    from checker.staging import stage_site

    count = stage_site(root.find(), folder, as_of or today(), audience)
    click.echo(f"写了 {count} 个文件：{folder}")
