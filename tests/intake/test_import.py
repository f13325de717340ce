"""`guanbiao import` as its users meet it: what is printed, what is written, what is never touched."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.workspace import fingerprint

from checker.cli import main

TEXT = "采购程序\n1 目的\n由信息部编制《年度计划》，每月5日前报总经理批准。\n2 范围\n2.1 询价\n由采购组填写 CG-JL-01：询价记录表。\n"


@pytest.fixture
def office(house):
    """A workspace with a role and a form."""
    house.role("it", title="信息部", kind="department").record("plan", title="年度计划", code="JL-01")
    return house.document("qp", title="采购程序").clause("doc/1", "plan")


@pytest.fixture
def run(office, tmp_path, monkeypatch):
    """Run the command on the text, inside the workspace."""
    monkeypatch.chdir(office.root)
    file = tmp_path / "采购.txt"
    file.write_text(TEXT, "utf-8")
    return lambda *args: CliRunner().invoke(main, ["import", str(file), *args])


def test_drafts_are_written_and_nothing_else(office, run):
    before = fingerprint(office.root)
    result = run()
    assert result.exit_code == 0
    assert "草稿已写到" in result.stdout
    assert "条款 2 条" in result.stdout
    assert "角色 3 个，其中 2 个是新的" in result.stdout
    folder = office.root / "草稿/cgcx"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "controls/documents.yml", "controls/records/cgcx.yml", "controls/roles.yml", "policies/cgcx/1.md", "policies/cgcx/2.1.md",
        "policies/cgcx/index.md", "复核清单.md", "复核清单.xlsx",
    ]  # fmt: skip
    written = fingerprint(folder)
    again = run()
    assert again.exit_code == 0
    assert "没有变化" in again.stdout
    assert fingerprint(folder) == written
    (folder / "controls").rename(office.root / "搬走")
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    folder.rmdir()
    folder.parent.rmdir()
    for path in sorted((office.root / "搬走").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (office.root / "搬走").rmdir()
    after = fingerprint(office.root)
    assert after == before


def test_drafts_that_somebody_worked_on_are_never_overwritten(office, run):
    run()
    page = office.root / "草稿/cgcx/policies/cgcx/1.md"
    page.write_text("改过了\n", "utf-8")
    before = fingerprint(office.root)
    result = run()
    assert result.exit_code == 2
    assert "已有草稿" in result.stderr
    assert fingerprint(office.root) == before
    shown = run("--dry-run")
    assert shown.exit_code == 0
    assert "-改过了" in shown.stdout
    assert "+clause: cgcx/1" in shown.stdout
    assert "2.1.md" not in shown.stdout
    assert fingerprint(office.root) == before


def test_a_dry_run_shows_what_would_be_written(office, run):
    before = fingerprint(office.root)
    result = run("--dry-run")
    assert "--- （还没有）" in result.stdout
    assert "+++ policies/cgcx/1.md" in result.stdout
    assert fingerprint(office.root) == before


def test_a_dry_run_compares_with_the_pages_of_the_workspace(office, run):
    office.write("policies/any/where.md", "---\nclause: qp/1\ntitle: 老标题\n---\n\n老话。\n")
    result = run("--document", "qp", "--dry-run")
    assert "-title: 老标题" in result.stdout
    assert "documents.yml" not in result.stdout
    assert run("--document", "qp").exit_code == 0
    assert "已有这份文件" in (office.root / "草稿/qp/复核清单.md").read_text("utf-8")


def test_json_is_what_the_contract_says(office, run):
    before = fingerprint(office.root)
    found = json.loads(run("--dry-run", "--format", "json").stdout)
    assert found == {
        "clauses": [
            {"number": "1", "title": "目的", "roles": ["信息部", "总经理"], "records": [{"title": "年度计划", "code": None}], "deadlines": ["每月5日前"]},
            {"number": "2.1", "title": "询价", "roles": ["采购组"], "records": [{"title": "询价记录表", "code": "CG-JL-01"}], "deadlines": []},
        ]
    }  # fmt: skip
    assert fingerprint(office.root) == before


def test_another_folder(office, run, tmp_path):
    (tmp_path / "空").mkdir()
    assert run("-o", str(tmp_path / "空")).exit_code == 0
    assert (tmp_path / "空/policies/cgcx/1.md").is_file()
    assert run("-o", str(tmp_path / "空")).stdout.startswith("没有变化")
    assert not (office.root / "草稿").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--format", "json"], "--dry-run"), (["--document", "TI 83"], "不是标识"), (["--document", "../x"], "不是标识"), (["--document", ""], "不是标识"),
        (["--format", "xml"], "可用 text、json"), (["more"], "more"),
    ],
)  # fmt: skip
def test_a_wrong_call(office, run, args, words):
    before = fingerprint(office.root)
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert fingerprint(office.root) == before


def test_outside_of_a_workspace_and_without_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert "没有找到工作区" in CliRunner().invoke(main, ["import", "a.txt"]).stderr
    result = CliRunner().invoke(main, ["import", "没有.docx"])
    assert result.exit_code == 2
    assert "没有这个文件" in result.stderr
    assert CliRunner().invoke(main, ["import", str(tmp_path)]).exit_code == 2


def test_a_workspace_with_faults_is_not_drafted_for(office, run):
    office.write("controls/roles.yml", "roles: [")
    assert run().exit_code == 2
    assert not (office.root / "草稿").exists()


def test_no_permission_and_a_full_disk(office, run, monkeypatch):
    real = Path.write_bytes

    def full(path, data):
        if "复核清单" in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run()
    assert result.exit_code == 2
    assert "磁盘" in result.stderr
    monkeypatch.undo()
    (office.root / "草稿").rmdir()
    assert sorted(path.name for path in office.root.iterdir()) == ["controls", "evidence", "mkdocs.yml", "policies"]


def test_drafts_that_cannot_be_read(office, run, monkeypatch, tmp_path):
    run()
    real = Path.read_bytes

    def refuse(path):
        if path.name == "1.md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = run("-w", str(office.root))
    assert result.exit_code == 2
    assert "文件夹打不开" in result.stderr


def test_the_whole_handbook_is_several_documents(office, tmp_path, monkeypatch):
    office.clause("other/1", "plan")
    monkeypatch.chdir(office.root)
    file = tmp_path / "手册.docx"
    assert CliRunner().invoke(main, ["export", "manual", "-o", str(file)]).exit_code == 0
    result = CliRunner().invoke(main, ["import", str(file)])
    assert result.exit_code == 2
    assert "2 份文件的条款" in result.stderr
