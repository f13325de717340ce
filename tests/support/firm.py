"""A firm with one record type whose form has every kind of cell, and people who are easily mistaken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from checker.assessment import load
from support.workspace import AS_OF, dump

if TYPE_CHECKING:
    from checker.model.evidence import Evidence
    from support.workspace import Builder

ROOT = Path(__file__).parents[2]
DAMAGED = yaml.safe_load((ROOT / "tests/forms/damaged.yml").read_text("utf-8"))["damaged"]
EVIL = "</w:t><script>&\u202e\"'{{7*7}}\x07"
FIELDS = {
    "type": "object",
    "required": ["amount", "bare"],
    "properties": {
        "amount": {"type": "number", "minimum": 0, "description": "金额（元）"},
        "urgent": {"type": ["boolean", "null"], "description": "是否紧急"},
        "planned": {"type": "string", "format": "date", "description": "计划完成日期"},
        "result": {"enum": ["通过", "不通过", True, 3, None], "description": "结论"},
        "only": {"const": "自建"},
        "people": {"type": "array", "items": {"type": "integer"}},
        "things": {"type": "array", "items": True},
        "number": {"type": ["string", "integer"]},
        "parts": {
            "type": "object",
            "description": "各部分",
            "properties": {"甲": {"type": "number"}},
            "required": ["乙"],
        },
        "any": True,
        "guanbiao.date": {"description": " 结论 "},
        "长" * 70: {"type": "string"},
    },
}
SHAPE = {
    "code": "TI-09", "title": "验收报告", "scope": "project", "cadence": "monthly", "sections": ["结论"],
    "approvals": ["boss", "it"], "suggested_approvals": ["it"], "fields": FIELDS,
}  # fmt: skip
PEOPLE = [
    {"id": "li-na", "name": "李娜"},
    {"id": "ann", "name": "Ann Lee"},
    {"id": "wang-qiang", "name": "王强", "roles": [{"role": "boss", "from": "2026-01-01"}]},
    *({"id": name, "name": "张伟", "roles": [{"role": "it"}]} for name in ("zhang-wei", "zhang-wei-2")),
]


def set_up(house: Builder) -> Builder:
    """Give a house the firm."""
    house.role("boss", title="管理者代表", aliases=["管代"]).role("it", title="信息部", kind="department")
    house.write("controls/people.yml", dump({"people": PEOPLE}))
    house.project("erp", title="ERP 二期").project("gz-1", title="改造项目").project("gz-2", title="改造项目")
    house.document("doc", title="控制程序", version="2.1").record("report", **SHAPE).clause("doc/1", "report")
    return house


def found(house: Builder) -> Evidence:
    """Return the only evidence that is identified."""
    (evidence,) = load(house.root, AS_OF).evidence
    return evidence
