"""The whole site as values: generated pages, what stands around hand-written ones, navigation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.pages import (
    clause,
    coming,
    dashboard,
    feeds,
    gap,
    glossary,
    home,
    matrix,
    nav,
    origins,
    raci,
    records,
    roles,
    rulebook,
    schedule,
    searchwords,
    withheld,
)
from checker.pages.book import Book, Manual
from checker.pages.duties import Duties
from checker.pages.flows import Flows
from checker.pages.marking import mark
from checker.pages.numbering import title
from checker.pages.text import front_matter, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.assessment import Assessment
    from checker.model.workspace import Workspace
    from checker.pages.coming import Coming
    from checker.pages.nav import Entry

SCHEMA = "guanbiao/assessment/1"
HOME = "index.md"
CLAUSE_SEARCH = {"boost": 2}  # who searches for words wants the clause first, then its records


@dataclass(frozen=True, kw_only=True)
class Site:
    """The site's sources.

    Attributes:
        pages: Generated pages by their path below the site's sources.
        files: Calendar feeds, and other files that the caller adds, such as gap/assessment.json.
        nav: The navigation, as MkDocs reads it.
        meta: Front-matter of hand-written pages by path: their title, escaped, such as "8.6 管理评审", and
            how a search weighs them.
        words: Short names that a search must be able to find whole.
        aliases: What pages are also called, by path.
        marker: What every page of the built site carries, so that a site without verdict is noticed.
    """

    pages: dict[str, str]
    nav: list[Entry]
    meta: dict[str, dict[str, Any]]
    marker: str
    files: dict[str, bytes] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _book: Book = field(repr=False)
    _flows: Flows = field(repr=False)
    _clauses: dict[str, str] = field(repr=False)
    _duties: Duties = field(repr=False)

    def generated(self) -> dict[str, str | bytes]:
        """Return the generated pages and the other files by path."""
        return {**self.pages, **self.files}

    def clause_prefix(self, clause_id: str) -> str:
        """Return the control box that stands before the body of a clause page."""
        return clause.prefix(self._book, self._book.controls.clauses[clause_id])

    def clause_suffix(self, clause_id: str) -> str:
        """Return the live sections that stand after the body of a clause page."""
        return clause.suffix(self._book, self._book.controls.clauses[clause_id], self._flows)

    def decorate(self, path: str, body: str) -> str:
        """Return the body of a hand-written page, without front-matter, with what belongs around it.

        Args:
            path: The page below the site's sources.
            body: Its Markdown.
        """
        body = withheld.lines(self._book, path, body)
        if path in self._clauses:
            held = self._clauses[path]
            body = mark(path, body.strip("\n"), self._book.controls.terms, held)
            return "\n\n".join([self.clause_prefix(held), body, self.clause_suffix(held), ""])
        return home.decorate(self._duties, body) if path == HOME else body

    def staged(self, path: str, body: str) -> str:
        """Return a hand-written page as plain Markdown with everything in it, for other generators."""
        return f"{front_matter(**self.meta.get(path, {}))}\n{self.decorate(path, body)}"


def build(assessment: Assessment, workspace: Workspace, manual: Manual) -> Site:
    """Return the site of an assessment; the same values give the same pages."""
    book = Book(assessment, workspace, manual)
    flows = Flows(book)
    items = coming.ahead(book)
    duties = Duties(book, items)
    generated = {
        **(_reports(book, items) if book.detailed else withheld.build(book)),
        glossary.PAGE: glossary.build(book),
        schedule.PAGE: schedule.build(book, items),
        **records.build(book),
        **roles.build(duties),
        **raci.build(book),
        **rulebook.build(book),
        **flows.pages(),
        **origins.build(book),
    }
    return Site(
        pages=generated,
        files=dict(feeds.build(book, items)),
        nav=nav.build(book),
        meta=_meta(book),
        marker=f"{SCHEMA} as-of {assessment.as_of}",
        words=searchwords.names(book.controls),
        aliases=searchwords.aliases(book),
        _book=book,
        _flows=flows,
        _clauses=book.clause_pages,
        _duties=duties,
    )


def _reports(book: Book, items: Sequence[Coming]) -> dict[str, str]:
    """Return the reports by path."""
    return {
        gap.PAGE: gap.build(book),
        dashboard.PAGE: dashboard.build(book, items),
        matrix.PAGE: matrix.build(book),
    }


def _meta(book: Book) -> dict[str, dict[str, Any]]:
    pages: dict[str, dict[str, Any]] = {path: {"title": plain(title)} for path, title in book.manual.titles.items()}
    for path in filter(book.withholds, pages):
        pages[path]["search"] = {"exclude": True}
    for known in book.controls.clauses.values():
        pages[book.page_of(known)] = {"title": plain(title(known)), "search": CLAUSE_SEARCH}
    return pages
