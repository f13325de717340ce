"""Makes the HTML of a page part of the handbook: lower headings, links inside, nothing that runs or loads."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from checker.manual.places import heading_anchor
from checker.manual.widths import Widths

if TYPE_CHECKING:
    from checker.manual.places import Places

BASE = 4  # levels 1 to 3 are documents, chapters and clauses; on paper, what stands on a page comes below them
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PLAIN = {
    *("p", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "blockquote", "pre"),
    *("code", "em", "strong", "b", "i", "u", "del", "s", "sub", "sup", "kbd", "mark", "dl", "dt", "dd"),
}
_VOID = {"br", "hr"}
_SKIPPED = {"script", "style", "iframe", "object", "svg", "template", "title", "noscript", "head", "select", "textarea"}
_KEPT = {"start", "colspan", "rowspan", "align"}
_ALIGN = re.compile(r"\s*text-align:\s*(left|right|center);?\s*")
_BOX = re.compile(r"\[([ xX])\]\s+")
_OPEN, _CHECKED = "□ ", "■ "  # every Chinese font has these, unlike ☐ and ☑


def lowered(base: int) -> str:
    """Return the attributes of a heading on a page: not in the contents, and how much lower it stands on paper."""
    return f'class="unnumbered unlisted" data-lower="{BASE - base}"'


class Rewriter(HTMLParser):
    """Copies a page tag by tag; tags that are not known leave their words behind.

    Args:
        places: Where links lead.
        page: The page's path.
        base: The level of its uppermost headings.
    """

    def __init__(self, places: Places, page: str, base: int = BASE) -> None:
        super().__init__(convert_charrefs=True)
        self._places = places
        self._page = page
        self._base = base
        self._anchor = places.anchor(page)
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # the page's tag, and what closes it here
        self._skipping = ""
        self._ids: set[str] = set()
        self._begun = False
        self._tables: list[tuple[int, Widths]] = []  # where each open table's columns belong

    def text(self, html: str) -> str:
        """Return the page's HTML for the handbook."""
        self.feed(html)
        self.close()
        while self._open:
            self._leave()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag, changed where it has to be."""
        given = {key: value or "" for key, value in attrs}
        if self._skipping:
            return
        if tag in _SKIPPED or (tag == "h1" and not self._begun):
            self._skipping = tag  # the page's own title stands above it already
        elif tag in _VOID:
            self._out.append(f"<{tag}>")
        elif tag == "img":
            self._out.append(self._picture(given.get("src", ""), given.get("alt", "")))
        elif tag == "input":
            self._out.append(_CHECKED if "checked" in given else _OPEN)
        else:
            before, after = self._pair(tag, given)
            self._out.append(before)
            self._open.append((tag, after))
            self._measure(tag, given)
        self._begun = True

    def _picture(self, source: str, words: str) -> str:
        name = self._places.picture(self._page, source)
        return f'<img src="{name}" alt="{escape(words)}">' if name else escape(f"［图：{words or '没有说明'}］")

    def _measure(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._out.append("")
            self._tables.append((len(self._out) - 1, Widths()))
        elif self._tables and tag == "tr":
            self._tables[-1][1].row()
        elif self._tables and tag in ("td", "th", "caption"):
            spans = tag == "caption" or "colspan" in given or "rowspan" in given
            self._tables[-1][1].cell(spans=spans)

    def _leave(self) -> str:
        """Close the innermost open tag and return its name."""
        tag, after = self._open.pop()
        self._out.append(after)
        if tag == "table":
            place, widths = self._tables.pop()
            self._out[place] = widths.columns()
        return tag

    def _pair(self, tag: str, given: dict[str, str]) -> tuple[str, str]:
        """Return what opens and what closes a tag here."""
        if tag in _HEADINGS:
            return self._heading(tag, given.get("id", ""))
        if tag == "a":
            address = self._places.address(self._page, given.get("href", ""))
            return (f'<a href="{escape(address)}">', "</a>") if address else ("", "")
        if tag == "details" or (tag == "div" and "admonition" in given.get("class", "").split()):
            return "<blockquote>", "</blockquote>"
        if tag == "summary" or "admonition-title" in given.get("class", "").split():
            return "<p><strong>", "</strong></p>"
        return (f"<{tag}{_attributes(given)}>", f"</{tag}>") if tag in _PLAIN else ("", "")

    def _heading(self, tag: str, name: str) -> tuple[str, str]:
        level = min(6, self._base + max(0, int(tag[1]) - 2))
        anchor = heading_anchor(self._anchor, name)
        known = name and anchor == self._places.anchor(self._page, name) and anchor not in self._ids
        self._ids.add(anchor)
        named = f' id="{escape(anchor)}"' if known else ""
        return f"<h{level}{named} {lowered(self._base)}>", f"</h{level}>"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag that has no end."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag not in ("img", "input"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, and those inside that were left open."""
        if self._skipping:
            self._skipping = "" if tag == self._skipping else self._skipping
            return
        known = ""
        while tag in [name for name, _ in self._open] and known != tag:
            known = self._leave()

    def handle_data(self, data: str) -> None:
        """Copy words; "[ ]" at the beginning of an item is a box to tick."""
        if self._skipping:
            return
        if self._out and self._out[-1] in ("<li>", "<p>") and "<li>" in self._out[-3:]:
            data = _BOX.sub(lambda found: _OPEN if found[1] == " " else _CHECKED, data, count=1)
        self._begun = self._begun or bool(data.strip())
        if self._tables:
            self._tables[-1][1].words(data)
        self._out.append(escape(data))


def _attributes(given: dict[str, str]) -> str:
    kept = {key: value for key, value in given.items() if key in _KEPT}
    aligned = _ALIGN.fullmatch(given.get("style", ""))
    if aligned:
        kept["style"] = f"text-align: {aligned[1]}"
    return "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
