"""What a site for employees keeps to itself: a page in the place of each report, and lines of hand-written pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.pages import reports
from checker.pages.engine import block, page_text

if TYPE_CHECKING:
    from checker.pages.book import Book

_MARK = r"[ \t]*<!-- guanbiao:compliance -->"
_LINE = re.compile(rf"^.*{_MARK}.*\n?", re.MULTILINE)


def build(book: Book) -> dict[str, str]:
    """Return a page for each report that says where to look instead, so that links to it still lead somewhere."""
    return {page: _page(book, title, page) for title, page in reports.REPORTS}


def _page(book: Book, title: str, page: str) -> str:
    return page_text(title, _instead(book, page), hide=["navigation", "toc"], search={"exclude": True})


def _instead(book: Book, page: str) -> str:
    return block("withheld.jinja", page, roles=bool(book.controls.roles))


def lines(book: Book, page: str, body: str) -> str:
    """Return a hand-written page's Markdown as its readers may have it.

    For employees the lines marked for compliance staff are left out, and the whole of a page that is for them.
    """
    if book.withholds(page):
        return _instead(book, page)
    return re.sub(_MARK if book.detailed else _LINE, "", body)
