"""What the handbook is made of: policies and controls without people, and the hand-written pages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checker.model.assessment import silent
from checker.model.workspace import bare
from checker.pages.book import Book, Manual

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from checker.model.workspace import Controls


class Source(NamedTuple):
    """The controls, and the hand-written pages by their path below the site's sources.

    Attributes:
        texts: Markdown without front-matter.
        titles: Titles in words.
        pictures: Pictures by their path, likewise.
    """

    controls: Controls
    texts: Mapping[str, str]
    titles: Mapping[str, str]
    as_of: date
    pictures: Mapping[str, bytes] = MappingProxyType({})


def book_of(source: Source) -> Book:
    """Return the book of a handbook: no evidence, no projects, no obligations."""
    controls = source.controls.anonymous()
    assessment = silent(source.as_of, controls.profile.enterprise)
    return Book(assessment, bare(source.as_of, controls), Manual((), {}, source.titles, ()))
