"""A fingerprint of a workspace's files: whether anything was changed since it was last read, without reading it."""

from __future__ import annotations

import hashlib
import os
from stat import S_ISDIR
from typing import TYPE_CHECKING, NamedTuple

from checker.load.workspace import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


NEVER = 2**63  # later than every time that a file has


class Fingerprint(NamedTuple):
    """Names, sizes and times of all files that an assessment may read.

    Attributes:
        digest: A hash over them.
        newest: The latest of the times, in nanoseconds. A file that is written right after it was read may get the
            same time again, so a fingerprint tells nothing of files that were new when they were read. `NEVER`
            where a folder is a link: it is not followed here, and may be read.
    """

    digest: str
    newest: int


def fingerprint(root: Path) -> Fingerprint:
    """Return the fingerprint of a workspace; what cannot be looked at counts as such.

    A file counts as changed when its path, kind, size, or either of its times does: the one of its contents, and,
    where the system keeps it, the one of its entry, which no program can set back.
    """
    held, newest = hashlib.sha256(), 0
    for part in PARTS:
        for path in _files(str(root / part)):
            try:
                status = os.stat(path)  # noqa: PTH116 - ten times as fast over many files
            except OSError as error:
                held.update(_line(path, error.errno))
                continue
            held.update(_line(path, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
            linked = S_ISDIR(status.st_mode) and os.path.islink(path)  # noqa: PTH114 - the same
            newest = max(newest, NEVER if linked else max(status.st_mtime_ns, status.st_ctime_ns))
    return Fingerprint(held.hexdigest(), newest)


def _line(path: str, *facts: int | None) -> bytes:
    return "\0".join([path, *map(str, facts), ""]).encode("utf-8", "surrogateescape")


def _files(top: str) -> Iterator[str]:
    """Yield everything below a folder, or the file itself, in an order that is always the same."""
    yield top
    for folder, folders, files in os.walk(top):
        folders.sort()
        yield from (f"{folder}/{name}" for name in sorted([*folders, *files]))
