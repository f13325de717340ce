"""Templates to HTML blocks that stand inside Markdown pages untouched."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from checker.model.clause import LEVEL_TITLES
from checker.model.document import KIND_TITLES
from checker.model.obligation import SEVERITIES, SEVERITY_TITLES, STATUS_TITLES
from checker.pages.text import finalize, front_matter, href, plain

SHAPES = {"met": "●", "missing": "✕", "deficient": "▲", "pending": "○", "waived": "◇", "not-applicable": "－"}


@cache
def _environment() -> Environment:
    """Return the environment; the templates are package data, read once."""
    folder = files(__package__) / "templates"
    sources = {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir()}
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        shapes=SHAPES,
        status_titles=STATUS_TITLES,
        severity_titles=SEVERITY_TITLES,
        severities=SEVERITIES,
        level_titles=LEVEL_TITLES,
        kind_titles=KIND_TITLES,
    )
    return environment


def block(template: str, page: str, **context: Any) -> str:
    """Return a template as one HTML block for the page.

    Every line begins with a tag of the template's own: values hold no line breaks and no raw "<", so
    nothing in them can begin a line and be taken for Markdown, and no blank line ends the block.
    """
    text = _environment().get_template(template).render(href=partial(href, page), **context)
    return "\n".join(tag_lines(text))


def tag_lines(text: str) -> list[str]:
    """Return lines that all begin with a tag: others are joined to the one before."""
    lines: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if lines and not line.startswith("<"):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


def page_text(title: str, *pieces: str, **meta: Any) -> str:
    """Return a generated Markdown page: front-matter with its title, then Markdown and HTML blocks."""
    return "\n\n".join([front_matter(title=plain(title), **meta), *pieces, ""])


def heading(words: str, anchor: str) -> str:
    """Return a heading that stands in the page's table of contents."""
    return f"## {words} {{#{anchor}}}"
