"""`build` and `stage`: the site is either the old one or the whole new one."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from support.workspace import fingerprint

from checker.cli import main

PLUGIN = """site_name: 示例
docs_dir: policies
theme: {name: mkdocs}
plugins: [guanbiao]
validation: {nav: {omitted_files: ignore}}
"""
AS_OF = ("--as-of", "2026-06-30")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # MkDocs' own, of its dependencies


@pytest.fixture
def site(house):
    house.role("boss").person("li-na", roles=[{"role": "boss"}])
    house.record("minutes").clause("doc/1", "minutes", roles={"responsible": ["boss"]})
    house.write("policies/index.md", "# 首页\n").write("mkdocs.yml", PLUGIN)
    return house


def run(house, *args):
    return CliRunner().invoke(main, ["-w", str(house.root), *args])


def test_build_ends_with_the_place_of_the_site(site):
    result = run(site, "build", *AS_OF)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].endswith("index.html")
    page = (site.root / "site/gap/index.html").read_text("utf-8")
    assert 'name="guanbiao" content="guanbiao/assessment/1' in page or 'content="assessment/1' in page
    report = json.loads((site.root / "site/gap/assessment.json").read_text("utf-8"))
    assert report["summary"]["missing"] == 1
    assert (site.root / "site/gap/gaps.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (site.root / "site/gap/assessment.schema.json").exists()


def test_build_is_the_same_twice_and_changes_no_source(site):
    run(site, "build", *AS_OF)
    first = {p.relative_to(site.root): p.read_bytes() for p in (site.root / "site").rglob("*.html")}
    sources = [fingerprint(site.root / part) for part in ("policies", "controls", "evidence")]
    run(site, "build", *AS_OF)
    second = {p.relative_to(site.root): p.read_bytes() for p in (site.root / "site").rglob("*.html")}
    assert first == second
    assert sources == [fingerprint(site.root / part) for part in ("policies", "controls", "evidence")]
    assert sorted(p.name for p in site.root.iterdir()) == ["controls", "evidence", "mkdocs.yml", "policies", "site"]


def test_a_failed_build_leaves_the_old_site(site):
    run(site, "build", *AS_OF)
    before = fingerprint(site.root / "site")
    site.write("controls/roles.yml", "roles: [{id: boss, titel: x}]\n")
    assert run(site, "build", *AS_OF).exit_code == 2
    site.write("controls/roles.yml", "roles: [{id: boss, title: x}]\n").write("mkdocs.yml", PLUGIN + "nav: 7\n")
    assert run(site, "build", *AS_OF).exit_code == 2
    assert fingerprint(site.root / "site") == before


def test_a_configuration_without_the_plugin_is_refused(site):
    site.write("mkdocs.yml", PLUGIN.replace("[guanbiao]", "[search]"))
    result = run(site, "build", *AS_OF)
    assert result.exit_code == 2
    assert "- guanbiao" in result.stderr
    assert not (site.root / "site").exists()


def test_the_staged_tree_has_every_page_of_the_site(site, tmp_path):
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    site.write("policies/assets/logo.txt", "x").write("policies/.hidden/x.md", "x")
    run(site, "build", *AS_OF)
    result = run(site, "stage", str(tmp_path / "staged"), *AS_OF)
    assert result.exit_code == 0, result.output
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: staged\ntheme: {name: mkdocs}\nplugins: []\n")
    build(load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "out")))
    ours = {p.relative_to(site.root / "site") for p in (site.root / "site").rglob("*.html")}
    plain = {p.relative_to(tmp_path / "out") for p in (tmp_path / "out").rglob("*.html")}
    assert ours - plain == set()
    assert (tmp_path / "staged/assets/logo.txt").exists()
    assert not (tmp_path / "staged/.hidden").exists()
    assert "应备记录" in (tmp_path / "staged/doc-1.md").read_text("utf-8")


def test_staging_replaces_only_what_it_staged(site, tmp_path):
    target = tmp_path / "staged"
    assert run(site, "stage", str(target), *AS_OF).exit_code == 0
    (target / "old.md").write_text("x")
    assert run(site, "stage", str(target), *AS_OF).exit_code == 0
    assert not (target / "old.md").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("x")
    result = run(site, "stage", str(tmp_path / "mine"), *AS_OF)
    assert result.exit_code == 2
    assert (tmp_path / "mine/letter.txt").exists()


def test_a_workspace_may_bring_its_own_style(site):
    site.write("policies/assets/css/site.css", "/* ours */\n")
    run(site, "build", *AS_OF)
    assert (site.root / "site/assets/css/site.css").read_text("utf-8") == "/* ours */\n"
    assert (site.root / "site/assets/js/gap.js").stat().st_size > 100
