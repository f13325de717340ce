"""`guanbiao check`: the gaps, for people or machines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.base import Root, as_of_option, assessed, declare, is_terminal, root_argument
from checker.model import labels
from checker.output import write_file
from checker.render import RENDERERS

if TYPE_CHECKING:
    from datetime import date

    from checker.model.assessment import Assessment
    from checker.model.workspace import Workspace

_RANK = {"observation": 0, "minor": 1, "major": 2, "never": 3}


@declare("check")
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
def command(root: Root, as_of: date | None, fail_on: str, form: str, output: Path | None) -> None:
    """核对证据，列出差距：最重的在前，按该谁办分组。

    \b
    例子：
      guanbiao check
      guanbiao check --as-of 2026-06-30 --fail-on minor
      guanbiao check --format json -o assessment.json
      guanbiao check --format docx -o 差距报告.docx
    """
    workspace, assessment = assessed(root, as_of)
    if form == "table" and output is None and is_terminal(sys.stdout):
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
