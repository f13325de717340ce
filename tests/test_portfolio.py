"""Many enterprises on one page: each counted as by itself, a bad one is a row with its reason and never the end."""

from __future__ import annotations

import errno
import os
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.leaks import leaks
from support.portfolio import EVIL, LATER, ask, enterprise, some
from support.workspace import AS_OF, Builder

from checker.assessment import assess, load
from checker.cli import main
from checker.cli.commands import portfolio
from checker.errors import WorkspaceError
from checker.load.fingerprint import fingerprint
from checker.load.workspace import load_days
from checker.model.survey import Point, Survey
from checker.portfolio import View, survey, trend_days, write_portfolio
from checker.portfolio.kept import Kept, kept_at
from checker.portfolio.spark import spark
from checker.portfolio.survey import Question, look
from checker.portfolio.view import shown

if TYPE_CHECKING:
    from pathlib import Path

VIEW = View(AS_OF, date(2026, 5, 30))


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, and files that count as old: they were written long before the run."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setattr(portfolio, "now", lambda: LATER)
    return folder


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    return some(tmp_path)


def run(*args: object):
    return CliRunner().invoke(main, ["portfolio", *map(str, args)])


def run_here(*args: object):
    return run(*args, "--as-of", AS_OF, "--workers", 1)


def survey_of(folder: Path, months: int = 6) -> Survey:
    found = look(Question(str(folder)), ask(months)).survey
    assert found
    return found


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path / "企业组合.xlsx")[sheet].iter_rows(values_only=True))


def test_each_is_counted_as_by_itself(many: list[Path]) -> None:
    first, second, bad, third, nowhere = map(survey_of, many)
    assert [first.name, second.name, bad.name, third.name, nowhere.name] == ["甲厂", EVIL, "bad", "丙厂", "nowhere"]
    assert (first.gaps, first.coverage, first.latest, first.loose, first.clauses) == (0, 1.0, date(2026, 6, 20), 1, ())
    assert (second.gaps, second.major) == (1, 1)
    assert [(one.id, one.title, one.missing, one.deficient) for one in second.clauses] == [("doc/2", "条款doc/2", 1, 0)]
    assert (third.gaps, third.latest, len(third.clauses)) == (2, None, 2)
    assert "controls/roles.yml:1:1" in bad.reason
    assert "共 2 处" in bad.reason
    assert "没有这个文件夹" in nowhere.reason


def test_whatever_goes_wrong_is_a_row(many: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise MemoryError("没有内存了")

    monkeypatch.setattr(survey, "load_days", broken)
    assert survey_of(many[0]).reason == "核对时出错：MemoryError: 没有内存了"


def test_another_edition_does_not_answer(many: list[Path]) -> None:
    found = look(Question(str(many[0])), ask()._replace(edition="0.0.1")).survey
    assert found
    assert "与本机的 0.0.1 不同" in found.reason


def test_the_trend_is_what_each_day_would_have_said(tmp_path: Path) -> None:
    held = enterprise(tmp_path, "a", evidence="2026-03-10").evidence("b.md", "other", date="2026-05-31")
    held.profile(start="2026-02-28")
    found = survey_of(held.root)
    assert [(one.day, one.met, one.missing, one.coverage) for one in found.trend] == [
        (date(2026, 2, 28), 0, 2, 0.0),
        (date(2026, 3, 31), 1, 1, 0.5),
        (date(2026, 4, 30), 1, 1, 0.5),
        (date(2026, 5, 31), 2, 0, 1.0),
        (AS_OF, 2, 0, 1.0),
    ]
    assert found.change == 0
    assert survey_of(held.root, months=1).change is None


@pytest.mark.parametrize(
    ("day", "months", "days"),
    [
        ("2026-06-30", 3, ["2026-04-30", "2026-05-31", "2026-06-30"]),
        ("2026-03-01", 2, ["2026-02-28", "2026-03-01"]),
        ("2026-06-15", 1, ["2026-06-15"]),
        ("0001-02-03", 4, ["0001-01-31", "0001-02-03"]),
        ("0001-01-03", 4, ["0001-01-03"]),
    ],
)
def test_days_of_the_trend(day: str, months: int, days: list[str]) -> None:
    assert [str(one) for one in trend_days(date.fromisoformat(day), months)] == days


def test_reading_once_for_several_days_is_reading_for_each(house: Builder) -> None:
    house.role("boss").owes("note").owes("weekly", cadence="weekly")
    house.evidence("a.md", "note", id="x", date="2026-06-10").evidence("b.md", "note", id="x", date="2026-02-01")
    house.evidence("c.md", "weekly", id="y", date="2026-06-11").evidence("d.md", "weekly", id="y", date="2026-04-11")
    days = [date(2026, month, 28) for month in (1, 2, 4, 6)]
    assert [assess(held) for held in load_days(house.root, days)] == [assess(load(house.root, day)) for day in days]


def test_one_page_and_one_workbook(many: list[Path], tmp_path: Path) -> None:
    done = run_here(*many, "-o", tmp_path / "组合")
    assert done.exit_code == 0, done.output
    assert "5 家企业，其中 2 家没有结果" in done.output
    page = (tmp_path / "组合/index.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>\n<html")
    assert "<script" not in page
    assert "&lt;script&gt;甲&amp;乙" in page
    assert "http" not in page, "the page asks for nothing"
    assert page.index('id="failed"') < page.index('id="common"') < page.index('id="silent"') < page.index('id="all"')
    assert "doc/2 条款doc/2</th>" in page
    assert "</span>2 家</td>" in page
    assert "2026-01-31 差距 " in page
    table = rows(tmp_path / "组合", "企业")
    assert [row[0] for row in table] == ["企业", "甲厂", EVIL, "bad", "丙厂", "nowhere"]
    first, bad = (dict(zip(table[0], table[place], strict=True)) for place in (1, 3))
    assert (first["已齐备"], first["齐备率"], first["最近一份证据"]) == (2, 1, "2026-06-20")
    assert (first["比上一个月底多几个差距"], first["没有新证据"], first["文件夹"]) == (-2, None, str(many[0]))
    assert "controls/roles.yml" in str(bad["为什么没有结果"])
    assert bad["文件夹"] == str(many[2])
    assert rows(tmp_path / "组合", "条款")[1] == ("doc/2", "条款doc/2", 2, 2, 0)
    assert rows(tmp_path / "组合", "明细")[1] == (EVIL, "doc/2", "条款doc/2", 1, 0)
    head, line, *_ = rows(tmp_path / "组合", "趋势")
    assert head[:3] == ("企业", "2026-01-31 差距", "2026-01-31 齐备率")
    assert line == ("甲厂", 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 0, 1)


def test_who_has_not_reported_since(many: list[Path], tmp_path: Path) -> None:
    assert run_here(*many, "-o", tmp_path / "组合").exit_code == 0
    assert rows(tmp_path / "组合", "没有新证据")[1:] == [("丙厂", None, None), (EVIL, "2026-01-01", 180)]
    page = (tmp_path / "组合/index.html").read_text("utf-8")
    assert "2026-05-30 以来没有新证据的" in page
    assert "一份也没有" in page
    assert run_here(*many, "-o", tmp_path / "组合", "--since", "2026-01-01").exit_code == 0
    assert [row[0] for row in rows(tmp_path / "组合", "没有新证据")[1:]] == ["丙厂"]
    done = run_here(*many, "-o", tmp_path / "别的", "--since", "2026-07-01")
    assert done.exit_code == 2
    assert "以后" in done.output
    assert not (tmp_path / "别的").exists()


def test_names_can_be_hidden(many: list[Path], tmp_path: Path, cache: Path) -> None:
    enterprise(tmp_path, "own", title="丁厂").record("seal").clause("doc/9", "seal", title="丁厂的印章")
    secrets = ["甲厂", "丙厂", "丁厂", "甲&乙", "nowhere", "roles.yml", str(tmp_path)]
    done = run_here(*many, tmp_path / "own", "-o", tmp_path / "组合", "--anonymous")
    assert done.exit_code == 0, done.output
    assert leaks(tmp_path / "组合", secrets) == {}
    page = (tmp_path / "组合/index.html").read_text("utf-8")
    assert "企业 4" in page
    assert "doc/9</th>" in page
    (kept,) = cache.rglob("*.jsonl")
    assert "甲厂" in kept.read_text("utf-8"), "what is kept elsewhere does know them"
    assert kept.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_the_same_surveys_give_the_same_bytes(many: list[Path], tmp_path: Path) -> None:
    found = list(map(survey_of, many))
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        write_portfolio(tmp_path / name, found, VIEW)
    for name in ("index.html", "企业组合.xlsx"):
        assert (tmp_path / "x" / name).read_bytes() == (tmp_path / "y" / name).read_bytes()


def test_all_is_well(tmp_path: Path) -> None:
    held = enterprise(tmp_path, "a").evidence("b.md", "other", date="2026-06-01")
    assert run(held.root, "-o", tmp_path / "组合", "--as-of", AS_OF, "--months", 1).exit_code == 0
    page = (tmp_path / "组合/index.html").read_text("utf-8")
    assert "没有差距。" in page
    assert 'id="failed"' not in page
    assert "走势" not in page


def test_nobody_has_a_result(many: list[Path], tmp_path: Path) -> None:
    assert run_here(many[2], "-o", tmp_path / "组合").exit_code == 0
    assert '<dd class="bad">1</dd>' in (tmp_path / "组合/index.html").read_text("utf-8")


def test_many_clauses_are_folded(tmp_path: Path) -> None:
    held = enterprise(tmp_path, "a")
    for number in range(30):
        held.owes(f"more-{number}")
    run_here(held.root, "-o", tmp_path / "组合")
    assert "其余 11 条" in (tmp_path / "组合/index.html").read_text("utf-8")


def test_a_list_of_folders(many: list[Path], tmp_path: Path) -> None:
    (tmp_path / "名单.txt").write_text("# 客户\na\n\n c \nb/../a\n", "utf-8-sig")
    done = run_here(tmp_path / "名单.txt", many[1], "-o", tmp_path / "组合")
    assert "3 家企业：" in done.output
    assert "写了不止一次，只算一家" in done.output
    (tmp_path / "空.txt").write_text("# 没有\n", "utf-8")
    (tmp_path / "乱.txt").write_bytes("甲\n".encode("gb18030"))
    for name, words in (("空.txt", "名单里没有文件夹"), ("乱.txt", "名单读不出来")):
        done = run(tmp_path / name, "-o", tmp_path / "别的")
        assert done.exit_code == 2
        assert words in done.output
    assert not (tmp_path / "别的").exists()


def test_a_place_that_cannot_be_written(many: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    for place in ("file", "file/below"):
        done = run_here(many[0], "-o", tmp_path / place)
        assert done.exit_code == 2
        assert "文件夹建不了" in done.output
    with pytest.raises(WorkspaceError):
        write_portfolio(tmp_path / "none", [], VIEW)

    def full(*_: object, **__: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("checker.output.tempfile.TemporaryFile", full)
    done = run_here(many[0], "-o", tmp_path / "满")
    assert done.exit_code == 2
    assert "文件夹里写不了（No space left on device）" in done.output


def test_a_second_run_takes_over_what_is_unchanged(many: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "组合"
    first = run_here(*many, "-o", out)
    assert "没有动过" not in first.output
    before = written_to(out)
    again = run_here(*many, "-o", out)
    assert "3 家的文件没有动过" in again.output
    assert written_to(out) == before
    assert "没有动过" not in run_here(*many, "-o", out, "--fresh").output
    assert written_to(out) == before
    assert "没有动过" not in run(*many, "-o", out, "--as-of", "2026-06-29", "--workers", 1).output


def written_to(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.iterdir())]


@pytest.mark.parametrize("change", ["content", "same length", "new", "gone", "renamed", "controls"])
def test_a_changed_file_is_never_taken_for_the_old_one(tmp_path: Path, change: str) -> None:
    held = enterprise(tmp_path, "a", title="甲厂").evidence("b.md", "other", date="2026-06-01")
    run_here(held.root, "-o", tmp_path / "组合")
    sidecar = held.root / "evidence/b.md.yml"
    match change:
        case "content":
            sidecar.write_text("record: other\ndate: 2026-06-02\n", "utf-8")
        case "same length":
            stamp = sidecar.stat()
            sidecar.write_text(sidecar.read_text("utf-8").replace("06-01", "06-02"), "utf-8")
            os.utime(sidecar, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        case "new":
            held.evidence("neu.md")
        case "gone":
            sidecar.unlink()
        case "renamed":
            sidecar.rename(held.root / "evidence/c.md.yml")
        case "controls":
            held.role("other")
    done = run_here(held.root, "-o", tmp_path / "组合")
    assert "没有动过" not in done.output
    whole = run_here(held.root, "-o", tmp_path / "anew", "--fresh")
    assert whole.exit_code == 0
    assert written_to(tmp_path / "组合") == written_to(tmp_path / "anew")


def test_a_file_as_new_as_the_run_is_not_trusted(
    many: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "now", time.time_ns)
    for _ in range(2):
        assert "没有动过" not in run_here(*many, "-o", tmp_path / "组合").output


def test_a_stopped_run_goes_on_where_it_was(
    many: list[Path], tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(portfolio.Progress):
        def __call__(self, number: int) -> None:
            if number == 2:
                raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(portfolio, "Progress", Stopped)
        done = run_here(*many, "-o", tmp_path / "组合")
    assert done.exit_code == 130
    assert "同一条命令再运行，就从这里接着做" in done.output
    assert not list((tmp_path / "组合").iterdir())
    (kept,) = cache.rglob("*.jsonl")
    with kept.open("ab") as stream:
        stream.write(b'{"folder": "torn')
    assert "2 家的文件没有动过" in run_here(*many, "-o", tmp_path / "组合").output
    assert run_here(*many, "-o", tmp_path / "anew").exit_code == 0
    assert written_to(tmp_path / "组合") == written_to(tmp_path / "anew")


def test_where_nothing_can_be_kept_the_run_goes_on(
    many: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    done = run_here(*many, "-o", tmp_path / "组合")
    assert done.exit_code == 0
    assert "下一次要从头核对" in done.output
    monkeypatch.setattr(portfolio.Progress, "__call__", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    done = run_here(*many, "-o", tmp_path / "组合")
    assert done.exit_code == 130
    assert "要从头核对" in done.output


def test_what_can_no_longer_be_kept_stops_no_run(many: list[Path], tmp_path: Path) -> None:
    path = kept_at(tmp_path)
    kept = Kept(path, ask())
    path.unlink()
    answer = survey_of(many[0])
    kept.add("a", "mark", answer)
    assert "写不了" in kept.trouble
    kept.add("a", "mark", answer)
    assert not path.exists()


@given(st.binary())
def test_any_bytes_may_stand_where_rows_were(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("kept") / "rows.jsonl"
    one = Survey(folder="a", name="甲厂", latest=date(2026, 6, 1), coverage=0.5, owed={"met": 1})
    Kept(path, ask()).add("a", "mark", one)
    good = path.read_bytes()
    path.write_bytes(junk + b"\n" + good + junk[:-1] + good[:-9])
    assert Kept(path, ask()).found["a"].survey == one
    assert path.read_bytes() == good


def test_a_workspace_that_cannot_be_looked_at_is_told_apart(tmp_path: Path) -> None:
    held = enterprise(tmp_path, "a")
    link = held.root / "evidence/link.md"
    link.symlink_to(tmp_path / "gone")
    before = fingerprint(held.root)
    (tmp_path / "gone").write_text("x")
    assert fingerprint(held.root) != before
    assert fingerprint(tmp_path / "nowhere") == fingerprint(tmp_path / "nowhere")


def test_a_workspace_with_a_linked_folder_is_always_assessed(tmp_path: Path) -> None:
    held = enterprise(tmp_path, "a")
    (held.root / "controls/records").rename(held.root / "elsewhere")
    (held.root / "controls/records").symlink_to(held.root / "elsewhere")
    for _ in range(2):
        assert "1 家企业：" in run_here(held.root, "-o", tmp_path / "组合").output


def test_a_drawing_says_what_it_shows() -> None:
    days = trend_days(AS_OF, 3)
    points = [
        Point(day=days[1], met=0, missing=0, deficient=0),
        Point(day=days[2], met=1, missing=2, deficient=1),
    ]
    drawn = spark(points, days)
    assert drawn.said == "2026-05-31 差距 0，齐备率 —；2026-06-30 差距 3，齐备率 25.00%"
    assert (drawn.wide, drawn.bars, drawn.line, drawn.end) == (48, "M40 34v-16", "40,12", (40, 12.0))
    assert spark([], days).end is None


def test_of_several_titles_the_usual_one_is_shown(many: list[Path], tmp_path: Path) -> None:
    enterprise(tmp_path, "own", evidence=None).clause("doc/2", "other", title="改过的标题")
    found = [survey_of(folder) for folder in (*many, tmp_path / "own")]
    assert {one.id: one.title for one in shown(found, VIEW).common}["doc/2"] == "条款doc/2"
