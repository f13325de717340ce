"""`guanbiao export`: the handbook in hand, and the tables that auditors ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import text
from checker.cli.base import Root, as_of_option, declare, root_argument, today
from checker.manual import FORMATS
from checker.output import write_file

if TYPE_CHECKING:
    from datetime import date

    from checker.manual import Format

_TABLE_FORMS = ("xlsx", "docx")


class _Group(text.Group):
    """Knows every table by its module; they are loaded when somebody exports, not whenever the program starts."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        from checker.tables import MAKERS

        return [*super().list_commands(ctx), *MAKERS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        from checker.tables import MAKERS

        maker = MAKERS.get(cmd_name)
        return _table(maker.NAME, maker.TITLE, maker.ABOUT) if maker else super().get_command(ctx, cmd_name)


@click.group("export", cls=_Group)
def command() -> None:
    """把体系手册和审核要用的表导成文件，可以打印、传阅、带走。"""


@declare("manual")
@click.option("--format", "form", type=click.Choice(FORMATS), help="文件格式；不写就看 -o 的后缀。")
@click.option("--document", metavar="文件标识", help="只导这一份文件，写标识或编号；默认整本手册。")
@click.option("--font", metavar="字体名", help="PDF 用的中文字体，写字体名或字体文件；默认找本机有的。")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="文件", help="写到哪里。"
)
@as_of_option
@root_argument
def manual(
    root: Root, *, form: Format | None, document: str | None, font: str | None, output: Path, as_of: date | None
) -> None:
    """把手册导成一个文件：封面、文件控制、目录、全部条款、职责分配表、记录清单。

    里面没有现状、证据和人名，那些在差距报告里。

    \b
    例子：
      guanbiao export manual -o 体系手册.docx
      guanbiao export manual --document ti-83 -o 技术实现控制程序.pdf
      guanbiao export manual --format epub --as-of 2026-06-30 -o 手册.epub
    """
    from checker.export import export_manual

    kind = form or _of_ending(output)
    if font is not None and kind != "pdf":
        raise click.UsageError("--font 只用于 pdf")
    data = export_manual(root.find(), as_of or today(), kind, document=document, font=font)
    write_file(output, data)
    click.echo(f"手册已写到：{output}")


def _of_ending(output: Path) -> Format:
    """Return the format that a file's ending says."""
    for known in FORMATS:
        if output.suffix.lower() == f".{known}":
            return known
    raise click.UsageError(f"从“{output.name}”看不出格式，加上 --format，或把后缀写成 {'、'.join(FORMATS)}")


def _table(name: str, title: str, about: str) -> click.Command:
    """Return the command of one table."""

    @declare(name)
    @click.option("--document", metavar="文件标识", help="只导这一份文件的，写标识或编号；默认全部。")
    @click.option(
        "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="文件",
        help="写到哪里；后缀 xlsx 或 docx。",
    )  # fmt: skip
    @as_of_option
    @root_argument
    def table(root: Root, *, document: str | None, output: Path, as_of: date | None) -> None:
        from checker.export import export_table

        form = output.suffix.lower().removeprefix(".")
        if form not in _TABLE_FORMS:
            raise click.UsageError(f"从“{output.name}”看不出格式，把后缀写成 {' 或 '.join(_TABLE_FORMS)}")
        write_file(output, export_table(root.find(), as_of or today(), name, form, document=document))
        click.echo(f"{title}已写到：{output}")

    table.help = f"导出{title}：{about}。"
    return table


command.add_command(manual)
