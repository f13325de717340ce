"""`guanbiao portfolio`: all enterprises of a consultant or an authority on one page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.base import as_of_option, declare, today
from checker.errors import Fault, WorkspaceError
from checker.output import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@declare("portfolio")
@click.argument("places", metavar="工作区...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "folder", metavar="文件夹", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="写到这个文件夹：index.html 和 企业组合.xlsx。",
)  # fmt: skip
@click.option("--workers", metavar="个数", type=click.IntRange(1), help="同时核对几家，默认看有几个核。")
@click.option("--anonymous", is_flag=True, help="不写企业名称，写“企业 1”“企业 2”。")
@as_of_option
def command(
    places: tuple[Path, ...], folder: Path, *, workers: int | None, anonymous: bool, as_of: date | None
) -> None:
    """把多家企业的情况放到一页上：各家缺多少、大家都缺哪一条、谁很久没有新证据。

    工作区写文件夹，或写一个文本文件，一行一个文件夹。打不开、写错了的企业占一行，写明原因，不耽误别家。

    \b
    例子：
      guanbiao portfolio 客户/甲 客户/乙 -o 组合
      guanbiao portfolio 客户名单.txt -o 组合 --anonymous
    """
    from checker.portfolio import survey_all, write_portfolio

    roots = [root for place in places for root in _roots(place)]
    day = as_of or today()
    surveys = list(survey_all(roots, day, min(workers or os.cpu_count() or 1, len(roots))))
    make_folder(folder)
    write_portfolio(folder, surveys, day, anonymous=anonymous)
    failed = sum(bool(one.reason) for one in surveys)
    click.echo(f"{len(surveys)} 家企业{f'，其中 {failed} 家没有结果' if failed else ''}：{folder / 'index.html'}")


def _roots(place: Path) -> Iterator[Path]:
    """Yield the folder itself, or those that a text file names, from where the file stands."""
    if not place.is_file():
        yield place
        return
    try:
        lines = place.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        remedy = "另存为 UTF-8 编码的文本，一行一个文件夹"
        raise WorkspaceError([Fault(str(place), None, None, "名单读不出来", remedy)]) from error
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not names:
        raise WorkspaceError([Fault(str(place), None, None, "名单里没有文件夹", "一行写一个工作区文件夹")])
    yield from (place.parent / name for name in names)
