"""The rules between the terms of controls/glossary.yml, and the words of the link for readers' remarks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checker.model.profile import FEEDBACK_KEYS
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.errors import Fault
    from checker.load.controls.known import Known, Place
    from checker.load.controls.sources import Sources
    from checker.load.text.source import Loaded

_SCHEMES = ("http", "https", "mailto")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_glossary(sources: Sources, known: Known) -> Iterator[Fault]:
    """Yield every clause that does not exist, and every word that stands for two terms."""
    loaded = sources.glossary
    seen: dict[str, str] = {}
    for place, term in enumerate(loaded.value.terms if loaded and loaded.value else ()):
        at: Place = ["terms", place]
        yield from known.missing(loaded, [*at, "see"], term.see, "clauses")
        words: list[tuple[Place, str]] = [([*at, "term"], term.term)]
        words += [([*at, "aliases", index], alias) for index, alias in enumerate(term.aliases)]
        for where, word in words:
            if nfkc(word) in seen:
                what = f"“{word}”已经写过，在“{seen[nfkc(word)]}”"
                yield loaded.fault(where, what, "一个词只解释一次：并成一条，或换个说法")
            seen.setdefault(nfkc(word), term.term)


def check_feedback(sources: Sources, _: Known) -> Iterator[Fault]:
    """Yield what is wrong with the address for remarks: a scheme that is not allowed, a word it cannot fill in."""
    loaded = sources.profile
    if loaded and loaded.value and loaded.value.feedback is not None:
        yield from _address(loaded, loaded.value.feedback)


def _address(loaded: Loaded[Any], address: str) -> Iterator[Fault]:
    scheme = address.partition(":")[0].lower()
    if ":" not in address or scheme not in _SCHEMES or not _complete(address):
        what = f"意见地址“{address}”不能用"
        yield loaded.fault(["feedback"], what, "写成 mailto:信箱，或 http://、https:// 开头的完整地址")
    for word in _PLACEHOLDER.findall(address):
        if word not in FEEDBACK_KEYS:
            what = f"意见地址里的“{{{word}}}”不认识"
            yield loaded.fault(["feedback"], what, f"可用：{'、'.join('{' + key + '}' for key in FEEDBACK_KEYS)}")


def _complete(address: str) -> bool:
    """Tell whether the address names somewhere to go: a host, or a mailbox."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return "@" in parts.path if parts.scheme == "mailto" else bool(parts.hostname)
