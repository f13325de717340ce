"""The navigation that is built from the data: chapters, stages, shelves of other pages."""

from __future__ import annotations

from support.workspace import AS_OF

from checker.compose import compose


def tab(house, title):
    """Return what stands under a tab; what it holds, titles and paths apart."""
    return next(entry[title] for entry in compose(house.root, AS_OF).nav if title in entry)


def test_chapters_without_a_page_have_the_documents_name_for_them(house):
    house.document("doc", chapters=[{"number": "2", "title": "职责"}])
    house.clause("doc/1").clause("doc/1.1").clause("doc/2.1").clause("doc/3.1")
    assert [next(iter(entry)) for entry in tab(house, "程序")] == ["1 条款doc/1", "2 职责", "第 3 章"]


def test_steps_without_chapters_go_by_stage(house):
    house.document("flow", stages=[{"id": "a", "title": "立项"}, {"id": "b", "title": "验收"}])
    house.clause("flow/01", stage="a").clause("flow/02", stage="a").clause("flow/03", stage="b")
    (first, second) = tab(house, "程序")
    assert [next(iter(entry)) for entry in first["立项"]] == ["01 条款flow/01", "02 条款flow/02"]
    assert list(second) == ["验收"]


def test_a_folder_with_an_index_has_a_tab_of_its_own(house):
    house.clause("doc/1").write("policies/plan/index.md", "---\ntitle: 工作方案\n---\n").write(
        "policies/plan/a.md", "# 甲\n"
    )
    house.write("policies/loose/b.md", "# 乙\n").write("policies/c.md", "# 丙\n")
    assert tab(house, "工作方案") == ["plan/index.md", {"甲": "plan/a.md"}]
    assert tab(house, "其他") == [{"丙": "c.md"}, {"乙": "loose/b.md"}]


def test_the_matrix_goes_by_the_same_chapters(house):
    house.document("flow", stages=[{"id": "a", "title": "立项"}]).record("r")
    house.clause("flow/01", "r", stage="a")
    assert "立项" in compose(house.root, AS_OF).pages["matrix/index.md"]


def test_counts_by_kind_of_document(house):
    house.record("r").document("std", kind="standard").document("offer", kind="commitment")
    house.clause("std/1", "r").clause("doc/1", "r").clause("offer/1", "r")
    report = house.assess()
    assert report["coverage"]["kind"] == {"commitment": 0.0, "procedure": 0.0, "standard": 0.0}
    page = compose(house.root, AS_OF).pages["gap/index.md"]
    assert page.count("文件种类") == 3


def test_an_id_that_is_the_name_of_the_list_has_a_page_beside_it(house):
    house.record("index").clause("doc/1", "index", next=["doc/1"]).write(
        "controls/flows.yml", "flows: [{id: index, title: 图, clauses: [doc/1]}]\n"
    )
    pages = compose(house.root, AS_OF).pages
    names = {"records/index.md", "records/index_.md", "flows/index.md", "flows/index_.md", "gap/flows/index_.md"}
    assert names <= set(pages)


def test_records_stand_under_the_document_that_requires_them(house):
    house.record("plan").record("minutes").record("stray").document("std", kind="standard", title="标准<b>")
    house.clause("std/1", "minutes").clause("doc/1", "plan", "minutes")
    page = compose(house.root, AS_OF).pages["records/index.md"]
    first, second, third = (page.index(f"{{#of-{name}}}") for name in ("std", "doc", ""))
    assert first < page.index("记录minutes") < second < page.index("记录plan") < third < page.index("记录stray")
    assert page.count("记录minutes") == 1
    assert "<b>" not in page
