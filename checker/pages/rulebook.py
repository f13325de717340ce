"""The rules' own manual pages, in the order of the contract, and what the words of the report mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.pages.engine import block, heading, page_text

if TYPE_CHECKING:
    from checker.pages.book import Book, RuleDoc

INDEX = "rules/index.md"
_TITLES = {"passes": "不报", "fails": "报“{}”"}


def build(book: Book) -> dict[str, str]:
    """Return the list and the pages by path."""
    pages = {f"rules/{rule.code}.md": _page(rule) for rule in book.manual.rules}
    return {INDEX: _index(book), **pages}


def _index(book: Book) -> str:
    used = {problem.rule.label for row in book.rows for problem in row.problems}
    rules = [(book.rule_ref(rule.code), rule.code, _lead(rule), rule.title in used) for rule in book.manual.rules]
    return page_text(
        "规则说明",
        heading("逐条规则", "rules"),
        block("rule_index.jinja", INDEX, rules=rules),
        heading("状态与分级说明", "words"),
        block("rule_words.jinja", INDEX),
    )


def _lead(rule: RuleDoc) -> str:
    """Return what the first line of the docstring says after the title."""
    line = rule.manual.strip().partition("\n")[0]
    return line.partition("：")[2] or line


def _page(rule: RuleDoc) -> str:
    """Return a rule's docstring as a page; its examples say whether they are reported."""
    body = rule.manual.strip().partition("\n")[2]

    def titled(found: re.Match[str]) -> str:
        return f'title="{_TITLES[found[1]].format(rule.title)}"'

    body = re.sub(r'title="(passes|fails)"', titled, body)
    return page_text(rule.title, f"`{rule.code}`　{_lead(rule)}", body.strip())
