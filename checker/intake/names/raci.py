"""What a role does in a clause: answers for it, does it, takes part, is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from checker.intake.names.found import Found

PARTS = {"担责": "accountable", "执行": "responsible", "征求意见": "consulted", "知会": "informed"}
_STOP = re.compile(r"[。；;\n]")
_CLAUSE = re.compile(r"[，,]")
_WORDS = (
    ("accountable", re.compile(r"批准|审批|签发|审定|终审|决定|最终确认")),
    ("consulted", re.compile(r"配合|参与|参加|协助|协同|共同|评审|征求|建议|确认")),
    (
        "responsible",
        re.compile(
            r"负责|组织|编制|制定|制订|牵头|完成|提交|提出|填写|实施|执行|开展|编写|召集|履行|管理|建立|进行|应|需"
        ),
    ),
)
_ASKED = re.compile(r"(?:会同|与|和|同|征求|听取|邀请|聘请|请)\s*$")
_TOLD = re.compile(r"(?:报告|通知|报|抄送|上报|报送|告知|反馈给|提交给|提交|发送给|给)\s*$")
_BY = re.compile(r"(?:经|由|报|送|交)\s*$")


class Part(NamedTuple):
    """What a role does, and whether a word says so."""

    part: str
    sure: bool


def part_of(text: str, role: Found) -> Part:
    """Return what a role does where it is named."""
    before, after = text[: role.start], _STOP.split(text[role.end :], maxsplit=1)[0]
    near = _CLAUSE.split(after, maxsplit=1)[0]
    if re.search(r"批准|审批|审定|签发", near[:8]) and _BY.search(before):
        return Part("accountable", sure=True)
    if _ASKED.search(before):
        return Part("consulted", sure=True)
    for words in (near, after):
        found = [(match.start(), part) for part, pattern in _WORDS if (match := pattern.search(words))]
        if found and min(found)[1] != "accountable" and _TOLD.search(before):
            return Part("informed", sure=True)
        if found:
            return Part(min(found)[1], sure=True)
    return Part("informed", sure=True) if _TOLD.search(before) else Part("responsible", sure=False)
