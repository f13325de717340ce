"""The command line: arguments to calls to exit status; a command is a module of `checker.cli.commands`."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import click

from checker import __version__
from checker.cli import base, commands

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=base.Group, context_settings=CONTEXT)
@base.workspace_option
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
      guanbiao forms -o 表单                每种记录一份表单，填好就认得出

    退出码：0 没有达到门槛的差距；1 有；2 工作区或命令写错了。
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


for _found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
    main.add_command(importlib.import_module(f"{commands.__name__}.{_found.name}").command)
