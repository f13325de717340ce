"""Other names that somebody may search for: which page answers to them, and which words must stay whole."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from checker.model.obligation import SEVERITY_TITLES, STATUS_TITLES
from checker.pages import gap, rulebook

if TYPE_CHECKING:
    from checker.model.workspace import Controls
    from checker.pages.book import Book

_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")  # longer names are made of words, and each of them is to be found
_FIXED = {
    gap.PAGE: ("没认出来的文件", "归不到位的文件", "缺什么"),
    rulebook.INDEX: (*STATUS_TITLES.values(), *SEVERITY_TITLES.values(), "建议分级"),
}


def names(controls: Controls) -> frozenset[str]:
    """Return terms, titles and other names of two to four Chinese characters."""
    words = chain(
        ((known.term, *known.aliases) for known in controls.terms),
        ((known.title, *known.aliases) for known in controls.roles.values()),
        ((known.title, *known.aliases) for known in controls.records.values()),
        ((known.title, *known.aliases) for known in controls.clauses.values()),
    )
    return frozenset(word for word in chain.from_iterable(words) if _WORD.fullmatch(word))


def aliases(book: Book) -> dict[str, tuple[str, ...]]:
    """Return by page what it is also called: as written in the controls, and the metrics that stand on it."""
    controls = book.controls
    fixed = {page: words for page, words in _FIXED.items() if book.detailed or page != gap.PAGE}
    found: dict[str, list[str]] = {page: list(words) for page, words in fixed.items()}
    for page, words in chain(
        ((book.page_of(known), known.aliases) for known in controls.clauses.values()),
        ((book.clause_ref(known.clause).target, (known.title,)) for known in controls.metrics.values()),
        ((book.record_ref(key).target, known.aliases) for key, known in controls.records.items()),
        ((book.role_ref(key).target, known.aliases) for key, known in controls.roles.items()),
    ):
        if words:
            found.setdefault(page, []).extend(words)
    return {page: tuple(dict.fromkeys(words)) for page, words in found.items()}
