"""Click's own words in Chinese: headings of help texts and messages about a wrong call."""

from __future__ import annotations

from typing import Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class Formatter(click.HelpFormatter):
    """Writes help texts with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how to call."""
        super().write_usage(prog, args, "用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part."""
        super().write_heading(_HEADINGS.get(heading, heading))


class Context(click.Context):
    """A context that formats help with Chinese headings."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help option speaks Chinese."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        return _in_chinese(super().get_help_option(ctx))


class Group(click.Group):
    """A group whose help option speaks Chinese."""

    context_class = Context
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        return _in_chinese(super().get_help_option(ctx))


def _in_chinese(option: click.Option | None) -> click.Option | None:
    assert option is not None, "every command here has a help option"
    option.help = "显示这段说明。"
    return option


def wrong_call(error: click.UsageError) -> str:
    """Return what is wrong with a call, in Chinese."""
    name: Any = getattr(error, "option_name", None) or getattr(error, "command_name", None)
    near = getattr(error, "possibilities", None)
    hint = f"，是不是想写 {'、'.join(sorted(near))}" if near else ""
    param = getattr(error, "param", None)
    match error:
        case click.NoSuchOption():
            return f"没有选项 {name}{hint}"
        case click.MissingParameter():
            named = (
                "/".join(param.opts) if isinstance(param, click.Option) else getattr(param, "human_readable_name", "")
            )
            return f"缺少 {named}"
        case click.BadParameter():
            shown = "/".join(param.opts) if isinstance(param, click.Option) else getattr(param, "metavar", "")
            return f"{shown or '参数'} 的值不对：{_expected(param, error.message)}"
        case _ if name or "No such command" in error.message:
            return f"没有这个命令{hint}"
        case _:
            return f"命令写错了：{error.message}{hint}"


def _expected(param: click.Parameter | None, message: str) -> str:
    kind = param.type if param else None
    if isinstance(kind, click.Choice):
        return f"可用 {'、'.join(str(choice) for choice in kind.choices)}"
    if isinstance(kind, click.Path):
        return "没有这个文件" if not kind.dir_okay else "没有这个文件夹"
    return message
