"""Tables as a Word document in the house's style, on sheets turned to landscape."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checker.environment import stamped
from checker.manual.reference import landscape
from checker.pages.engine import block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from checker.tables._table import Table

ACROSS = 10  # columns of a kind that a page holds


def document(title: str, owner: str, tables: Iterable[Table], as_of: date, template: bytes | None) -> bytes:
    """Return the document; its timestamps are the beginning of its day."""
    import pypandoc

    parts = [part for table in tables for part in _shared(table)]
    html = block("tables.jinja", "", title=title, owner=owner, tables=parts)
    with tempfile.TemporaryDirectory(prefix="guanbiao-") as name, stamped(as_of):
        folder = Path(name)
        (folder / "reference.docx").write_bytes(template or landscape(owner, title))
        target = folder / "tables.docx"
        options = ["--quiet", f"--reference-doc={folder / 'reference.docx'}"]
        pypandoc.convert_text(html, "docx", format="html", outputfile=str(target), extra_args=options)
        return target.read_bytes()


def _shared(table: Table) -> Iterator[Table]:
    """Yield a table, or several that share out its many columns of a kind."""
    if not table.across:
        yield table
        return
    lead, many = table.lead, len(table.columns)
    for start in range(lead, many, ACROSS):
        wanted = [*range(lead), *range(start, min(start + ACROSS, many))]
        rows = (tuple(row[place] for place in wanted) for row in table.rows)
        kept = tuple(row for row in rows if any(row[lead:]))
        yield table._replace(columns=tuple(table.columns[place] for place in wanted), rows=kept)
