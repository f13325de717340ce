"""The files below the evidence folder: which are evidence, which are sidecars and registers (contract 2.7)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from checker.model.words import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGISTER_NAMES = ("register.yml", "register.csv", "register.xlsx")
_NO_EVIDENCE = frozenset({"thumbs.db", "desktop.ini", "projects.yml", *REGISTER_NAMES})
_SIDECAR = ".yml"


class Entry(NamedTuple):
    """One file found: its place on disk, its printed path, and the sidecar that describes it."""

    disk: Path
    path: str
    sidecar: Path | None


class Folder(NamedTuple):
    """One folder with what is in it.

    Attributes:
        path: Its printed path with "/" at the end, "" for the evidence folder itself.
        fault: Why the system does not list it, or None.
    """

    path: str
    registers: tuple[Path, ...]
    entries: tuple[Entry, ...]
    depth: int
    fault: str | None = None


def walk(evidence: Path) -> Iterator[Folder]:
    """Yield every folder, parents before children, in order of names; links to folders are not followed."""
    waiting = [(evidence, "", 0)]
    while waiting:
        folder, path, depth = waiting.pop()
        try:
            files, folders = _list(folder)
        except OSError as error:
            yield Folder(path, (), (), depth, error.strerror or str(error))
            continue
        yield _sort_out(folder, path, files, depth)
        below = [(folder / name, path + nfc(name) + "/", depth + 1) for name in folders]
        waiting += sorted(below, key=lambda item: item[1], reverse=True)


def _list(folder: Path) -> tuple[list[str], list[str]]:
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as found:
        for item in found:
            if item.name.startswith((".", "~$")):
                continue
            (folders if item.is_dir(follow_symlinks=False) else files).append(item.name)
    return sorted(files), folders


def _sort_out(folder: Path, path: str, files: list[str], depth: int) -> Folder:
    present = {nfc(name) for name in files}
    registers = {name.lower(): folder / name for name in files if name.lower() in REGISTER_NAMES}
    sidecars = {nfc(name[: -len(_SIDECAR)]): folder / name for name in files if _is_sidecar(name, present)}
    evidence = [name for name in files if name.lower() not in _NO_EVIDENCE and not _is_sidecar(name, present)]
    entries = [Entry(folder / name, path + nfc(name), sidecars.get(nfc(name))) for name in evidence]
    ordered = tuple(registers[name] for name in REGISTER_NAMES if name in registers)
    return Folder(path, ordered, tuple(entries), depth)


def _is_sidecar(name: str, present: set[str]) -> bool:
    base = nfc(name[: -len(_SIDECAR)])
    described = name.lower().endswith(_SIDECAR) and base in present and base.lower() not in _NO_EVIDENCE
    return described and not _is_sidecar(base, present)
