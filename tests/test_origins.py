"""Where the handbook comes from: every item has a place, every place is real, both ways are shown."""

from __future__ import annotations

import json

import pytest
from support.workspace import AS_OF, dump

from checker.compose import compose
from checker.load.lint import lint
from checker.model.origin import ITEM_TITLES

SOURCE = "controls/sources/s.yml"


def write(house, *items, source=None):
    held = {"source": source or {"id": "s", "title": "原文"}, "items": list(items)}
    return house.write(SOURCE, dump(held))


def item(name, *places, kind="clause"):
    return {"item": name, "kind": kind, "places": list(places)}


@pytest.fixture
def small(house):
    house.document("doc").parameter("interval").person("li-na").role("boss")
    house.record("plan", after=["outline"]).record("outline").record("weekly", cadence={"parameter": "interval"})
    house.clause("doc/1", "plan", "outline", "weekly", uncertain="字迹不清", next=["doc/2"]).clause("doc/2")
    house.write("policies/page.md", "---\ntitle: 一页\n---\n# 一页\n")
    metric = {"id": "rate", "title": "率", "clause": "doc/1", "cadence": "yearly", "measure": {"count": "plan"}}
    return house.write("controls/metrics.yml", dump({"metrics": [metric]}))


REAL = [
    "clause doc/1", "clause doc/1 uncertain", "clause doc/1 next", "record plan", "record plan after",
    "record weekly cadence", "parameter interval", "metric rate", "page page.md",
]  # fmt: skip
UNREAL = [
    "clause doc/3", "clause doc/2 next", "clause doc/2 uncertain", "record plans", "record outline after",
    "record plan times", "record plan colour", "parameter no", "metric no", "page no.md", "page page.md key",
    "role boss", "clause", "乱写",
]  # fmt: skip


@pytest.mark.parametrize("place", REAL)
def test_a_place_that_is_there(small, place):
    assert lint(write(small, item("a", place)).root) == []


@pytest.mark.parametrize("place", UNREAL)
def test_a_place_that_is_not_there(small, place):
    (fault,) = lint(write(small, item("a", "clause doc/1"), item("b", place)).root)
    assert (fault.path, fault.what) == (SOURCE, f"手册里没有“{place}”")
    assert fault.line
    assert "clause 条号" in fault.remedy


def test_an_item_without_a_place_fails(small):
    (fault,) = lint(write(small, item("a")).root)
    assert (fault.path, fault.what) == (SOURCE, "“a”没有写落在哪里")
    pages = compose(small.root, AS_OF).pages
    assert "没有落处" in pages["sources/source-s.md"]
    assert "0.0%" in pages["sources/index.md"]


def test_names_are_used_once(small):
    faults = lint(write(small, item("a", "clause doc/1"), item("a", "clause doc/2")).root)
    assert [fault.what for fault in faults] == ["“a”写了两次"]
    small.write("controls/sources/t.yml", (small.root / SOURCE).read_text("utf-8").replace("item: a", "item: b", 1))
    assert "来源“s”已经有了" in [fault.what for fault in lint(small.root)]


def test_a_file_that_cannot_be_read_is_a_fault_and_the_rest_is_shown(small):
    write(small, item("a", "clause doc/1")).write("controls/sources/bad.yml", "source: [")
    (fault,) = lint(small.root)
    assert fault.path == "controls/sources/bad.yml"
    assert "sources/source-s.md" in compose(small.root, AS_OF).pages


def test_both_ways_are_shown(small):
    write(
        small,
        *(
            item(f"i{place}", name, kind=kind)
            for place, (name, kind) in enumerate(zip(REAL, ITEM_TITLES, strict=False))
        ),
    )
    site = compose(small.root, AS_OF)
    index, page, back = (site.pages[f"sources/{name}.md"] for name in ("index", "source-s", "back"))
    assert "100.0%" in index
    assert "(back.md)" in index
    assert all(title in page for title in ITEM_TITLES.values())
    assert 'href="../page.html">一页</a>' in page
    assert "#metrics" in page
    assert 'href="source-s.html#clause">i0</a>' in back
    assert "不是从这些原文来的" in back  # doc/2 comes from nowhere
    assert {"来源对照": "sources/index.md"} in next(
        held for entry in site.nav for held in entry.values() if "rules/index.md" in held
    )


def test_what_is_not_there_is_named_on_the_page(small):
    page = compose(write(small, item("a", "clause doc/9")).root, AS_OF).pages["sources/source-s.md"]
    assert "没有：clause doc/9" in page


def test_hostile_words_are_shown_as_they_are(small):
    evil = "<script>alert(1)</script>"
    write(small, item(evil, "clause doc/1"), source={"id": "s", "title": evil})
    pages = compose(small.root, AS_OF).pages
    assert "<script>" not in pages["sources/source-s.md"] + pages["sources/index.md"]


def test_a_workspace_without_sources_has_no_such_pages(small):
    site = compose(small.root, AS_OF)
    assert not [path for path in site.pages if path.startswith("sources/")]
    assert "来源对照" not in json.dumps(site.nav, ensure_ascii=False)
