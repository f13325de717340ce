"""The gap report as a Word file, made from the Markdown report by pandoc."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

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
    stamp = datetime.combine(assessment.as_of, time(), UTC)
    with tempfile.TemporaryDirectory(prefix="guanbiao-") as folder:
        target = Path(folder, "report.docx")
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(max(int(stamp.timestamp()), 315_532_800))  # zip begins in 1980
        try:
            pypandoc.convert_text(source, "docx", format="gfm", outputfile=str(target), extra_args=["--quiet"])
        finally:
            if before is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = before
        return target.read_bytes()
