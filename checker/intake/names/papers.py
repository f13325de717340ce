"""Records in a text: forms by code, titles in 《》 or quotes, known titles, and what is called a report or a plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.intake.file.script import folded, key
from checker.intake.names.found import Found, apart
from checker.intake.names.lexicon import words
from checker.intake.names.phrases import begins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model.record import RecordType

_CODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]{1,9}(?:[-－][A-Z0-9]{1,8}){1,6})\s*[:：]?\s*([\u3400-\u9fff][^，。；;,\n]{2,30})?"
)
_QUOTED = re.compile(
    r"《([^》\n]{2,40})》|[“\"「]([^”\"」\n]{2,30}(?:表|单|书|报告|记录|清单|计划|方案|台账|申请))[”\"」]"
)
_RULES = re.compile(
    r"(?:办法|制度|规定|规程|程序|标准|规范|条例|法|准则|指南|要求|通知|意见|细则|行动计划)(?:[（(].*[)）])?$"
)
_NEW = re.compile("|".join(words("record-endings")))
_SHORTEST, _MOST = 4, 16
_SHORT, _NOT_WHOLE = frozenset(words("record-short")), frozenset(words("record-not-whole"))
_END = r"(?=[，。；,;、\n]|$)"
_BARE = re.compile(  # named by its kind alone
    rf"(?:合同|协议)(?=约定|规定|[，。；,;、]|的|工期)|(?<=提交)(?:报告|清单|材料){_END}|(?<=、)图纸(?=、)"
    rf"|(?:(?<=形成)|(?<=制定)|(?<=编制)|(?<=作出)|(?<=正式的)|(?<=书面的))(?:决议|预案|清单|报告|方案|计划){_END}"
)
_MADE = re.compile(  # rules that are to be drawn up
    r"(?:建立健全|健全|建立|制定|制订|完善|编制|起草)(?:和完善|和健全|必要的|相应的|公司|各项)*"
    r"([\u4e00-\u9fff]{2,14}?(?:制度|标准和规范|规范|办法|规程|细则))(?![\u4e00-\u9fff]{0,2}(?:体系|机制))"
)
_PAIRED, _PAIR = re.compile(r"(?:策略|格式|目标|措施|步骤)和$"), 3  # 数据转换格式和方案 is one document
_CONTENTS = re.compile(r"(?:包括|包含|涵盖|明确|应有)[^。；;\n]*?等(?:各?方面|内容|条款|信息|要素)")
_NOT_AFTER = re.compile(
    r"[（(][A-Z]+[)）]|会(?!议?记录)|编制|制定|评审|审批|的?内容|执行|进度|中心|人员|目标|会议|实施|工作|性|完整|体系|化|表达|员|"
    "阶段|要求|变更|送"
)
_PARTS = re.compile(r"[^、；;\n]+")
_LEADING = re.compile(r"^[^《]*?(?:通过|通過|修订|修訂|完善|批准|审核|審核)[^《]{0,4}的(?=.{3})")
_ETC = re.compile(r"等?\s*$")
_WHOLE = re.compile(f"^[^，。《]{{1,}}(?:{'|'.join(words('record-endings'))}|表|单|书|稿|结果|标准和要求|汇总)$")
_LISTS = re.compile("^(?:相关|支持性|引用|质量|附)?(?:文件|记录|表单|附表|表格|文档)(?:清单|表单|记录)?$")
_LISTED = re.compile(r"[\u3400-\u9fff][^，。；：\t]{2,24}$")
_HEADS = ("文档记录", "文件名称", "记录名称", "表单名称", "序号", "名称")


def _long(name: str) -> bool:
    """Tell whether a name is long enough to be meant wherever it stands in a text."""
    return len(name) >= _SHORTEST


class Library:
    """The record types of a workspace, by title, alias and code."""

    def __init__(self, records: Mapping[str, RecordType]) -> None:
        self._names: dict[str, RecordType] = {}
        for record in records.values():
            for name in (record.title, *record.aliases):
                self._names.setdefault(key(name), record)
        self._codes = {record.code: record for record in records.values() if record.code}
        names = {folded(name) for record in records.values() for name in (record.title, *record.aliases)}
        longest = sorted(filter(_long, names), key=lambda name: (-len(name), name))
        self._known = re.compile("|".join(map(re.escape, longest))) if longest else None

    def in_text(self, text: str, walls: frozenset[int] = frozenset()) -> list[Found]:
        """Return the records that a text names, each time.

        Args:
            text: As written.
            walls: Where names of roles end; no record begins before one and ends behind it.
        """
        held = folded(text)
        new = [*self._new(text, held, walls), *self._made(text, held)]
        return apart([*self._coded(text, held), *self._quoted(text, held), *self._by_title(held), *new])

    def listed(self, title: str | None, text: str) -> list[Found]:
        """Return the lines of a clause that does nothing but list documents (相关文件, 记录表单)."""
        if not _LISTS.search(folded(title or "")):
            return []
        found, at = [], 0
        for number, line in enumerate(text.split("\n")):
            name = line.strip().strip("《》；;。.")
            if number and _LISTED.match(folded(name)) and name not in _HEADS:
                start = at + line.index(name)
                found.append(self.found(text, start, start + len(name), sure=True))
            at += len(line) + 1
        return found

    def in_cell(self, cell: str) -> list[Found]:
        """Return the records of a cell for what comes out; what is no document there is none."""
        if self.named(cell):
            return [self.found(cell, 0, len(cell), sure=True)]
        found: list[Found] = []
        for part in _PARTS.finditer(cell):
            name = _ETC.sub("", _LEADING.sub("", part[0]))
            if _WHOLE.search(folded(name)):
                start = part.start() + part[0].index(name)
                found.append(self.found(cell, start, start + len(name), sure=True))
            else:
                inner = self.in_text(part[0])
                found += (one._replace(start=one.start + part.start(), end=one.end + part.start()) for one in inner)
        return found

    def named(self, title: str, code: str | None = None) -> RecordType | None:
        """Return the record type that has this code or is called so."""
        return self._codes.get(code or "") or self._names.get(key(title))

    def found(self, text: str, start: int, end: int, *, sure: bool, code: str | None = None) -> Found:
        """Return a find; what the workspace knows has its own title."""
        known = self.named(text[start:end], code)
        title = known.title if known else text[start:end].strip()
        return Found(title, known.id if known else None, start, end, sure or known is not None, code)

    def _coded(self, text: str, held: str) -> Iterator[Found]:
        for match in _CODE.finditer(held):
            if not match[2] and match[1] not in self._codes:
                continue
            start, end = match.span(2 if match[2] else 1)
            one = self.found(text, start, end, sure=True, code=match[1])
            yield one._replace(start=match.start())

    def _quoted(self, text: str, held: str) -> Iterator[Found]:
        for match in _QUOTED.finditer(held):
            group = 1 if match[1] else 2
            if not _RULES.search(match[group]):
                start, end = match.span(group)
                yield self.found(text, start, end, sure=True)._replace(start=match.start(), end=match.end())

    def _by_title(self, held: str) -> Iterator[Found]:
        for match in self._known.finditer(held) if self._known else ():
            yield self.found(held, match.start(), match.end(), sure=True)

    def _new(self, text: str, held: str, walls: frozenset[int]) -> Iterator[Found]:
        listed = [match.span() for match in _CONTENTS.finditer(held)]
        for match in _NEW.finditer(held):
            start = begins(held, match.start(), _MOST, walls)
            if paired := _PAIRED.search(held, max(start - _PAIR, 0), start):
                start = begins(held, paired.start(), _MOST, walls)
            whole = held[start : match.end()]
            if (len(whole) < _SHORTEST and whole not in _SHORT) or whole in _NOT_WHOLE:
                continue
            if _NOT_AFTER.match(held[match.end() :]) or any(one <= start < two for one, two in listed):
                continue
            yield self.found(text, start, match.end(), sure=False)

    def _made(self, text: str, held: str) -> Iterator[Found]:
        """Yield rules that are to be drawn up, and what is called by its bare kind."""
        for match in _MADE.finditer(held):
            yield self.found(text, *match.span(1), sure=False)
        for match in _BARE.finditer(held):
            yield self.found(text, *match.span(), sure=False)
