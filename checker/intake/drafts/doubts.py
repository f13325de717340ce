"""What the drafts cannot settle: one question each, in the order of the document."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from checker.intake.clauses import part_in, title_of
from checker.intake.drafts.review import Question, quoted
from checker.intake.file.blocks import Picture
from checker.intake.file.script import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.intake.clauses import Drafted
    from checker.intake.taken import Taken
    from checker.model.workspace import Controls

_ROLE, _DOES, _RECORD = "新的角色：是已有角色的另一种叫法吗", "做什么没有看出来，先算执行", "是要留的记录，还是只提到它"
_ONCE = (_ROLE, _RECORD)
_VAGUE = re.compile(r"定期|及时|适时|随时|尽快|实时|立即|即时|规定|合理|约定|最短|按时|按期|周期性")
_NUMBERED = re.compile(r"\d|半|[一二两三四五六七八九十]个?(?:工作|小时|天|日|周|月)")
_REFERENCE = re.compile(
    r"(?:(?:见|按|按照|依照|依据|根据|执行|符合|遵照|参照)\s*(?:本[^，。；\s]{1,4})?第?\s*|[和及、或]第\s*)"
    r"(\d+(?:\.\d+)+|(?:\d+|[一二三四五六七八九十百]+)(?=\s*条))\s*条?"
)
_DOCUMENT = re.compile(r"《([^》\n]{2,40}(?:办法|制度|规定|规程|程序|规范|细则|标准))》")


def doubts(taken: Taken, controls: Controls, document: str) -> list[Question]:
    """Return the questions; what concerns one role or record everywhere is asked where it first stands."""
    asked = [question for one in taken.clauses for question in _clause(one, taken, controls)]
    times = Counter((one.what, one.given) for one in asked if one.what in _ONCE)
    found = _whole(taken, controls, document)
    for one in asked:
        count = times.pop((one.what, one.given), 0) if one.what in _ONCE else 1
        if count:
            found.append(one._replace(what=f"{one.what}（共 {count} 条提到）") if count > 1 else one)
    return found


def _whole(taken: Taken, controls: Controls, document: str) -> list[Question]:
    found = [Question("", f"文件{note}，对照原件看一遍") for note in taken.notes]
    dropped = "没有带进来的行（目录、网站的字样），看有没有误删"
    found += (Question("", dropped, text) for text in taken.dropped)
    if taken.counted:
        found.append(Question("", "原文没有编号，条号是按标题数出来的", taken.title))
    known = document in controls.documents
    what = "工作区里已有这份文件，逐条对照再用" if known else "新文件：种类、归口、版本、生效日期要写"
    return [*found, Question("", what, taken.title, document)]


def _clause(one: Drafted, taken: Taken, controls: Controls) -> Iterator[Question]:
    number = one.item.number
    if one.item.jumped:
        yield Question(number, "编号重复、跳号，或是另起的列表，看层次对不对", title_of(one), number)
    if not one.item.title:
        yield Question(number, "原文没有标题", one.text[:40], title_of(one))
    yield from _names(one)
    yield from _times(one)
    yield from _references(one, taken, controls)
    if any(isinstance(block, Picture) for block in one.item.body):
        yield Question(number, "有图：图里的文字、流程没有读，照图补上")


def _names(one: Drafted) -> Iterator[Question]:
    number = one.item.number
    if not one.roles:
        yield Question(number, "没有找到谁来做", one.text[:40])
    for role in {role.title: role for role in one.roles if not role.key}.values():
        yield Question(number, _ROLE, _quote(one, role.start, role.end), role.title)
    unclear = [role for place, role in enumerate(one.roles) if not part_in(one, place).sure]
    for role in {role.title: role for role in unclear}.values():
        yield Question(number, _DOES, _quote(one, role.start, role.end), role.title)
    for record in {record.title: record for record in one.records if not record.sure}.values():
        yield Question(number, _RECORD, _quote(one, record.start, record.end), record.title)


def _times(one: Drafted) -> Iterator[Question]:
    for when in one.times:
        quote = _quote(one, when.start, when.end) if one.text else when.text
        if _VAGUE.search(folded(when.text)):
            yield Question(one.item.number, "没有写定多久，由企业定（企业参数）", quote, when.text)
        elif _NUMBERED.search(when.text):
            yield Question(
                one.item.number, "期限：从哪份记录起算，写到记录的 within、cadence 或 grace", quote, when.text
            )
        else:
            yield Question(one.item.number, "时间：写到哪份记录的 cadence、occasion 或 after", quote, when.text)


def _references(one: Drafted, taken: Taken, controls: Controls) -> Iterator[Question]:
    known = {other.item.number for other in taken.clauses} | {chapter.number for chapter in taken.chapters}
    for found in _REFERENCE.finditer(one.text):
        cited = found[1] if "." in found[1] else f"第{found[1]}条"
        what = "引用本文件的条款，要不要写成链接" if cited in known else "引用的条款，本文件里没有这个条号"
        yield Question(one.item.number, what, _quote(one, *found.span()), cited)
    titles = {folded(document.title): key for key, document in controls.documents.items()}
    for found in _DOCUMENT.finditer(one.text):
        own = titles.get(folded(found[1]))
        what = "引用工作区里的文件，要不要写 implements 或链接" if own else "引用的文件工作区里没有"
        yield Question(one.item.number, what, _quote(one, *found.span()), own or found[1])


def _quote(one: Drafted, start: int, end: int) -> str:
    return quoted(one.text, start, end) if one.text else ""
