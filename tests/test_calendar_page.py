"""The calendar: months as grids, a list by day, what is overdue, holidays and the enterprise's own days."""

from __future__ import annotations

import re
from datetime import date

import pytest

from checker.calendar import festival
from checker.compose import compose

AS_OF = date(2026, 6, 30)


def page(house, as_of=AS_OF):
    return compose(house.root, as_of).pages["calendar/index.md"]


def text(html):
    return re.sub("<[^>]+>", " ", html)


def grids(html):
    """Return caption, head and rows of every grid, each cell as its words."""
    found = {}
    for table in re.findall(r'<table class="gb-month">.*?</table>', html, re.DOTALL):
        caption = re.search("<caption>(.*?)</caption>", table)[1]
        rows = re.findall("<tr>(.*?)</tr>", table, re.DOTALL)
        found[caption] = [
            [" ".join(text(cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows
        ]
    return found


def cell(html, month, number):
    """Return the words of one day."""
    return next(held for row in grids(html)[month][1:] for held in row[1:] if held.split(" ")[0] == str(number))


def test_this_month_and_the_next_two_with_weeks_and_days(house):
    months = grids(page(house))
    assert list(months) == ["2026 年 6 月", "2026 年 7 月", "2026 年 8 月"]
    head, first, *_, last = months["2026 年 7 月"]
    assert head == ["周次", "周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    assert first == ["W27", "", "", "1", "2", "3", "4", "5"]
    assert last == ["W31", "27", "28", "29", "30", "31", "", ""]


def test_a_turn_of_the_year_counts_its_weeks(house):
    months = grids(page(house, date(2025, 12, 31)))
    assert list(months) == ["2025 年 12 月", "2026 年 1 月", "2026 年 2 月"]
    assert [months["2025 年 12 月"][-1][0], months["2026 年 1 月"][1][0]] == ["W01", "W01"]


def test_what_falls_due_stands_on_its_day_with_everything_about_it(house):
    house.profile(start="2026-07-01").role("clerk").project("mes").record(
        "log", scope="project", cadence="monthly", grace={"workdays": 3}
    )
    house.clause("doc/1", "log", roles={"accountable": ["clerk"]})
    html = page(house)
    assert cell(html, "2026 年 8 月", 5) == "5 记录log 项目mes"
    entry = next(text(held) for held in re.findall('<li data-role="clerk">.*?</li>', html) if "最后一天" in held)
    for words in (
        "记录log",
        "项目mes · 2026-07",
        "岗位clerk",
        "1 条款doc/1",
        "2026-07 的最后一天 2026-07-31 之后 3 个工作日",
    ):
        assert words in entry, words
    assert '<time datetime="2026-08-05">8 月 5 日 周三</time>' in html


def test_a_limit_says_what_it_counts_from_and_a_row_that_stands_is_linked(house):
    house.record("talk", occasion="开会").record("minutes", scope="event", per="talk", within={"days": 5, "of": "talk"})
    house.clause("doc/1", "talk", "minutes").evidence("t.md", "talk", id="t-1", title="周会", date="2026-06-28")
    html = page(house)
    assert "《记录talk》之后 5 天内" in html
    assert "事件 t-1（周会）" in html
    assert re.search(r'href="\.\./records/minutes\.html#o-[0-9a-f]{10}"', html)


def test_what_has_not_begun_leads_to_its_record(house):
    house.profile(start="2026-07-01").owes("log", cadence="quarterly")
    assert '<a href="../records/log.html">记录log</a>' in page(house)


def test_what_falls_due_after_the_grids_is_only_in_the_list(house):
    house.profile(start="2026-07-01").owes("log", cadence="quarterly")
    html = page(house)
    assert "再往后还有 1 项" in html
    assert '<time datetime="2026-09-30">' in html
    assert "再往后" not in page(house, date(2026, 7, 1))


def test_a_full_day_folds_what_is_too_much(house):
    house.profile(start="2026-07-01")
    for name in "abcdef":
        house.owes(name, cadence="monthly")
    html = page(house)
    assert cell(html, "2026 年 7 月", 31).count("记录") == 6
    assert "<summary>还有 2 项</summary>" in html


def test_the_day_of_assessment_is_marked_once_in_grid_and_list(house):
    house.owes("log", cadence="half-yearly")
    html = page(house)
    assert html.count('aria-current="date"') == 1
    assert cell(html, "2026 年 6 月", 30).startswith("30 评估日")
    assert html.count("评估日</span>") == 2


@pytest.mark.parametrize(
    ("as_of", "month", "number", "words"),
    [
        (AS_OF, "2026 年 6 月", 19, "休 端午"),
        (AS_OF, "2026 年 6 月", 20, "休 端午"),
        (date(2026, 9, 1), "2026 年 9 月", 20, "班 国庆节调休"),
        (date(2026, 9, 1), "2026 年 10 月", 1, "休 国庆节"),
        (AS_OF, "2026 年 7 月", 8, "休 企业放假"),
        (AS_OF, "2026 年 7 月", 12, "班 企业上班"),
        (AS_OF, "2026 年 7 月", 11, ""),
        (AS_OF, "2026 年 7 月", 10, ""),
    ],
)
def test_holidays_and_days_to_make_up_for_them(house, as_of, month, number, words):
    house.profile(calendar={"extra_holidays": ["2026-07-08"], "extra_workdays": ["2026-07-12"]})
    assert cell(page(house, as_of), month, number) == f"{number} {words}".strip()


def test_rest_days_are_shaded_and_said_in_the_list(house):
    house.profile(start="2026-07-01").owes("log", cadence="weekly")
    html = page(house)
    assert '<td class="gb-rest"><p class="gb-date"><span class="gb-date-number">5</span>' in html
    assert re.search(r"7 月 12 日 周日</time> <span class=\"gb-mark\">休息日</span>", html)
    assert '<td><p class="gb-date"><span class="gb-date-number">10</span>' in html


def test_years_whose_holidays_nobody_knows_are_said(house):
    assert "还不知道" not in page(house)
    assert "2099 年的放假和调休安排还不知道，按周一到周五上班画" in page(house, date(2099, 5, 1))
    assert festival(date(2099, 10, 1)) == ""


def test_a_list_that_goes_into_another_year_names_it(house):
    house.profile(start="2026-12-01").owes("log", cadence="monthly")
    html = page(house, date(2026, 12, 20))
    assert '<time datetime="2026-12-31">12 月 31 日 周四</time>' in html
    assert '<time datetime="2027-01-31">2027 年 1 月 31 日 周日</time>' in html


def test_what_is_overdue_is_counted_and_linked(house):
    house.owes("log", cadence="monthly").document("cm", kind="commitment").record("promise", cadence="quarterly")
    house.clause("cm/1", "promise").evidence("l.md", "log", date="2026-03-20", window="2026-02")
    html = page(house)
    assert "缺失 4 项，待补正 1 项，服务商承诺另有 1 项" in text(html)
    assert 'href="../gap/index.html#gaps"' in html


def test_the_due_day_itself_is_not_overdue(house):
    house.profile(start="2026-06-01").owes("log", cadence="monthly")
    assert "没有已经过期的" in page(house)
    assert "缺失 1 项，待补正 0 项。" in text(page(house, date(2026, 7, 1)))


def test_promises_are_marked(house):
    house.profile(start="2026-07-01").document("cm", kind="commitment").record("promise", cadence="quarterly")
    house.clause("cm/1", "promise").owes("own", cadence="monthly")
    (marked,) = re.findall("<li[^>]*>[^\n]*服务商承诺</span>", page(house))
    assert "记录promise" in marked


def test_roles_to_choose_are_those_that_have_something_to_do(house):
    house.profile(start="2026-07-01").role("idle").role("clerk").role("boss").record("log", cadence="monthly")
    house.clause("doc/1", "log", roles={"accountable": ["boss", "clerk"]})
    html = page(house)
    assert re.findall('<option value="([^"]*)">([^<]*)', html) == [
        ("", "所有岗位"),
        ("clerk", "岗位clerk（3）"),
        ("boss", "岗位boss（3）"),
    ]
    assert html.count('data-role="boss clerk"') == 5
    assert '<form class="gb-filter" id="gb-calendar-filter" hidden>' in html


def test_nothing_to_come(house):
    html = page(house)
    assert "这段时间没有到期的" in html
    assert "<form" not in html
    assert "没有已经过期的" in html


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date(9999, 12, 30), date.max])
def test_the_ends_of_time(house, as_of):
    house.profile(start="0001-01-01").owes("log", cadence="yearly")
    assert f"{as_of.year} 年 {as_of.month} 月" in grids(page(house, as_of))


def test_words_from_files_are_escaped(house):
    title = "<b>周报</b>\u202e"
    house.profile(start="2026-07-01").role("boss", title=title).record("log", cadence="monthly", title=title)
    house.clause("doc/1", "log", roles={"accountable": ["boss"]}, title=title)
    html = page(house)
    assert "<b>周报" not in html
    assert "\u202e" not in html
    assert html.count("&lt;b&gt;周报&lt;/b&gt;⟨U+202E⟩") > 4
