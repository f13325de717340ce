"""People of a workspace: placeholders for who is still to be named, and the list brought up to date from a sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import Fault, WorkspaceError
from checker.load.lint import needed
from checker.load.text.items import ItemList, appended, flow, taken_apart
from checker.load.text.yamldoc import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from checker.model.workspace import Controls

_HEAD = """# yaml-language-server: $schema=schemas/people.schema.json
# 谁在什么时候担任什么。“待定”的换成真人：标识用拼音，名字写全，换人时给前任写 to、给后任另加一项。
# 一个人担任几个角色，就在他的 roles 里写几项。
people:
"""
_TBD = "tbd-"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def people(controls: Controls, day: date) -> str:
    """Return controls/people.yml: one placeholder a role, which says itself that nobody is named yet."""
    return _HEAD + "".join(_placeholder(role, controls.roles[role].title, day) for role in needed(controls))


def with_placeholders(text: str, controls: Controls) -> str:
    """Return controls/people.yml with a placeholder more for every role that somebody has to have held and nobody has.

    Args:
        text: As it stands.
        controls: With the roles and the people.

    Raises:
        ValueError: The list is written in a way that nothing can be added to.
    """
    held = {holding.role for person in controls.people.values() for holding in person.roles}
    new = (role for role in needed(controls) if role not in held)
    lines = "".join(_placeholder(role, controls.roles[role].title, controls.profile.start) for role in new)
    return appended(text, "people", taken_apart(f"people:\n{lines}").items) if lines else text


def _placeholder(role: str, title: str, day: date) -> str:
    return _line({"id": f"{_TBD}{role}", "name": f"待定（{title}）", "roles": [{"role": role, "from": day}]})


def is_placeholder(key: str) -> bool:
    """Tell whether an id stands for somebody who is still to be named."""
    return key.startswith(_TBD)


class Row(NamedTuple):
    """One row of a sheet that names somebody: who, in which department, which role, from when to when."""

    number: int
    name: str
    id: str
    department: str | None
    role: str | None
    start: date | None
    end: date | None


class Update(NamedTuple):
    """The list brought up to date.

    Attributes:
        text: The new controls/people.yml.
        added: Names of those who are new; `changed`: of those of whom something changed.
        waiting: Ids of roles that are still held by a placeholder.
    """

    text: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    waiting: tuple[str, ...]
    faults: tuple[Fault, ...] = ()


def updated(text: str, rows: Iterable[Row], file: str) -> Update:
    """Return the list with the people of a sheet: nobody and nothing is lost but placeholders whose role is held now.

    Args:
        text: controls/people.yml as it stands.
        rows: The rows of the sheet.
        file: The sheet's name, for faults.

    Raises:
        WorkspaceError: The list is written in a way that cannot be taken apart.
    """
    before = _before(text)
    held: dict[str, dict[str, Any]] = {item.value["id"]: item.value for item in before.items}
    new, faults = _merged(held, rows, file)
    taken = {role for key, value in new.items() if not is_placeholder(key) for role in _roles(value)}
    gone = {key for key, value in new.items() if is_placeholder(key) and _roles(value) <= taken}
    same = [item for item in before.items if new[item.value["id"]] == item.value and item.value["id"] not in gone]
    fresh = [key for key, value in new.items() if key not in gone and held.get(key) != value]
    waiting = {role for key in new if is_placeholder(key) and key not in gone for role in _roles(new[key])}
    head = re.sub(r"people:[ ]*\[\][ ]*$", "people:", before.head.rstrip()) + "\n"
    return Update(
        text=head + "".join(item.text for item in same) + "".join(_line(new[key]) for key in fresh),
        added=tuple(new[key]["name"] for key in fresh if key not in held),
        changed=tuple(new[key]["name"] for key in fresh if key in held),
        waiting=tuple(sorted(waiting)),
        faults=tuple(faults),
    )


def _before(text: str) -> ItemList:
    found = taken_apart(text)
    value = parse(text).value
    if value is None:
        return ItemList(text + _HEAD if text.strip() else _HEAD, ())
    if len(found.items) != len(value.get("people") or ()):
        remedy = "改成一人一项，每项以两个空格加“- ”开头"
        raise WorkspaceError([Fault("controls/people.yml", None, None, "看不出一项一项的人员，没有写", remedy)])
    return found


def _roles(value: Mapping[str, Any]) -> set[str]:
    return {holding["role"] for holding in value.get("roles", ())}


def _merged(
    held: Mapping[str, dict[str, Any]], rows: Iterable[Row], file: str
) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Return everybody by id with what the rows add, and what is wrong with them."""
    found = dict(held)
    faults: list[Fault] = []
    for row in rows:
        key = _key(found, row, faults, file)
        if key is None:
            continue
        old = found.get(key, {"id": key, "name": row.name})
        value = {**old, "name": row.name}
        if row.department:
            value["department"] = row.department
        if row.role:
            value["roles"] = _holdings(old.get("roles", ()), row)
        found[key] = {name: value[name] for name in ("id", "name", "department", "roles") if name in value}
    return found, faults


def _key(found: Mapping[str, dict[str, Any]], row: Row, faults: list[Fault], file: str) -> str | None:
    """Return the id of who is meant: as written, of the one who has that name, or made from it."""
    if row.id:
        if _ID.fullmatch(row.id):
            return row.id
        faults.append(
            Fault(file, row.number, None, f"标识“{row.id}”写法不对", "用小写字母、数字和连字符，例如 zhang-wei")
        )
        return None
    known = [key for key, value in found.items() if value["name"] == row.name]
    if len(known) > 1:
        faults.append(Fault(file, row.number, None, f"有几个人叫“{row.name}”", f"写标识：{'、'.join(known)}"))
        return None
    return known[0] if known else _made(found, row.name)


def _made(found: Mapping[str, Any], name: str) -> str:
    from pypinyin import lazy_pinyin

    letters = "-".join("".join(re.findall(r"[a-z0-9]+", part.lower())) for part in lazy_pinyin(name)).strip("-")
    base = re.sub(r"-+", "-", letters) or "person"
    number = 1
    key = base
    while key in found:
        number += 1
        key = f"{base}-{number}"
    return key


def _holdings(old: Iterable[Mapping[str, Any]], row: Row) -> list[dict[str, Any]]:
    """Return what somebody holds with the row's: the same role from the same day is the same holding."""
    new = {"role": row.role, "from": row.start, "to": row.end}
    given = {name: value for name, value in new.items() if value is not None}
    kept = [dict(held) for held in old if (held["role"], held.get("from")) != (row.role, row.start)]
    return [*kept, given]


def _line(value: Mapping[str, Any]) -> str:
    return f"  - {flow(value)}\n"
