"""The way out of MkDocs: the staged Markdown tree, built by Zensical, shows the same verdicts."""

from __future__ import annotations

import re
import subprocess
import sys

from support import complete

from checker.site import build_site
from checker.staging import stage_site

AS_OF = complete.AS_OF
CONFIGURATION = """site_name: 手册
use_directory_urls: false
theme: {language: zh, font: false}
markdown_extensions: [admonition, attr_list, md_in_html, tables, pymdownx.details, pymdownx.superfences]
"""
PLUGIN = "site_name: 手册\ndocs_dir: policies\nuse_directory_urls: false\nplugins: [guanbiao]\n"
CHIP = re.compile(r'<span class="gb-chip gb-([a-z-]+)">')


def chips(site):
    """Return the statuses on every page, in order."""
    return {
        path.relative_to(site).as_posix(): CHIP.findall(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def test_zensical_builds_the_staged_tree_with_the_same_verdicts(house, tmp_path):
    from datetime import date

    day = date.fromisoformat(AS_OF)
    complete.build(house).write("mkdocs.yml", PLUGIN).evidence("late.md", "minutes", date="2026-03-05")
    expected = chips(build_site(house.root, day))
    other = tmp_path / "other"
    stage_site(house.root, other / "docs", day)
    (other / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml"],
        cwd=other, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = chips(other / "site")
    assert {path: held for path, held in found.items() if held} == {p: held for p, held in expected.items() if held}
    assert set(expected) <= set(found)
    assert sum(map(len, expected.values())) > 20
