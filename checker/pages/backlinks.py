"""What links here: the hand-written pages that lead to a page, from their Markdown alone."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CODE = re.compile(r"^[ ]*(```+|~~~+).*?^[ ]*\1[^\n]*$|(`+)[^`\n].*?\2", re.MULTILINE | re.DOTALL)
_LINK = re.compile(
    r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s[^)]*)?\)|^[ ]{0,3}\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE
)


def linked_from(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return by page the other pages that link to it, sorted.

    Args:
        texts: The Markdown of the hand-written pages by their path below the site's sources.
    """
    found: dict[str, set[str]] = {}
    for page in texts:
        for target in _targets(page, texts[page]):
            if target != page:
                found.setdefault(target, set()).add(page)
    return {target: tuple(sorted(pages)) for target, pages in found.items()}


def _targets(page: str, text: str) -> Iterator[str]:
    """Yield the pages that a page links to; not those outside the site."""
    folder = posixpath.dirname(page)
    for match in _LINK.finditer(_CODE.sub("", text)):
        link = unquote((match[1] or match[2]).partition("#")[0])
        if link.endswith(".md") and ":" not in link and not link.startswith("/"):
            yield posixpath.normpath(posixpath.join(folder, link))
