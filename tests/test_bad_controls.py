"""Policies and controls that are missing, are no files, or are written by other programs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.furnished import furnish
from support.workspace import AS_OF, obligations, refuse_folders

from checker.assessment import load
from checker.errors import Fault, WorkspaceError
from checker.load.workspace import check_parts, find_workspace


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""], ids=["bom", "plain"])
@pytest.mark.parametrize("ends", [b"\r\n", b"\r", b"\n"], ids=["crlf", "cr", "lf"])
def test_bom_and_line_ends_are_read(house, mark, ends):
    furnish(house)
    for path in [*house.root.rglob("*.yml"), *house.root.rglob("*.md")]:
        path.write_bytes(mark + path.read_bytes().replace(b"\n", ends))
    assert set(obligations(house.assess())) == {"doc/r:r", "doc/r:w"}


def test_faults_keep_their_lines_under_crlf(house):
    furnish(house).write("policies/a.md", "---\r\nclause: doc/a\r\ntitle: t\r\nstagge: x\r\n---\r\n")
    (fault,) = house.faults()
    assert (fault.line, fault.column) == (4, 1)


def test_empty_folders_are_a_workspace_that_owes_nothing(house):
    report = house.assess()
    assert report["obligations"] == []
    assert report["summary"]["coverage"] is None


def test_empty_and_comment_only_files_are_empty(house):
    for name in ("roles", "people", "documents", "parameters", "records/none"):
        house.write(f"controls/{name}.yml", "# 还没有\n")
    house.write("controls/roles.yml", "roles:\n")
    assert house.assess()["obligations"] == []


def test_no_profile(house):
    (house.root / "controls/profile.yml").unlink()
    (fault,) = house.faults()
    assert fault.path == "controls/profile.yml"
    assert "enterprise" in fault.remedy


def test_no_workspace_at_all(tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        find_workspace(tmp_path)
    assert "mkdocs.yml" in caught.value.faults[0].remedy
    with pytest.raises(WorkspaceError) as caught:
        check_parts(tmp_path)
    assert [fault.path for fault in caught.value.faults] == ["controls", "evidence", "mkdocs.yml", "policies"]


def test_a_workspace_is_found_from_below_and_needs_every_part(house):
    below = house.root / "evidence/a/b"
    below.mkdir(parents=True)
    assert find_workspace(below) == house.root
    assert check_parts(house.root) == house.root
    (house.root / "mkdocs.yml").unlink()
    with pytest.raises(WorkspaceError):
        find_workspace(below)
    with pytest.raises(WorkspaceError, match=r"mkdocs\.yml"):
        check_parts(house.root)


def test_controls_that_are_no_plain_files(house):
    furnish(house)
    (house.root / "controls/roles.yml").unlink()
    os.mkfifo(house.root / "controls/roles.yml")
    (house.root / "controls/people.yml").unlink()
    (house.root / "controls/people.yml").mkdir()
    assert [(fault.path, fault.what) for fault in house.faults()] == [
        ("controls/people.yml", "不是普通文件"),
        ("controls/roles.yml", "不是普通文件"),
    ]


@pytest.mark.parametrize("name", ["controls/roles.yml", "policies/doc-r.md"])
def test_controls_that_the_system_refuses(house, monkeypatch, name):
    """Tests may run as root, for whom nothing is refused; so the refusal is made."""
    furnish(house)
    real = Path.open

    def refuse(path, *rest, **more):
        if path == house.root / name:
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert [(fault.path, fault.remedy) for fault in house.faults()] == [(name, "检查文件是否还在、是否有读取权限")]


def test_a_policies_folder_that_the_system_refuses(house, monkeypatch):
    furnish(house).clause("doc/b").write("policies/sub/b.md", "x")
    refuse_folders(monkeypatch, "/sub")
    (fault,) = house.faults()
    assert (fault.path, fault.what) == ("policies/sub", "文件夹打不开（Permission denied）")


def test_pages_that_are_no_clauses_are_left_alone(house):
    furnish(house)
    house.write("policies/none.md", "---\ntitle: [不是条款, 也不必合规\n---\n")
    house.write("policies/open.md", "---\nclause: doc/x\n没有结束的开头\n")
    house.write("policies/line.md", "----\nclause: doc/x\n----\n").write("policies/end.md", "---")
    house.write("policies/.hidden.md", "---\nclause: [\n---\n").write("policies/.git/x.md", "---\nclause: [\n---\n")
    house.write("policies/dots.md", "---\nclause: doc/y\ntitle: 以三个点结束\n...\n")
    assert set(load(house.root, AS_OF).controls.clauses) == {"doc/r", "doc/y"}


def test_a_fault_reads_well():
    assert str(Fault("a.yml", None, None, "坏了", "")) == "a.yml: 坏了"
    assert Fault("a.yml", 1, None, "坏了", "").message == "坏了"
    assert Fault("a.yml", 1, 2, "坏了", "修好").message == "坏了。修好"


@pytest.mark.parametrize("name", ["policies/secret.md", "controls/roles.yml"])
def test_a_link_out_of_the_workspace_is_not_read(house, tmp_path, name):
    (tmp_path / "secret").write_text("---\nclause: doc/1\nsecret_token: 7\n---\n", encoding="utf-8")
    house.owes("minutes")
    (house.root / name).unlink(missing_ok=True)
    (house.root / name).symlink_to(tmp_path / "secret")
    found = [str(fault) for fault in house.faults()]
    assert found == [f"{name}: 是指到工作区以外的链接，没有读。把文件本身放进来"]
    assert "secret_token" not in "".join(found)


def test_a_link_inside_the_workspace_is_read(house):
    house.owes("minutes").write("shared/roles.yml", "roles: [{id: boss, title: 负责人}]\n")
    (house.root / "controls/roles.yml").symlink_to(house.root / "shared/roles.yml")
    assert house.assess()["obligations"][0]["status"] == "missing"
