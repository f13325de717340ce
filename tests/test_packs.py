"""Packs and new workspaces: whole, in the enterprise's own words, without a trace of another one."""

from __future__ import annotations

import errno
import os
import posixpath
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.leaks import leaks
from support.workspace import assess_at, fingerprint

from checker.cli import base, main
from checker.load.text.items import taken_apart
from checker.load.workspace import read_controls
from checker.model.pack import Answers
from checker.packs import begin, find_library
from checker.packs.company import PREFIX
from checker.packs.library import Library

ROOT = Path(__file__).parents[1]
DAY = date(2026, 3, 2)
LIBRARY = find_library()
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]+\.md)")
GENERATED = ("roles/", "records/", "gap/", "matrix/", "calendar/", "flows/", "glossary/", "rules/", "raci/", "sources/")


def made(folder: Path, *names: str, **answers: object) -> Path:
    begin(LIBRARY, folder, LIBRARY.chosen(names), Answers(**{"name": "甲机械有限公司", **answers}), DAY)
    return folder


def run(*args: object, text: str | None = None):
    return CliRunner().invoke(main, [str(arg) for arg in args], input=text)


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".docx", ".xlsx"}
    }


def test_the_packs_hold_everything_that_the_repository_has() -> None:
    controls, _ = read_controls(ROOT)
    packs = LIBRARY.packs.values()
    assert {name for pack in packs for name in pack.documents} == set(controls.documents)
    assert {f"controls/records/{name}" for pack in packs for name in pack.records} == {
        record.file for record in controls.records.values()
    }
    counts = [LIBRARY.counts(pack) for pack in packs]
    assert sum(held.clauses for held in counts) == len(controls.clauses)
    assert sum(held.records for held in counts) == len(controls.records)
    assert all(pack.changes[0].version == pack.version for pack in packs)
    order = list(LIBRARY.packs)
    assert all(order.index(name) < order.index(pack.id) for pack in packs for name in pack.requires)


@pytest.mark.parametrize("name", [*LIBRARY.packs, ""])
def test_a_workspace_of_each_pack_passes_lint_and_is_without_trace(tmp_path: Path, name: str) -> None:
    folder = made(tmp_path / "甲 公司", *filter(None, [name]))
    linted = run("-w", folder, "lint")
    assert linted.exit_code == 0, linted.output
    people = yaml.safe_load((ROOT / "controls/people.yml").read_text("utf-8"))["people"]
    projects = yaml.safe_load((ROOT / "evidence/projects.yml").read_text("utf-8"))["projects"]
    traces = {PREFIX.partition("-")[0], "云岭", "yunling", *(known["id"] for known in projects)}
    traces |= {word for known in people for word in (known["id"], known["name"])}
    held = texts(folder)
    assert leaks(folder, traces) == {}
    report = assess_at(folder, DAY)
    assert report["summary"]["met"] == 0
    assert report["summary"]["missing"] > 40
    assert report["unidentified"] == []
    assert {key for key, value in yaml.safe_load(held["controls/packs.yml"])["packs"].items()} == {
        pack.id for pack in LIBRARY.chosen(tuple(filter(None, [name])))
    }


@pytest.mark.parametrize("name", LIBRARY.packs)
def test_links_lead_somewhere(tmp_path: Path, name: str) -> None:
    folder = made(tmp_path / "x", name)
    pages = {path: text for path, text in texts(folder / "policies").items() if path.endswith(".md")}
    for path, text in pages.items():
        for link in LINK.findall(text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
            assert target in pages or target.startswith(GENERATED), f"{path}: {link}"


def test_every_record_has_one_folder_and_one_line(tmp_path: Path) -> None:
    folder = made(tmp_path / "x")
    controls, _ = read_controls(folder)
    guide = (folder / "说明.md").read_text("utf-8")
    assert len(re.findall(r"^\| (?!记录 |---)", guide, re.MULTILINE)) == len(controls.records)
    named = re.findall(r"^## (.+)$", guide, re.MULTILINE)
    assert all((folder / "evidence" / name).is_dir() for name in named)
    assert (folder / "报告/首次差距报告.docx").read_bytes().startswith(b"PK")


def test_the_enterprises_own_words(tmp_path: Path) -> None:
    folder = made(
        tmp_path / "x",
        "ti-83",
        short_name='甲"机',
        code_prefix="JX-TI",
        departments={"信息部": "数字化中心", "supplier": "实施方"},
    )
    controls, _ = read_controls(folder)
    assert controls.roles["it-department"].title == "数字化中心"
    assert controls.roles["it-department"].aliases[0] == "信息部"
    assert controls.roles["supplier"].title == "实施方"
    assert controls.documents["ti-83"].code == "JX-TI-83"
    assert controls.records["requirement-application"].code == "JX-TI-JL-83-01"
    assert controls.profile.enterprise.name == "甲机械有限公司"
    assert controls.documents["ti-83"].reviewed is None
    assert controls.documents["std"].effective is not None
    pages = texts(folder / "policies")
    assert "数字化中心" in pages["procedures/ti-83/2.3.md"]
    assert not [path for path, text in pages.items() if re.search("信息部(?!门)", text)]
    assert controls.clauses["ti-83/2.3"].title == "数字化中心职责"
    assert (
        yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8").partition("theme:")[0])["site_name"]
        == '甲"机 · 体系手册'
    )
    assert all(parameter.value is None for parameter in controls.parameters.values())
    assert "# 例如 {workdays: 20, of: acceptance-outline}" in (folder / "controls/parameters.yml").read_text("utf-8")


def test_without_a_code_of_its_own_only_the_kind_is_left(tmp_path: Path) -> None:
    assert read_controls(made(tmp_path / "x", "ti-83"))[0].documents["ti-83"].code == "TI-83"


def test_two_are_the_same_bytes(tmp_path: Path) -> None:
    first, second = made(tmp_path / "a"), made(tmp_path / "b")
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (first, second)
    )
    assert one == two


# the command


def test_list_and_show() -> None:
    assert "ti-83  1.0.0  两化融合技术实现控制程序（要一起装：standard）" in run("pack", "list").output.splitlines()
    shown = run("pack", "show", "delivery").output
    assert "条款 71 条" in shown
    assert "要一起装：standard、ti-83" in shown
    assert "要一起装" not in run("pack", "show", "standard").output
    refused = run("pack", "show", "ti-38")
    assert refused.exit_code == 2
    assert "ti-83" in refused.output


def test_init_with_answers(tmp_path: Path) -> None:
    (tmp_path / "甲.yml").write_text("name: 甲厂\ncode_prefix: JC\ndepartments: {法务部门: 合规部}\n", "utf-8")
    done = run(
        "init", tmp_path / "a", "--packs", "standard, ti-83", "--answers", tmp_path / "甲.yml", "--from", "2026-01-01"
    )
    assert done.exit_code == 0, done.output
    controls, _ = read_controls(tmp_path / "a")
    assert (controls.profile.enterprise.name, controls.profile.start) == ("甲厂", date(2026, 1, 1))
    assert controls.roles["legal-department"].title == "合规部"
    done = run("init", tmp_path / "b", "--packs", "standard", "--answers", tmp_path / "甲.yml", "--name", "乙厂")
    assert done.exit_code == 0, done.output
    assert read_controls(tmp_path / "b")[0].profile.enterprise.name == "乙厂"


def test_init_asks_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.cli.commands import init

    monkeypatch.setattr(init, "is_terminal", lambda _: True)
    done = run("init", tmp_path / "a", "--packs", "ti-83", text="丙厂\n\nBC-TI\n")
    assert done.exit_code == 0, done.output
    assert read_controls(tmp_path / "a")[0].documents["ti-83"].code == "BC-TI-83"
    assert base.is_terminal is not init.is_terminal


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "没有写企业的名称"),
        (("--name", "甲", "--packs", "standrad"), "是不是想写“standard”"),
        (("--answers", "bad.yml"), "bad.yml:1"),
        (("--answers", "other.yml"), "没有这个部门或岗位"),
        (("--answers", "latin.yml"), "UTF-8"),
        (("--answers", "colon.yml"), "colon.yml:2"),
        (("--answers", "code.yml"), "code.yml:2"),
        (("--name", "甲\n乙"), "回答"),
    ],
)
def test_wrong_calls_write_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yml").write_text("nme: 甲\n", "utf-8")
    (tmp_path / "other.yml").write_text("name: 甲\ndepartments: {信息不: 数字化中心}\n", "utf-8")
    (tmp_path / "colon.yml").write_text("name: 甲\ndepartments: {信息部: '研发: 一部'}\n", "utf-8")
    (tmp_path / "code.yml").write_text("name: 甲\ncode_prefix: 'A: B'\n", "utf-8")
    (tmp_path / "latin.yml").write_bytes("name: 甲\n".encode("gb18030"))
    done = run("init", "新", *args)
    assert done.exit_code == 2
    assert words in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "bad.yml",
        "code.yml",
        "colon.yml",
        "latin.yml",
        "other.yml",
    ]


@pytest.mark.parametrize("taken", ["folder", "file"])
def test_what_is_there_is_left_alone(tmp_path: Path, taken: str) -> None:
    if taken == "folder":
        (tmp_path / "a").mkdir()
        (tmp_path / "a/信.txt").write_text("x")
    else:
        (tmp_path / "a").write_text("x")
    before = fingerprint(tmp_path)
    done = run("init", tmp_path / "a", "--name", "甲")
    assert done.exit_code == 2
    assert "这里已经有东西了" in done.output
    assert fingerprint(tmp_path) == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert run("init", tmp_path / "a", "--name", "甲", "--packs", "standard").exit_code == 0
    assert (tmp_path / "a/mkdocs.yml").is_file()


@pytest.mark.parametrize("place", [0, 1, 60, -1])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    real, calls = Path.write_bytes, []

    def write(path: Path, data: bytes) -> int:
        calls.append(path)
        if len(calls) > place >= 0 or path.suffix == ".docx":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    done = run("init", tmp_path / "a/b", "--name", "甲")
    assert done.exit_code == 2
    assert "工作区写不了" in done.output
    assert [*(tmp_path / "a").iterdir()] == []


def test_a_folder_that_cannot_be_made_or_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    done = run("init", tmp_path / "file/below", "--name", "甲")
    assert done.exit_code == 2
    assert "写不了" in done.output
    (tmp_path / "closed").mkdir()

    def closed(self: Path) -> object:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", closed)
    done = run("init", tmp_path / "closed", "--name", "甲")
    assert done.exit_code == 2
    assert "文件夹打不开" in done.output


def test_a_wrong_pack_is_an_error_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "controls/packs").mkdir(parents=True)
    (tmp_path / "controls/packs/a.yml").write_text("id: a\ntitle: 甲\nversion: 1.0.0\nrequires: [b]\n", "utf-8")
    from checker.errors import WorkspaceError

    with pytest.raises(WorkspaceError) as raised:
        _ = Library(tmp_path).packs
    assert [str(fault).partition("。")[0] for fault in raised.value.faults] == ["controls/packs/a.yml: 没有模板包“b”"]
    (tmp_path / "controls/packs/b.yml").write_text("id: b\ntitle: 乙\nversion: 1.0.0\nrequires: [a]\n", "utf-8")
    assert set(Library(tmp_path).packs) == {"a", "b"}


# lists taken apart


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "controls").glob("*s.yml")), ROOT / "controls/people.yml", ROOT / "controls/glossary.yml"],
    ids=lambda path: path.name,
)
def test_a_list_taken_apart_is_the_same_text(path: Path) -> None:
    text = path.read_text("utf-8")
    held = taken_apart(text)
    assert held.text() == text
    whole = yaml.safe_load(text)
    assert [item.value for item in held.items] in [[], *(value for value in whole.values() if isinstance(value, list))]


@given(
    st.lists(
        st.sampled_from(["  - {id: a}\n", "  # 注\n  - id: b\n    x: [1]\n", "  - {id: c}    # 尾\n\n"]), max_size=6
    ),
    st.data(),
)
def test_what_is_kept_keeps_its_text(items: list[str], data: st.DataObject) -> None:
    held = taken_apart("# 头\nthings:\n" + "".join(items))
    assert [item.text for item in held.items] == items
    wanted = data.draw(st.sets(st.sampled_from("abc")))
    left = held.kept(lambda value: value["id"] in wanted)
    assert yaml.safe_load(left.text()) == {
        "things": [yaml.safe_load(text)[0] for text in items if yaml.safe_load(text)[0]["id"] in wanted]
    }


# the wheel


def test_the_wheel_alone_starts_an_enterprise(tmp_path: Path) -> None:
    """Built, installed beside its dependencies and nowhere else, on a path with spaces and Chinese characters."""
    home = tmp_path / "桌面 上的"
    home.mkdir()
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", tmp_path, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", tmp_path / "装", wheel],
        check=True, capture_output=True,
    )  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "装"), "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("COVERAGE_PROCESS_START", None)

    def call(*args: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "checker", *args],
            cwd=home,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = "import checker.packs as p; print(p.find_library().root)"
    done = subprocess.run(
        [sys.executable, "-c", where], cwd=home, env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == str(tmp_path / "装/checker/library")
    call("init", "甲 公司", "--name", "甲机械有限公司")
    call("-w", "甲 公司", "lint")
    assert "缺失" in call("-w", "甲 公司", "check", "--fail-on", "never")
    call("-w", "甲 公司", "build")
    (home / "采购 程序.txt").write_text("1 目的：管好采购。\n2 计划：采购部每月编制采购计划。\n", "utf-8")
    assert "采购计划" in call("-w", "甲 公司", "import", "采购 程序.txt", "--dry-run", "--format", "json")
    page = (home / "甲 公司/site/index.html").read_text("utf-8")
    assert "甲机械有限公司" in page
    packed = [path for path in (tmp_path / "装/checker/library").rglob("*") if path.is_file()]
    assert not [path for path in packed if path.name in {"people.yml", "profile.yml"}]
