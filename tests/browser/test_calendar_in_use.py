"""The calendar and the dashboard in a browser: choosing a role, small screens, feeds, drawings that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from icalendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from driver import Visit
    from playwright.sync_api import Locator

ROLE = "supplier"
LISTED = "#gb-agenda li[data-role]"


def seen(rows: Locator) -> list[str]:
    """Return the roles of the rows that can be seen."""
    return rows.evaluate_all("rows => rows.filter(r => r.checkVisibility()).map(r => r.dataset.role)")


def test_choosing_a_role_leaves_its_records_and_their_days(visit: Callable[..., Visit], address: str) -> None:
    one = visit()
    page = one.page
    page.goto(address + "calendar/index.html")
    everything = seen(page.locator(LISTED))
    page.locator("#gb-calendar-filter select").select_option(ROLE)
    own = seen(page.locator(LISTED))
    assert 0 < len(own) < len(everything)
    assert all(ROLE in held.split() for held in own)
    assert len(own) == sum(ROLE in held.split() for held in everything)
    assert page.locator(".gb-shown").inner_text() == f"显示 {len(own)} 项，共 {len(everything)} 项"
    days = page.locator(".gb-agenda-day:visible")
    assert days.count() < page.locator(".gb-agenda-day").count()
    assert all(page.locator(f"#{day} li:visible").count() for day in days.evaluate_all("days => days.map(d => d.id)"))
    assert all(ROLE in held.split() for held in seen(page.locator(".gb-months li[data-role]")))
    assert unquote(page.url).endswith(f"#role={ROLE}")
    page.get_by_role("button", name="清除").click()
    page.wait_for_function("!location.hash.includes('role')")
    assert seen(page.locator(LISTED)) == everything
    assert not one.failures


def test_a_link_with_a_role_shows_its_records(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(f"{served}calendar/index.html#role={ROLE}")
    assert all(ROLE in held.split() for held in seen(page.locator(LISTED)))
    page.goto(f"{served}calendar/index.html#role=nobody")
    assert page.locator("#gb-calendar-filter select").input_value() == ""


def test_a_folded_day_counts_what_the_choice_leaves(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(served + "calendar/index.html")
    for more in page.locator(".gb-months details").all():
        assert more.locator("summary").inner_text() == f"还有 {more.locator('li').count()} 项"
    page.locator("#gb-calendar-filter select").select_option(ROLE)
    for more in page.locator(".gb-months details").all():
        left = more.locator("li:not([hidden])").count()
        assert more.is_visible() == bool(left)
        assert more.locator("summary").text_content() == f"还有 {left} 项"


def test_without_scripts_everything_is_there(browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "calendar/index.html")
    assert not page.locator("#gb-calendar-filter").is_visible()
    assert page.locator(f"{LISTED}:visible").count() == page.locator(LISTED).count() > 0
    context.close()


def test_a_day_of_the_grid_leads_to_the_list(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(served + "calendar/index.html")
    page.locator(".gb-today li a").first.click()
    assert page.url.endswith("#d-2026-06-30")
    assert page.locator("#d-2026-06-30").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_small_screens_have_the_list_and_wide_ones_the_grid_too(
    visit: Callable[..., Visit], served: str, width: int
) -> None:
    page = visit(width).page
    page.goto(served + "calendar/index.html")
    assert page.locator(".gb-month").first.is_visible() == (width == 1280)
    assert page.locator("#gb-agenda").is_visible()


def test_every_feed_of_the_page_can_be_fetched_and_read(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(served + "calendar/index.html")
    rows = page.locator(".gb-feeds tbody tr")
    assert rows.count() > 10
    for row in rows.all():
        link = row.locator("a").evaluate("link => link.href")
        with urlopen(link) as answer:  # noqa: S310
            calendar = Calendar.from_ical(answer.read())
        assert row.locator("td").first.inner_text() == f"{len(calendar.walk('VEVENT'))} 项"


def test_the_tabs_stay_on_one_line(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(served + "gap/dashboard.html")
    tabs = page.locator(".md-tabs__item")
    assert page.locator(".md-tabs__list").evaluate("list => list.scrollWidth <= list.clientWidth")
    assert len({box["y"] for tab in tabs.all() if (box := tab.bounding_box())}) == 1
    assert page.locator(".md-tabs__item--active").inner_text().strip() == "报告"


@pytest.mark.parametrize("width", [390, 1280])
def test_words_of_a_chart_neither_overlap_nor_shrink(visit: Callable[..., Visit], served: str, width: int) -> None:
    page = visit(width).page
    page.goto(served + "gap/dashboard.html")
    page.evaluate("document.querySelectorAll('.gb-charts details').forEach(item => { item.open = true })")
    boxes = page.locator(".gb-bars g").evaluate_all(
        "rows => rows.map(row => Array.from(row.querySelectorAll('text'), t => t.getBoundingClientRect().toJSON()))"
    )
    assert len(boxes) > 40
    for name, value, *_ in boxes:
        assert name["right"] + 4 <= value["left"]
        assert value["height"] > 12
    drawn = page.locator(".gb-bars").evaluate_all(
        "all => all.map(svg => [svg.getBoundingClientRect().width, svg.parentNode.getBoundingClientRect().width])"
    )
    assert all(abs(own - room) < 2 for own, room in drawn)


def test_parts_of_a_bar_are_as_long_as_their_numbers(visit: Callable[..., Visit], served: str) -> None:
    page = visit().page
    page.goto(served + "gap/dashboard.html")
    wide = (
        page.locator("#chart-own-documents g")
        .first.locator(".gb-bar-part")
        .evaluate_all("parts => parts.map(part => part.getBoundingClientRect().width)")
    )
    cells = page.locator("#chart-own-documents ~ details tbody tr").first.locator("td").all_text_contents()[:3]
    numbers = [int(cell) for cell in cells]
    assert [round(part / sum(wide), 2) for part in wide] == [round(number / sum(numbers), 2) for number in numbers]
