"""The handbook and its tables from a workspace on disk to a file's bytes."""

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
from checker.manual.source import Source, book_of
from checker.pages.purpose import by_page
from checker.tables import MAKERS
from checker.tables._table import Held
from checker.tables._word import document as word
from checker.tables._workbook import excel

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
    written = hand_written(root)
    bodies = {path: split_page(text)[1] for path, text in written.told().items()}  # the handbook goes to everybody
    titles = {path: written.titles[path] for path in bodies}
    source = Source(controls, bodies, titles, as_of, read_pictures(root))
    template = read_reference(root) if form == "docx" else None
    return export(build(source, wanted), form, font=font, template=template)


def export_table(root: Path, as_of: date, name: str, form: str, *, document: str | None = None) -> bytes:
    """Return one of the tables as a file, "xlsx" or "docx".

    Args:
        root: The workspace's folder.
        as_of: The day of the file; what was decided later is not in it.
        name: Which table, of `checker.tables.MAKERS`.
        form: The kind of file.
        document: Id or code of the only document wanted.

    Raises:
        WorkspaceError: Policies or controls are wrong, there is no such document, or nothing to put into the table.
    """
    controls, _ = read_controls(root)
    wanted = _document(controls.documents, document).id if document is not None else None
    written = hand_written(root)
    book = book_of(Source(controls, written.texts, written.titles, as_of))
    maker, owner = MAKERS[name], controls.profile.enterprise.name
    tables = maker.build(Held(book, by_page(written.texts), wanted))
    if not tables:
        what = f"没有可以写进{maker.TITLE}的内容"
        raise WorkspaceError([Fault("policies", None, None, what, "先在条款页里写 roles 和 records")])
    if form == "xlsx":
        return excel(maker.TITLE, owner, tables, as_of)
    return word(maker.TITLE, owner, tables, as_of, read_reference(root))


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
