"""`guanbiao explain`: how one obligation was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.assessment.explain import explain, nearest
from checker.cli.base import Root, as_of_option, assessed, declare, root_argument
from checker.errors import Fault, WorkspaceError

if TYPE_CHECKING:
    from datetime import date


@declare("explain")
@click.argument("obligation", metavar="应备记录")
@as_of_option
@root_argument
def command(root: Root, obligation: str, as_of: date | None) -> None:
    """一步一步说明一项应备记录是怎样判断的。

    \b
    例子：
      guanbiao explain "ti-83/4.7:acceptance-report:prj-mes"
    """
    workspace, assessment = assessed(root, as_of)
    item = next((known for known in assessment.obligations if known.id == obligation), None)
    if item is None:
        close = nearest(assessment, obligation)
        remedy = f"是不是：{'、'.join(close)}" if close else "用 guanbiao check --format json 看有哪些"
        raise WorkspaceError([Fault(obligation, None, None, "没有这一项应备记录", remedy)])
    for line in explain(workspace, item):
        click.echo(line)
