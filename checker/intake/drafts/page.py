"""The draft of one clause page: every value says where it was found and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.intake.clauses import paragraphs, part_in, title_of
from checker.intake.drafts.markdown import body
from checker.intake.drafts.review import quoted
from checker.load.text.items import flow
from checker.model.words import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.intake.clauses import Drafted
    from checker.intake.names.found import Found

_PARTS = ("accountable", "responsible", "consulted", "informed")
_SCHEMA = "# yaml-language-server: $schema={}controls/schemas/clause.schema.json"


class Entry(NamedTuple):
    """One id in the front-matter, with what stands beside it."""

    id: str
    title: str
    quote: str
    known: bool
    sure: bool

    def line(self, indent: str) -> str:
        """Return its line of YAML."""
        how = "已有" if self.known else "新的"
        look = "" if self.sure else "，请确认"
        words = f"“{self.quote}”" if self.quote else self.title
        return f"{indent}- {flow(self.id)}    # {visible(self.title)}（{how}{look}）：{visible(words)}\n"


class Ids(NamedTuple):
    """Ids by titles, of roles and records, known and new."""

    roles: Mapping[str, str]
    records: Mapping[str, str]


def roles_of(one: Drafted, ids: Ids) -> dict[str, list[Entry]]:
    """Return the roles of a clause by what they do; one named twice in a text counts by the weightier."""
    found: dict[tuple[str, str], tuple[int, Entry]] = {}
    for place, role in enumerate(one.roles):
        part, sure = part_in(one, place)
        entry = Entry(ids.roles[role.title], role.title, _quote(one, role), role.key is not None, sure and role.sure)
        rank, once = _PARTS.index(part), (entry.id, part if one.raci else "")
        if once not in found or rank < found[once][0]:
            found[once] = rank, entry
    return {part: [entry for rank, entry in found.values() if rank == place] for place, part in enumerate(_PARTS)}


def records_of(one: Drafted, ids: Ids) -> list[Entry]:
    """Return the records of a clause, each once."""
    found: dict[str, Entry] = {}
    for record in one.records:
        key = ids.records[record.title]
        found.setdefault(key, Entry(key, record.title, _quote(one, record), record.key is not None, record.sure))
    return list(found.values())


def _quote(one: Drafted, found: Found) -> str:
    return quoted(one.text, found.start, found.end) if one.text else ""


def page(one: Drafted, clause: str, document: str, ids: Ids, pictures: Mapping[str, str]) -> str:
    """Return the page of a clause.

    Args:
        one: The clause.
        clause: Its id.
        document: The title of the document it comes from.
        ids: Of roles and records.
        pictures: Where pictures lie, as seen from the page.
    """
    lines = [
        f"---\n{_SCHEMA.format('../../')}\n",
        f"# 草稿：由《{visible(document)}》{visible(one.item.number)} 带入，逐项核对后再用\n",
    ]
    lines.append(f"clause: {clause}\n")
    lines.append(
        f"title: {flow(visible(title_of(one)))}{'' if one.item.title else '    # 原文没有标题，取的是第一句'}\n"
    )
    held = {part: entries for part, entries in roles_of(one, ids).items() if entries}
    if held:
        lines.append("roles:\n")
        for part, entries in held.items():
            lines.append(f"  {part}:\n")
            lines += [entry.line("    ") for entry in entries]
    records = records_of(one, ids)
    if records:
        lines.append("records:\n")
        lines += [entry.line("  ") for entry in records]
    source = flow({"document": visible(document), "section": visible(one.item.number)})
    lines.append(f"source: {source}\n---\n\n")
    text = _text(one, pictures)
    return "".join(lines) + (text if not text or text.startswith("## ") else f"## 要求\n\n{text}")


def _text(one: Drafted, pictures: Mapping[str, str]) -> str:
    cells = one.item.cells
    if cells is None:
        own = "" if one.raci or not one.text else f"{title_of(one)}\n"
        return body(one.item.body, pictures) or own
    from checker.intake.file.blocks import Line

    named = (("谁来做", cells.roles), ("输出", cells.outputs), ("时间", cells.times), ("要求", cells.text))
    lines = [Line(f"{name}：{text}") for name, text in named if text]
    return body((*lines, *(Line(text) for text in paragraphs(one.item.body))), pictures) or f"{title_of(one)}\n"
