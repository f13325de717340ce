"""The first time a term of the glossary stands in a page's text, it leads to the glossary and shows its meaning.

A link instead of `<abbr>`: it can be reached with the keyboard and by touch. Python-Markdown's own extension for
abbreviations finds words between spaces alone, so not in Chinese sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from checker.model.words import visible
from checker.pages.glossary import PAGE
from checker.pages.text import anchor, href

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.term import Term

SHORTEST = 3
_FENCE = re.compile(r"[ ]*(```+|~~~+)")
_WHOLE = re.compile(r"[ ]*(#|<|\||!!!|\?\?\?|\[[^\]]*\]:|=+\s*$|-+\s*$)|[ ]{4,}|\t")  # headings, HTML, tables, code
_KEPT = re.compile(
    r"(`+).+?\1|!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?(?:\{[^}]*\})?|<[^>]*>|\\.|https?://\S+|\{[^}]*\}", re.DOTALL
)


def mark(page: str, body: str, terms: Iterable[Term], clause: str) -> str:
    """Return a page's Markdown with the first use of each term made a link to the glossary.

    Headings, tables, code, links, HTML and indented lines stay as they are, and so do the terms that the
    page itself explains.

    Args:
        page: The page below the site's sources.
        body: Its Markdown.
        terms: The glossary.
        clause: The clause that the page holds.
    """
    wanted = {term.term: term for term in terms if len(term.term) >= SHORTEST and term.see != clause}
    if not wanted:
        return body
    pieces = []
    for plain, held in groupby(_sorted_out(body.split("\n")), key=itemgetter(0)):
        text = "\n".join(line for _, line in held)
        pieces.append(_paragraphs(page, text, wanted) if plain else text)
    return "\n".join(pieces)


def _sorted_out(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield each line with whether it is running text."""
    fence = ""
    for place, line in enumerate(lines):
        found = _FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
            yield False, line
        else:
            yield not (fence or _WHOLE.match(line) or _underlined(lines, place)), line


def _underlined(lines: list[str], place: int) -> bool:
    """Tell whether the next line makes this one a heading."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return bool(following.strip()) and not following.strip("=- ")


def _paragraphs(page: str, text: str, wanted: dict[str, Term]) -> str:
    pieces: list[str] = []
    start = 0
    for kept in _KEPT.finditer(text):
        pieces += (_text(page, text[start : kept.start()], wanted), kept[0])
        start = kept.end()
    return "".join([*pieces, _text(page, text[start:], wanted)])


def _text(page: str, text: str, wanted: dict[str, Term]) -> str:
    """Return running text with links; what has been linked once is no longer wanted."""
    pieces: list[str] = []
    while wanted and (found := _any(tuple(wanted)).search(text)):
        term = wanted.pop(found[0])
        pieces += (text[: found.start()], _link(page, term))
        text = text[found.end() :]
    return "".join([*pieces, text])


@lru_cache(maxsize=1024)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _link(page: str, term: Term) -> str:
    target = href(page, f"{PAGE}#{anchor(term.term)}")
    return f'<a class="gb-term" href="{target}" title="{_inert(term.meaning)}">{_inert(term.term)}</a>'


def _inert(text: str) -> str:
    """Return text of which Markdown and HTML see nothing but letters."""
    return "".join(
        letter if letter.isalnum() or letter in "，。；：、“”" else f"&#{ord(letter)};" for letter in visible(text)
    )
