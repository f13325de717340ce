"""The handbook in hand (体系手册): all clauses as one text, without status, evidence or names; then as a file."""

from __future__ import annotations

from typing import Literal, get_args

Format = Literal["docx", "pdf", "html", "epub"]
FORMATS: tuple[Format, ...] = get_args(Format)
