"""Many enterprises on one page: each counted as by itself, a bad one is a row with its reason and never the end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner
from support.leaks import leaks
from support.workspace import AS_OF, Builder

from checker.cli import main
from checker.errors import WorkspaceError
from checker.portfolio import survey as surveys
from checker.portfolio import survey_all, write_portfolio

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "<script>甲&乙</script>"


def house(root: Path, name: str, *, title: str = "某企业", evidence: str | None = "2026-06-20") -> Builder:
    held = Builder(root / name).profile(enterprise={"id": "e", "name": title})
    held.role("boss").record("note").record("other").record("promise")
    held.clause("doc/1", "note").clause("doc/2", "other").document("cm", kind="commitment").clause("cm/1", "promise")
    if evidence:
        held.evidence("a.md", "note", date=evidence).evidence("stray.md")
    return held


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    house(tmp_path, "a", title="甲厂").evidence("b.md", "other", date="2026-06-01")
    house(tmp_path, "b", title=EVIL, evidence="2026-01-01")
    house(tmp_path, "c", title="丙厂", evidence=None)
    house(tmp_path, "bad").write("controls/roles.yml", "rolls: []\nroles: 7\n")
    return [tmp_path / name for name in ("a", "b", "bad", "c", "nowhere")]


def run(*args: object):
    return CliRunner().invoke(main, ["portfolio", *map(str, args)])


def test_each_is_counted_as_by_itself(many: list[Path]) -> None:
    found = list(survey_all(many, AS_OF, 1))
    assert [one.name for one in found] == ["甲厂", EVIL, "bad", "丙厂", "nowhere"]
    first, second, bad, third, nowhere = found
    assert (first.gaps, first.coverage, first.latest, first.loose, first.clauses) == (0, 1.0, date(2026, 6, 20), 1, ())
    assert (second.gaps, second.major, [clause[:4] for clause in second.clauses]) == (
        1,
        1,
        [("doc/2", "条款doc/2", 1, 0)],
    )
    assert (third.gaps, third.latest, len(third.clauses)) == (2, None, 2)
    assert "controls/roles.yml:1:1" in bad.reason
    assert "共 2 处" in bad.reason
    assert nowhere.reason


def test_several_processes_say_the_same(many: list[Path]) -> None:
    assert list(survey_all(many, AS_OF, 2)) == list(survey_all(many, AS_OF, 1))


def test_whatever_goes_wrong_is_a_row(many: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise MemoryError("没有内存了")

    monkeypatch.setattr(surveys, "load", broken)
    assert [one.reason for one in survey_all(many[:1], AS_OF, 1)] == ["核对时出错：MemoryError: 没有内存了"]


def test_one_page_and_one_workbook(many: list[Path], tmp_path: Path) -> None:
    done = run(*many, "-o", tmp_path / "组合", "--as-of", AS_OF, "--workers", 1)
    assert done.exit_code == 0, done.output
    assert "5 家企业，其中 2 家没有结果" in done.output
    page = (tmp_path / "组合/index.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>\n<html")
    assert "<script" not in page
    assert "&lt;script&gt;甲&amp;乙" in page
    assert "2 家没有结果" in page
    assert "http" not in page.replace("http-equiv", ""), "the page asks for nothing"
    assert page.index("没有结果：") < page.index("丙厂") < page.index("甲厂")
    assert "doc/2 条款doc/2</th>" in page
    assert "2 家</td>" in page
    assert f"<li>{'丙厂'}：一份也没有</li>" in page
    assert "最近一份 2026-01-01" in page
    book = openpyxl.load_workbook(tmp_path / "组合/企业组合.xlsx")
    rows = list(book["企业"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["企业", "甲厂", EVIL, "bad", "丙厂", "nowhere"]
    assert rows[1][rows[0].index("已齐备")] == 2
    assert list(book["条款"].iter_rows(values_only=True))[1] == ("doc/2", "条款doc/2", 2, 2, 0)


def test_names_can_be_hidden(many: list[Path], tmp_path: Path) -> None:
    done = run(*many, "-o", tmp_path / "组合", "--as-of", AS_OF, "--anonymous", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert leaks(tmp_path / "组合", ["甲厂", "丙厂", "甲&乙", "nowhere", "roles.yml", str(tmp_path)]) == {}
    assert "企业 4" in (tmp_path / "组合/index.html").read_text("utf-8")


def test_the_same_surveys_give_the_same_bytes(many: list[Path], tmp_path: Path) -> None:
    found = list(survey_all(many, AS_OF, 1))
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        write_portfolio(tmp_path / name, found, AS_OF, anonymous=False)
    for name in ("index.html", "企业组合.xlsx"):
        assert (tmp_path / "x" / name).read_bytes() == (tmp_path / "y" / name).read_bytes()


def test_all_is_well(tmp_path: Path) -> None:
    held = house(tmp_path, "a").evidence("b.md", "other", date="2026-06-01")
    assert run(held.root, "-o", tmp_path / "组合", "--as-of", AS_OF).exit_code == 0
    page = (tmp_path / "组合/index.html").read_text("utf-8")
    assert "没有差距" in page
    assert "家没有结果" not in page


def test_a_list_of_folders(many: list[Path], tmp_path: Path) -> None:
    (tmp_path / "名单.txt").write_text("# 客户\na\n\n c \n", "utf-8-sig")
    done = run(tmp_path / "名单.txt", many[1], "-o", tmp_path / "组合", "--as-of", AS_OF, "--workers", 1)
    assert "3 家企业：" in done.output
    (tmp_path / "空.txt").write_text("# 没有\n", "utf-8")
    (tmp_path / "乱.txt").write_bytes("甲\n".encode("gb18030"))
    for name, words in (("空.txt", "名单里没有文件夹"), ("乱.txt", "名单读不出来")):
        done = run(tmp_path / name, "-o", tmp_path / "别的")
        assert done.exit_code == 2
        assert words in done.output
    assert not (tmp_path / "别的").exists()


def test_a_folder_that_cannot_be_made(many: list[Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run(many[0], "-o", tmp_path / "file/below", "--workers", 1)
    assert done.exit_code == 2
    assert "文件夹建不了" in done.output
    with pytest.raises(WorkspaceError):
        write_portfolio(tmp_path / "none", [], AS_OF, anonymous=False)
