"""The strip 我的 on the home page: what every role needs of it, so that a script can show the reader's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.model.words import visible
from checker.pages.engine import block
from checker.pages.text import href

if TYPE_CHECKING:
    from checker.pages.coming import Coming
    from checker.pages.duties import Duties

PAGE = "index.md"
NEXT = 3


def strip(duties: Duties) -> str:
    """Return the strip with its data, or nothing where there are no roles."""
    book = duties.book
    if not book.controls.roles:
        return ""
    return block("mine.jinja", PAGE, data=_data(duties), as_of=book.assessment.as_of)


def _data(duties: Duties) -> str:
    """Return the data as JSON; numbers stand for single things, so that those of several roles count once."""
    book = duties.book
    places = {row.item.id: place for place, row in enumerate(book.gaps)}
    ahead = {item.id: place for place, item in enumerate(book.assessment.upcoming)}
    roles: dict[str, Any] = {}
    items: dict[int, Any] = {}
    for key in book.controls.roles:
        owed, coming = duties.owed.get(key, []), duties.coming.get(key, [])
        ref = book.role_ref(key)
        roles[key] = {
            "title": visible(ref.label),
            "href": href(PAGE, ref.target),
            "owed": [places[row.item.id] for row in owed],
            "overdue": [places[row.item.id] for row in owed if duties.overdue(row)],
            "soon": [ahead[item.item.id] for item in coming if duties.soon(item)],
            "next": [ahead[item.item.id] for item in coming[:NEXT]],
        }
        items.update((ahead[item.item.id], _item(item)) for item in coming[:NEXT])
    return json.dumps({"roles": roles, "items": items}, ensure_ascii=False, separators=(",", ":"))


def _item(item: Coming) -> dict[str, str]:
    return {
        "due": item.item.due.isoformat(),
        "title": visible(item.record),
        "href": href(PAGE, item.place.target),
        "period": visible(item.period),
    }
