"""The built site as files: links lead somewhere, the verdict is marked, two builds are the same bytes."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from driver import AS_OF, ROOT, build
from mkdocs.exceptions import Abort
from support.leaks import leaks

from checker.assessment import assess, load
from checker.compose import compose
from checker.mkdocs_plugin import GuanbiaoPlugin

if TYPE_CHECKING:
    from pathlib import Path

    from support.workspace import Builder


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.doubled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        held = dict(attrs)
        if name := held.get("id"):
            self.doubled += [name] if name in self.ids else []
            self.ids.add(name)
        for key in ("href", "src"):
            if held.get(key):
                self.links.append(held[key] or "")


@pytest.fixture(scope="module", params=["site", "employees"])
def pages(request: pytest.FixtureRequest) -> dict[Path, _Links]:
    """Every built page with its links and ids, for compliance staff and for employees."""
    found = {}
    for path in request.getfixturevalue(request.param).rglob("*.html"):
        if path.name != "404.html":
            found[path.resolve()] = parser = _Links()
            parser.feed(path.read_text(encoding="utf-8"))
    return found


def test_every_link_leads_somewhere(pages: dict[Path, _Links]) -> None:
    for path, held in pages.items():
        for link in held.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path}: {link}"
            anchor = unquote(parts.fragment)
            if anchor and "=" not in anchor and target in pages:
                assert anchor in pages[target].ids, f"{path}: {link}"


def test_ids_stand_once(pages: dict[Path, _Links]) -> None:
    assert {path: held.doubled for path, held in pages.items() if held.doubled} == {}


def test_every_page_carries_the_verdict(pages: dict[Path, _Links]) -> None:
    marker = f'<meta name="guanbiao" content="guanbiao/assessment/1 as-of {AS_OF}">'
    assert all(path.read_text(encoding="utf-8").count(marker) == 1 for path in pages)


def test_reports_stand_beside_the_pages(site: Path) -> None:
    report = json.loads((site / "gap/assessment.json").read_text(encoding="utf-8"))
    assert report["as_of"] == AS_OF.isoformat()
    gaps = sum(item["status"] in {"missing", "deficient"} for item in report["obligations"])
    assert (site / "gap/index.html").read_text(encoding="utf-8").count('<li class="gb-gap ') == gaps
    assert (site / "gap/gaps.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_evidence_is_published(site: Path) -> None:
    published = {path.name for path in site.rglob("*") if path.is_file()}
    evidence = {path.name for path in (ROOT / "evidence").rglob("*") if path.is_file()}
    assert published.isdisjoint(evidence)


def test_employees_are_told_of_nobody_and_of_no_file(employees: Path) -> None:
    workspace = load(ROOT, AS_OF)
    titles = {known.title for known in workspace.controls.records.values()}
    published = titles | {f"{title}.{ending}" for title in titles for ending in ("docx", "xlsx")}  # forms are called so
    files = {part for item in workspace.evidence for part in (item.path, item.path.rpartition("/")[2])}
    people = {word for known in workspace.controls.people.values() for word in (known.name, known.id)}
    messages = {problem.message for item in assess(workspace).obligations for problem in item.problems}
    secrets = (files | people | messages) - published
    assert len(secrets) > 900
    assert leaks(employees, secrets) == {}


def test_the_site_never_judges_conformity(site: Path) -> None:
    for name in ("index.html", "gap/index.html", "matrix/index.html", "records/weekly-plan.html"):
        text = re.sub("<[^>]+>", "", (site / name).read_text(encoding="utf-8"))
        rest = text.replace("严重不符合", "").replace("一般不符合", "").replace("不符合", "")
        assert "符合" not in rest, name
        assert "合格" not in rest, name


def test_every_clause_and_record_has_its_page(site: Path) -> None:
    workspace = load(ROOT, AS_OF)
    for clause in workspace.controls.clauses.values():
        text = (site / clause.page.removeprefix("policies/")).with_suffix(".html").read_text(encoding="utf-8")
        assert f"<h1>{clause.number} {clause.title}</h1>" in text
        assert "gb-control" in text
    assert all((site / f"records/{key}.html").is_file() for key in workspace.controls.records)


def test_two_builds_are_the_same(house: Builder, tmp_path: Path) -> None:
    _with_site(house)
    first, second = (build(house.root / "mkdocs.yml", tmp_path / name) for name in ("one", "two"))
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    different = [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()]
    assert [name for name in different if name.name != "sitemap.xml.gz"] == []


def test_an_empty_workspace_has_a_site(house: Builder, tmp_path: Path) -> None:
    _with_site(house)
    target = build(house.root / "mkdocs.yml", tmp_path / "site")
    assert "没有差距" in (target / "index.html").read_text(encoding="utf-8")


def test_faults_stop_the_build_and_are_all_named(house: Builder, tmp_path: Path) -> None:
    _with_site(house)
    house.clause("doc/1", "nothing").clause("doc/2", "nowhere")
    with pytest.raises(Abort) as raised:
        build(house.root / "mkdocs.yml", tmp_path / "site")
    assert "nothing" in str(raised.value)
    assert "nowhere" in str(raised.value)


@pytest.mark.parametrize(
    ("options", "named"), [({"as_of": "2026-13-01"}, "2026-13-01"), ({"audience": "所有人"}, "所有人.*employee")]
)
def test_an_option_that_means_nothing_is_refused(house: Builder, options: dict[str, str], named: str) -> None:
    plugin = GuanbiaoPlugin()
    plugin.load_config(options)
    with pytest.raises(Abort, match=named):
        plugin.on_files([], config=type("Config", (), {"config_file_path": str(house.root / "mkdocs.yml")})())


def test_serving_watches_what_decides() -> None:
    watched: list[str] = []
    server = type("Server", (), {"watch": staticmethod(watched.append)})()
    config = type("Config", (), {"config_file_path": str(ROOT / "mkdocs.yml")})()
    assert GuanbiaoPlugin().on_serve(server, config=config) is server
    assert watched == [str(ROOT / "controls"), str(ROOT / "evidence")]


def test_a_staged_page_holds_everything(house: Builder) -> None:
    house.owes("note").write("policies/index.md", "# 首页\n")
    site = compose(house.root, AS_OF)
    staged = site.staged("doc-note.md", "## 要求\n")
    assert staged.startswith('---\ntitle: "note 条款doc/note"\n')
    assert staged.index("gb-control") < staged.index("## 要求") < staged.index("## 应备记录与现状")
    assert site.staged("plain.md", "正文").endswith("正文")


def _with_site(house: Builder) -> None:
    house.write("mkdocs.yml", (ROOT / "mkdocs.yml").read_bytes())
    house.write("policies/index.md", "# 首页\n").write("controls/documents.yml", "documents: []\n")
