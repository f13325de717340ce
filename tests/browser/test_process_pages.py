"""Process pages in the browser: read by everybody, light and dark, wide and narrow, with keys, and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from driver import AS_OF, ROOT, grave_violations, search, sideways
from playwright.sync_api import expect

from checker.assessment import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from driver import Visit

PAGES = (
    "flows/index.html",
    "flows/project-construction.html",
    "gap/flows/project-construction.html",
    "gap/flows/implementation.html",
    "flows/fault.html",
    "commitments/delivery/8.2.2.3.html",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_axe(visit: Callable[..., Visit], served: str, path: str, width: int, scheme: str) -> None:
    seen = visit(width, scheme)
    page = seen.page
    page.goto(served + path)
    assert not grave_violations(page)
    assert sideways(page) <= 0, "the page itself scrolls sideways"
    assert not seen.failures


def test_every_flow_has_its_pages_and_every_box_its_entry(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    for flow in load(ROOT, AS_OF).controls.flows:
        for path in (f"flows/{flow}.html", f"gap/flows/{flow}.html"):
            page.goto(served + path)
            boxes = page.locator(".gb-flow-box")
            assert boxes.count() == page.locator(".gb-step").count() > 2
            for name in boxes.evaluate_all("all => all.map(box => box.getAttribute('aria-label'))"):
                assert re.match(r"[\d.]+ .+，.+", name), name


def test_a_box_leads_to_its_clause(visit: Callable[..., Visit], address: str) -> None:
    seen = visit()
    page = seen.page
    page.goto(address + "flows/project-construction.html")
    page.locator(".gb-flow-box", has_text="20").first.click()
    expect(page.locator("h1")).to_contain_text("20 ")
    assert "/procedures/project-construction/20.html" in page.url
    page.get_by_role("link", name="信息化项目建设 35 步").last.click()
    expect(page.locator(".gb-step:target")).to_contain_text("20 ")
    page.locator(".md-content a", has_text="按记录的现状着色").click()
    page.locator(".gb-flow-box").first.click()
    expect(page.locator("#records")).to_be_in_viewport()
    page.go_back()
    page.locator(".md-content a", has_text="差距报告").first.click()
    page.locator(".gb-summary a", has_text="实施过程七段").click()
    expect(page.locator(".gb-flow-box").first).to_contain_text(re.compile("缺失|待补正|未到期|已齐备"))
    assert not seen.failures


def test_boxes_are_reached_by_keys_in_their_order(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(served + "flows/fault.html")
    page.locator(".gb-flow .gb-scroll").focus()
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert [name.split()[0] for name in names] == ["1", "2", "3"]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("8.1.3.4")
    expect(page.locator(".gb-step:target")).to_contain_text("3 ")


def test_words_fit_their_boxes(visit: Callable[..., Visit], served: str) -> None:
    """The estimate of how wide words are holds for the fonts of this machine."""
    page = visit().page
    for flow in load(ROOT, AS_OF).controls.flows:
        page.goto(served + f"gap/flows/{flow}.html")
        over = page.locator(".gb-flow-box").evaluate_all(
            """boxes => boxes.filter(box => {
                const shape = box.querySelector('.gb-flow-shape').getBBox(), text = box.querySelector('text').getBBox()
                return text.x < shape.x || text.x + text.width > shape.x + shape.width
                    || text.y < shape.y || text.y + text.height > shape.y + shape.height
            }).map(box => box.getAttribute('aria-label'))"""
        )
        assert over == []


def test_on_a_phone_the_chart_scrolls_in_its_frame_and_the_steps_follow(
    visit: Callable[..., Visit], served: str
) -> None:
    page = visit(390).page
    page.goto(served + "flows/project-construction.html")
    expect(page.locator(".gb-flow-narrow")).to_be_visible()
    frame = page.locator(".gb-flow .gb-scroll")
    assert frame.evaluate("frame => frame.scrollWidth > 2 * frame.clientWidth")
    assert frame.evaluate("frame => frame.clientHeight < window.innerHeight")
    letters = page.locator(".gb-flow-text").first.evaluate("line => line.getBoundingClientRect().height")
    assert letters > 9, "too small to read"
    page.locator(".gb-flow-narrow a").click()
    expect(page.locator(".gb-step").first).to_be_in_viewport()
    wide = visit(1280).page
    wide.goto(served + "flows/project-construction.html")
    expect(wide.locator(".gb-flow-narrow")).to_be_hidden()
    assert wide.locator(".gb-flow .gb-scroll").evaluate("frame => frame.scrollWidth <= frame.clientWidth")


def test_on_paper_it_is_whole_and_black_on_white(visit: Callable[..., Visit], served: str) -> None:
    page = visit(1020, "dark").page
    page.goto(served + "gap/flows/project-construction.html")
    page.emulate_media(media="print", color_scheme="dark")
    parts = page.locator(".gb-flow-part")
    assert parts.count() > 2
    for part in parts.all():
        box = part.bounding_box()
        assert box is not None
        assert box["width"] <= 1020
        assert box["height"] < 680, "higher than a sheet on its side"
        assert part.evaluate("part => getComputedStyle(part).breakInside") == "avoid"
    shape = parts.first.locator(".gb-flow-shape").first
    style = shape.evaluate("shape => [getComputedStyle(shape).fill, getComputedStyle(shape).stroke]")
    assert style == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    words = parts.first.locator("text").first.evaluate("text => getComputedStyle(text).fill")
    assert words == "rgb(0, 0, 0)"


def test_a_sheet_holds_a_part(browser: object, served: str, tmp_path: Path) -> None:
    import pypdfium2

    page = browser.new_page()  # type: ignore[attr-defined]
    page.goto(served + "flows/project-construction.html")
    page.pdf(path=str(tmp_path / "flow.pdf"), prefer_css_page_size=True)
    parts = page.locator(".gb-flow-part").count()
    page.close()
    with pypdfium2.PdfDocument(tmp_path / "flow.pdf") as sheets:
        texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
        assert all(sheet.get_width() > sheet.get_height() for sheet in sheets)
    headed = [text for text in texts if "需求部门负责人" in text and "合同审查部门" in text]
    assert len(headed) == parts, "each part stands on one sheet, with the titles of the lanes"


def test_the_drawing_does_not_crowd_the_search(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(served)
    best = [place for _, place in search(page, "编制预算")[:3]]
    assert any("/procedures/project-construction/05.html" in place for place in best), best
    assert not any("/gap/flows/" in place for _, place in search(page, "着色"))
