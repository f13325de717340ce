"""Values that the data are read into: one item is one evidence file with its metadata and its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

META_ORDER = ("record", "id", "date", "project", "window", "refs", "title", "author", "approvals", "fields")


@dataclass(frozen=True, kw_only=True)
class Approval:
    """One signature: in which role, by whom, on which day."""

    role: str
    person: str
    date: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One file of evidence."""

    path: str  # below evidence/, with /
    via: str  # sidecar | front | register | name | none
    meta: Mapping[str, object]
    approvals: tuple[Approval, ...]
    title: str
    number: str
    text: str
    damage: str = ""  # truncate | empty | disguise
    sidecar: str = ""  # raw text of the sidecar, where the data give it
    signed: bool = True  # whether the paper itself shows the signatures

    @property
    def suffix(self) -> str:
        """Give the file's ending without its dot."""
        return self.path.rpartition(".")[2].lower()

    @property
    def date(self) -> str:
        """Give the day of the record, for the paper's head."""
        return str(self.meta.get("date", ""))[:10]


@dataclass(frozen=True, kw_only=True)
class Register:
    """One register (台账): where it is and how it is written."""

    path: str
    encoding: str = "utf-8-sig"
    chinese: bool = False

    @property
    def folder(self) -> str:
        """Give the folder whose files the register names."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, kw_only=True)
class Year:
    """Everything that is written."""

    items: tuple[Item, ...]
    registers: tuple[Register, ...]
    names: Mapping[str, str]  # people id -> name
    roles: Mapping[str, str]  # role id -> title
    projects: str = ""
    strangers: Mapping[str, str] = field(default_factory=dict)

    def name(self, person: str) -> str:
        """Give the name written on paper for a person's id."""
        return self.names.get(person) or self.strangers.get(person, person)
