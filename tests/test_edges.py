"""The outermost edge: serving, interrupted and broken output, the module that Python runs."""

from __future__ import annotations

import io
import os
import runpy
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from checker import compose, output
from checker.cli import base, main
from checker.environment import stamped
from checker.errors import WorkspaceError
from checker.load.evidence.safefile import SafeFile, UnreadableError


def test_python_runs_the_package(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["guanbiao", "--version"])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("checker", run_name="__main__")
    assert done.value.code == 0
    assert capsys.readouterr().out.startswith("guanbiao ")


def test_importing_the_entry_runs_nothing():
    assert "main" in runpy.run_module("checker.__main__", run_name="imported")


@pytest.fixture
def served(house, monkeypatch):
    import mkdocs.commands.serve

    calls = []
    monkeypatch.delenv("GUANBIAO_AS_OF", raising=False)

    def serve(**kinds):
        calls.append((kinds, os.environ.get("GUANBIAO_AS_OF"), os.environ["GUANBIAO_AUDIENCE"]))

    monkeypatch.setattr(mkdocs.commands.serve, "serve", serve)
    return lambda *args: CliRunner().invoke(main, ["-w", str(house.root), "serve", *args]), calls


def test_serve_hands_over_to_mkdocs(house, served):
    run, calls = served
    assert run("--as-of", "2026-06-30", "--address", "127.0.0.1:9").exit_code == 0
    held = {"config_file": str(house.root / "mkdocs.yml"), "dev_addr": "127.0.0.1:9"}
    assert calls == [(held, "2026-06-30", "compliance")]
    assert "GUANBIAO_AS_OF" not in os.environ


def test_serve_without_a_day_takes_today(served):
    run, calls = served
    assert run("--audience", "employee").exit_code == 0
    assert calls[0][1:] == (None, "employee")


def test_serve_says_what_mkdocs_refuses(house, monkeypatch):
    import mkdocs.commands.serve
    from mkdocs.exceptions import ConfigurationError

    def refuse(**_):
        raise ConfigurationError("no")

    monkeypatch.setattr(mkdocs.commands.serve, "serve", refuse)
    result = CliRunner().invoke(main, ["-w", str(house.root), "serve"])
    assert result.exit_code == 2
    assert "站点开不起来" in result.stderr


def _raising(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(base, "load", fail)


def test_an_interrupted_command_says_so_by_its_status(house, monkeypatch):
    _raising(monkeypatch, click.Abort())
    assert CliRunner().invoke(main, ["-w", str(house.root), "check"]).exit_code == 130


def test_a_closed_pipe_is_no_error(house, monkeypatch):
    _raising(monkeypatch, BrokenPipeError())
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", io.StringIO())
        assert CliRunner().invoke(main, ["-w", str(house.root), "check"]).exit_code == 0


def test_streams_that_cannot_be_set_are_left(house, monkeypatch):
    class Plain:
        def write(self, words):
            return len(words)

        def flush(self):
            return

        def isatty(self):
            return False

        buffer = io.BytesIO()

    monkeypatch.setattr(sys, "stdout", Plain())
    monkeypatch.setattr(sys, "stderr", Plain())
    with pytest.raises(SystemExit) as done:
        main(["-w", str(house.root), "check"])
    assert done.value.code == 0


def test_a_day_is_taken_as_it_is():
    assert base.Day().convert(date(2026, 6, 30), None, None) == date(2026, 6, 30)


def test_today_is_a_day():
    assert isinstance(base.today(), date)


def test_an_interrupted_write_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", fail)
    with pytest.raises(KeyboardInterrupt):
        output.write_file(tmp_path / "out.txt", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_write_is_refused_in_words(tmp_path):
    with pytest.raises(WorkspaceError, match="写不了"):
        output.write_file(tmp_path / "no" / "out.txt", b"x")


def test_the_stamp_that_was_set_comes_back(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    with stamped(date(1970, 1, 1)):
        assert os.environ["SOURCE_DATE_EPOCH"] == "315532800"
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"


def test_a_page_whose_front_matter_is_no_yaml_still_has_a_title(tmp_path):
    folder = tmp_path / "policies/a"
    folder.mkdir(parents=True)
    (folder / "b.md").write_text("---\nx: [\n---\n# 标题\n", "utf-8")
    (folder / "c.md").write_text("文字\n", "utf-8")
    assert dict(compose.hand_written(tmp_path).titles) == {"a/b.md": "标题", "a/c.md": "c"}


def test_a_disk_error_at_the_ends_is_said(tmp_path, monkeypatch):
    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError(5, "I/O error")

    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    file = SafeFile(tmp_path / "a.pdf", tmp_path)
    monkeypatch.setattr(SafeFile, "open", lambda _: Broken())
    with pytest.raises(UnreadableError):
        file.ends()


def test_a_large_text_is_read_piece_by_piece(house, monkeypatch):
    from checker.load.evidence.formats import text

    monkeypatch.setattr(text, "_CHUNK", 3)
    house.owes("log").evidence("a.txt", "log", content="  \n汉字".encode("gb18030"), date="2026-05-01")
    assert house.codes("doc/log:log") == []
    house.evidence("a.txt", "log", content=" \u3000\n" * 9, date="2026-05-01")
    assert house.codes("doc/log:log") == ["unreadable"]
    monkeypatch.setattr(text, "_MOST", 2)
    house.evidence("a.txt", "log", content=b"abcdef" + b"\xff" * 9, date="2026-05-01")
    assert house.codes("doc/log:log") == []


def test_headings_of_a_very_long_text_stay_unchecked(house, monkeypatch):
    from checker.load.evidence.formats import markdown

    monkeypatch.setattr(markdown, "MOST", 5)
    house.owes("minutes", sections=["结论"]).evidence(
        "a.md", "minutes", content="# 别的\n\n文字。\n", date="2026-05-01"
    )
    item = house.decided("doc/minutes:minutes")
    assert item["problems"] == []
    assert item["unchecked"] == ["sections"]


def test_metadata_without_measure_are_refused(house):
    long = "# " + "x" * 300_000
    house.owes("minutes").evidence("a.md", content=f"---\nrecord: minutes\n{long}\n---\n正文\n")
    house.evidence("b.txt").write("evidence/b.txt.yml", f"record: minutes\n{long}\n")
    report = house.assess()
    assert report["unidentified"] == ["a.md", "b.txt"]
    assert [fault["path"] for fault in report["evidence_faults"]] == ["a.md", "b.txt.yml"]
    assert all("256 KiB" in fault["message"] for fault in report["evidence_faults"])


def test_blank_markdown_is_unreadable(house):
    house.owes("minutes").evidence("a.md", "minutes", content=" \u3000\n", date="2026-05-01")
    assert house.codes("doc/minutes:minutes") == ["unreadable"]


def test_a_numbered_heading_may_be_underlined(house):
    text = "1. 结论\n======\n\n可以。\n"
    house.owes("minutes", sections=["结论"]).evidence("a.md", "minutes", content=text, date="2026-05-01")
    assert house.codes("doc/minutes:minutes") == []
    house.evidence("a.md", "minutes", content="```\n1. 结论\n======\n可以。\n```\n", date="2026-05-01")
    assert house.codes("doc/minutes:minutes") == ["sections"]
    house.evidence("a.md", "minutes", content="1. 结论\n======\n可以。\n", date="2026-05-01")
    assert house.codes("doc/minutes:minutes") == []
    house.evidence("a.md", "minutes", content="1. 结论\n======\n\n# 别的\n\n文字\n", date="2026-05-01")
    assert house.codes("doc/minutes:minutes") == ["sections"]
