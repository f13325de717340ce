"""The command line as its users meet it: exit status, streams, files written or not."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner
from support.workspace import fingerprint

from checker.cli import base, main
from checker.cli.commands import check


@pytest.fixture
def run(house):
    def call(*args, where=True):
        before = ["-w", str(house.root)] if where else []
        return CliRunner().invoke(main, [*before, *args])

    return call


def test_a_missing_record_is_a_major_gap(house, run):
    house.owes("minutes")
    result = run("check", "--as-of", "2026-06-30")
    assert result.exit_code == 1
    assert "严重不符合  缺失" in result.stdout
    assert "下一步" in result.stdout


@pytest.mark.parametrize(
    ("level", "threshold", "status"),
    [
        ("shall", "major", 1), ("shall", "never", 0), ("should", "major", 0),
        ("should", "minor", 0), ("should", "observation", 1), ("may", "observation", 1),
    ],
)  # fmt: skip
def test_threshold(house, run, level, threshold, status):
    house.record("minutes").clause("doc/1", {"record": "minutes", "level": level})
    assert run("check", "--as-of", "2026-06-30", "--fail-on", threshold).exit_code == status


def test_an_overdue_review_counts_for_the_threshold(house, run):
    house.document("doc", effective="2024-01-01", review_months=12)
    assert run("check", "--as-of", "2026-06-30", "--fail-on", "minor").exit_code == 1
    assert run("check", "--as-of", "2026-06-30", "--fail-on", "major").exit_code == 0


def test_a_supplier_promise_does_not_count_for_the_threshold(house, run):
    house.document("promise", kind="commitment").record("minutes").clause("promise/1", "minutes")
    result = run("check", "--as-of", "2026-06-30", "--fail-on", "observation")
    assert result.exit_code == 0
    assert "服务商承诺" in result.stdout


def test_json_goes_to_the_screen_or_to_a_file(house, run, tmp_path):
    house.owes("minutes")
    printed = run("check", "--as-of", "2026-06-30", "--format", "json")
    target = tmp_path / "out.json"
    written = run("check", "--as-of", "2026-06-30", "--format", "json", "-o", str(target))
    assert json.loads(printed.stdout) == json.loads(target.read_text("utf-8"))
    assert written.stdout == ""
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.json"]


def test_the_plain_table_goes_to_a_file(house, run, tmp_path):
    house.owes("minutes")
    run("check", "--as-of", "2026-06-30", "-o", str(tmp_path / "out.txt"))
    assert "\x1b" not in (tmp_path / "out.txt").read_text("utf-8")


def test_an_unwritable_file_is_said(house, run, tmp_path):
    result = run("check", "-o", str(tmp_path / "no" / "out.txt"))
    assert result.exit_code == 2
    assert "写不了" in result.stderr


def test_today_is_the_default(house, run, monkeypatch):
    from datetime import date

    house.owes("minutes")
    monkeypatch.setattr(base, "today", lambda: date(2026, 3, 3))
    assert json.loads(run("check", "--format", "json").stdout)["as_of"] == "2026-03-03"


def test_a_faulty_workspace_is_refused_with_every_fault(house, run):
    house.owes("minutes", scoep="project").role("boss", titel="x")
    before = fingerprint(house.root)
    for command in (["check"], ["build"], ["explain", "x"], ["stage", str(house.root / "out")]):
        result = run(*command)
        assert result.exit_code == 2
        assert "controls/records/all.yml:" in result.stderr
        assert "是不是想写“scope”" in result.stderr
        assert "controls/roles.yml:" in result.stderr
    assert fingerprint(house.root) == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["chekc"], "是不是想写 check"),
        (["check", "--as-of", "2026-02-30"], "不是日历上有的日期"),
        (["check", "--format", "jso"], "可用 csv"),
        (["check", "--fail"], "没有选项"),
        (["explain"], "缺少"),
        (["check", "x"], "命令写错了"),
    ],
)
def test_a_wrong_call_says_what_to_do(run, args, words):
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "--help" in result.stderr


def test_no_workspace_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "mkdocs.yml" in result.stderr


def test_a_folder_that_is_not_there(tmp_path):
    result = CliRunner().invoke(main, ["-w", str(tmp_path / "no"), "check"])
    assert result.exit_code == 2
    assert "没有这个文件夹" in result.stderr


def test_the_workspace_is_found_from_below(house, monkeypatch):
    (house.root / "evidence/deep").mkdir()
    monkeypatch.chdir(house.root / "evidence/deep")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_help_is_chinese_and_has_examples():
    for command in ([], ["check"], ["lint"], ["build"], ["serve"], ["explain"], ["stage"]):
        result = CliRunner().invoke(main, [*command, "--help"])
        assert result.exit_code == 0
        assert "用法：" in result.stdout
        assert "显示这段说明" in result.stdout
        assert "Options:" not in result.stdout
    assert "例子" in CliRunner().invoke(main, ["check", "--help"]).stdout


def test_without_a_command_the_help_is_shown():
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "常用" in result.stdout


def test_progress_is_shown_when_it_takes_long(house, run, monkeypatch):
    for number in range(51):
        house.evidence(f"{number}.txt")
    monkeypatch.setattr(base, "_PATIENCE", -1)
    monkeypatch.setattr(base, "is_terminal", lambda _: True)
    assert "已读 50 个证据文件" in run("check", "--format", "json").stderr


def test_a_terminal_gets_a_table(house, run, monkeypatch):
    house.owes("minutes")
    monkeypatch.setattr(check, "is_terminal", lambda _: True)
    result = run("check", "--as-of", "2026-06-30")
    assert "问题 / 找到的证据" in result.stdout


def test_lint_is_silent_about_a_clean_workspace(house, run):
    house.owes("minutes")
    result = run("lint")
    assert result.exit_code == 0
    assert "没有发现错误" in result.stdout


def test_explain_walks_through_the_decision(house, run):
    house.role("boss").person("li-na", roles=[{"role": "boss"}]).project("erp")
    house.owes("plan", scope="project").owes("report", scope="project", after=["plan"], approvals=["boss"])
    house.evidence("old.md", "report", date="2026-05-01", project="erp")
    house.evidence("new.md", "report", date="2026-05-02", project="erp")
    result = run("explain", "doc/report:report:erp", "--as-of", "2026-06-30")
    assert result.exit_code == 0
    for words in ("new.md", "被它顶替的：old.md", "✗ 次序不对 sequence", "✗ 缺审批", "待补正", "一般不符合"):
        assert words in result.stdout


def test_explain_says_which_obligations_there_are(house, run):
    house.owes("minutes")
    result = run("explain", "doc/minute:minutes")
    assert result.exit_code == 2
    assert "doc/minutes:minutes" in result.stderr


def test_python_m_checker_is_the_same(house):
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "checker", "--version"], capture_output=True, text=True, check=True, cwd=house.root
    )
    assert done.stdout.startswith("guanbiao ")


def test_the_workspace_may_be_named_after_the_command(house, tmp_path):
    house.owes("minutes")
    for args in (["check", "-w", str(house.root)], ["-w", str(tmp_path), "check", "--workspace", str(house.root)]):
        assert CliRunner().invoke(main, [*args, "--as-of", "2026-06-30"]).exit_code == 1


def test_lint_lists_every_fault(house, run):
    house.owes("minutes").record("orphan").write("policies/page.md", "[x](no.md)\n")
    result = run("lint")
    assert result.exit_code == 2
    assert "共 2 处" in result.stdout
