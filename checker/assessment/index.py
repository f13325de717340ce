"""Evidence by what it can count for: deciding evidence (contract 3.3) and related evidence (3.4).

Every look-up is a dictionary made once per pair of record types, so an assessment stays linear.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checker.calendar import parse_window, window_of
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.evidence import Evidence
    from checker.model.obligation import Subject
    from checker.model.record import Cadence, RecordType
    from checker.model.workspace import Controls

Key = tuple[str | None, str | None, str | None]
Table = dict[Key, list["Evidence"]]


def window_name(evidence: Evidence, cadence: Cadence) -> str | None:
    """Return the window of that cadence to which the evidence belongs.

    A window of another cadence is passed over, its date counts (contract 3.3); a window that does not
    exist, such as "2026-13", fits nowhere.
    """
    if evidence.window:
        named = parse_window(evidence.window)
        if named is None:
            return None
        if named[0] == cadence:
            return named[1].name
    return window_of(cadence, evidence.day).name if evidence.day else None


class Index:
    """All evidence that exists on the day of assessment."""

    def __init__(self, controls: Controls, evidence: tuple[Evidence, ...]) -> None:
        self._records = controls.records
        self._by_type: dict[str, list[Evidence]] = defaultdict(list)
        self.by_id: dict[str, Evidence] = {}
        for item in evidence:
            self._by_type[item.record].append(item)
            self.by_id[item.key] = item
        self._servers = {key: controls.servers(key) for key in controls.records}
        self._deciding: dict[str, Table] = {}
        self._related: dict[tuple[str, str], Table] = {}

    def of_type(self, record: str) -> list[Evidence]:
        """Return the evidence of exactly that type, in order of paths."""
        return self._by_type.get(record, [])

    def _with_servers(self, record: str) -> Iterator[Evidence]:
        yield from self.of_type(record)
        for server in self._servers.get(record, ()):
            if server != record:
                yield from self.of_type(server)

    def candidates(self, record: RecordType, subject: Subject, window: str | None) -> list[Evidence]:
        """Return what could decide the obligation, the deciding one first, then the superseded ones."""
        table = self._table(record)
        project = subject.id if subject.kind == "project" else None
        event = nfkc(subject.id) if subject.kind == "event" and subject.id else None
        return table.get((project, window, event), [])

    def _table(self, record: RecordType) -> Table:
        if record.id not in self._deciding:
            self._deciding[record.id] = self._deciding_table(record)
        return self._deciding[record.id]

    def standing(self, record: RecordType, *, every: bool) -> list[Evidence]:
        """Return what could decide an obligation of the record, in order of paths: the latest each, or all."""
        table = self._table(record)
        found = {item.path: item for group in table.values() for item in (group if every else group[:1])}
        return [found[path] for path in sorted(found)]

    def _deciding_table(self, record: RecordType) -> Table:
        table: Table = defaultdict(list)
        for item in self._with_servers(record.id):
            window = window_name(item, record.cadence) if record.cadence else None
            if (record.scope == "project" and not item.project) or (record.cadence and not window):
                continue
            project = item.project if record.scope == "project" else None
            for event in dict.fromkeys(item.refs) if record.scope == "event" else (None,):
                table[project, window, event].append(item)
        for found in table.values():
            found.sort(key=lambda item: item.latest_key, reverse=True)
        return table

    def related(self, record: RecordType, subject: Subject, window: str | None, kind: str) -> tuple[Evidence, ...]:
        """Return the related evidence of a type for one obligation of the record (contract 3.4)."""
        if record.scope == "event" and subject.id is not None:
            chain = self._chain(record)
            if kind in chain:
                return tuple(self._up_the_chain(nfkc(subject.id), chain[: chain.index(kind) + 1]))
        table = self._related.get((record.id, kind))
        if table is None:
            table = self._related[record.id, kind] = self._related_table(record, self._records[kind])
        other = self._records[kind]
        project = subject.id if record.scope == other.scope == "project" else None
        same_event = record.scope == other.scope == "event" and record.per == other.per
        event = nfkc(subject.id) if same_event and subject.id else None
        same_cadence = record.cadence is not None and record.cadence == other.cadence
        return tuple(table.get((project, window if same_cadence else None, event), ()))

    def _related_table(self, record: RecordType, other: RecordType) -> Table:
        table: Table = defaultdict(list)
        by_project = record.scope == other.scope == "project"
        by_event = record.scope == other.scope == "event" and record.per == other.per
        cadence = record.cadence if record.cadence == other.cadence else None
        for item in self._with_servers(other.id):
            project = item.project if by_project else None
            window = window_name(item, cadence) if cadence else None
            for event in dict.fromkeys(item.refs) if by_event else (None,):
                table[project, window, event].append(item)
        return table

    def _chain(self, record: RecordType) -> list[str]:
        """Return the types above an event record: its `per`, the `per` of that, and so on."""
        chain: list[str] = []
        at: str | None = record.per
        while at is not None and at not in chain:
            chain.append(at)
            at = self._records[at].per
        return chain

    def _up_the_chain(self, event: str, chain: list[str]) -> list[Evidence]:
        """Return the events of the last type of the chain that are reached through `refs`."""
        found = [self.by_id[event]]
        for kind in chain[1:]:
            refs = dict.fromkeys(ref for item in found for ref in item.refs)
            found = [self.by_id[ref] for ref in refs if ref in self.by_id and self.by_id[ref].record == kind]
        return found
