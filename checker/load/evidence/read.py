"""All evidence of a workspace as values, unreadable files and faulty metadata inside."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.load.evidence.formats import read_content
from checker.load.evidence.identify import Found, Names, NotFound, identify
from checker.load.evidence.registers import Register, read_register
from checker.load.evidence.safefile import SafeFile
from checker.load.evidence.walk import Entry, walk
from checker.load.text.moments import as_json
from checker.model.evidence import Approval, Content, Evidence, EvidenceFault, Unidentified
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from checker.load.text.shapes import Moment
    from checker.model.record import RecordType


class Everything(NamedTuple):
    """What was found below the evidence folder."""

    evidence: tuple[Evidence, ...]
    unidentified: tuple[Unidentified, ...]
    faults: tuple[EvidenceFault, ...]


class Reading(NamedTuple):
    """What was read up to a day; which of it exists, an earlier day may still decide."""

    found: tuple[Evidence, ...]
    unidentified: tuple[Unidentified, ...]
    faults: tuple[EvidenceFault, ...]

    def on(self, day: date) -> Everything:
        """Return what there is on a day, not later than the one up to which was read."""
        unknown, faults = list(self.unidentified), list(self.faults)
        placed = tuple(_without_repeated_ids(self.found, day, unknown, faults))
        return Everything(
            placed,
            tuple(sorted(unknown, key=lambda item: item.path)),
            tuple(sorted(set(faults), key=lambda fault: (fault.path, fault.line or 0, fault.message))),
        )


class Setting(NamedTuple):
    """What reading evidence depends on; what is dated after the day is not opened."""

    root: Path
    as_of: date
    zone: tzinfo
    records: dict[str, RecordType]
    names: Names


def record_names(records: dict[str, RecordType]) -> dict[str, str]:
    """Return record ids by what may stand for them: the id itself or the form code, after NFKC."""
    named = {nfkc(record.code): key for key, record in records.items() if record.code}
    return {**named, **{key: key for key in records}}


def read_evidence(setting: Setting, progress: Callable[[int], None]) -> Reading:
    """Read every file below the evidence folder; `progress` is called with the number read so far."""
    found: list[Evidence] = []
    unknown: list[Unidentified] = []
    faults: list[EvidenceFault] = []
    for number, outcome in enumerate(_outcomes(setting, faults)):
        progress(number)
        (found if isinstance(outcome, Evidence) else unknown).append(outcome)  # type: ignore[arg-type]
    return Reading(tuple(sorted(found, key=lambda item: item.path)), tuple(unknown), tuple(faults))


def _outcomes(setting: Setting, faults: list[EvidenceFault]) -> Iterator[Evidence | Unidentified]:
    above: list[tuple[str, list[Register]]] = []
    every: list[tuple[str, Register]] = []
    seen: set[str] = set()
    for folder in walk(setting.root / "evidence"):
        if folder.fault:
            message = f"文件夹打不开（{folder.fault}），里面的文件都没有读。检查读取权限"
            faults.append(EvidenceFault(path=folder.path.rstrip("/") or ".", line=None, message=message))
        del above[folder.depth :]
        own = [read_register(disk, folder.path + disk.name, setting.root) for disk in folder.registers]
        above.append((folder.path, own))
        nearest = [(path, register) for path, registers in reversed(above) for register in registers]
        every += [(folder.path, register) for register in own]
        for entry in folder.entries:
            seen.add(entry.path)
            file = SafeFile(entry.disk, setting.root)
            outcome = identify(entry, file, nearest, setting.names)
            yield _settle(entry, file, outcome, setting, faults)
    for path, register in every:
        faults += register.faults
        faults += _absent(path, register, seen)


def _absent(folder: str, register: Register, seen: set[str]) -> Iterator[EvidenceFault]:
    """Yield a fault for every row whose file is not there."""
    for name in register.rows:
        if folder + name not in seen:
            message = f"登记的文件“{name}”不在台账所在文件夹下。补上文件，或改正路径"
            yield EvidenceFault(path=register.path, line=register.lines.get(name), message=message)


def _settle(
    entry: Entry, file: SafeFile, outcome: Found | NotFound, setting: Setting, faults: list[EvidenceFault]
) -> Evidence | Unidentified:
    if isinstance(outcome, NotFound):
        faults += outcome.faults
        return Unidentified(path=entry.path, reason=outcome.reason)
    shape = outcome.shape
    record = setting.names.records.get(nfkc(shape.record or "").strip())
    if record is None:
        reason = f"没有记录类型“{shape.record}”" if shape.record else "没有写是什么记录"
        return Unidentified(path=entry.path, reason=f"{reason}（{outcome.path}）")
    window = nfkc(str(shape.window)).strip() if shape.window is not None else None
    day, instant = moment_of(shape.date, setting.zone)
    _, dot, ending = nfkc(entry.path.rpartition("/")[2]).rpartition(".")
    ending = ending.lower() if dot else ""
    later = day is not None and day > setting.as_of
    wanted = bool(setting.records[record].sections)
    return Evidence(
        path=entry.path,
        id=shape.id or entry.path,
        key=nfkc(shape.id or entry.path),
        record=record,
        day=day,
        instant=instant,
        project=nfkc(shape.project) if shape.project else None,
        window=window,
        refs=tuple(map(nfkc, shape.refs)),
        title=shape.title,
        authors=tuple(map(nfkc, shape.author)),
        approvals=tuple(_approvals(shape.approvals, setting.zone)),
        fields=as_json(shape.fields),
        ending=ending,
        content=Content() if later else read_content(file, ending, headings=wanted),
        origin=outcome.origin,
        origin_path=outcome.path,
    )


def moment_of(moment: Moment | None, zone: tzinfo) -> tuple[date | None, datetime | None]:
    """Return the day in the zone, and the point in time where the time of day is known."""
    if moment is None:
        return None, None
    if not isinstance(moment.value, datetime):
        return moment.value, None
    value = moment.value
    try:
        local = value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
    except OverflowError:
        return value.date(), None
    return local.date(), local


def _approvals(shapes: Any, zone: tzinfo) -> Iterator[Approval]:
    for shape in shapes:
        person = nfkc(shape.person) if shape.person else None
        yield Approval(role=nfkc(shape.role), person=person, day=moment_of(shape.date, zone)[0])


def _without_repeated_ids(
    found: Iterable[Evidence], as_of: date, unknown: list[Unidentified], faults: list[EvidenceFault]
) -> Iterator[Evidence]:
    """Yield evidence with ids of its own; of several with one id the least path keeps it.

    What is dated after the day of assessment does not exist yet, so it takes no id from others.
    """
    seen: dict[str, str] = {}
    for evidence in found:
        if not evidence.exists(as_of):
            yield evidence
            continue
        first = seen.get(evidence.key)
        if first is None:
            seen[evidence.key] = evidence.path
            yield evidence
            continue
        message = f"编号“{evidence.id}”已被 {first} 使用。换一个不重复的编号"
        faults.append(EvidenceFault(path=evidence.path, line=None, message=message))
        unknown.append(Unidentified(path=evidence.path, reason="编号与别的文件重复"))
