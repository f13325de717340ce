"""The guides in the site, line by line: every command in them runs as it is written."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from checker.cli import main

ROOT = Path(__file__).parents[1]
GUIDES = ROOT / "policies/guides"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # MkDocs' own, of its dependencies


def commands(name: str) -> list[list[str]]:
    text = (GUIDES / name).read_text("utf-8")
    lines = [line for kind, block in BLOCK.findall(text) if kind == "sh" for line in block.splitlines()]
    assert lines
    assert all(line.startswith("guanbiao ") for line in lines), "a guide shows nothing but our own commands"
    return [shlex.split(line)[1:] for line in lines]


def run(args: list[str]) -> str:
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, f"{args}: {done.output}"
    return done.output


def test_the_first_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answers = [block for kind, block in BLOCK.findall((GUIDES / "day-one.md").read_text("utf-8")) if kind == "yaml"]
    Path("甲.yml").write_text(answers[0], "utf-8")
    said = [run(args) for args in commands("day-one.md")]
    assert any("没有发现错误" in text for text in said)
    assert "数字化中心" in Path("甲公司/site/index.html").read_text("utf-8")
    assert Path("甲公司/site-employee/index.html").is_file()
    assert not Path("甲公司/site-employee/gap/gaps.csv").exists()
    assert len(list(Path("表单").iterdir())) > 50
    assert Path("差距.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", ["every-week.md", "for-the-audit.md"])
def test_the_other_guides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for part in ("policies", "controls", "evidence"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "evidence").rglob("*") if path.is_file()}
    for args in commands(name):
        run(args)
    made = {path.name for path in tmp_path.iterdir()}
    named = {args[args.index("-o") + 1] for args in commands(name) if "-o" in args}
    assert named <= made
    assert {path: path.read_bytes() for path in (tmp_path / "evidence").rglob("*") if path.is_file()} == before


def test_taking_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(["init", "甲公司", "--name", "甲机械有限公司", "--packs", "standard,ti-83"])
    procedure(Path("采购管理程序.docx"))
    said = [run(args) for args in commands("taking-in.md")]
    assert '"title": "采购申请表"' in said[0]
    assert "已放进" in said[2]
    assert "没有发现错误" in said[3]
    assert "一样的 3 条" in said[-1]
    assert Path("甲公司/policies/purchasing/1.1.md").is_file()


def test_templates_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(["init", "甲公司", "--name", "甲机械有限公司", "--packs", "standard,ti-83"])
    page = Path("甲公司/policies/procedures/ti-83/4.7.md")
    for path in (page, Path("甲公司/.guanbiao/base/policies/procedures/ti-83/4.7.md")):  # as an older pack had it
        path.write_text(path.read_text("utf-8") + "\n旧版的一句。\n", "utf-8")
    page.write_text(page.read_text("utf-8").replace("title: 验收", "title: 验收（本厂）"), "utf-8")
    before = {path: path.read_bytes() for path in Path("甲公司").rglob("*") if path.is_file()}
    impact, update, lint, rollback, add = commands("updating.md")
    assert "没有" in run(impact)
    assert "改或加 1 个文件" in run(update)
    assert "旧版的一句" not in page.read_text("utf-8")
    assert "title: 验收（本厂）" in page.read_text("utf-8")
    assert "没有发现错误" in run(lint)
    assert "已撤回“更新模板包”" in run(rollback)
    assert {path: path.read_bytes() for path in Path("甲公司").rglob("*") if path.is_file()} == before
    assert "delivery" in run(add)


def procedure(path: Path) -> None:
    document = docx.Document()
    document.add_heading("采购管理程序", 0)
    for text in (
        "1 采购申请",
        "1.1 需求部门填写《采购申请表》，管理者代表审批。",
        "1.2 信息部在2个工作日内办理。",
        "2 评价：信息部每年编制供方评价报告。",
    ):
        document.add_paragraph(text)
    document.save(str(path))


def test_every_guide_is_listed_and_tried() -> None:
    pages = {path.name for path in GUIDES.glob("*.md")} - {"index.md"}
    assert pages == set(re.findall(r"\]\(([\w-]+\.md)\)", (GUIDES / "index.md").read_text("utf-8")))
    assert pages == {"day-one.md", "every-week.md", "for-the-audit.md", "taking-in.md", "updating.md"}
