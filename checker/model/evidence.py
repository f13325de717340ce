"""Evidence (证据): one record that exists, with its metadata and what its file holds (contract 2.7)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from checker.model.base import Value

Origin = Literal["sidecar", "front-matter", "form", "register", "name"]
ORIGIN_TITLES: dict[Origin, str] = {
    "sidecar": "同名 .yml 说明文件",
    "front-matter": "文件开头的说明",
    "form": "本产品表单的属性",
    "register": "台账",
    "name": "文件名",
}


class Heading(Value, frozen=True, kw_only=True):
    """A heading of a document: its level (1 is the highest), words, and whether text stands under it."""

    level: int
    words: str
    filled: bool


class Content(Value, frozen=True, kw_only=True):
    """What was found in the file.

    Attributes:
        fault: Why it cannot be read, in Chinese, or None.
        headings: Its headings in order; None where the format has none that are read.
    """

    fault: str | None = None
    headings: tuple[Heading, ...] | None = None


class Approval(Value, frozen=True, kw_only=True):
    """One signature: who, in which role, on which day."""

    role: str
    person: str | None = None
    day: date | None = None


class Evidence(Value, frozen=True, kw_only=True):
    """One identified file.

    Attributes:
        path: Below the evidence folder, NFC, "/" between parts.
        id: As printed; `key` is the same as it is compared (NFKC), and so are `refs`.
        record: Id of its record type.
        day: Its date in the enterprise's time zone, or None.
        instant: The same as a point in time, where the metadata give a time of day.
        window: The window its metadata name, such as "2026-W21", or None.
        origin: Where its metadata come from, and `origin_path` the file that holds them.
    """

    path: str
    id: str
    key: str
    record: str
    day: date | None
    instant: datetime | None
    project: str | None
    window: str | None
    refs: tuple[str, ...]
    title: str | None
    authors: tuple[str, ...]
    approvals: tuple[Approval, ...]
    fields: dict[str, Any]
    ending: str
    content: Content
    origin: Origin
    origin_path: str

    def exists(self, as_of: date) -> bool:
        """Tell whether it exists on that day; what is dated later does not exist yet (contract 3)."""
        return self.day is None or self.day <= as_of

    @property
    def latest_key(self) -> tuple[bool, date, str]:
        """Sorts by date, undated first; ties by path (contract 3.3)."""
        return (self.day is not None, self.day or date.min, self.path)


class Unidentified(Value, frozen=True, kw_only=True):
    """A file that nothing identifies, and why."""

    path: str
    reason: str


class EvidenceFault(Value, frozen=True, kw_only=True):
    """Metadata that cannot be used; the file it is about stays unidentified."""

    path: str
    line: int | None
    message: str
