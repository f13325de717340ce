"""Clauses that the workspace has already: what is the same is left as it stands there."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.clauses import title_of
from checker.intake.page import records_of, roles_of
from checker.load.text.source import split_page
from checker.packs.merge.keyed import by_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.intake.clauses import Drafted
    from checker.intake.page import Ids
    from checker.model.clause import Clause

_SAID = ("title", "roles", "records")  # what a file says in the front-matter
_TARGET = re.compile(r"(?<=\])\([^)]*\)|\{[^}]*\}|&\w+;")


class Known(NamedTuple):
    """A clause of the workspace and the text of its page.

    Attributes:
        records: Titles of the records that it requires; two types may share one.
    """

    clause: Clause
    text: str
    records: tuple[str, ...]


def brought_up(page: str, one: Drafted, ids: Ids, known: Known) -> str | None:
    """Return the workspace's page with what a file says anew; None where it says nothing new.

    What the file cannot say (stage, editions, arrows …) stays as the workspace has it.
    """
    changed = [key for key, here, there in zip(_SAID, _facts(one, ids), _held(known), strict=True) if here != there]
    (front, before), (drafted, after) = split_page(known.text), split_page(page)
    if not changed and _letters(before) == _letters(after):
        return None
    old, new = by_key(f"{front}\n"), by_key(f"{drafted}\n")
    assert old is not None, "the workspace was read"
    assert new is not None, "it was written here"
    said = {key: new.texts.get(key) for key in changed}
    texts = {key: text for key, text in {**old.texts, **said}.items() if text is not None}
    return f"---\n{old.text(texts)}---\n{_body(before, after)}"


def _body(before: str, after: str) -> str:
    """Return the text of a page brought up to date; lines that say the same keep their links and their writing."""
    old, new = before.split("\n"), [line for line in after.split("\n") if line.strip()]
    said = [place for place, line in enumerate(old) if line.strip()]
    matcher = SequenceMatcher(None, [_letters(old[place]) for place in said], list(map(_letters, new)), autojunk=False)
    lines = old[: said[0]] if said else [""]
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            stop = said[last] if last < len(said) else len(old)
            lines += old[said[first] : stop]
        else:
            lines += [part for line in new[start:end] for part in (line, "")]
    return "\n".join(lines).rstrip() + "\n"


def _facts(one: Drafted, ids: Ids) -> tuple[object, ...]:
    roles = {part: sorted(entry.id for entry in entries) for part, entries in roles_of(one, ids).items() if entries}
    return title_of(one), roles, sorted(entry.title for entry in records_of(one, ids))


def _held(known: Known) -> tuple[object, ...]:
    parts = ("accountable", "responsible", "consulted", "informed")
    roles: Mapping[str, list[str]] = {
        part: sorted(held) for part in parts if (held := getattr(known.clause.roles, part))
    }
    return known.clause.title, roles, sorted(known.records)


def _letters(text: str) -> str:
    """Return what a page's text, or a line of it, says: letters and figures alone."""
    return re.sub(r"[\W_]", "", _TARGET.sub("", text))
