"""Text that comes from files, made safe to show: nothing invisible, nothing that breaks a line."""

from __future__ import annotations

import hashlib
import json
import posixpath
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from checker.model.words import visible


def finalize(value: Any) -> Any:
    """Make every value that a template prints visible; what templates made themselves passes."""
    if value is None:
        return ""
    return value if isinstance(value, Markup) else visible(str(value))


def plain(text: str) -> str:
    """Return text for places that take HTML unescaped, such as titles: visible and escaped."""
    return str(escape(visible(text)))


def front_matter(**values: Any) -> str:
    """Return a YAML front-matter of scalars and flat mappings, written as JSON values."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", ""])


def page_name(name: str) -> str:
    """Return the file name of the page of an id; the list's own page keeps "index.md"."""
    return "index_.md" if name == "index" else f"{name}.md"


def anchor(name: str) -> str:
    """Return an HTML id for any name, always the same for the same name."""
    return "o-" + hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:10]


def href(page: str, target: str) -> str:
    """Return the address of a target as seen from a page.

    Args:
        page: The Markdown page, relative to the site's sources.
        target: Likewise, with an optional "#anchor"; other files keep their ending.
    """
    path, mark, fragment = target.partition("#")
    if path.endswith(".md"):
        path = path[:-3] + ".html"
    relative = posixpath.relpath(path, posixpath.dirname(page) or ".")
    return quote(relative) + mark + quote(fragment, safe="=&")
