"""`guanbiao people`: the list of people as an Excel sheet, and back."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import text
from checker.cli.base import Root, declare, root_argument
from checker.errors import Fault, WorkspaceError
from checker.output import write_file


@click.group("people", cls=text.Group)
def command() -> None:
    """人员：用 Excel 登记谁在什么时候担任什么。"""


@declare("sheet")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="文件",
    help="写到哪里，例如 人员.xlsx。",
)
@root_argument
def sheet(root: Root, output: Path) -> None:
    """把现在的人员写成 Excel 表；还没有定的角色留着空姓名，填好再导入。"""
    from checker.load.workspace import read_controls
    from checker.packs.sheet import write_sheet

    write_file(output, write_sheet(read_controls(root.find())[0]))
    click.echo(f"人员表已写到：{output}")


@declare("import")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="只说会改什么，不写。")
@root_argument
def take(root: Root, file: Path, *, dry_run: bool) -> None:
    """把填好的 Excel 人员表登记进 controls/people.yml。

    表里有的人加上或补上；表里没有的人不动。角色有了人，原来的“待定”就去掉。有一格填错，什么都不写。
    """
    from checker.load.evidence.safefile import UnreadableError
    from checker.load.workspace import read_controls
    from checker.packs.people import updated
    from checker.packs.sheet import Reading

    home = root.find()
    controls, _ = read_controls(home)
    reading = Reading(controls, file)
    try:
        rows = reading.rows(file)
    except (UnreadableError, OSError) as error:
        raise WorkspaceError(
            [Fault(str(file), None, None, f"人员表读不出来：{error}", "用 Excel 另存为 xlsx")]
        ) from error
    path = home / "controls/people.yml"
    change = updated(path.read_text("utf-8-sig") if path.exists() else "", rows, file.name)
    if faults := [*reading.faults, *change.faults]:
        raise WorkspaceError(faults)
    if not dry_run:
        write_file(path, change.text.encode())
    click.echo(f"{'会' if dry_run else ''}新登记 {len(change.added)} 人，改 {len(change.changed)} 人")
    if change.waiting:
        titles = "、".join(controls.roles[role].title for role in change.waiting)
        click.echo(f"还有 {len(change.waiting)} 个角色待定：{titles}")


command.add_command(sheet)
command.add_command(take)
