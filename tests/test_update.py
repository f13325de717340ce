"""Updates of a workspace: the packs' newer texts come in, what the enterprise wrote stays, and all of it goes back."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from support import tinypacks
from support.stopping import Killed, Stop, killed
from support.tinypacks import edit, tree, write
from support.workspace import dump

from checker.cli import main
from checker.errors import WorkspaceError
from checker.load.workspace import read_controls
from checker.packs import elsewhere, find_library, journal, update
from checker.packs.library import Library
from checker.packs.update import carry_out, plan_update

ROOT = Path(__file__).parents[1]
REPORT = "报告/更新冲突.md"


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of both packs, and one of the first alone."""
    root = tmp_path_factory.mktemp("pristine")
    held = tinypacks.library(root / "library")
    tinypacks.workspace(root / "both", held)
    tinypacks.workspace(root / "main", held, "main")
    return root


@pytest.fixture
def home(tmp_path: Path, pristine: Path) -> Path:
    return shutil.copytree(pristine / "both", tmp_path / "甲 厂")


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The library in a newer version, with nothing else changed yet."""
    return tinypacks.library(tmp_path / "newer", main="1.1.0", other="2.0.0").root


def run(home: Path, *args: object):
    return CliRunner().invoke(main, ["-w", str(home), *map(str, args)])


def updated(home: Path, newer: Path, *args: object) -> str:
    done = run(home, "update", "--library", newer, *args)
    assert done.exit_code == 0, done.output
    return done.output


def text(home: Path, path: str) -> str:
    return (home / path).read_bytes().decode()


# merged


def test_what_nobody_touched_is_as_if_made_new(home: Path, newer: Path, tmp_path: Path) -> None:
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    edit(newer, "controls/records/main.yml", "# 每年一份", "# 每季一份")
    edit(newer, "controls/roles.yml", "title: 办公室", "title: 综合办公室")
    write(newer, {"policies/other/3.md": tinypacks.PAGE.format(clause="other/3", record="other-plan")})
    write(newer, {"policies/other/about.md": None})
    write(home, {"evidence/projects.yml": None})
    told = updated(home, newer)
    fresh = tinypacks.workspace(tmp_path / "fresh", Library(newer))
    ours, theirs = tree(home), tree(fresh)
    for name in ("报告/首次差距报告.docx", "controls/people.yml", "人员.xlsx"):
        assert ours.pop(name)
        theirs.pop(name)
    theirs.pop("evidence/projects.yml")
    assert ours == theirs
    assert told.splitlines() == [
        "模板包 main 主包：1.0.0 → 1.1.0",
        "模板包 other 另一包：1.0.0 → 2.0.0",
        "已改或加 5 个文件，去掉 1 个。",
        "不满意就运行 guanbiao update --rollback，回到更新以前。",
    ]
    assert run(home, "update", "--library", newer).output == "工作区的文件没有要改的。\n"


def test_both_sides_come_together(home: Path, newer: Path) -> None:
    edit(home, "policies/main/1.md", "先做一", "先做好一")
    edit(home, "policies/main/1.md", "records: [main-plan]", "records: [main-plan, own]")
    edit(home, "controls/records/main.yml", "cadence: yearly\n", "cadence: yearly\n    code: OWN-1   # 自己的编号\n")
    edit(home, "controls/roles.yml", "roles:\n", "roles:\n  - {id: own-role, title: 自己的岗位}\n")
    write(
        home,
        {"policies/own.md": "# 自己的\n", "controls/records/own.yml": "records:\n  - {id: own, title: 自己的记录}\n"},
    )
    (home / "policies/other/about.md").unlink()
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    edit(newer, "policies/main/1.md", "title: 条款main/1", "title: 新的名称")
    edit(newer, "controls/records/main.yml", "title: main 计划", "title: 新计划")
    edit(newer, "controls/roles.yml", "title: 办公室", "title: 综合办公室")
    updated(home, newer)
    page = text(home, "policies/main/1.md")
    assert "title: 新的名称    # 名称\n# 谁来做\n" in page
    assert "records: [main-plan, own]\n" in page
    assert "第二行改\n" in page
    assert "先做好一\n" in page
    record = read_controls(home)[0].records["main-plan"]
    assert (record.title, record.code) == ("新计划", "OWN-1")
    assert "# 自己的编号" in text(home, "controls/records/main.yml")
    assert "  - {id: own-role, title: 自己的岗位}\n" in text(home, "controls/roles.yml")
    assert read_controls(home)[0].roles["office"].title == "综合办公室"
    assert not (home / "policies/other/about.md").exists()


def test_conflicts_are_told_and_left_until_they_are_settled(home: Path, newer: Path) -> None:
    edit(home, "policies/main/1.md", "第二行", "我们的第二行")
    edit(home, "policies/main/1.md", "先做一", "先做好一")
    edit(home, "controls/records/main.yml", "title: main 计划", "title: 我们的计划")
    (home / "policies/main/about.md").unlink()
    ours = text(home, "policies/main/1.md")
    edit(newer, "policies/main/1.md", "第二行", "模板的第二行")
    edit(newer, "controls/records/main.yml", "title: main 计划", "title: 模板的计划")
    edit(newer, "controls/records/main.yml", "title: main 报告", "title: 模板的报告")
    edit(newer, "policies/main/about.md", "# 关于", "# 再说")
    done = run(home, "update", "--library", newer)
    assert done.exit_code == 1
    assert done.output.splitlines()[3:] == [
        "没有合上，照你们的留着：3 处",
        "  controls/records/main.yml main-plan 的键 title：两边都改了",
        "    原来：title: main 计划",
        "    你们的：title: 我们的计划",
        "    模板的：title: 模板的计划",
        "  policies/main/1.md 第 12 行起：两边都改了",
        "    原来：第二行",
        "    你们的：我们的第二行",
        "    模板的：模板的第二行",
        "  policies/main/about.md：你们删了，模板改了",
        "两边的全文和怎么办，写在 报告/更新冲突.md",
        "不满意就运行 guanbiao update --rollback，回到更新以前。",
    ]
    assert text(home, "policies/main/1.md") == ours
    assert text(home, "policies/main/1.md").splitlines()[11] == "我们的第二行"
    assert "模板的报告" in text(home, "controls/records/main.yml"), "other items of the file are merged"
    assert "~~~~text\n模板的第二行\n~~~~" in text(home, REPORT)
    before = tree(home)
    again = run(home, "update", "--library", newer)
    assert again.exit_code == 1
    assert again.output.splitlines()[1:-1] == done.output.splitlines()[3:-2], "told again until it is settled"
    assert tree(home) == before
    edit(home, "policies/main/1.md", "我们的第二行", "模板的第二行")
    assert run(home, "update", "--library", newer).exit_code == 1
    assert "第二行" not in text(home, REPORT)
    kept = run(home, "update", "--library", newer, "--keep")
    assert kept.exit_code == 0
    assert "照你们的定下，以后不再提：2 处" in kept.output
    assert not (home / REPORT).exists()
    assert "我们的计划" in text(home, "controls/records/main.yml")
    assert not (home / "policies/main/about.md").exists()
    assert run(home, "update", "--library", newer).output == "工作区的文件没有要改的。\n"


def test_the_kinds_of_whole_conflicts(home: Path, newer: Path) -> None:
    write(newer, {"policies/main/new.md": "# 模板的\n", "policies/main/about.md": None})
    write(home, {"policies/main/new.md": "# 自己的\n"})
    edit(home, "policies/main/about.md", "# 关于", "# 我们的")
    done = run(home, "update", "--library", newer)
    assert "policies/main/about.md：你们改了，模板去掉了" in done.output
    assert "policies/main/new.md：两边都新加了，内容不一样" in done.output
    assert text(home, "policies/main/new.md") == "# 自己的\n"
    assert "原来：（没有）" in text(home, REPORT)


def test_long_and_empty_sides_on_the_terminal(home: Path, newer: Path) -> None:
    edit(home, "policies/main/1.md", "第一行\n第二行\n第三行\n", "")
    edit(newer, "policies/main/1.md", "第一行\n第二行\n第三行\n", "甲\n乙\n丙\n丁\n")
    output = run(home, "update", "--library", newer).output
    assert "    你们的：（没有）\n    模板的：甲 / 乙 / 丙 / ……\n" in output


@pytest.mark.parametrize("windows", [True, False])
def test_line_ends_and_byte_order_marks_stay(home: Path, newer: Path, windows: bool) -> None:
    path, end = home / "policies/main/1.md", "\r\n" if windows else "\n"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", end.encode()))
    roles = home / "controls/roles.yml"
    roles.write_bytes(roles.read_bytes().replace(b"\n", end.encode()))
    marked = path.read_bytes()
    updated(home, newer)
    assert path.read_bytes() == marked, "an editor's line ends alone are no change"
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    updated(home, newer)
    assert path.read_bytes() == marked.replace("第二行".encode(), "第二行改".encode())


def test_answers_changed_later_come_in(home: Path, newer: Path) -> None:
    edit(
        home, "controls/packs.yml", "  name: 甲厂\n", "  name: 甲厂\n  departments: {办公室: 综合部}   # 2026 年改名\n"
    )
    updated(home, newer)
    assert read_controls(home)[0].roles["office"].title == "综合部"
    assert "# 2026 年改名" in text(home, "controls/packs.yml")
    assert 'main: "1.1.0"' in text(home, "controls/packs.yml")


def test_a_role_that_the_packs_drop_stays(home: Path, newer: Path) -> None:
    for name in ("policies/main/1.md", "policies/main/2.md", "policies/other/1.md", "policies/other/2.md"):
        edit(newer, name, "[office]", "[desk]")
    edit(newer, "controls/documents.yml", "owner: office", "owner: desk")
    edit(newer, "controls/roles.yml", "id: office", "id: desk")
    updated(home, newer)
    assert set(read_controls(home)[0].roles) == {"office", "desk"}
    assert run(home, "update", "--library", newer).output == "工作区的文件没有要改的。\n"


# one pack of several


def test_one_pack_alone(home: Path, newer: Path) -> None:
    for name in ("main", "other"):
        edit(newer, f"policies/{name}/1.md", "第二行", "第二行改")
        edit(newer, f"controls/records/{name}.yml", f"title: {name} 计划", "title: 新计划")
        edit(newer, "controls/documents.yml", f"《{name}》", f"《新{name}》")
        edit(newer, "controls/parameters.yml", f"{name} 期限", f"新{name}期限")
    told = updated(home, newer, "--pack", "main", "--to", "1.1.0")
    assert "模板包 main 主包：1.0.0 → 1.1.0" in told
    assert "other" not in told
    controls, _ = read_controls(home)
    assert [document.title for document in controls.documents.values()] == ["《新main》", "《other》"]
    assert [record.title for record in controls.records.values()] == ["新计划", "main 报告", "other 计划", "other 报告"]
    assert [parameter.title for parameter in controls.parameters.values()] == ["新main期限", "other 期限"]
    assert "第二行改" in text(home, "policies/main/1.md")
    assert "第二行改" not in text(home, "policies/other/1.md")
    updated(home, newer)
    assert "第二行改" in text(home, "policies/other/1.md")
    assert 'other: "2.0.0"' in text(home, "controls/packs.yml")


def test_a_pack_added(tmp_path: Path, pristine: Path) -> None:
    home = shutil.copytree(pristine / "main", tmp_path / "w")
    edit(home, "policies/main/1.md", "第二行", "我们的第二行")
    assert "另一份" in text(home, "policies/main/about.md")
    assert "](" not in text(home, "policies/main/about.md"), "a page that is not here is no link"
    before = tree(home)
    done = run(home, "pack", "add", "other", "--library", pristine / "library")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0] == "新装模板包 other 另一包 1.0.0"
    controls, _ = read_controls(home)
    assert set(controls.documents) == {"main", "other"}
    assert "我们的第二行" in text(home, "policies/main/1.md")
    assert "[另一份](../other/1.md)" in text(home, "policies/main/about.md")
    again = run(home, "pack", "add", "other", "--library", pristine / "library")
    assert again.exit_code == 2
    assert "已经装了" in again.output
    assert run(home, "update", "--rollback").exit_code == 0
    assert tree(home) == before


@pytest.mark.parametrize("written", ["block", "brackets"])
def test_a_pack_added_brings_placeholders_for_its_roles(tmp_path: Path, pristine: Path, written: str) -> None:
    home = shutil.copytree(pristine / "main", tmp_path / "w")
    held = shutil.copytree(pristine / "library", tmp_path / "library")
    edit(held, "controls/roles.yml", "roles:\n", "roles:\n  - {id: clerk, title: 经办}\n")
    edit(held, "policies/other/1.md", "  responsible: [office]", "  accountable: [clerk]")
    one = {"id": "zhang", "name": "张三"}
    people = dump({"people": [one]}) if written == "block" else "people: [{id: zhang, name: 张三}]\n"
    write(home, {"controls/people.yml": people})
    before = tree(home)
    done = run(home, "pack", "add", "other", "--library", held)
    assert done.exit_code == 0, done.output
    named = "- {id: tbd-clerk" in text(home, "controls/people.yml")
    assert named == (written == "block")
    assert ("没有人担任过" in done.output) == (written == "brackets")
    assert text(home, "controls/people.yml").startswith(people)
    assert run(home, "update", "--rollback").exit_code == 0
    assert tree(home) == before


def test_a_pack_is_not_added_over_what_the_enterprise_made(tmp_path: Path, pristine: Path) -> None:
    home = shutil.copytree(pristine / "main", tmp_path / "w")
    write(home, {"policies/other/1.md": "# 我们的\n"})
    edit(
        home, "controls/documents.yml", "documents:\n", "documents:\n  - {id: other, title: 我们的, kind: procedure}\n"
    )
    before = tree(home)
    done = run(home, "pack", "add", "other", "--library", pristine / "library")
    assert done.exit_code == 2
    assert "controls/documents.yml: 企业自己已经有“other”，没有装" in done.output
    assert "policies/other/1.md: 企业自己已经有这个文件，没有装" in done.output
    assert tree(home) == before


def test_a_pack_added_leaves_packs_of_older_versions_alone(tmp_path: Path, pristine: Path, newer: Path) -> None:
    home = shutil.copytree(pristine / "main", tmp_path / "w")
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    assert run(home, "pack", "add", "other", "--library", newer).exit_code == 0
    assert "第二行改" not in text(home, "policies/main/1.md")
    assert 'main: "1.0.0"\n  other: "2.0.0"' in text(home, "controls/packs.yml")


def test_a_conflict_about_what_was_there_does_not_stop_a_pack(tmp_path: Path, pristine: Path) -> None:
    home = shutil.copytree(pristine / "main", tmp_path / "w")
    edit(home, "policies/main/about.md", "另一份", "那一份")
    done = run(home, "pack", "add", "other", "--library", pristine / "library")
    assert done.exit_code == 1
    assert "policies/main/about.md 第 3 行起" in done.output


def test_an_update_brings_what_a_pack_newly_requires(tmp_path: Path, pristine: Path, newer: Path) -> None:
    home = shutil.copytree(pristine / "main", tmp_path / "w")
    edit(newer, "controls/packs/other.yml", "requires:\n- main\n", "")
    edit(newer, "controls/packs/main.yml", "id: main\n", "id: main\nrequires: [other]\n")
    assert "新装模板包 other 另一包 2.0.0" in updated(home, newer)


# refused


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--pack", "mian"], "mian: 这个工作区没有用这个模板包。是不是想写“main”"),
        (["--to", "3.0.0"], "main: 模板库里没有 3.0.0 版。有的是 1.1.0"),
        (["--rollback", "--keep"], "--rollback 要单独用"),
        (["--rollback"], "没有可以退回的更新"),
        (["--library", "."], "这里没有模板包"),
        (["--library", "broken.whl"], "broken.whl: 安装包打不开"),
        (["--library", "empty.whl"], "empty.whl: 这里没有模板包"),
        (["--library", "no"], "--library 的值不对"),
    ],
)
def test_wrong_calls_change_nothing(
    home: Path, newer: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], words: str
) -> None:
    folder = newer.parent / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "broken.whl").write_text("x")
    zipfile.ZipFile(folder / "empty.whl", "w").close()
    before = tree(home)
    done = run(home, "update", "--library", newer, *args) if "--rollback" not in args else run(home, "update", *args)
    assert done.exit_code == 2
    assert words in done.output
    assert tree(home) == before


def test_an_older_library_needs_to_be_meant(home: Path, newer: Path, pristine: Path) -> None:
    updated(home, newer)
    refused = run(home, "update", "--library", pristine / "library")
    assert refused.exit_code == 2
    assert "main: 模板库里是 1.0.0 版，比工作区用的 1.1.0 旧" in refused.output
    assert "加 --to 1.0.0" in refused.output
    assert "1.1.0 → 1.0.0" in updated(home, pristine / "library", "--to", "1.0.0")


@pytest.mark.parametrize(
    ("path", "change", "words"),
    [
        ("controls/packs.yml", None, "这个工作区不是用模板包建的"),
        ("controls/packs.yml", "packs: {main: '1.0.0'}\n", "没有留下模板交来时的原文"),
        ("controls/packs.yml", "packs: {main: one}\n", "controls/packs.yml:1"),
        ("controls/packs.yml", "packs: {gone: '1.0.0'}\nanswers: {name: 甲}\n", "gone: 工作区用了它，模板库里却没有"),
        (
            "controls/packs.yml",
            "packs: {main: '1.0.0'}\nanswers: {name: 甲, departments: {x: 甲}}\n",
            "没有这个部门或岗位",
        ),
        ("controls/roles.yml", "roles: {\n", "controls/roles.yml:"),
        (".guanbiao/updates/1/plan.json", "{}", "上一次更新只做了一半就停了"),
    ],
)
def test_workspaces_that_cannot_be_updated(home: Path, newer: Path, path: str, change: str | None, words: str) -> None:
    write(home, {path: change})
    before = tree(home)
    for args in (["update"], ["impact"], ["pack", "add", "other"]):
        done = run(home, *args, "--library", newer)
        assert done.exit_code == 2, args
        assert words in done.output or args[0] == "pack"
    assert tree(home) == before


def test_an_early_workspace_learns_what_to_do(home: Path, newer: Path) -> None:
    shutil.rmtree(home / ".guanbiao")
    done = run(home, "update", "--library", newer)
    assert "没有留下模板交来时的原文和回答，分不清哪些是你们改的。用当时那一版的产品" in done.output


def test_files_that_cannot_be_read(home: Path, newer: Path) -> None:
    (home / "policies/main/1.md").write_bytes("甲".encode("gb18030"))
    assert "policies/main/1.md:1: 不是 UTF-8" in run(home, "update", "--library", newer).output
    (home / ".guanbiao/base/policies/main/1.md").write_bytes("甲".encode("gb18030"))
    assert ".guanbiao/base/policies/main/1.md:1: 不是 UTF-8" in run(home, "update", "--library", newer).output


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("controls/roles.yml", None),
        ("controls/roles.yml", "roles:\n  - {title: 没有标识}\n"),
        ("controls/roles.yml", "roles:\n  - 甲\n"),
        ("controls/glossary.yml", "terms:\n  - {\n"),
        ("controls/records/main.yml", None),
    ],
)
def test_a_library_with_holes(home: Path, newer: Path, name: str, change: str | None) -> None:
    write(newer, {name: change})
    done = run(home, "update", "--library", newer)
    assert done.exit_code == 2
    assert f"{newer}: 模板库读不了" in done.output


def test_a_result_that_cannot_be_read_is_not_written(home: Path, newer: Path) -> None:
    edit(newer, "controls/records/main.yml", "main-report", "main-new")
    edit(newer, "policies/main/2.md", "main-report", "main-new")
    edit(home, "policies/main/1.md", "records: [main-plan]", "records: [main-plan, main-report]")
    before = tree(home)
    for command in ("update", "impact"):
        done = run(home, command, "--library", newer)
        assert done.exit_code == 2
        assert done.output.splitlines()[0].startswith(".: 更新以后会有下面的错误，这样不能更新。多半是你们自己的页面")
        assert "policies/main/1.md:7:22: 没有记录类型“main-report”" in done.output
    assert tree(home) == before


def test_what_lint_newly_finds_is_told(home: Path, newer: Path) -> None:
    edit(home, "policies/index.md", "说明", "[没有](nowhere.md)")
    write(newer, {"policies/main/about.md": None})
    edit(newer, "policies/main/1.md", "先做一", "[关于](about.md)")
    told = updated(home, newer)
    assert "guanbiao lint 新发现 1 处，接着改：\n  policies/main/1.md:16: 链接“about.md”指到的文件不存在" in told


# the disk


@pytest.mark.parametrize("call", ["rename", "replace", "unlink"])
def test_a_system_that_refuses(home: Path, newer: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    write(newer, {"policies/main/about.md": None})
    before = tree(home)
    real, refused = getattr(os, call), []

    def refuse(*args, **kwargs):
        if str(home) in str(args[0]) and not refused and (call != "unlink" or "about.md" in str(args[0])):
            refused.append(args)
            raise PermissionError(13, "Permission denied", str(args[0]))
        return real(*args, **kwargs)

    monkeypatch.setattr(os, call, refuse)
    done = run(home, "update", "--library", newer)
    assert refused
    assert done.exit_code == 2
    assert "工作区和原来一样（Permission denied）。看看磁盘满没满" in done.output
    assert "没有写任何文件" in done.output
    assert tree(home) == before


def test_killed_at_every_step(tmp_path: Path, pristine: Path, newer: Path) -> None:
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    write(newer, {"policies/main/about.md": None, "policies/main/deep/new.md": "# 新的\n"})
    plan, before = plan_update(pristine / "main", Library(newer), (), None), tree(pristine / "main")
    unfinished = 0
    for place in range(1, 1000):
        home = shutil.copytree(pristine / "main", tmp_path / str(place))
        with pytest.MonkeyPatch.context() as patch, suppress(Killed):
            stop = Stop(patch, place, killed, below=home)
            carry_out(home, plan, "更新")
        if not stop.reached:
            break
        if any(home.glob(".guanbiao/updates/*/plan.json")):
            unfinished += 1
            assert "只做了一半" in run(home, "lint").output
            assert "已撤回“更新”" in run(home, "update", "--rollback").output
        elif tree(home) != before:  # done, and killed while tidying up
            journal.roll_back(home)
        assert tree(home) == before
    assert unfinished > 8


def test_half_done_and_nothing_claimed(home: Path, newer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    before = tree(home)
    real, count = os.replace, []

    def refuse(*args, **kwargs):
        count.append(args)
        if len(count) > 1:
            raise PermissionError(13, "Permission denied", str(args[0]))
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        done = run(home, "update", "--library", newer)
    assert done.exit_code == 2
    assert "更新做到一半停住了" in done.output
    assert "没有写任何文件" not in done.output
    for args in (["check"], ["lint"], ["build"], ["update", "--library", str(newer)]):
        stopped = run(home, *args)
        assert stopped.exit_code == 2
        assert "上一次更新只做了一半就停了。运行 guanbiao update --rollback" in stopped.output
    assert "已撤回“更新模板包”" in run(home, "update", "--rollback").output
    assert tree(home) == before


@pytest.mark.parametrize("what", ["copytree", "TemporaryDirectory"])
def test_no_room_for_the_rehearsal(home: Path, newer: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    before = tree(home)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(update.shutil if what == "copytree" else update, what, full)
    for command in ("update", "impact"):
        done = run(home, command, "--library", newer)
        assert done.exit_code == 2
        assert "临时文件夹写不了（No space left on device）" in done.output
    assert tree(home) == before


def test_going_back_keeps_later_edits(home: Path, newer: Path) -> None:
    edit(newer, "policies/main/1.md", "第二行", "第二行改")
    before = tree(home)
    updated(home, newer)
    edit(home, "policies/main/1.md", "第三行", "后来又改")
    done = run(home, "update", "--rollback")
    assert done.output.splitlines() == [
        "已撤回“更新模板包”，恢复了 2 个文件。",
        "那以后又改过的文件，改过的样子放在这里：",
        "  policies/main/1.md → .guanbiao/kept/policies/main/1.md",
    ]
    found = tree(home)
    assert "后来又改" in found.pop(".guanbiao/kept/policies/main/1.md").decode()
    assert {path: data for path, data in found.items() if not path.startswith(".guanbiao/kept")} == before


# any edits on both sides

PIECES = [
    "第一行",
    "第二行",
    "第三行",
    "先做一",
    "再做二",
    "# 名称",
    "cadence: yearly",
    "title: 办公室",
    "# 每年一份",
    "valid_months: 12",
]
PLACES = [
    "policies/main/1.md",
    "policies/other/2.md",
    "controls/records/main.yml",
    "controls/roles.yml",
    "policies/index.md",
]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(PLACES), st.sampled_from(PIECES), st.sampled_from(["# 甲", "title: 乙", "", "第四行\n第五行"])
    ),
    max_size=4,
)


def applied(root: Path, edits: list[tuple[str, str, str]]) -> None:
    for path, old, new in edits:
        (root / path).write_bytes(text(root, path).replace(old, new, 1).encode())


@settings(max_examples=25)
@given(mine=EDITS, packs=EDITS)
def test_whatever_both_sides_edit(
    tmp_path_factory: pytest.TempPathFactory,
    pristine: Path,
    mine: list[tuple[str, str, str]],
    packs: list[tuple[str, str, str]],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    home, newer = (
        shutil.copytree(pristine / "both", folder / "w"),
        tinypacks.library(folder / "n", main="1.1.0", other="1.1.0"),
    )
    applied(home, mine)
    applied(newer.root, packs)
    before = tree(home)
    try:
        plan = plan_update(home, newer, (), None)
        carry_out(home, plan, "更新")
    except WorkspaceError:
        assert tree(home) == before
        return
    after = tree(home)
    assert all(after[path] == before[path] for path in before if not path.startswith((".guanbiao", *plan.changes)))
    for path, conflicts in plan.conflicts.items():
        assert path.endswith(".yml") or after[path] == before[path]
        assert conflicts
    again = plan_update(home, newer, (), None)
    assert (again.changes, again.conflicts) == ({}, plan.conflicts)
    if plan.changes:
        journal.roll_back(home)
    assert tree(home) == before


# seen before


def test_impact(home: Path, newer: Path) -> None:
    edit(
        home,
        "controls/profile.yml",
        "exclusions: []",
        "exclusions:\n  - {clause: other/2, justification: 不做, approved_by: li, date: 2026-01-01}\n",
    )
    edit(
        home,
        "controls/profile.yml",
        "waivers: []",
        "waivers:\n  - {record: main-report, until: 2027-12-31}\n  - {record: other-report, until: 2027-12-31}\n  - {clause: main/1, until: 2027-12-31}\n",
    )
    write(home, {"controls/people.yml": "people:\n  - {id: li, name: 李, roles: [{role: office}]}\n"})
    edit(home, "policies/index.md", "说明", "我们的说明")
    edit(newer, "policies/index.md", "说明", "模板的说明")
    edit(newer, "policies/main/1.md", "title: 条款main/1", "title: 新名称")
    edit(newer, "policies/main/1.md", "responsible", "accountable")
    edit(newer, "controls/records/main.yml", "valid_months: 12", "cadence: quarterly")
    write(
        newer,
        {"policies/other/2.md": None, "policies/main/3.md": tinypacks.PAGE.format(clause="main/3", record="main-new")},
    )
    edit(newer, "controls/records/main.yml", "records:\n", "records:\n  - {id: main-new, title: 新记录}\n")
    edit(
        newer,
        "controls/records/other.yml",
        "  - {id: other-report, title: other 报告, valid_months: 12}    # 一行的写法\n",
        "",
    )
    before = tree(home)
    done = run(home, "impact", "--library", newer, "--as-of", "2026-06-30")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "模板包 main 主包：1.0.0 → 1.1.0",
        "模板包 other 另一包：1.0.0 → 2.0.0",
        "更新会改或加 6 个文件，去掉 1 个。",
        "两边都改了、会照你们的留着：1 处，在 policies/index.md",
        "条款：新加 1，去掉 1，改名 1",
        "  改名 main/1 条款main/1 → 新名称（roles）",
        "  新加 main/3 条款main/3",
        "  去掉 other/2 条款other/2",
        "记录类型：新加 1，去掉 1，改动 1",
        "  新加 main-new 新记录",
        "  改动 main-report main 报告（cadence、valid_months）",
        "  去掉 other-report other 报告",
        "应备记录：4 项会变",
        "  没有这一项 → 缺失：1 项",
        "    main/3:main-new",
        "  没有这一项 → 未到期：1 项",
        "    main/2:main-report:2026-Q2",
        "  已豁免 → 没有这一项：1 项",
        "    main/2:main-report",
        "  不适用 → 没有这一项：1 项",
        "    other/2:other-report",
        "豁免和不适用：3 项会对不上",
        "  不适用第 1 项 other/2：条款或记录没有了，更新以前要删去",
        "  豁免第 2 项 other-report：条款或记录没有了，更新以前要删去",
        "  豁免第 1 项 main-report：不再有差距可豁免",
        "这只是预览，什么都没写。要更新，把 impact 换成 update 再运行一次。",
    ]
    plain = json.loads(run(home, "impact", "--library", newer, "--as-of", "2026-06-30", "--format", "json").output)
    assert plain["schema"] == "guanbiao/impact/1"
    assert plain["packs"][0] == {"id": "main", "before": "1.0.0", "after": "1.1.0"}
    assert plain["files"]["policies/other/2.md"] == "removed"
    assert plain["conflicts"][0]["ours"] == "我们的说明\n"
    assert {"id": "main/3:main-new", "before": None, "after": "missing"} in plain["obligations"]
    assert plain["exceptions"][0] == {"kind": "exclusion", "place": 0, "names": "other/2", "why": "gone"}
    assert tree(home) == before
    assert run(home, "update", "--library", newer).exit_code == 2


def test_impact_of_nothing(home: Path, pristine: Path) -> None:
    assert run(home, "impact", "--library", pristine / "library").output.splitlines() == [
        "更新不会改工作区的文件。",
        "条款：没有变化",
        "记录类型：没有变化",
        "应备记录：没有变化",
        "豁免和不适用：没有变化",
        "这只是预览，什么都没写。要更新，把 impact 换成 update 再运行一次。",
    ]


# the real library, and a wheel


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel with the library of this repository, in which a pack has a newer version."""
    folder = tmp_path_factory.mktemp("real")
    library = folder / "library"
    for part in ("policies", "controls"):
        shutil.copytree(ROOT / part, library / part)
    shutil.copy(ROOT / "mkdocs.yml", library)
    edit(library, "controls/packs/ti-83.yml", "version: 1.0.0", "version: 1.1.0")
    edit(library, "policies/procedures/ti-83/4.7.md", "title: 验收\n", "title: 项目验收\n")
    edit(library, "policies/procedures/ti-83/4.7.md", "没有大纲的验收只能凭印象。", "没有大纲，验收只能凭印象。")
    edit(library, "controls/records/ti-83.yml", "    title: 技术现状评估与需求分析\n", "    title: 技术现状与需求\n")
    with zipfile.ZipFile(folder / "guanbiao.whl", "w") as wheel:
        for path in sorted(library.rglob("*")):
            wheel.write(path, f"checker/library/{path.relative_to(library).as_posix()}")
    shutil.rmtree(library)
    return folder / "guanbiao.whl"


def test_the_real_library(tmp_path: Path, real: Path) -> None:
    home = tmp_path / "w"
    assert run(tmp_path, "init", home, "--name", "甲厂", "--packs", "ti-83").exit_code == 0
    assert run(home, "update").output == "工作区的文件没有要改的。\n"
    edit(home, "policies/procedures/ti-83/4.7.md", "需求部门改过哪里", "我们改过哪里")
    edit(home, "policies/procedures/ti-83/4.7.md", "stage: acceptance\n", "stage: acceptance\naliases: [验收评审]\n")
    edit(home, "controls/roles.yml", "roles:\n", "roles:\n  - {id: own-role, title: 自己的岗位}\n")
    write(home, {"policies/own.md": "# 自己的页面\n"})
    (home / "policies/programme/training.md").unlink()
    before = tree(home)
    impact = run(home, "impact", "--library", real, "--pack", "ti-83").output
    assert "  改名 ti-83/4.7 验收 → 项目验收" in impact
    assert "  改名 requirement-analysis 技术现状评估与需求分析 → 技术现状与需求" in impact
    assert "已改或加 3 个文件，去掉 0 个。" in updated(home, real)
    page = text(home, "policies/procedures/ti-83/4.7.md")
    assert "title: 项目验收\nstage: acceptance\naliases: [验收评审]\n" in page
    assert "没有大纲，验收只能凭印象。" in page
    assert "我们改过哪里" in page
    assert {"own-role"} <= set(read_controls(home)[0].roles)
    assert not (home / "policies/programme/training.md").exists()
    assert run(home, "update", "--rollback").exit_code == 0
    assert tree(home) == before


def test_a_wheel_that_is_too_large(home: Path, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "_MOST", 1000)
    assert "这里没有模板包" in run(home, "update", "--library", real).output


def test_the_unpacked_product_is_a_library(tmp_path: Path, home: Path, newer: Path) -> None:
    shutil.copytree(newer, tmp_path / "product/checker/library")
    assert "1.0.0 → 1.1.0" in updated(home, tmp_path / "product")


def test_the_program_itself_is_the_library_by_default() -> None:
    with elsewhere.library_at(None) as held:
        assert held.root == find_library().root
