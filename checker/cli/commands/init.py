"""`guanbiao init`: a workspace for another enterprise, from packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from checker.cli.base import Day, declare, is_terminal, today

if TYPE_CHECKING:
    from datetime import date

    from checker.model.pack import Answers


@declare("init")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--name", metavar="企业全称", help="企业的名称；不写就问，或看 --answers。")
@click.option("--packs", "names", metavar="模板包,…", default="", help="用哪些模板包，逗号隔开；默认全部。")
@click.option(
    "--answers", "file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="写好的回答（YAML）：name、short_name、code_prefix、departments。",
)  # fmt: skip
@click.option("--from", "start", type=Day(), default=None, help="从哪天起评估，默认今天。")
def command(folder: Path, name: str | None, names: str, file: Path | None, start: date | None) -> None:
    """给一家企业建新的工作区：条款、记录类型、角色、参数、放证据的文件夹，和第一份差距报告。

    里面没有别的企业的名称、人员、日期和参数。看有哪些模板包：guanbiao pack list。

    \b
    例子：
      guanbiao init 甲公司 --name 甲机械有限公司
      guanbiao init 甲公司 --packs standard,ti-83 --answers 甲.yml
    """
    from checker.packs import begin, find_library

    library = find_library()
    packs = library.chosen(tuple(part.strip() for part in names.split(",") if part.strip()))
    begin(library, folder, packs, _answers(file, name), start or today())
    click.echo(f"工作区已建好：{folder}")
    click.echo(f"用了模板包：{'、'.join(f'{pack.title} {pack.version}' for pack in packs)}")
    click.echo(f"先看 {folder / '说明.md'} 和 {folder / '报告' / '首次差距报告.docx'}")


def _answers(file: Path | None, name: str | None) -> Answers:
    """Return the answers: from the file, with the name of the command line before it; asked for at a terminal."""
    import sys

    from checker.errors import Fault, WorkspaceError
    from checker.load.text.convert import convert
    from checker.load.text.source import load_yaml
    from checker.load.text.yamldoc import YamlText
    from checker.model.pack import Answers

    if file is not None:
        faults: list[Fault] = []
        loaded = load_yaml(file.absolute(), file.name, Answers, faults)
        if loaded is None or loaded.value is None:
            raise WorkspaceError(faults)
        return replace(loaded.value, name=name) if name else loaded.value
    if name is None and not is_terminal(sys.stdin):
        raise click.UsageError("没有写企业的名称，加上 --name 或 --answers")
    values = {"name": name} if name is not None else _asked()
    answers = convert(YamlText(values, None), Answers, "回答")
    if isinstance(answers, list):
        raise WorkspaceError(answers)
    return answers


def _asked() -> dict[str, str]:
    """Return what somebody at a terminal answers."""
    values = {
        "name": click.prompt("企业全称"),
        "short_name": click.prompt("简称（可不写）", default="", show_default=False),
        "code_prefix": click.prompt("文件、记录编号的开头，例如 ABC-TI（可不写）", default="", show_default=False),
    }
    return {key: value for key, value in values.items() if value}
