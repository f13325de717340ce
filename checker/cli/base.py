"""What the commands share: the workspace, the day, and how a wrong call is refused. The clock is read here alone."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from checker.assessment import assess, load
from checker.cli import text
from checker.errors import HalfDoneError, WorkspaceError
from checker.load.text.moments import parse_moment
from checker.load.workspace import check_parts, find_workspace
from checker.model.audience import AUDIENCE_TITLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from checker.model.assessment import Assessment
    from checker.model.workspace import Workspace

_PATIENCE = 2.0
_STEP = 50


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


class Group(text.Group):
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
            click.echo(f"{text.wrong_call(error)}。用 {command} --help 看用法。", err=True)
            sys.exit(2)
        except click.Abort:
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)


def _refuse(error: WorkspaceError) -> NoReturn:
    for fault in error.faults:
        click.echo(str(fault), err=True)
    if not isinstance(error, HalfDoneError):
        click.echo(f"共 {len(error.faults)} 处错误，没有核对，也没有写任何文件。", err=True)
    sys.exit(2)


def declare(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function a command of that name, with help texts under Chinese headings."""
    return click.command(name, cls=text.Command)


as_of_option = click.option("--as-of", type=Day(), default=None, help="评估日，默认今天。此后的证据、审批都还不存在。")

audience_option = click.option(
    "--audience", type=click.Choice(list(AUDIENCE_TITLES)), default="compliance", show_default=True,
    help="给谁看：compliance 体系办，什么都有；employee 员工，没有人名、证据和差距的细节。",
)  # fmt: skip

library_option = click.option(
    "--library", metavar="文件夹|安装包", type=click.Path(path_type=Path, exists=True),
    help="模板包在哪里：文件夹，或产品的安装包（.whl）；默认用产品自带的。",
)  # fmt: skip


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


def assessed(root: Root, as_of: date | None) -> tuple[Workspace, Assessment]:
    """Read the workspace and assess it, telling on a terminal how far reading has come."""
    progress = Progress()
    workspace = load(root.find(), as_of or today(), progress)
    progress.end()
    return workspace, assess(workspace)


def today() -> date:
    """Return the day on the user's own calendar."""
    return date.today()  # noqa: DTZ011 - the user's own day is meant


def now() -> int:
    """Return the time in nanoseconds, as files have it."""
    return time.time_ns()


def is_terminal(stream: TextIO) -> bool:
    """Tell whether a stream is read by a person at a terminal."""
    return stream.isatty()


class Progress:
    """Says on a terminal how far the work has come, once it takes more than two seconds."""

    def __init__(self, words: str = "已读 {} 个证据文件……", step: int = _STEP) -> None:
        self._words, self._step = words, step
        self._started = time.monotonic()
        self._told = False

    def __call__(self, number: int) -> None:
        """Note that so many are done."""
        waited = time.monotonic() - self._started > _PATIENCE
        if number % self._step == 0 and waited and is_terminal(sys.stderr):
            self._told = True
            click.echo("\r" + self._words.format(number), nl=False, err=True)

    def end(self) -> None:
        """End the line, if one was begun."""
        if self._told:
            click.echo(err=True)
