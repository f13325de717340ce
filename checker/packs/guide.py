"""Where records go in a new workspace: a folder a chapter, and a page that says what belongs in which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.forms.names import safe
from checker.pages.numbering import chapters

if TYPE_CHECKING:
    from checker.model.record import RecordType
    from checker.model.workspace import Controls


def folders(controls: Controls) -> dict[str, list[RecordType]]:
    """Return the folders below evidence/ with the record types that belong there; each type stands once."""
    found: dict[str, list[RecordType]] = {}
    placed: set[str] = set()
    for place, document in enumerate(controls.documents.values(), start=1):
        clauses = [clause for clause in controls.clauses.values() if clause.document == document.id]
        for title, held in chapters(document, clauses):
            needed = dict.fromkeys(item.record for clause in held for item in clause.records)
            new = [controls.records[key] for key in needed if key not in placed]
            placed |= {record.id for record in new}
            if new:
                found[f"evidence/{place:02}-{safe(document.title)}/{safe(title)}"] = new
    return found


def guide(controls: Controls, held: dict[str, list[RecordType]]) -> str:
    """Return the page, as Markdown."""
    lines = [
        f"# {controls.profile.enterprise.name}：从哪里开始",
        "",
        "1. 在 `人员.xlsx` 里填姓名，运行 `guanbiao people import 人员.xlsx`；也可以直接改 `controls/people.yml`。",
        "2. 在 `controls/parameters.yml` 里写企业定的周期和期限，不定的留空，报告里会列出来。",
        "3. 有项目就写进 `evidence/projects.yml`。",
        "4. 把已有的记录放进下面的文件夹，运行 `guanbiao check`，看还缺什么。",
        "5. `guanbiao build` 生成手册站点，`guanbiao forms -o 表单` 生成表单。",
        "6. 模板包出了新版本：`guanbiao impact` 先看会改什么，`guanbiao update` 更新，你们改过的都留着。",
        "   `.guanbiao` 文件夹是更新用的，不要改，也不要删。",
        "",
        "文件夹只为好找，放错了也认得出。文件名写成 `编号或标识_日期_项目_标题`，或用产品的表单填。",
        "",
    ]
    for name, records in held.items():
        lines += [f"## {name.removeprefix('evidence/')}", "", "| 记录 | 编号或标识 |", "| --- | --- |"]
        lines += [f"| {record.title} | {record.code or record.id} |" for record in records]
        lines.append("")
    return "\n".join(lines)
