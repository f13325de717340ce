"""What a run has found so far, kept from run to run: a stopped one goes on where it was.

One file for each output folder, in the user's own cache folder: what is in the output folder may be published, and
this file names everybody. It is safe to delete.
"""

from __future__ import annotations

import hashlib
import os
from datetime import date  # noqa: TC003 - msgspec reads it at run time
from typing import TYPE_CHECKING

import msgspec
from platformdirs import user_cache_path

from checker.errors import WorkspaceError
from checker.model.base import Value
from checker.model.survey import Survey  # noqa: TC001 - msgspec reads it at run time
from checker.output import make_folder, write_file

if TYPE_CHECKING:
    from pathlib import Path

    from checker.portfolio.survey import Ask


class Row(Value, frozen=True, kw_only=True):
    """One enterprise as it was found, and what that holds for: the folder, the question, the files as they were."""

    folder: str
    edition: str
    days: tuple[date, ...]
    mark: str
    survey: Survey


_ROW = msgspec.json.Decoder(Row)


class Kept:
    """The rows found so far that answer the same question.

    Attributes:
        ask: The question.
        found: By folder; whether its files are still the same is not known yet.
        trouble: Why nothing can be kept, or nothing.
    """

    def __init__(self, path: Path, ask: Ask, *, fresh: bool = False) -> None:
        self._path, self.ask = path, ask
        self.trouble = ""
        self.found = {} if fresh else {row.folder: row for row in _read(path) if self._fits(row)}
        try:
            make_folder(path.parent)
            write_file(path, b"".join(map(_line, self.found.values())), private=True)
        except WorkspaceError as error:
            self.trouble = error.faults[0].what

    def _fits(self, row: Row) -> bool:
        return (row.edition, row.days) == (self.ask.edition, self.ask.days)

    def add(self, folder: str, mark: str, survey: Survey) -> None:
        """Keep what was found of one enterprise; where that fails, nothing more is kept."""
        if self.trouble:
            return
        row = Row(folder=folder, edition=self.ask.edition, days=self.ask.days, mark=mark, survey=survey)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND)
            with os.fdopen(handle, "wb") as stream:
                stream.write(_line(row))
        except OSError as error:
            self.trouble = f"写不了（{error.strerror}）"


def _line(row: Row) -> bytes:
    return msgspec.json.encode(row) + b"\n"


def _read(path: Path) -> list[Row]:
    """Return the rows of a file; lines that are torn, or of another shape, are passed over."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return []
    rows = []
    for line in lines:
        try:
            rows.append(_ROW.decode(line))
        except msgspec.DecodeError:
            continue
    return rows


def kept_at(output: Path) -> Path:
    """Return where the rows of runs into an output folder are kept."""
    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:16]
    return user_cache_path("guanbiao", appauthor=False) / "portfolio" / f"{name}.jsonl"
