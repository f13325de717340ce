"""When and how often, in words: 每周、每月5日前、2个工作日内、半个工作日、及时."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.intake.file.script import folded

_COUNT = (
    r"(?:\d{1,6}(?:\.\d{1,3})?|[半一二两三四五六七八九十]{1,5})"
    r"(?:\s{0,3}[-~—–－～至到]\s{0,3}(?:\d{1,6}|[一二两三四五六七八九十]{1,5}))?"
)
_UNIT = r"(?:个)?(?:工作日|工作小时|自然日|日历日|小时|分钟|季度|天|日|周|月|年)"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH = rf"{_DAY}\s*月(?:份|底|初|中旬|上旬|下旬|末|\s*{_DAY}\s*日|\s*第\s*{_DAY}\s*周)?"
_EACH = "(?:工作日|季度|小时|天|日|周|月|旬|季|年|次)"
_ON = r"(?:[一二三四五六日天](?:上午|下午)?|\d{1,6}\s*[日号]|第[一二三四\d]+周|底|末|初|固定时间)"
_PATTERNS = (
    rf"每(?:个)?(?:两|半|\d{{1,6}}|[二三四五六])?(?:个)?{_EACH}{_ON}?(?:之前|以前|前|内|以内)?",
    rf"(?:自|从)?[^，。；、\s]{{0,6}}?(?:之日|当日|次日)起\s*{_COUNT}\s*{_UNIT}(?:内|以内|之内)?",
    rf"(?:提前\s*)?{_COUNT}\s*{_UNIT}(?:之内|以内|内|之前|以前|前|后)",
    rf"(?:不超过|不少于|至少|提前)\s*{_COUNT}\s*{_UNIT}",
    r"半个工作日|\d{1,6}\s*(?:[-~—–－～至]\s*\d{1,6}\s*)?个工作(?:日|小时)",
    rf"{_MONTH}\s*(?:[-~—–－～至到和、]+\s*{_MONTH}\s*)?(?:之前|以前|前)?",
    r"(?:周|星期)[一二三四五六日天](?:、(?:周|星期)?[一二三四五六日天])*(?:上午|下午)?(?:下班前|前)?",
    r"(?:年|季|月|周)(?:底|末|初)(?:之?前)?",
    rf"{_DAY}\s*[-~—–－～至到]\s*{_DAY}\s*月(?:底|份)?(?:之?前)?",
    r"(?:规定|最短|合理|约定)的?[^，。；\s]{0,4}时间(?:范围)?内|策划的(?:周期|时间间隔)|下一(?:个)?工作日",
    r"不定期|定期|及时(?!性)|适时|实时(?!性)|即时(?!通)|立即|随时|尽快|当日|规定的?(?:时间|期限)|按期|按时|年底前|[上下]半年|24小时|全天候|周期性",
)
_ANY = re.compile("|".join(_PATTERNS))
CELL = re.compile(  # what a cell for times holds, found where its borders are lost
    rf"半个工作\s*日|{_COUNT}\s*个工作\s*日?|按[^，。；\s]{{2,8}}确[定疋]|有[^，。；\s]{{1,6}}时|(?:试?\\?运行|项目|[^，。；]\S)结\s*束后"
)
_STEP = re.compile(
    r"(?<![\u3400-\u9fff])(?!请|随|在)(?![^，,]{0,13}[把向延等])[^，。；：、,;:\s“”（）()]{2,14}?(?:前|后)(?=[，,]|需|应)|在[^，。；,;]{2,16}的同时"
)


class When(NamedTuple):
    """A time in a text, as written."""

    text: str
    start: int
    end: int


def in_text(text: str) -> list[When]:
    """Return the times that a text names, in its order."""
    held = folded(text)
    found = [match.span() for match in _ANY.finditer(held)]
    found += [
        span
        for span in (m.span() for m in _STEP.finditer(held))
        if not any(one < span[1] and span[0] < two for one, two in found)
    ]
    return [When(text[start:end].strip(), start, end) for start, end in sorted(found)]


def in_cell(text: str) -> list[When]:
    """Return the times of a cell that holds nothing else: without a pattern in it, the whole is one."""
    if not text.strip():
        return []
    return in_text(text) if _ANY.search(folded(text)) else [When(text.strip(), 0, len(text))]
