"""Drafts that a person has gone through become part of the workspace: all or nothing, and back again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from click.testing import CliRunner
from support.workspace import Builder

from checker.cli import main
from checker.errors import WorkspaceError
from checker.intake.drafts.adopt import adopt
from checker.load.text.items import appended, taken_apart
from checker.load.workspace import read_controls

if TYPE_CHECKING:
    from click.testing import Result

TEXT = """仓库管理办法
1 入库
1.1 采购部填写《入库单》，仓库主管在2个工作日内确认。
1.2 仓库主管每月编制库存月报。
2 出库：领用部门提出申请。
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    root = tmp_path / "家"
    Builder(root).role("lead", title="主管").person("p1", roles=[{"role": "lead"}]).owes("plan")
    (root / "仓库.txt").write_text(TEXT, "utf-8")
    return root


@pytest.fixture
def drafts(home: Path) -> Path:
    assert run("-w", str(home), "import", str(home / "仓库.txt"), "--document", "store").exit_code == 0
    return home / "草稿/store"


def test_drafts_become_clauses_and_go_again(home: Path, drafts: Path) -> None:
    before = tree(home)
    done = run("-w", str(home), "adopt", str(drafts))
    assert done.exit_code == 0, done.output
    assert "已放进 4 个页面和图片，1 份文件（store）" in done.output
    controls, _ = read_controls(home)
    assert [key for key in controls.clauses if key.startswith("store/")] == ["store/1.1", "store/1.2", "store/2"]
    assert controls.documents["store"].title == "仓库管理办法"
    assert controls.records[controls.clauses["store/1.2"].records[0].record].cadence == "monthly"
    assert "草稿里的都已经在工作区里了" in run("-w", str(home), "adopt", str(drafts)).output
    back = run("-w", str(home), "update", "--rollback")
    assert "已撤回“放进草稿 store”" in back.output
    assert tree(home) == before


def test_what_is_still_to_be_done_is_said(home: Path, drafts: Path) -> None:
    page = drafts / "policies/store/2.md"
    page.write_text(page.read_text("utf-8").replace("title: ", "roles: {accountable: [boss]}\ntitle: ", 1), "utf-8")
    (drafts / "controls/roles.yml").write_text(
        "roles:\n  - {id: boss, title: 总监}\n  - {id: cgb, title: 采购部, kind: department}\n", "utf-8"
    )
    done = run("-w", str(home), "adopt", str(drafts))
    assert "guanbiao lint 新发现 1 处，接着改：" in done.output
    assert "角色“boss”（总监）要负责，却没有人担任过" in done.output


def test_lists_keep_their_writing(home: Path, drafts: Path) -> None:
    roles = home / "controls/roles.yml"
    roles.write_bytes("\ufeff# 我们的\r\nroles:\r\n  - {id: lead, title: 主管}    # 老王\r\n\r\n".encode())
    adopt(home, drafts)
    text = roles.read_bytes()
    assert text.startswith("\ufeff# 我们的\r\nroles:\r\n  - {id: lead, title: 主管}    # 老王\r\n  - {id: ".encode())
    assert b"\n" not in text.replace(b"\r\n", b"")


@pytest.mark.parametrize("before", ["documents: []\n", "documents:", None])
def test_an_empty_list_gets_its_first_item(home: Path, drafts: Path, before: str | None) -> None:
    (home / "policies/doc-plan.md").unlink()
    if before is None:
        (home / "controls/documents.yml").unlink()
    else:
        (home / "controls/documents.yml").write_text(before, "utf-8")
    adopt(home, drafts)
    assert list(read_controls(home)[0].documents) == ["store"]


def test_what_is_there_is_not_changed(home: Path, drafts: Path) -> None:
    page = home / "policies/store/1.1.md"
    page.parent.mkdir()
    page.write_text("我们自己的\n", "utf-8")
    before = tree(home)
    done = run("-w", str(home), "adopt", str(drafts))
    assert done.exit_code == 2
    assert "policies/store/1.1.md: 工作区里已有它，内容不一样，没有动" in done.output
    assert tree(home) == before
    assert run("-w", str(home), "adopt", str(drafts), "--replace").exit_code == 0
    assert page.read_bytes() == (drafts / "policies/store/1.1.md").read_bytes()
    run("-w", str(home), "update", "--rollback")
    assert tree(home) == before


def test_a_draft_that_cannot_be_read_puts_nothing_in(home: Path, drafts: Path) -> None:
    page = drafts / "policies/store/2.md"
    page.write_text(page.read_text("utf-8").replace("clause: store/2", "clause: store/1.1"), "utf-8")
    before = tree(home)
    done = run("-w", str(home), "adopt", str(drafts))
    assert done.exit_code == 2
    assert "放进去以后会有下面的错误，没有放" in done.output
    assert "policies/store/" in done.output
    assert tree(home) == before


@pytest.mark.parametrize(
    "text", ["documents: [{id: a, title: 甲, kind: procedure}]\n", "documents: 甲\n", "别的: []\n"]
)
def test_a_list_that_nothing_can_be_added_to(home: Path, drafts: Path, text: str) -> None:
    (home / "controls/documents.yml").write_text(text, "utf-8")
    before = tree(home)
    with pytest.raises(WorkspaceError, match="接不上"):
        adopt(home, drafts)
    assert tree(home) == before


@pytest.mark.parametrize(
    "text",
    [
        "documents:\n  - {id: [\n",
        "documents:\n  - {title: 甲}\n",
        "documents:\n  - 1\n",
        b"documents:\n  - {id: \xff}\n",
    ],
)
def test_a_broken_list_of_drafts_is_said(home: Path, drafts: Path, text: str | bytes) -> None:
    (drafts / "controls/documents.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    before = tree(home)
    with pytest.raises(WorkspaceError, match="草稿里的这份清单读不出来"):
        adopt(home, drafts)
    assert tree(home) == before


@pytest.mark.parametrize(
    "text", ["别的: []\n", "- 甲\n", "people: []\n别的: []\n", "people: 甲\n", "people: [{id: a}]\n"]
)
def test_nothing_is_added_to_what_is_no_such_list(text: str) -> None:
    with pytest.raises(ValueError, match="people"):
        appended(text, "people", taken_apart("people:\n  - {id: b}\n").items)


def test_no_drafts(home: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="这里没有草稿"):
        adopt(home, tmp_path)


def test_drafts_that_cannot_be_opened(home: Path, drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(WorkspaceError, match="读不出来（Permission denied）"):
        adopt(home, drafts)


# handbooks that were exported, changed in Word, and brought back

PAGE = """---
clause: doc/1
title: 条款一
stage: null
roles:
  accountable: [lead]
records: [plan]    # 一年一份
uncertain: 原文不清
---

## 要求
先看[计划](doc-plan.md)，再动手。
说清楚。

- 一件
- 两件

## 怎么做
1. 第一步。
2. 第二步。
"""


@pytest.fixture
def handbook(home: Path) -> Path:
    (home / "policies/one.md").write_text(PAGE, "utf-8")
    assert run("-w", str(home), "export", "manual", "--document", "doc", "-o", str(home / "手册.docx")).exit_code == 0
    return home / "手册.docx"


def edited(path: Path, begins: str, old: str, new: str) -> None:
    document = docx.Document(str(path))
    (found,) = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith(begins)]
    found.text = found.text.replace(old, new)
    document.save(str(path))


def page_of(home: Path, handbook: Path) -> str:
    assert run("-w", str(home), "import", str(handbook)).exit_code == 0
    pages = {path.name: path.read_text("utf-8") for path in (home / "草稿/doc/policies").rglob("*.md")}
    return pages["one.md"]


def test_an_untouched_handbook_has_no_drafts(home: Path, handbook: Path) -> None:
    done = run("-w", str(home), "import", str(handbook))
    assert "和工作区里一样的 2 条，没有写草稿" in done.output
    assert not (home / "草稿/doc/policies").exists()
    assert not (home / "草稿/doc/controls").exists()


def test_a_changed_sentence_changes_its_paragraph_alone(home: Path, handbook: Path) -> None:
    edited(handbook, "先看计划", "说清楚。", "说清楚，写下来。")
    old = "先看[计划](doc-plan.md)，再动手。\n说清楚。\n"
    assert page_of(home, handbook) == PAGE.replace(old, "先看计划，再动手。 说清楚，写下来。\n")


def test_changed_roles_change_that_key_alone(home: Path, handbook: Path) -> None:
    edited(handbook, "担责", "担责（A）", "执行（R）")
    page = page_of(home, handbook)
    assert "roles:\n  responsible:\n    - lead    # 主管（已有）：主管\n" in page
    assert "accountable" not in page
    assert "records: [plan]    # 一年一份\nuncertain: 原文不清\n---\n" in page
    assert page.partition("---\n\n")[2] == PAGE.partition("---\n\n")[2]


def test_a_new_and_a_struck_line(home: Path, handbook: Path) -> None:
    edited(handbook, "第二步", "第二步。", "第三步才对。")
    page = page_of(home, handbook)
    assert "1. 第一步。\n" in page
    assert "第三步才对。" in page
    assert "2. 第二步。" not in page
    assert page.startswith(PAGE.partition("## 怎么做")[0])


def test_drafts_of_a_handbook_take_the_place_of_its_pages(home: Path, handbook: Path) -> None:
    edited(handbook, "第二步", "第二步。", "第三步才对。")
    page = page_of(home, handbook)
    assert run("-w", str(home), "adopt", str(home / "草稿/doc")).exit_code == 2
    assert run("-w", str(home), "adopt", str(home / "草稿/doc"), "--replace").exit_code == 0
    assert (home / "policies/one.md").read_text("utf-8") == page
    done = run("-w", str(home), "import", str(handbook), "--dry-run")
    assert "和工作区里一样的 2 条" in done.output


def test_a_list_as_deep_as_it_was(home: Path, drafts: Path) -> None:
    assert (home / "controls/roles.yml").read_text("utf-8").startswith("roles:\n- id: lead")
    adopt(home, drafts)
    assert next(iter(read_controls(home)[0].roles)) == "lead"
    assert "\n- {id: cgb" in (home / "controls/roles.yml").read_text("utf-8")
