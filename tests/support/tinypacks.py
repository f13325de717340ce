"""A library of two small packs, whose texts tests change as a later version would; and workspaces made from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from checker.model.pack import Answers
from checker.packs import begin
from checker.packs.library import Library
from support.workspace import dump

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY = date(2026, 3, 2)
PAGE = """---
clause: {clause}
title: 条款{clause}    # 名称
# 谁来做
roles:
  responsible: [office]
records: [{record}]
---

## 要求
第一行
第二行
第三行

## 怎么做
先做一
再做二
"""
RECORDS = """# 记录
records:
  # ---- 第一组 ----
  - id: {name}-plan
    title: {name} 计划
    # 每年一份
    cadence: yearly
  - {{id: {name}-report, title: {name} 报告, valid_months: 12}}    # 一行的写法
"""


def _pages(name: str) -> dict[str, str]:
    return {
        f"policies/{name}/1.md": PAGE.format(clause=f"{name}/1", record=f"{name}-plan"),
        f"policies/{name}/2.md": PAGE.format(clause=f"{name}/2", record=f"{name}-report"),
        f"policies/{name}/about.md": f"# 关于 {name}\n\n见[另一份](../other/1.md)。\n",
        f"controls/records/{name}.yml": RECORDS.format(name=name),
    }


LIBRARY = {
    "mkdocs.yml": "site_name: 库\n",
    "policies/index.md": "# 首页\n\n说明\n",
    **_pages("main"),
    **_pages("other"),
    "controls/packs/main.yml": dump(
        {"id": "main", "title": "主包", "version": "1.0.0", "documents": ["main"], "pages": ["main"], "records": ["main.yml"]}
    ),
    "controls/packs/other.yml": dump(
        {"id": "other", "title": "另一包", "version": "1.0.0", "requires": ["main"], "documents": ["other"],
         "pages": ["other"], "records": ["other.yml"]}
    ),
    "controls/documents.yml": "documents:\n"
    + "".join(f"  - id: {name}\n    title: 《{name}》\n    kind: procedure\n    owner: office\n" for name in ("main", "other")),
    "controls/roles.yml": "# 角色\nroles:\n  - {id: office, title: 办公室, kind: department}\n",
    "controls/parameters.yml": "parameters:\n"
    + "".join(f"  - id: {name}-limit\n    title: {name} 期限\n    value: null\n    unset: {name}/1\n" for name in ("main", "other")),
    "controls/flows.yml": "flows: []\n",
    "controls/metrics.yml": "metrics: []\n",
    "controls/glossary.yml": "terms:\n  - {term: 贯标, meaning: 按标准做}\n  - {term: 计划, meaning: 先想好, see: main/1}\n",
    "controls/schemas/roles.schema.json": "{}\n",
}  # fmt: skip


def write(root: Path, texts: Mapping[str, str | None]) -> Path:
    """Write texts below a folder; None removes a file."""
    for name, text in texts.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    return root


def library(root: Path, **versions: str) -> Library:
    """Write the library below a folder, packs in these versions."""
    write(root, LIBRARY)
    for name, version in versions.items():
        edit(root, f"controls/packs/{name}.yml", "1.0.0", version)
    return Library(root)


def workspace(root: Path, held: Library, *names: str) -> Path:
    """Make a workspace of these packs, all where none is named."""
    begin(held, root, held.chosen(names), Answers(name="甲厂"), DAY)
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace words in a file; they must be there."""
    text = (root / name).read_bytes().decode()
    assert old in text, f"{name} has no {old!r}"
    (root / name).write_bytes(text.replace(old, new).encode())


def tree(root: Path) -> dict[str, bytes]:
    """Return every file and folder below a folder, without what an update keeps for going back."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"/"
        for path in sorted(root.rglob("*"))
        if not path.relative_to(root).as_posix().startswith(".guanbiao/updates")
    }
