"""The end of a clause's or a record type's page: what links here (链接到这里的页面), and where remarks go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from checker.pages.book import Ref
from checker.pages.engine import block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.pages.book import Book

MANY = 6  # more links than these are folded
_URL = ":/?#[]@!$&'()*+,;=%"


def foot(book: Book, page: str, title: str, name: str, more: Iterable[str] = ()) -> Iterator[str]:
    """Yield the sections at the end of a page; none where nobody links to it and no address is set.

    Args:
        book: The assessment.
        page: The page below the site's sources.
        title: Its title, for the remark.
        name: The id of its clause or record type, for the remark.
        more: Pages that lead here by their data, not by a link in their text.
    """
    refs = [_ref(book, found) for found in sorted({*book.manual.links.get(page, ()), *more} - {page})]
    if refs:
        yield "## 链接到这里的页面 {#linked-from data-search-exclude=1}"
        yield block("linked_from.jinja", page, refs=refs, many=MANY)
    if book.controls.profile.feedback:
        values = {"title": title, "path": page.removesuffix(".md") + ".html", "id": name}
        yield block("feedback.jinja", page, address=_filled(book.controls.profile.feedback, values))


def _ref(book: Book, page: str) -> Ref:
    """Return a link to a hand-written page, under the name that it has everywhere."""
    clause = book.clause_pages.get(page)
    return book.clause_ref(clause) if clause else Ref(book.manual.titles[page], page)


def _filled(address: str, values: dict[str, str]) -> str:
    """Return the address with its placeholders filled in, quoted as a URL's part each."""
    filled = quote(address, safe=_URL + "{}")
    for key, value in values.items():
        filled = filled.replace(f"{{{key}}}", quote(value, safe="").replace("{", "%7B"))
    return filled
