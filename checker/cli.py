"""The command line: arguments to calls to exit status. The clock is read here and nowhere else."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from checker import __version__, cli_text
from checker.assessment import assess, load
from checker.assessment.explain import explain as explain_steps
from checker.assessment.explain import nearest
from checker.errors import Fault, WorkspaceError
from checker.load.text.moments import parse_moment
from checker.load.workspace import check_parts, find_workspace
from checker.model import labels
from checker.output import write_file
from checker.render import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from checker.model.assessment import Assessment
    from checker.model.workspace import Workspace

_PATIENCE = 2.0
_STEP = 50
_RANK = {"observation": 0, "minor": 1, "major": 2, "never": 3}
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Day(click.ParamType[date]):
    """A calendar day."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with what to write."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(parse_moment(str(value))))
        except ValueError:
            self.fail(f"“{value}”不是日历上有的日期，写成 2026-06-30 这样", param, ctx)


class Root:
    """Where the workspace is; found when first needed, so that --help works anywhere."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self) -> Path:
        """Return the workspace's folder."""
        return check_parts(self._folder) if self._folder else find_workspace(Path.cwd())


class Group(cli_text.Group):
    """Turns a wrong workspace or a wrong call into messages and exit status 2, for every command."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line."""
        try:
            return super().main(*args, **{**kwargs, "standalone_mode": False})
        except WorkspaceError as error:
            _refuse(error)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(2)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "guanbiao"
            click.echo(f"{cli_text.wrong_call(error)}。用 {command} --help 看用法。", err=True)
            sys.exit(2)
        except click.Abort:
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)


def _refuse(error: WorkspaceError) -> NoReturn:
    for fault in error.faults:
        click.echo(str(fault), err=True)
    click.echo(f"共 {len(error.faults)} 处错误，没有核对，也没有写任何文件。", err=True)
    sys.exit(2)


as_of_option = click.option("--as-of", type=Day(), default=None, help="评估日，默认今天。此后的证据、审批都还不存在。")


def _set_root(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
    """Remember the workspace; named after the command it counts more than before it."""
    if folder is not None or ctx.obj is None:
        ctx.obj = Root(folder)


workspace_option = click.option(
    "-w", "--workspace", type=click.Path(path_type=Path, exists=True, file_okay=False), callback=_set_root,
    expose_value=False, help="工作区文件夹；默认从当前文件夹往上找。",
)  # fmt: skip


def root_argument(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the workspace as its first argument, and the option that names it."""
    return workspace_option(click.pass_obj(function))


@click.group(cls=Group, context_settings=CONTEXT)
@workspace_option
@click.version_option(__version__, "-V", "--version", message="guanbiao %(version)s", help="显示版本。")
def main() -> None:
    """贯标：拿证据文件夹与条款逐条核对，说清找到了什么、缺什么、晚了什么、次序对不对。

    本工具不下“是否合乎要求”的结论，结论由人来下。

    \b
    常用：
      guanbiao check                        核对，在终端看差距
      guanbiao check --as-of 2026-06-30     按某一天核对
      guanbiao check --format csv -o 差距.csv   导出给 Excel
      guanbiao explain "std/8.6:..."        看一项是怎样判断的
      guanbiao lint                         检查条款页和 controls 写得对不对
      guanbiao build                        生成带差距报告的站点

    退出码：0 没有达到门槛的差距；1 有；2 工作区或命令写错了。
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@as_of_option
@click.option(
    "--fail-on", type=click.Choice(["major", "minor", "observation", "never"]), default="major",
    show_default=True, help="有这一级或更重的差距时退出码为 1。",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(list(RENDERERS)), default="table",
    show_default=True, help="输出格式；table 给人看。",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写到文件；默认写到屏幕。")
@root_argument
def check(root: Root, as_of: date | None, fail_on: str, form: str, output: Path | None) -> None:
    """核对证据，列出差距：最重的在前，按该谁办分组。

    \b
    例子：
      guanbiao check
      guanbiao check --as-of 2026-06-30 --fail-on minor
      guanbiao check --format json -o assessment.json
      guanbiao check --format docx -o 差距报告.docx
    """
    workspace, assessment = _assess(root, as_of)
    if form == "table" and output is None and _is_terminal(sys.stdout):
        from checker.render.table_report import show

        show(assessment, workspace, sys.stdout, terminal=True)
    else:
        _emit(RENDERERS[form].render(assessment, workspace), output)
    sys.exit(1 if exceeds(assessment, workspace, fail_on) else 0)


def _emit(data: bytes, output: Path | None) -> None:
    if output is not None:
        write_file(output, data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def exceeds(assessment: Assessment, workspace: Workspace, fail_on: str) -> bool:
    """Tell whether a gap of the enterprise or an overdue review is at or above the threshold."""
    found = [d.severity for d in assessment.documents]
    found += [
        item.severity
        for item in assessment.obligations
        if item.gap and item.severity and not labels.is_commitment(workspace, item)
    ]
    return any(_RANK[severity] >= _RANK[fail_on] for severity in found)


def _assess(root: Root, as_of: date | None) -> tuple[Workspace, Assessment]:
    progress = Progress()
    workspace = load(root.find(), as_of or _today(), progress)
    progress.end()
    return workspace, assess(workspace)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the user's own calendar


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty()


class Progress:
    """Says on a terminal how far reading has come, once it takes more than two seconds."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._told = False

    def __call__(self, number: int) -> None:
        """Note that so many files were read."""
        waited = time.monotonic() - self._started > _PATIENCE
        if number % _STEP == 0 and waited and _is_terminal(sys.stderr):
            self._told = True
            click.echo(f"\r已读 {number} 个证据文件……", nl=False, err=True)

    def end(self) -> None:
        """End the line, if one was begun."""
        if self._told:
            click.echo(err=True)


@main.command()
@root_argument
def lint(root: Root) -> None:
    """检查条款页和 controls：写法、标识、重复、死链接、循环、没人要求的记录、没人担任的角色。"""
    from checker.load.lint import lint as lint_workspace

    faults = lint_workspace(root.find())
    if faults:
        for fault in faults:
            click.echo(str(fault))
        click.echo(f"共 {len(faults)} 处。")
        sys.exit(2)
    click.echo("条款页和 controls 没有发现错误。")


@main.command()
@as_of_option
@root_argument
def build(root: Root, as_of: date | None) -> None:
    """核对，然后生成站点（site/），里面带差距报告；可放到内网，也可直接打开。"""
    from checker.site import build_site

    target = build_site(root.find(), as_of or _today())
    click.echo(f"站点已生成：{target / 'index.html'}")


@main.command()
@as_of_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="监听的地址和端口。")
@root_argument
def serve(root: Root, as_of: date | None, address: str) -> None:
    """在本机打开站点，改了条款或证据就自动刷新；按 Ctrl+C 停止。"""
    from checker.site import serve_site

    serve_site(root.find(), as_of, address)


@main.command()
@click.argument("obligation", metavar="应备记录")
@as_of_option
@root_argument
def explain(root: Root, obligation: str, as_of: date | None) -> None:
    """一步一步说明一项应备记录是怎样判断的。

    \b
    例子：
      guanbiao explain "ti-83/4.7:acceptance-report:prj-mes"
    """
    workspace, assessment = _assess(root, as_of)
    item = next((known for known in assessment.obligations if known.id == obligation), None)
    if item is None:
        close = nearest(assessment, obligation)
        remedy = f"是不是：{'、'.join(close)}" if close else "用 guanbiao check --format json 看有哪些"
        raise WorkspaceError([Fault(obligation, None, None, "没有这一项应备记录", remedy)])
    for line in explain_steps(workspace, item):
        click.echo(line)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@as_of_option
@root_argument
def stage(root: Root, folder: Path, as_of: date | None) -> None:
    """把整个站点写成普通 Markdown（差距报告等都在内），给别的站点工具用。"""
    from checker.staging import stage_site

    count = stage_site(root.find(), folder, as_of or _today())
    click.echo(f"写了 {count} 个文件：{folder}")
