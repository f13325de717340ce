"""`lint`: what is wrong with policies and controls beyond what stops an assessment."""

from __future__ import annotations

from checker.load.lint import lint


def _found(house):
    return [str(fault) for fault in lint(house.root)]


def test_no_clause_at_all(house):
    assert "没有一页条款" in _found(house)[0]


def test_a_record_that_no_clause_requires(house):
    house.owes("minutes").record("orphan")
    assert "没有条款要求记录“orphan”" in "\n".join(_found(house))


def test_a_role_that_no_one_holds(house):
    house.role("boss").role("clerk").role("team", kind="department").role("vendor", kind="external")
    house.person("li-na", roles=[{"role": "clerk"}])
    house.record("minutes", approvals=["boss"])
    house.clause("doc/1", "minutes", roles={"responsible": ["clerk", "team", "vendor"], "informed": ["boss"]})
    found = _found(house)
    assert len(found) == 1
    assert "角色“boss”" in found[0]
    assert "要签字" in found[0]


def test_a_role_that_must_act_and_is_held_by_no_one(house):
    house.role("boss").record("minutes").clause("doc/1", "minutes", roles={"accountable": ["boss"]})
    assert "要负责" in _found(house)[0]


def test_dead_links_are_located(house):
    house.owes("minutes").write(
        "policies/page.md", "# 页\n\n见[那页](no.md)和[这页](doc-minutes.md#x)。\n\n![图](no.png)\n"
    )
    found = _found(house)
    assert found[0].startswith("policies/page.md:3: 链接“no.md”")
    assert found[1].startswith("policies/page.md:5: 链接“no.png”")
    assert len(found) == 2


def test_links_to_what_the_site_makes_and_to_the_outside_are_alive(house):
    words = "[差距](gap/index.md) [外](https://example.invalid/x) [邮](mailto:a@example.invalid) [锚](#x) [根](/x)\n"
    house.owes("minutes").write("policies/page.md", words)
    assert _found(house) == []


def test_faults_of_the_formats_come_with_the_dead_links(house):
    house.owes("minutes", scoep="project").write("policies/page.md", "[x](no.md)\n")
    words = "\n".join(_found(house))
    assert "scoep" in words
    assert "no.md" in words
