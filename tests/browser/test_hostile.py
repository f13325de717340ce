"""Names and texts from files are shown as they are, and do nothing: no markup, no hidden turns, no broken page."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from driver import AS_OF, ROOT, build, search, serving
from support.workspace import Builder, dump

from checker.compose import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from driver import Visit

IMAGE = "<img src=x onerror=window.hacked=1>"
QUOTES = "\"' onmouseover='window.hacked=1"
TURNED = "报告\u202excod.exe"
BROKEN = "第一行\n\n# 假标题\n</div><script>window.hacked=1<\u2044script>"
FENCE = "```"
MARKUP = (
    "{{ 7*7 }}",
    "{% raw %}",
    "[点我](javascript:window.hacked=1)",
    "{: onclick=window.hacked=1 }",
    "<!--",
    "]]>",
    "&lt;b&gt;",
)
NAMES = (IMAGE, QUOTES, TURNED, BROKEN, FENCE, *(name.replace("/", "\u2044") for name in MARKUP))
TITLE = "</h1><script>window.hacked=1</script>{{ 7*7 }}\u202e `*_<b>粗"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """A workspace in which every text tries something."""
    house = Builder(tmp_path_factory.mktemp("hostile"))
    shutil.copy(ROOT / "mkdocs.yml", house.root / "mkdocs.yml")
    house.write("policies/index.md", f"---\ntitle: {yaml_text(TITLE)}\n---\n\n首页\n")
    house.profile(
        enterprise={"id": "demo", "name": TITLE},
        waivers=[{"record": "note", "until": "2026-12-31", "reason": TITLE, "approved_by": "somebody"}],
        exclusions=[{"clause": "doc/9", "justification": TITLE, "approved_by": "somebody", "date": "2026-01-02"}],
    )
    house.document("doc", title=TITLE, code=TITLE, version=TITLE, owner="boss")
    house.role("boss", title=TITLE).write("controls/people.yml", dump({"people": [{"id": "somebody", "name": TITLE}]}))
    house.project("prj", title=TITLE)
    house.parameter("open", title=TITLE, unset="doc/1")
    terms = [
        {"term": "正文", "meaning": TITLE, "aliases": [TITLE]},
        {"term": f"{TITLE}2", "meaning": BROKEN.replace("\n", " ")},
    ]
    house.write("controls/glossary.yml", dump({"terms": terms}))
    house.record(
        "note", aliases=[TITLE], title=TITLE, code=TITLE, sections=[TITLE], approvals=["boss"], scope="project"
    )
    house.record("soon", title=TITLE, cadence="monthly")
    house.record("each", title=TITLE, scope="event", per="note", within={"parameter": "open"})
    roles = {"accountable": ["boss"]}
    editions = [{"edition": TITLE, "number": TITLE}]
    process = {"decision": TITLE, "next": [{"to": "doc/9", "when": TITLE, "note": TITLE}], "steps": [
        {"id": "a", "title": TITLE, "role": "boss", "decision": TITLE, "next": [{"to": "a", "when": TITLE}]},
    ]}  # fmt: skip
    house.clause(
        "doc/1",
        {"record": "note", "note": TITLE},
        "each",
        "soon",
        title=TITLE,
        roles=roles,
        editions=editions,
        **process,
    )
    flows = [{"id": "one", "document": "doc"}, {"id": "two", "clause": "doc/1"}]
    house.write("controls/flows.yml", dump({"flows": [{**flow, "title": TITLE, "about": BROKEN} for flow in flows]}))
    house.clause("doc/9", "note", title=TITLE, uncertain=f"{TITLE}\n\n{BROKEN}", source={"document": TITLE})
    for place, name in enumerate(NAMES):
        house.evidence(
            f"{name}{place}.md",
            "note",
            id=f"{name}{place}".replace("\n", " "),
            title=name.replace("\n", " "),
            project="prj",
        )
        house.evidence(f"夹{name}/{name}.txt")
        house.evidence(f"错{name}.md").write(f"evidence/错{name}.md.yml", "recrod: note\n")
    return house


def yaml_text(text: str) -> str:
    """Return text as a YAML scalar in quotes."""
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def hostile(house: Builder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    return build(house.root / "mkdocs.yml", tmp_path_factory.mktemp("hostile-site"))


@pytest.fixture(scope="module")
def address(hostile: Path) -> Iterator[str]:
    """Its address."""
    with serving(hostile) as address:
        yield address


def test_nothing_runs_and_nothing_is_lost(visit: Callable[..., Visit], hostile: Path, address: str) -> None:
    seen = visit()
    page = seen.page
    texts = []
    for path in sorted(hostile.rglob("*.html")):
        page.goto(address + path.relative_to(hostile).as_posix())
        assert page.evaluate("window.hacked") is None, path
        assert page.locator("[onerror], [onmouseover], [onclick], article a[href^=javascript]").count() == 0, path
        assert page.locator("article script, article img, article h1:has-text('假标题')").count() == 0, path
        texts.append(page.locator("body").evaluate("body => body.textContent"))
    shown = "".join(texts)
    for name in (IMAGE, QUOTES, "⟨U+202E⟩xcod.exe", "第一行⟨U+000A⟩⟨U+000A⟩# 假标题", *NAMES[5:]):
        assert name in shown, name
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown.replace(TITLE, "")), "a direction mark was shown raw"
    assert not seen.failures


def test_search_shows_markup_as_text(visit: Callable[..., Visit], address: str) -> None:
    seen = visit()
    seen.page.goto(address)
    for words in ("粗", "差距"):
        search(seen.page, words)
        assert seen.page.evaluate("window.hacked") is None
        assert seen.page.locator(".md-search-result img, .md-search-result script, .md-search-result b").count() == 0
    assert not seen.failures


def test_no_value_begins_a_line(house: Builder) -> None:
    site = compose(house.root, AS_OF)
    everything = [*site.pages.values(), site.staged("doc-1.md", "正文"), site.staged("index.md", "首页")]
    for text in everything:
        body = text.split("\n---\n", 1)[-1]
        assert "window.hacked=1<" not in body.replace("window.hacked=1&lt;", "")
        assert not re.search(
            r"^\s*(```|# 假标题|\{:)", re.sub(r"```yaml.*?```", "", body, flags=re.DOTALL), re.MULTILINE
        )
