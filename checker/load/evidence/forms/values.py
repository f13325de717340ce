"""Cells as people fill them in, to values: days, periods, numbers, choices."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from checker.calendar import parse_window
from checker.load.text.moments import parse_moment
from checker.model.form import NO, YES, choice_words, choices, kind_of, likeness
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?"
    r"(?:[\sT]*([0-9]{1,2})\s*[:时点]\s*(?:([0-9]{1,2})\s*分?)?)?"
)
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NO_DAY = re.compile(r"[\s_年月日/.-]*")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,30})?")
_SEPARATORS = re.compile(r"[、,;\n]+")
_NUMERALS = str.maketrans("一二三四", "1234")
_WINDOWS = (
    (re.compile(r"([0-9]{4})年?第?([0-9]{1,2})周"), "{}-W{:02}"),
    (re.compile(r"([0-9]{4})年?第?([1-4])季度?"), "{}-Q{}"),
    (re.compile(r"([0-9]{4})年([0-9]{1,2})月份?"), "{}-{:02}"),
    (re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})"), "{}-{:02}"),
    (re.compile(r"([0-9]{4})年上半年()"), "{}-H1"),
    (re.compile(r"([0-9]{4})年下半年()"), "{}-H2"),
    (re.compile(r"([0-9]{4})年度?()"), "{}"),
)
_SHOWN = 30
_TRUTH = {YES: True, "true": True, NO: False, "false": False}


class CellError(Exception):
    """A cell that cannot be read: what is wrong with it, and what to write instead."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def quoted(text: str) -> str:
    """Return what is written in a cell, for a message."""
    line = " ".join(text.split())
    return f"“{line[:_SHOWN]}……”" if len(line) > _SHOWN else f"“{line}”"


def day_of(text: str) -> date | datetime | None:
    """Return the day that is meant, with its time of day where that is written; None where none is filled in.

    Raises:
        CellError: It means none, or one that the calendar does not have.
    """
    plain = nfkc(text).strip()
    if _NO_DAY.fullmatch(plain):
        return None
    found = _DAY.fullmatch(plain) or _DIGITS.fullmatch(plain)
    try:
        if found is None:
            return parse_moment(plain)
        numbers = [int(part) for part in found.groups() if part]
        return datetime(*numbers) if len(numbers) > 3 else date(*numbers)  # type: ignore[arg-type] # noqa: DTZ001, PLR2004 - local, as every time without zone
    except ValueError:
        if found:
            raise CellError(f"写的{quoted(text)}不是日历上有的日期", "改成真实的日期，例如 2026-05-20") from None
        raise CellError(f"写的{quoted(text)}看不出是哪一天", "写成 2026-05-20 或 2026年5月20日") from None


def window_of_text(text: str) -> str:
    """Return the name of the period that is meant.

    Raises:
        CellError: It means none.
    """
    plain = "".join(nfkc(text).split()).upper()
    for pattern, form in _WINDOWS:
        found = pattern.fullmatch(plain.translate(_NUMERALS))
        if found:
            plain = form.format(found[1], int(found[2] or 0))
            break
    if parse_window(plain) is None:
        raise CellError(f"写的{quoted(text)}看不出是哪一期", "写成 2026-05、2026-W21、2026-Q2、2026-H1 或 2026")
    return plain


def parts_of(text: str) -> list[str]:
    """Return the items of a cell that holds several."""
    return [" ".join(part.split()) for part in _SEPARATORS.split(nfkc(text)) if part.strip()]


def value_of(text: str, schema: Mapping[str, Any]) -> Any:
    """Return the value of a field's cell by its schema; never its words in a message, since reports are read by all.

    Raises:
        CellError: It is no number, no day, or neither yes nor no.
    """
    match kind_of(schema):
        case "choice":
            known = {likeness(choice_words(value)): value for value in choices(schema)}
            return known.get(likeness(text), text)
        case "yes-no":
            return _truth(text)
        case "number":
            return _number(text)
        case "date":
            return _date(text)
        case "list":
            items = schema.get("items")
            return [value_of(part, items if isinstance(items, dict) else {}) for part in parts_of(text)]
        case _:
            return text


def _truth(text: str) -> bool:
    value = _TRUTH.get(likeness(text).lower())
    if value is None:
        raise CellError("写的既不是“是”也不是“否”", "只写“是”或“否”")
    return value


def _number(text: str) -> int | float:
    plain = nfkc(text).strip().replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        raise CellError("写的不是数", "只写数字，例如 120000、120,000 或 0.95；单位不写")
    plain = plain.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _date(text: str) -> str:
    try:
        day = day_of(text)
    except CellError as error:
        raise CellError("写的不是日历上有的日期", error.remedy) from None
    return "" if day is None else day.isoformat()
