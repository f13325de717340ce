"""Words that differ from enterprise to enterprise: the beginning of codes, and what departments are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.errors import Fault, WorkspaceError
from checker.load.text.convert import suggest
from checker.load.text.items import flow

if TYPE_CHECKING:
    from checker.load.text.items import Item, ItemList
    from checker.model.pack import Answers

PREFIX = "VICUTU-TI"  # how the codes of the packs begin
_OWN = "TI"  # what is left of it where the enterprise has no code of its own


class Words:
    """Puts an enterprise's own words into texts of the packs."""

    def __init__(self, answers: Answers, roles: ItemList) -> None:
        """Find out which roles have another title.

        Raises:
            WorkspaceError: The answers name a role that the packs have not.
        """
        self._prefix = answers.code_prefix or _OWN
        ids = {item.value["id"]: item.value["title"] for item in roles.items}
        named = {**{title: title for title in ids.values()}, **ids}
        unknown = [name for name in answers.departments if name not in named]
        if unknown:
            raise WorkspaceError(
                [
                    Fault(f"departments: {name}", None, None, "没有这个部门或岗位", suggest(name, named))
                    for name in unknown
                ]
            )
        self._titles = {named[name]: title for name, title in answers.departments.items()}
        known = {word for item in roles.items for word in (item.value["title"], *item.value.get("aliases", ()))}
        longest = sorted(known, key=lambda word: (-len(word), word))
        self._any = re.compile("|".join(map(_pattern, longest)))  # a longer name is never taken for a shorter one

    def put(self, text: str) -> str:
        """Return a text with the enterprise's own words."""
        text = text.replace(PREFIX, self._prefix)
        return self._any.sub(lambda found: self._titles.get(found[0], found[0]), text) if self._titles else text

    def role(self, item: Item) -> str:
        """Return a role's item with its own title; the usual one stays as another name, so that it is found."""
        title = item.value["title"]
        own = self._titles.get(title)
        if own is None:
            return item.text
        aliases = [alias for alias in (title, *item.value.get("aliases", ())) if alias != own]
        return f"  - {flow({**item.value, 'title': own, 'aliases': aliases})}\n"


def _pattern(word: str) -> str:
    """Return what a name looks like in a text: 信息部 is not the beginning of 信息部门."""
    return re.escape(word) + ("(?!门)" if word.endswith("部") else "")
