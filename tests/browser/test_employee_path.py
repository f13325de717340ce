"""As somebody of 信息部, with a phone: from the home page to what is owed, to its form, to the form recognised."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner
from driver import AS_OF, ROOT
from playwright.sync_api import expect
from support import forms

from checker.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from driver import Visit
    from playwright.sync_api import Page

OWED = "service-management/3.5.2:svc-ticket-resolution:svc-t-2606-44"


def obligation(root: Path) -> dict[str, object]:
    """Return what `guanbiao check` says about the record that is owed."""
    done = CliRunner().invoke(
        main, ["-w", str(root), "check", "--as-of", AS_OF.isoformat(), "--format", "json", "--fail-on", "never"]
    )
    assert done.exit_code == 0, done.output
    return next(item for item in json.loads(done.stdout)["obligations"] if item["id"] == OWED)


def test_three_steps_from_home_to_a_recognised_form(visit: Callable[..., Visit], served: str, tmp_path: Path) -> None:
    seen = visit(390)
    page = seen.page
    # the role is chosen once
    page.goto(served + "roles/index.html")
    page.locator("input[data-role=it-department]").check()
    # 1. the home page says what is owed next
    page.goto(served + "index.html")
    mine = page.locator("#gb-mine")
    expect(mine).to_contain_text("信息部")
    first = mine.locator(".gb-due a", has_text="一般问题解决记录").first
    expect(mine.locator(".gb-due .gb-day").first).to_have_text("2026-07-01")
    # 2. a tap leads to the record: when, by whom, in which form
    first.click()
    expect(page.locator("h1")).to_have_text("一般问题解决记录")
    with page.expect_download() as download:
        page.locator("a[href*='forms/'][download]").click()
    blank = Path(download.value.path()).read_bytes()
    # 3. filled in and dropped into the evidence folder, under any name, it is recognised
    for part in ("policies", "controls", "evidence"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    assert obligation(tmp_path)["status"] == "pending"
    values = {"guanbiao.date": "2026年6月30日", "guanbiao.refs": "svc-t-2606-44", "guanbiao.author": "邵安禾"}
    (tmp_path / "evidence/手机上填的.docx").write_bytes(forms.fill(blank, values))
    found = obligation(tmp_path)
    assert (found["status"], found["evidence"], found["problems"]) == ("met", "手机上填的.docx", [])
    assert not seen.failures


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Go on by Tab until the element has the focus, and can be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
    else:
        raise AssertionError(f"Tab never came to {selector}")
    seen = page.evaluate(
        """() => {
            const box = document.activeElement.getBoundingClientRect();
            const style = getComputedStyle(document.activeElement);
            return {width: box.width, outline: style.outlineStyle, inside: box.bottom > 0 && box.top < innerHeight};
        }"""
    )
    assert seen["width"] > 0
    assert seen["outline"] != "none", selector
    assert seen["inside"], "what has the focus is out of sight"


def test_the_same_by_keyboard_alone(visit: Callable[..., Visit], served: str) -> None:
    seen = visit(1280)
    page = seen.page
    page.goto(served + "index.html")
    tab_to(page, "#gb-mine a[href*='roles/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("我的职责")
    tab_to(page, "#gb-role-words")
    page.keyboard.insert_text("信息部")
    tab_to(page, "input[data-role=it-department]")
    page.keyboard.press("Space")
    expect(page.locator(".gb-mine-state")).to_contain_text("记住了")
    page.goto(served + "index.html")
    tab_to(page, "#gb-mine .gb-due a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/**")
    tab_to(page, "a[href*='forms/'][download]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    assert not seen.failures
