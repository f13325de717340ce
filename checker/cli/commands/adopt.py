"""`guanbiao adopt`: drafts that a person has gone through become part of the workspace."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.base import Root, declare, root_argument

_NAMES = {"controls/documents.yml": "份文件", "controls/roles.yml": "个角色"}


@declare("adopt")
@click.argument("folder", metavar="草稿文件夹", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--replace", is_flag=True, help="工作区里已有的页、记录类型文件，用草稿换掉；可以退回。")
@root_argument
def command(root: Root, folder: Path, *, replace: bool) -> None:
    """把核对过的草稿放进工作区：条款页、记录类型、文件和角色。

    草稿由 guanbiao import 写。工作区里已有、内容不一样的，一个也不动；放进去以后读不通的，也一个不放。

    \b
    例子：
      guanbiao adopt 草稿/purchasing
    """
    from checker.intake.drafts.adopt import adopt

    done = adopt(root.find(), folder, replace=replace)
    added = "".join(f"，{len(ids)} {_NAMES[name]}（{'、'.join(ids)}）" for name, ids in done.added.items())
    if not done.pages and not done.added:
        click.echo("草稿里的都已经在工作区里了。")
        return
    click.echo(f"已放进 {done.pages} 个页面和图片{added}。")
    if done.todo:
        click.echo(f"guanbiao lint 新发现 {len(done.todo)} 处，接着改：")
    for line in done.todo:
        click.echo(f"  {line}")
    click.echo("不要了就运行 guanbiao update --rollback，回到放进去以前。")
