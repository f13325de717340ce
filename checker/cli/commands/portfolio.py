"""`guanbiao portfolio`: all enterprises of a consultant or an authority on one page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from checker.calendar import add_months
from checker.cli.base import Day, Progress, as_of_option, declare, now, today
from checker.errors import Fault, WorkspaceError
from checker.output import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.portfolio import Found, Kept


@declare("portfolio")
@click.argument("places", metavar="工作区...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "folder", metavar="文件夹", required=True, type=click.Path(path_type=Path),
    help="写到这个文件夹：index.html 和 企业组合.xlsx。",
)  # fmt: skip
@as_of_option
@click.option("--since", type=Day(), help="哪一天以来没有新证据的要点名，默认从评估日往前一个月。")
@click.option(
    "--months", metavar="个数", type=click.IntRange(1, 60), default=6, show_default=True,
    help="走势看几个月：前几个月的月底，加上评估日；1 是不要走势。",
)  # fmt: skip
@click.option("--anonymous", is_flag=True, help="不写企业名称，写“企业 1”“企业 2”。")
@click.option("--workers", metavar="个数", type=click.IntRange(1), help="在本机同时核对几家，默认看有几个核。")
@click.option(
    "--engine", metavar="在哪里", default="processes", show_default=True,
    help="processes 在本机；dask://主机:端口 交给 Dask 的几台机器。",
)  # fmt: skip
@click.option("--fresh", is_flag=True, help="全部从头核对，不接着上一次。")
def command(
    places: tuple[Path, ...], folder: Path, *, as_of: date | None, since: date | None, months: int, anonymous: bool,
    workers: int | None, engine: str, fresh: bool,
) -> None:  # fmt: skip
    """把多家企业的情况放到一页上：各家缺多少、大家都缺哪一条、几个月来的走势、谁很久没有新证据。

    工作区写文件夹，或写一个文本文件，一行一个文件夹。打不开、写错了的企业占一行，写明原因，不耽误别家。

    中途停了，同一条命令再运行就接着做：文件没有动过的企业不再核对。

    \b
    例子：
      guanbiao portfolio 客户/甲 客户/乙 -o 组合
      guanbiao portfolio 客户名单.txt -o 组合 --anonymous
      guanbiao portfolio 客户名单.txt -o 组合 --as-of 2026-06-30 --since 2026-05-01
      guanbiao portfolio 客户名单.txt -o 组合 --engine dask://10.0.0.5:8786
    """
    from checker.portfolio import Ask, Kept, View, edition, kept_at, spot, survey_all, trend_days, write_portfolio

    started, day, where = now(), as_of or today(), spot(engine)
    view = View(day, _since(since, day), anonymous)
    roots = _once([root for place in places for root in _roots(place)])
    make_folder(folder)
    kept = Kept(kept_at(folder), Ask(trend_days(day, months), edition(), started), fresh=fresh)
    progress = Progress(f"已核对 {{}} 家，共 {len(roots)} 家……", step=1)
    try:
        found = survey_all(roots, kept, where, workers=min(workers or _cores(), len(roots)), progress=progress)
    except KeyboardInterrupt:
        _stopped(kept)
    progress.end()
    write_portfolio(folder, found.surveys, view)
    _report(found, kept, folder)


def _since(since: date | None, as_of: date) -> date:
    """Return the day since which something new is expected.

    Raises:
        WorkspaceError: It is later than the day of assessment, and what is later does not exist yet.
    """
    if since and since > as_of:
        raise WorkspaceError([Fault("--since", None, None, f"{since} 在评估日 {as_of} 以后", "写评估日或更早的一天")])
    return since or add_months(as_of, -1)


def _cores() -> int:
    """Return how many processes suit this machine; two at least, so that a workspace cannot end this one."""
    return max(2, os.cpu_count() or 2)


def _stopped(kept: Kept) -> NoReturn:
    remedy = f"核对好的记不下来（{kept.trouble}），要从头核对" if kept.trouble else "同一条命令再运行，就从这里接着做"
    click.echo(f"\n停下了，没有写结果。{remedy}。", err=True)
    raise click.Abort


def _report(found: Found, kept: Kept, folder: Path) -> None:
    failed = sum(bool(one.reason) for one in found.surveys)
    parts = [f"，其中 {failed} 家没有结果" if failed else ""]
    parts += [f"，{found.taken} 家的文件没有动过，用上一次核对的" if found.taken else ""]
    click.echo(f"{len(found.surveys)} 家企业{''.join(parts)}：{folder / 'index.html'}")
    if kept.trouble:
        click.echo(f"核对好的记不下来（{kept.trouble}），下一次要从头核对。", err=True)


def _once(roots: list[Path]) -> list[Path]:
    """Return every workspace once, saying which were named more often."""
    held: dict[Path, Path] = {}
    for root in roots:
        if held.setdefault(root.resolve(), root) is not root:
            click.echo(f"{root} 写了不止一次，只算一家。", err=True)
    return list(held.values())


def _roots(place: Path) -> Iterable[Path]:
    """Return the folder itself, or those that a text file names, from where the file stands."""
    if not place.is_file():
        return [place]
    try:
        lines = place.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        remedy = "另存为 UTF-8 编码的文本，一行一个文件夹"
        raise WorkspaceError([Fault(str(place), None, None, "名单读不出来", remedy)]) from error
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not names:
        raise WorkspaceError([Fault(str(place), None, None, "名单里没有文件夹", "一行写一个工作区文件夹")])
    return [place.parent / name for name in names]
