"""Clauses that the workspace has already: what is the same is left as it stands there."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from checker.intake.clauses import title_of
from checker.intake.drafts.page import records_of, roles_of
from checker.load.text.source import split_page
from checker.packs.merge.keyed import by_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.intake.clauses import Drafted
    from checker.intake.drafts.page import Ids
    from checker.model.clause import Clause

_SAID = ("title", "roles", "records")  # what a file says in the front-matter
_TITLE = re.compile(r"^# .*$", re.MULTILINE)  # the export has it as the clause's own heading
_HEADING = re.compile(r"#+ ")
_ALONE = re.compile(r"#+ |[-*+>|] ?|\d+\\?[.)] |```")  # begins a unit of its own
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
    if not changed and _letters(_TITLE.sub("", before, count=1)) == _letters(after):
        return None
    old, new = by_key(f"{front}\n"), by_key(f"{drafted}\n")
    assert old is not None, "the workspace was read"
    assert new is not None, "it was written here"
    said = {key: new.texts.get(key) for key in changed}
    texts = {key: text for key, text in {**old.texts, **said}.items() if text is not None}
    return f"---\n{old.text(texts)}---\n{_body(before, after)}"


def _body(before: str, after: str) -> str:
    """Return the text of a page brought up to date; what says the same keeps its links and its writing."""
    old, new = _units(before), _units(after)
    matcher = SequenceMatcher(None, [_letters(unit) for unit in old], [_letters(unit) for unit in new], autojunk=False)
    parts: list[str] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        parts += old[first:last] if kind == "equal" else [f"{unit.strip()}\n\n" for unit in new[start:end]]
    return "".join(parts).rstrip() + "\n"


def _units(text: str) -> list[str]:
    """Return headings, items, rows of tables and paragraphs, each with the empty lines behind it."""
    found: list[str] = []
    for line in text.lstrip("\n").splitlines(keepends=True):
        if found and (
            not line.strip() or not (_ALONE.match(line) or found[-1].endswith("\n\n") or _HEADING.match(found[-1]))
        ):
            found[-1] += line
        else:
            found.append(line)
    return [f"\n{found[0]}", *found[1:]] if found else []


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
