"""`guanbiao serve`: the site on this machine, with live reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.cli.base import Root, as_of_option, audience_option, declare, root_argument

if TYPE_CHECKING:
    from datetime import date

    from checker.model.audience import Audience


@declare("serve")
@as_of_option
@audience_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="监听的地址和端口。")
@root_argument
def command(root: Root, as_of: date | None, audience: Audience, address: str) -> None:
    """在本机打开站点，改了条款或证据就自动刷新；按 Ctrl+C 停止。"""
    from checker.site import serve_site

    serve_site(root.find(), as_of, address, audience)
