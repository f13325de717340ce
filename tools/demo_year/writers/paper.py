"""What every paper of the company carries: the head with number and day, and the table of signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.demo_year.model import Item, Year

COMPANY = "云岭精工有限公司"


def authors(item: Item, year: Year) -> str:
    """Give the names of those who made the record."""
    given = item.meta.get("author", ())
    people = given if isinstance(given, list | tuple) else [given]
    return "、".join(year.name(str(person)) for person in people)


def head(item: Item, year: Year) -> list[tuple[str, str]]:
    """Give the lines of the paper's head that are known."""
    lines = [("编号", item.number), ("编制", authors(item, year)), ("日期", item.date)]
    return [(label, value) for label, value in lines if value]


def signatures(item: Item, year: Year) -> list[tuple[str, str, str]]:
    """Give role, name and day of every signature that the paper shows."""
    if not item.signed:
        return []
    return [(year.roles.get(x.role, x.role), year.name(x.person), x.date) for x in item.approvals]
