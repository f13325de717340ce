"""Hand-written Markdown to HTML as the site's generator reads it, with the ids of its headings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EXTENSIONS = ("admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details", "pymdownx.superfences")


class Body(NamedTuple):
    """HTML of a page, and the ids of its headings."""

    html: str
    headings: frozenset[str]


@cache
def _reader() -> Any:
    from markdown import Markdown
    from pymdownx.slugs import slugify

    settings = {"toc": {"slugify": slugify(case="lower")}, "pymdownx.highlight": {"use_pygments": False}}
    return Markdown(extensions=[*EXTENSIONS, "pymdownx.highlight"], extension_configs=settings)


def read(text: str) -> Body:
    """Return a page's body, without front-matter, as HTML."""
    reader = _reader()
    reader.reset()
    html = reader.convert(text)
    return Body(html, frozenset(_ids(reader.toc_tokens)))


def _ids(tokens: Iterable[dict[str, Any]]) -> Iterator[str]:
    for token in tokens:
        yield token["id"]
        yield from _ids(token["children"])
