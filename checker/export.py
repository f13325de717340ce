"""The handbook from a workspace on disk to a file's bytes."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from checker.compose import hand_written
from checker.errors import Fault, WorkspaceError
from checker.load.pictures import read_pictures
from checker.load.template import read_reference
from checker.load.text.source import split_page
from checker.load.workspace import read_controls
from checker.manual.content import build
from checker.manual.formats import export
from checker.manual.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from checker.manual import Format
    from checker.model.document import Document


def export_manual(
    root: Path, as_of: date, form: Format, *, document: str | None = None, font: str | None = None
) -> bytes:
    """Return the handbook, or one document of it, as a file.

    Args:
        root: The workspace's folder.
        as_of: The day on the cover; what was decided later is not in it.
        form: The kind of file.
        document: Id or code of the only document wanted.
        font: The family of a PDF file's letters, or the file that holds it.

    Raises:
        WorkspaceError: Policies or controls are wrong, there is no such document, or a PDF cannot be made here.
    """
    controls, _ = read_controls(root)
    wanted = _document(controls.documents, document) if document is not None else None
    if wanted and not any(clause.document == wanted.id for clause in controls.clauses.values()):
        raise _wrong(wanted.id, "这份文件还没有条款，导不出手册", "先在 policies 里写它的条款页")
    texts, titles = hand_written(root)
    bodies = {path: split_page(text)[1] for path, text in texts.items()}
    source = Source(controls, bodies, titles, as_of, read_pictures(root))
    template = read_reference(root) if form == "docx" else None
    return export(build(source, wanted), form, font=font, template=template)


def _document(documents: Mapping[str, Document], name: str) -> Document:
    for known in documents.values():
        if name in (known.id, known.code):
            return known
    names = [part for known in documents.values() for part in (known.id, known.code, known.title) if part]
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
    found = {known.id for known in documents.values() if {known.id, known.code, known.title} & set(close)}
    remedy = f"是不是：{'、'.join(sorted(found))}" if found else f"可用：{'、'.join(documents)}"
    raise _wrong(name, "没有这份文件", remedy)


def _wrong(name: str, what: str, remedy: str) -> WorkspaceError:
    return WorkspaceError([Fault(f"--document {name}", None, None, what, remedy)])
