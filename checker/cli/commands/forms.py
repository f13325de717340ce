"""`guanbiao forms`: Word forms for record types, Excel forms for those with a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.base import Root, declare, root_argument
from checker.errors import Fault, WorkspaceError
from checker.load.evidence.read import record_names
from checker.load.text.convert import suggest
from checker.load.workspace import read_controls
from checker.model.words import nfkc
from checker.output import make_folder, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model.record import RecordType


@declare("forms")
@click.argument("records", metavar="[记录]...", nargs=-1)
@click.option("--project", metavar="项目", help="先填好项目：项目标识。")
@click.option(
    "-o", "--output", "folder", metavar="文件夹", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="写到这个文件夹，没有就新建；同名的表单会换成新的。",
)  # fmt: skip
@root_argument
def command(root: Root, records: tuple[str, ...], project: str | None, folder: Path) -> None:
    """生成 Word 表单，每种记录一份，逐条列的另有 Excel 表单；填好放进证据文件夹，不用另写说明就认得出。

    记录写标识或记录编号，不写就是全部。

    \b
    例子：
      guanbiao forms -o 表单
      guanbiao forms acceptance-report --project prj-mes -o .
    """
    from checker.compose import hand_written, make_forms
    from checker.pages.purpose import by_page

    home = root.find()
    controls, projects = read_controls(home)
    if project is not None and project not in projects:
        raise WorkspaceError([Fault(project, None, None, "没有这个项目", suggest(project, projects))])
    wanted = _wanted(records, controls.records)
    sections = by_page(hand_written(home).texts)
    made = make_forms(home, controls, projects, sections, wanted=wanted, project=project)
    make_folder(folder)
    for name, data in made.items():
        write_file(folder / name, data)
    click.echo(f"写了 {len(made)} 份表单：{folder}")


def _wanted(named: Iterable[str], records: Mapping[str, RecordType]) -> list[str]:
    """Return ids of record types, all where none is named."""
    known = record_names(dict(records))
    asked = list(dict.fromkeys(nfkc(name) for name in named))
    if faults := [Fault(name, None, None, "没有这种记录", suggest(name, known)) for name in asked if name not in known]:
        raise WorkspaceError(faults)
    return list(dict.fromkeys(known[name] for name in asked)) or list(records)
