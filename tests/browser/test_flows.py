"""What people come for, on the served site and on the one opened from its folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from driver import search
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from driver import Visit


def test_from_home_to_a_gap(visit: Callable[..., Visit], address: str) -> None:
    seen = visit()
    page = seen.page
    page.goto(address + "index.html")
    found = search(page, "管理评审")
    place = next(place for place, (title, _) in enumerate(found) if title.startswith("8.6 "))
    assert place < 3, found[:5]
    page.locator(".md-search-result__item > a.md-search-result__link").nth(place).click()
    expect(page.locator("h1")).to_have_text("8.6 管理评审")
    page.locator("article a", has_text="会后出什么").click()
    record = page.locator(".gb-record", has_text="管理评审决议")
    expect(record.locator(".gb-table .gb-chip").first).to_have_text(re.compile("已齐备|待补正|缺失|未到期|已豁免"))
    page.locator(".md-tabs__link", has_text="报告").click()
    expect(page.locator(".gb-shown")).to_contain_text("显示")
    total = page.locator("#gb-gaps > .gb-gap").count()
    page.locator("#gb-filter select[name=role]").select_option("supplier")
    shown = page.locator("#gb-gaps > .gb-gap:visible")
    assert 0 < shown.count() < total
    assert all("supplier" in roles.split() for roles in shown.evaluate_all("rows => rows.map(r => r.dataset.role)"))
    expect(page.locator(".gb-shown")).to_have_text(f"显示 {shown.count()} 项，共 {total} 项")
    assert page.url.endswith("#role=supplier")
    assert not seen.failures


def test_a_filter_can_be_passed_on(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(address + "gap/index.html#role=supplier&status=missing&group=project")
    shown = page.locator("#gb-gaps > .gb-gap:visible")
    expect(page.locator(".gb-shown")).to_contain_text("显示")
    assert set(shown.evaluate_all("rows => rows.map(r => r.dataset.status)")) == {"missing"}
    assert page.locator(".gb-gap-head").count() > 0
    page.locator("#gb-filter button").click()
    expect(page.locator("#gb-gaps > .gb-gap[hidden]")).to_have_count(0)
    assert page.locator(".gb-gap-head").count() == 0


def test_home_leads_to_the_gaps_of_a_role(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(address + "index.html")
    row = page.locator(".gb-home tbody tr").first
    number = row.locator("td").first.inner_text()
    row.locator("th a").click()
    expect(page.locator(".gb-shown")).to_contain_text(f"显示 {number} 项")


def test_a_form_code_finds_its_record(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(address + "index.html")
    for words in ("VICUTU-TI-JL-83-01", "JL-83-01"):
        best = [place for _, place in search(page, words)[:3]]
        assert any("/records/requirement-application.html" in place for place in best), best


def test_a_link_into_a_folded_table_opens_it(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(address + "records/weekly-plan.html")
    name = page.locator("details tr[id]").first.get_attribute("id")
    page.goto(address + f"index.html?x#{name}")
    page.goto(address + f"records/weekly-plan.html#{name}")
    expect(page.locator(f"#{name}")).to_be_visible()


def test_without_script_every_gap_is_there(visit: Callable[..., Visit], browser: object, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(served + "gap/index.html")
    expect(page.locator("#gb-filter")).to_be_hidden()
    expect(page.locator("#gb-gaps > .gb-gap").last).to_be_visible()
    context.close()


def test_print_opens_what_is_folded(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(address + "matrix/index.html")
    row = page.locator(".gb-matrix > details .gb-table td").first
    expect(row).to_be_hidden()
    page.emulate_media(media="print")
    expect(row).to_be_visible()
    expect(page.locator(".md-header")).to_be_hidden()
