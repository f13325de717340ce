"""The gap report as a Word file, made from the Markdown report by pandoc."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checker.environment import stamped
from checker.render import markdown_report

if TYPE_CHECKING:
    from checker.model.assessment import Assessment
    from checker.model.workspace import Workspace

NAME = "docx"
ENDING = "docx"


def render(assessment: Assessment, workspace: Workspace) -> bytes:
    """Return the report as a Word file; its timestamps are the day of assessment."""
    import pypandoc

    source = markdown_report.render(assessment, workspace).decode()
    with tempfile.TemporaryDirectory(prefix="guanbiao-") as folder, stamped(assessment.as_of):
        target = Path(folder, "report.docx")
        pypandoc.convert_text(source, "docx", format="gfm", outputfile=str(target), extra_args=["--quiet"])
        return target.read_bytes()
