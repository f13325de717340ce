"""What all values have in common: they are frozen, keyword-only, and refuse unknown keys."""

from __future__ import annotations

from typing import Annotated

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every value that is read from a file."""


Id = Annotated[
    str,
    msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", description="标识：小写字母、数字和连字符，例如 acceptance-report"),
]
Line = Annotated[str, msgspec.Meta(pattern=r"^[^\r\n]+$", description="一行文字；数字或日期请加引号")]
Months = Annotated[int, msgspec.Meta(ge=1, le=1200, description="月数")]
