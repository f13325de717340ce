"""Drafts made of a document: clause pages, new record types, roles, the document's entry, and the list to review."""

from __future__ import annotations

import posixpath
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.drafts.doubts import doubts
from checker.intake.drafts.ids import number_id, word_id
from checker.intake.drafts.known import Known, brought_up
from checker.intake.drafts.markdown import body
from checker.intake.drafts.page import Ids, page
from checker.intake.drafts.review import as_markdown, as_sheet, quoted
from checker.intake.file.blocks import Line, Picture
from checker.load.text.items import flow
from checker.model.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from checker.intake.clauses import Drafted
    from checker.intake.names.found import Found
    from checker.intake.taken import Taken
    from checker.model.clause import Clause
    from checker.model.workspace import Controls

_ASKS = "# 新的记录类型：范围、周期、审批按原文补上，原文没有写的不要写"
LIST, SHEET = "复核清单.md", "复核清单.xlsx"
_CADENCES = (
    ("weekly", "每周"),
    ("monthly", "每(?:个)?月"),
    ("quarterly", "每(?:个)?季"),
    ("half-yearly", "每半年"),
    ("yearly", "每年"),
)
_CODE = re.compile(r"(?:文件)?编号\s*[:：]\s*([A-Za-z][\w./-]{3,30})")


class Draft(NamedTuple):
    """Everything that is written for a document.

    Attributes:
        document: Its id.
        files: Their content by path in the folder of drafts.
        summary: What was found, in lines for the terminal.
    """

    document: str
    files: dict[str, bytes]
    summary: tuple[str, ...]


def draft(
    taken: Taken, controls: Controls, document: str | None, day: date, pages: Mapping[str, str] = MappingProxyType({})
) -> Draft:
    """Return the drafts; clauses that the workspace has in the same words are left out.

    Args:
        taken: What the file says.
        controls: Of the workspace; what it has is used again.
        document: The id of the document; made of its title if not given.
        day: That the sheet's properties carry.
        pages: Texts of the workspace's own clause pages, by clause.
    """
    key = document or taken.document or word_id(taken.title, ())
    ids = Ids(dict(_role_ids(taken.clauses, controls)), dict(_record_ids(taken.clauses, controls, key)))
    pictures = _pictures(taken, key)
    beside = {name: posixpath.relpath(path, f"policies/{key}") for name, path in pictures.items()}
    title = controls.documents[key].title if key in controls.documents else taken.title
    texts: dict[str, str] = {}
    same = 0
    for one, clause in zip(taken.clauses, clause_ids(taken, key), strict=True):
        text = page(one, clause, title, ids, beside)
        held = controls.clauses[clause] if clause in pages else None
        new = brought_up(text, one, ids, _known(controls, held, pages[clause])) if held else text
        if new is not None:
            texts[held.page if held else f"policies/{key}/{clause.partition('/')[2]}.md"] = new
        same += new is None
    texts |= dict(_controls(taken, controls, key, ids))
    if taken.lead or taken.chapters:
        texts[f"policies/{key}/index.md"] = _index(taken, title, beside)
    questions = doubts(taken, controls, key)
    summary = (*_summary(taken, ids, controls), *([f"和工作区里一样的 {same} 条，没有写草稿"] if same else []))
    texts[LIST] = as_markdown(title, summary, questions)
    files = {name: text.encode("utf-8", "backslashreplace") for name, text in texts.items()}
    files |= {path: taken.pictures[name] for name, path in pictures.items()}
    files[SHEET] = as_sheet(title, questions, day)
    return Draft(key, dict(sorted(files.items())), summary)


def _known(controls: Controls, clause: Clause, text: str) -> Known:
    return Known(clause, text, tuple(controls.records[item.record].title for item in clause.records))


def _index(taken: Taken, title: str, beside: Mapping[str, str]) -> str:
    """Return the page of the document: what stands before its first number, and its chapters."""
    chapters = [Line(f"• {chapter.number} {chapter.title}") for chapter in taken.chapters]
    parts = [body(taken.lead, beside)] if taken.lead else []
    parts += [f"## 章节\n\n{body(chapters, {})}"] if chapters else []
    return f"---\ntitle: {flow(visible(title))}\n---\n\n" + "\n".join(parts)


def clause_ids(taken: Taken, document: str) -> list[str]:
    """Return the ids of clauses, in their order; those of an exported handbook keep their own."""
    used: list[str] = []
    for one in taken.clauses:
        used.append(one.item.number if taken.document else number_id(one.item.number, used))
    return [f"{document}/{number}" for number in used]


def _role_ids(clauses: Iterable[Drafted], controls: Controls) -> Iterator[tuple[str, str]]:
    used = set(controls.roles)
    for found in _each(role for one in clauses for role in one.roles):
        key = found.key or word_id(found.title, used)
        used.add(key)
        yield found.title, key


def _record_ids(clauses: Iterable[Drafted], controls: Controls, document: str) -> Iterator[tuple[str, str]]:
    used = set(controls.records)
    for found in _each(record for one in clauses for record in one.records):
        key = found.key or word_id(found.title, used, f"{document}-")
        used.add(key)
        yield found.title, key


def _each(found: Iterable[Found]) -> Iterator[Found]:
    """Yield finds, each title once; a known one before a new one of the same title."""
    held: dict[str, Found] = {}
    for one in found:
        if one.title not in held or (one.key and not held[one.title].key):
            held[one.title] = one
    yield from held.values()


def _pictures(taken: Taken, key: str) -> dict[str, str]:
    """Return where each picture of the file goes, by its name in the file."""
    blocks = [*taken.lead, *(block for one in taken.clauses for block in one.item.body)]
    names = dict.fromkeys(block.name for block in blocks if isinstance(block, Picture) and block.name in taken.pictures)
    return {name: f"policies/{key}/images/{place:02}{_ending(name)}" for place, name in enumerate(names, 1)}


def _ending(name: str) -> str:
    ending = posixpath.splitext(name)[1].lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ".bin"


def _controls(taken: Taken, controls: Controls, key: str, ids: Ids) -> Iterator[tuple[str, str]]:
    """Yield what controls/ still lacks: the document's entry, new roles, new record types."""
    if key not in controls.documents:
        yield "controls/documents.yml", _document(taken, key)
    roles = [_role(title, role) for title, role in ids.roles.items() if role not in controls.roles]
    if roles:
        yield (
            "controls/roles.yml",
            "# 新的角色：是不是已有角色的另一种叫法？是就删去这一项，写进那个角色的 aliases\nroles:\n" + "".join(roles),
        )
    new = {record: title for title, record in ids.records.items() if record not in controls.records}
    if new:
        head = f"# yaml-language-server: $schema=../schemas/records.schema.json\n{_ASKS}\nrecords:\n"
        yield (
            f"controls/records/{key}.yml",
            head + "".join(_record(record, title, taken.clauses) for record, title in new.items()),
        )


def _document(taken: Taken, key: str) -> str:
    text = "\n".join(getattr(block, "text", "") for block in taken.lead)
    code = _CODE.search(text)
    lines = [
        f"  - id: {flow(key)}",
        f"    title: {flow(visible(taken.title))}",
        "    kind: procedure    # 请确认：程序文件，还是 plan、programme、commitment",
    ]
    lines += [f"    code: {flow(code[1])}"] if code else []
    chapters = dict(_chapters(taken))
    if chapters:
        lines.append("    chapters:")
        lines += [f"      - {flow({'number': number, 'title': title})}" for number, title in chapters.items()]
    return "documents:\n" + "\n".join(lines) + "\n"


def _chapters(taken: Taken) -> Iterator[tuple[str, str]]:
    """Yield chapters by their numbers inside the workspace, those whose clauses' numbers begin with them."""
    for chapter in taken.chapters:
        number = number_id(chapter.number, ())
        if chapter.title and number_id(chapter.first, ()).startswith(f"{number}."):
            yield number, visible(chapter.title)


def _role(title: str, key: str) -> str:
    department = re.search(r"(?:部门?|中心|科|处|办公室|分厂|车间)$", title)
    held = {"id": key, "title": visible(title), **({"kind": "department"} if department else {})}
    return f"  - {flow(held)}\n"


def _record(key: str, title: str, clauses: Sequence[Drafted]) -> str:
    naming = [(one, found) for one in clauses for found in one.records if found.title == title]
    one, found = naming[0]
    place = quoted(one.text, found.start, found.end) if one.text else title
    lines = [
        f"  # {visible(one.item.number)} “{visible(place)}”",
        f"  - id: {flow(key)}",
        f"    title: {flow(visible(title))}",
    ]
    code = next((each.code for _, each in naming if each.code), None)
    lines += [f"    code: {flow(code)}"] if code else []
    words, cadence = cadence_of(one)
    if cadence and len({each.title for each in one.records}) == 1:
        lines.append(f"    cadence: {cadence}    # “{visible(words)}”，请确认")
    return "\n".join(lines) + "\n"


def cadence_of(one: Drafted) -> tuple[str, str | None]:
    """Return the words that say how often, and the cadence they mean."""
    for when in one.times:
        for cadence, pattern in _CADENCES:
            if re.match(pattern, when.text):
                return when.text, cadence
    return "", None


def _summary(taken: Taken, ids: Ids, controls: Controls) -> tuple[str, ...]:
    roles = [role for role in dict.fromkeys(ids.roles.values()) if role not in controls.roles]
    records = [record for record in dict.fromkeys(ids.records.values()) if record not in controls.records]
    times = sum(len(one.times) for one in taken.clauses)
    bare = sum(not one.item.title for one in taken.clauses)
    return (
        f"条款 {len(taken.clauses)} 条" + (f"，其中 {bare} 条原文没有标题" if bare else ""),
        f"角色 {len(set(ids.roles.values()))} 个" + (f"，其中 {len(roles)} 个是新的" if roles else ""),
        f"记录 {len(set(ids.records.values()))} 种" + (f"，其中 {len(records)} 种是新的" if records else ""),
        f"时间、期限 {times} 处",
        *(f"注意：{note}" for note in taken.notes),
    )
