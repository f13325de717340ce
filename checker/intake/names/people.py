"""Roles in a text: by title and alias, and new ones by how departments and posts are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.intake.file.script import key
from checker.intake.names import times
from checker.intake.names.found import Found, apart
from checker.intake.names.phrases import begins

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.role import Role

_ENDS = (
    "部门|委员会|领导小组|工作组|小组|办公室|中心|负责人|管理员|经理|主任|主管|专员|工程师|总监|组长|(?<!重)组(?!织|成|长|建|件|合|装|别|员|态|团)|领导|代表|"
    "司局|机构|企业|协会|(?:管理|行业|认定)组织|人员|干部|团队|伙伴|单位|研究院|研究所|大学|[一二三四五六七八九]所|提供商|管理者|部(?!门|分|署|长|级|委)|(?<![公我上分])司(?!长|令)"
)
_NEW = re.compile(rf"(?:{_ENDS})")
_BARE = re.compile(
    "(?:最终|操作|企业)?用户|客户|供应商|供方|承包商|中企联|业主|员工|厂商|媒体|(?:地方|各级)?政府|授权人员|操作人员|技术人员|业务人员|管理人员|专业人员|"
    "实施人员|运维人员|相关方|审核组|办事处|(?:企业|公司|本公司|我公司|我司|我方)(?=应|须|需|要|必须|宜|可|承诺|将|会)|"
    "(?:本|我)公司|我部(?!门)|各地(?=要|应|需)"
)
_NO_ROLE = re.compile(
    "^(?:外部|内部|局部|全部|立部|部内|内外部|有部|干部|信息处|场所|企业|公司|单位|人员|组织|领导|机构|一司|我司|上司|团队|.*(?:避免|合理|现有|直接).*|(?:相关|有关|所有|其他)人员)$"
)
_NOT_AFTER = re.compile(
    r"手册|体验|界面|满意度|权限|需求(?!方|部|单)|接受测试|培训|管理(?!部|员|者)|职责|名单|信息|数据|资料|意见|反馈|服务(?!商|单|机)|方案|责任|能力|变动|"
    r"资质|操作|要求|绩效|使用|变更|资源|案|法|式|面|向|化|端|结构|战略|文化|流程|效益|级|业务|经营|形象|名称|目标|体系"
)
_BEFORE = ("相关", "有关", "各级", "其他", "全体", "所有")
_MOST = 16
_SPLIT = re.compile(r"[、，,；;/\n]|及(?=[^时])|和|与|或")


class Roster:
    """The roles of a workspace, by everything they are called."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        names: dict[str, Role] = {}
        for role in roles.values():
            for words in (role.title, *role.aliases):
                names.setdefault(key(words), role)
        for role in roles.values():
            names[key(role.title)] = role
        self._names = names
        longest = sorted(names, key=lambda words: (-len(words), words))
        self._known = re.compile("|".join(map(re.escape, longest))) if longest else None

    def named(self, words: str) -> Role | None:
        """Return the role that is called so."""
        return self._names.get(key(words))

    def in_text(self, text: str) -> list[Found]:
        """Return the roles that a text names, each time."""
        held = key(text)
        walls = frozenset(when.end for when in times.in_text(text))
        found = [*self.known_in(text), *_unknown(held, text, walls)]
        return [one for one in apart(found) if not _NOT_AFTER.match(held[one.end :])]

    def known_in(self, text: str) -> list[Found]:
        """Return the known roles that a text names, each time, whatever stands around their names."""
        if not self._known:
            return []
        held = key(text)
        found = []
        for match in self._known.finditer(held):
            if match[0].endswith("部") and held[match.end() : match.end() + 1] == "门":
                continue
            role = self._names[match[0]]
            found.append(Found(role.title, role.id, match.start(), match.end(), sure=True))
        return found

    def in_cell(self, cell: str) -> list[Found]:
        """Return the roles of a cell that holds nothing else: every name in it is one."""
        whole = self.named(cell)
        if whole:
            return [Found(whole.title, whole.id, 0, len(cell), sure=True)]
        held = key(cell)
        found = self.known_in(cell)
        at = 0
        for part in (*_SPLIT.finditer(held), None):
            end = part.start() if part else len(held)
            name = cell[at:end].strip().removesuffix("等")
            if len(name) > 1 and not any(one.start < end and one.end > at for one in found):
                found.append(Found(name, None, at, end, sure=True))
            at = part.end() if part else end
        return apart(found)


def _unknown(held: str, text: str, walls: frozenset[int]) -> list[Found]:
    found = []
    for match in _NEW.finditer(held):
        start = begins(held, match.start(), _MOST, walls)
        start -= 2 if start == match.start() and held[start - 2 : start] in _BEFORE else 0
        if match.start() > start and not _NO_ROLE.match(held[start : match.end()]):
            found.append(Found(text[start : match.end()], None, start, match.end(), sure=False))
    found += [Found(text[m.start() : m.end()], None, m.start(), m.end(), sure=False) for m in _BARE.finditer(held)]
    return found
