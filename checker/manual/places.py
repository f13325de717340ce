"""Where everything stands in the handbook: anchors of clauses, pages, their headings and record types."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from checker.pages.book import Ref

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet

_SAFE = re.compile(r"[\w.-]{1,60}")
_OUTSIDE = ("http", "https", "mailto")


def clause_anchor(clause: str) -> str:
    """Return the anchor of a clause."""
    return "clause-" + clause.replace("/", ".")


def page_anchor(path: str) -> str:
    """Return the anchor of a page that is no clause."""
    return "page-" + _hash(path)


def record_anchor(record: str) -> str:
    """Return the anchor of a record type in the list of records."""
    return f"record-{record}"


def heading_anchor(anchor: str, heading: str) -> str:
    """Return the anchor of a heading inside a page; "_" stands in no anchor of a clause or a page."""
    return f"{anchor}_{heading if _SAFE.fullmatch(heading) else _hash(heading)}"


def _resolved(page: str, path: str) -> str:
    """Return the path below the site's sources that a page means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:10]


class Places:
    """Finds what is in the handbook.

    Args:
        anchors: Anchors by path of the site's page.
        headings: Ids of the headings of hand-written pages by path.
        pictures: Paths of the pictures that there are.

    Attributes:
        shown: The pictures that were asked for, by their name in the handbook.
    """

    def __init__(
        self, anchors: Mapping[str, str], headings: Mapping[str, AbstractSet[str]], pictures: Collection[str] = ()
    ) -> None:
        self._anchors = anchors
        self._headings = headings
        self._pictures = pictures
        self.shown: dict[str, str] = {}

    def anchor(self, path: str, heading: str = "") -> str:
        """Return the anchor of a page or of a heading in it; an empty text where the page is not in the handbook."""
        found = self._anchors.get(path, "")
        return heading_anchor(found, heading) if found and heading in self._headings.get(path, ()) else found

    def ref(self, ref: Ref) -> Ref:
        """Return a link of the site as a link inside the handbook; its target is empty where it leads nowhere."""
        return Ref(ref.label, self.anchor(ref.target.partition("#")[0]))

    def address(self, page: str, href: str) -> str:
        """Return the address of a link on a hand-written page, or an empty text where only its words remain."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc:
            return href if parts.scheme.lower() in _OUTSIDE else ""
        found = self.anchor(_resolved(page, parts.path) if parts.path else page, unquote(parts.fragment))
        return f"#{found}" if found else ""

    def picture(self, page: str, source: str) -> str:
        """Return the name in the handbook of a picture on a hand-written page, or an empty text where it is not."""
        path = _resolved(page, source.partition("?")[0].partition("#")[0])
        if path not in self._pictures:
            return ""
        name = f"picture-{_hash(path)}{posixpath.splitext(path)[1].lower()}"
        self.shown[name] = path
        return name
