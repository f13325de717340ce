"""A reader chooses roles once; the home page then shows what is theirs. Nothing leaves the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from driver import Visit
    from playwright.sync_api import Page

PHONE = 390


def choose(page: Page, *roles: str) -> None:
    """Choose roles on the list."""
    for role in roles:
        page.locator(f"input[data-role={role}]").check()


def numbers(page: Page) -> list[int]:
    """Return the counts of the strip: overdue, owed, soon."""
    return [int(number) for number in page.locator("#gb-mine .gb-number").all_inner_texts()]


def test_choose_on_a_phone_and_see_it_at_home(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(PHONE)
    page = seen.page
    page.goto(address + "index.html")
    expect(page.locator("#gb-mine .gb-mine-none")).to_be_visible()
    page.locator("#gb-mine a").click()
    expect(page.locator("h1")).to_have_text("我的职责")
    choose(page, "project-manager")
    expect(page.locator(".gb-mine-state")).to_have_text("记住了，首页会列出它的事。")
    page.goto(address + "index.html")
    mine = page.locator("#gb-mine")
    expect(mine).to_contain_text("我的（截至 2026-06-30）：项目经理")
    expect(page.locator(".gb-mine-none")).to_have_count(0)
    overdue, owed, soon = numbers(page)
    days = mine.locator(".gb-due .gb-day").all_inner_texts()
    assert len(days) == 3
    assert days == sorted(days)
    assert all(re.fullmatch(r"2026-\d\d-\d\d", day) and day >= "2026-06-30" for day in days)
    page.reload()
    expect(mine).to_contain_text("项目经理")
    mine.locator("a", has_text="项目经理").click()
    expect(page.locator("h1")).to_have_text("项目经理")
    expect(page.locator("input[data-role=project-manager]")).to_be_checked()
    assert page.locator(".gb-gap").count() == owed
    assert page.locator(".gb-gap .gb-warn").count() == overdue
    expect(page.locator("h2#soon")).to_contain_text(f"{soon} 项")
    page.locator("input[data-role=project-manager]").uncheck()
    page.goto(address + "index.html")
    expect(page.locator("#gb-mine .gb-mine-none")).to_be_visible()
    assert not seen.failures
    assert all(request.startswith((address, "data:", "blob:")) for request in seen.requests)


def test_what_two_roles_owe_together_counts_once(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    counts = {}
    for roles in (["developer"], ["quality-assurance"], ["developer", "quality-assurance"]):
        page.goto(address + "roles/index.html")
        page.evaluate("localStorage.clear()")
        page.reload()
        choose(page, *roles)
        page.goto(address + "index.html")
        counts[" ".join(roles)] = numbers(page)
    one, other, both = counts.values()
    assert all(max(a, b) <= c <= a + b for a, b, c in zip(one, other, both, strict=True))
    assert sum(both) < sum(one) + sum(other), "they share records"
    expect(page.locator(".gb-mine-head a")).to_have_count(3)


def test_the_list_is_filtered_while_typing(visit: Callable[..., Visit], address: str) -> None:
    page = visit(PHONE).page
    page.goto(address + "roles/index.html")
    total = page.locator(".gb-role").count()
    field = page.get_by_label(re.compile("找角色"))
    field.press_sequentially("管代")
    shown = page.locator(".gb-role:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("管理者代表")
    expect(page.locator("#gb-role-shown")).to_have_text(f"显示 1 个，共 {total} 个")
    field.fill("")
    expect(shown).to_have_count(total)


def test_by_keyboard_and_announced(visit: Callable[..., Visit], address: str) -> None:
    page = visit().page
    page.goto(address + "roles/index.html")
    box = page.get_by_role("checkbox", name="设为我的角色：管理者代表", exact=True)
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(page.locator(".gb-mine-state[aria-live=polite]")).to_have_text(re.compile("记住了"))
    page.goto(address + "index.html")
    expect(page.get_by_role("region", name="我的", exact=True)).to_contain_text("管理者代表")


def test_without_script_the_list_is_whole(browser: object, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(served + "roles/index.html")
    expect(page.locator(".gb-role").last).to_be_visible()
    expect(page.locator(".gb-role-filter")).to_be_hidden()
    expect(page.locator(".gb-choose").first).to_be_hidden()
    page.goto(served + "index.html")
    expect(page.locator("#gb-mine")).to_contain_text("我的职责")
    context.close()


@pytest.mark.parametrize("kept", ["nobody", "constructor toString", "  "])
def test_a_role_that_is_gone_is_passed_over(visit: Callable[..., Visit], served: str, kept: str) -> None:
    seen = visit()
    seen.page.goto(served)
    seen.page.evaluate("kept => localStorage.setItem('guanbiao.role', kept)", kept)
    seen.page.reload()
    expect(seen.page.locator("#gb-mine .gb-mine-none")).to_be_visible()
    assert not seen.failures


def test_storage_that_is_forbidden_is_said(visit: Callable[..., Visit], served: str) -> None:
    seen = visit()
    seen.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    seen.page.goto(served + "roles/index.html")
    seen.page.locator("input[data-role=supplier]").click()
    expect(seen.page.locator(".gb-mine-state")).to_have_text("浏览器不让保存，选了也记不住。")
    expect(seen.page.locator("input[data-role=supplier]")).not_to_be_checked()


@pytest.mark.parametrize("width", [1280, PHONE])
def test_the_matrix_keeps_its_first_column(visit: Callable[..., Visit], served: str, width: int) -> None:
    page = visit(width).page
    page.goto(served + "raci/delivery.html")
    frame, first = page.locator(".gb-scroll"), page.locator(".gb-raci-table tbody tr:not(.gb-raci-chapter) th").first
    before = first.bounding_box()
    frame.evaluate("frame => { frame.scrollLeft = 300; frame.scrollTop = 60 }")
    after, head = first.bounding_box(), page.locator(".gb-raci-table thead").bounding_box()
    assert after["x"] == before["x"]
    assert after["y"] < before["y"]
    assert abs(page.locator(".gb-raci-table thead th").first.bounding_box()["y"] - frame.bounding_box()["y"]) <= 1
    assert head["width"] > frame.bounding_box()["width"]
