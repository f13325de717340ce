"""What stops a run: a workspace or a call that cannot be assessed, with every fault located."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong, where it stands, and what to do about it.

    Attributes:
        path: File, relative to the workspace, with "/" between parts.
        line: Line from 1, or None where the whole file is meant.
        column: Column from 1, or None.
        what: What is wrong, in Chinese.
        remedy: What to write or do instead, in Chinese.
    """

    path: str
    line: int | None
    column: int | None
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return "path:line:column: what；remedy"."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.what}。{self.remedy}" if self.remedy else f"{place}: {self.what}"

    @property
    def message(self) -> str:
        """What is wrong and what to do, without the place."""
        return f"{self.what}。{self.remedy}" if self.remedy else self.what


class WorkspaceError(Exception):
    """The workspace or the call is wrong, so nothing was assessed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = sorted(set(faults), key=_place)


class HalfDoneError(WorkspaceError):
    """The system refused in the middle of writing; the faults say how to go on."""


def _place(fault: Fault) -> tuple[str, int, int, str]:
    return (fault.path, fault.line or 0, fault.column or 0, fault.what)
