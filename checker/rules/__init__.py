"""One module per problem code; its docstring is its manual page, with examples that run as tests.

A rule module offers CODE, TITLE, ORDER (its place in the contract's rule 7), UNLESS (codes that, once
found, make it meaningless) and check(case), which returns a message in Chinese or None.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

from checker.model.obligation import Problem

if TYPE_CHECKING:
    from checker.model.case import Case


class Rule(Protocol):
    """What a module of this package offers."""

    __doc__: str
    CODE: str
    TITLE: str
    ORDER: int
    UNLESS: frozenset[str]

    def check(self, case: Case) -> str | None:
        """Return what is wrong, in Chinese, or None."""
        ...


def _discover() -> tuple[Rule, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    rules = [cast("Rule", importlib.import_module(f"{__name__}.{name}")) for name in names if name[0] != "_"]
    return tuple(sorted(rules, key=lambda rule: rule.ORDER))


RULES = _discover()


def judge(case: Case) -> tuple[Problem, ...]:
    """Return all problems of a case, in the order of the contract."""
    problems: list[Problem] = []
    found: set[str] = set()
    for rule in RULES:
        if rule.UNLESS.isdisjoint(found) and (message := rule.check(case)):
            problems.append(Problem(code=rule.CODE, message=message))
            found.add(rule.CODE)
    return tuple(problems)


def unchecked(case: Case) -> tuple[str, ...]:
    """Return the codes that could not be judged in this file's format: sections outside md and docx."""
    content = case.evidence.content
    if case.own.sections and content.headings is None and content.fault is None:
        return ("sections",)
    return ()
