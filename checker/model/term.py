"""A term of the glossary (术语): words of the standard and of the procedures, in the enterprise's own words."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from checker.model.base import Line, Value
from checker.model.clause import ClauseId


class Term(Value, frozen=True, kw_only=True):
    """One word with its meaning."""

    term: Annotated[Line, Meta(description="词，例如 新型能力")]
    meaning: Annotated[Line, Meta(description="意思，用自己的话写")]
    aliases: Annotated[tuple[Line, ...], Meta(description="也叫什么；搜索也认得")] = ()
    see: Annotated[ClauseId | None, Meta(description="详见哪一条")] = None
