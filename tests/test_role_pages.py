"""My duties: one page a role, the list of roles, the RACI tables, the reader's strip on the home page."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import pytest
from support.workspace import AS_OF, dump

from checker.compose import compose

EVIL = "<script>alert(1)</script>\"' onclick='x"


def pages(house, as_of=AS_OF):
    return compose(house.root, as_of).pages


def text(page):
    """Return what is read on a page, without markup."""
    return unescape(re.sub("<[^>]+>", "", page))


def section(page, name):
    """Return one section of a page as it is read."""
    return text(page.partition(f"{{#{name}}}")[2].partition("\n## ")[0])


@pytest.fixture
def busy(house):
    """A boss who owes four records, two of them overdue, and has three ahead."""
    house.profile(start="2026-05-01").role("boss", aliases=["老板"], duties="拍板").role("it", kind="department")
    house.role("supplier", kind="external").role("idle").project("erp")
    house.document("doc", owner="it").document("offer", kind="commitment")
    house.record("minutes", cadence="monthly", grace={"workdays": 3}, code="JL-01", approvals=["it", "boss"])
    house.record("plan", suggested_approvals=["it"]).record("report", scope="project").record("promise")
    acting = {"accountable": ["it"], "responsible": ["boss"], "consulted": ["supplier"], "informed": ["boss"]}
    house.clause("doc/1", "minutes", roles=acting)
    house.clause("doc/2", "plan", "report", roles={"accountable": ["boss"]})
    house.clause("offer/1", "promise", roles={"accountable": ["supplier", "boss"]})
    house.evidence("p.txt", "plan", date="2026-05-05", content="")
    return house


def test_what_is_owed_overdue_first_and_promises_apart(busy):
    page = pages(busy)["roles/boss.md"]
    owed = section(page, "owed")
    order = [owed.index(words) for words in ("记录minutes", "记录plan", "项目erp　1 项", "服务商承诺（单独统计）")]
    assert order == sorted(order)
    assert "## 现在欠的：4 项" in page
    assert "应完成 2026-06-03 已逾期" in owed  # May, three working days later
    assert owed.count("已逾期") == 1
    assert 'href="../gap/index.html#role=boss"' in page


def test_what_came_with_problems_is_not_overdue(busy):
    busy.evidence("m.txt", "minutes", date="2026-05-20", content="")
    assert "已逾期" not in section(pages(busy)["roles/boss.md"], "owed")


def test_what_is_ahead_soon_and_later(busy):
    page = pages(busy)["roles/boss.md"]
    soon, later = section(page, "soon"), section(page, "later")
    assert "2026-07-03记录minutes　企业 · 2026-06" in soon
    assert "2026-07" not in soon.replace("2026-07-03", "")
    assert "2026-08-05记录minutes　企业 · 2026-07" in later
    assert "2026-09-03" in later
    assert "#o-" in page.partition("{#soon}")[2].partition("##")[0], "what has begun leads to its row"


def test_a_promise_ahead_is_marked(busy):
    busy.record("log", cadence="monthly").clause("offer/2", "log", roles={"accountable": ["supplier"]})
    page = pages(busy)["roles/supplier.md"]
    assert "服务商承诺" in section(page, "soon") + section(page, "later")


def test_thirty_days_are_soon_and_the_next_is_not(house):
    house.role("boss").profile(start="2026-07-01").record("log", cadence="monthly")
    house.clause("doc/1", "log", roles={"accountable": ["boss"]})
    assert "2026-07-31" in section(pages(house, date(2026, 7, 1))["roles/boss.md"], "soon")
    assert "2026-07-31" in section(pages(house, date(2026, 6, 30))["roles/boss.md"], "later")


def test_clauses_by_what_the_role_does(busy):
    busy.person("li").profile(
        exclusions=[{"clause": "doc/2", "justification": "无", "approved_by": "li", "date": "2026-06-30"}]
    )
    clauses = section(pages(busy)["roles/boss.md"], "clauses")
    assert [clauses.index(word) for word in ("担责（A）", "执行（R）", "知会（I）")] == sorted(
        clauses.index(word) for word in ("担责（A）", "执行（R）", "知会（I）")
    )
    assert "征求意见" not in clauses
    assert "担责（A）《doc》2 条款doc/2 不适用" in clauses.replace("\n", "")
    assert "条款doc/1 不适用" not in clauses


def test_clauses_stand_by_document_and_number(house):
    roles = {"accountable": ["boss"]}
    house.role("boss").document("b").document("a").record("r")
    for name in ("a/1", "b/10", "b/2.1", "b/2"):
        house.clause(name, "r", roles=roles)
    site = pages(house)
    for held in (section(site["roles/boss.md"], "clauses"), section(site["roles/boss.md"], "writes")):
        places = [
            held.index(f"条款{name}{end}") for name, end in (("b/2", "、"), ("b/2.1", "、"), ("b/10", ""), ("a/1", ""))
        ]
        assert places == sorted(places)


def test_an_exclusion_of_tomorrow_does_not_count_yet(busy):
    busy.person("li").profile(
        exclusions=[{"clause": "doc/2", "justification": "无", "approved_by": "li", "date": "2026-07-01"}]
    )
    page = pages(busy)["roles/boss.md"]
    assert "不适用" not in page
    assert "记录plan" in section(page, "writes")


def test_records_that_it_writes_and_signs(busy):
    site = pages(busy)
    boss, it = site["roles/boss.md"], site["roles/it.md"]
    writes = section(boss, "writes")
    assert "JL-01" in writes
    assert "每月一份，最迟在期间结束后 3 个工作日" in writes
    assert "第 2 个签，共 2 个" in section(boss, "signs")
    signs = section(it, "signs")
    assert "第 1 个签，共 2 个" in signs
    assert signs.index("建议由它签的 1 种：原文没有写明，待确认") < signs.index("一个人签")
    assert "{#writes}" not in it, "the responsible act, not the accountable"


def test_records_of_excluded_clauses_are_not_written(busy):
    busy.person("li").profile(
        exclusions=[{"clause": "doc/2", "justification": "无", "approved_by": "li", "date": "2026-01-02"}]
    )
    assert "记录plan" not in section(pages(busy)["roles/boss.md"], "writes")


def test_who_holds_it_today(busy):
    busy.person("li", department="it", roles=[{"role": "boss", "from": "2026-01-01"}, {"role": "it"}])
    busy.person("wang", roles=[{"role": "boss", "to": "2026-06-29"}, {"role": "supplier"}])
    site = pages(busy)
    assert "今天任职的人li（岗位it）" in text(site["roles/boss.md"])
    assert "今天任职的人li部门的人人li" in text(site["roles/it.md"])
    assert "归口的文件《doc》" in text(site["roles/it.md"])
    assert "今天任职的人wang" in text(site["roles/supplier.md"])
    assert "没有登记任职的人" in site["roles/idle.md"]


def test_names_only_where_the_profile_allows(busy):
    busy.person("li", department="it", roles=[{"role": "boss"}, {"role": "it"}]).profile(show_names=False)
    held = [page for path, page in pages(busy).items() if path.startswith("roles/")]
    assert not [page for page in held if "人li" in page or "任职" in page]


def test_a_role_that_nothing_mentions_has_a_short_page(busy):
    page = pages(busy)["roles/idle.md"]
    assert "还没有条款或记录写到它" in page
    assert "## " not in page.split("---\n", 2)[2]


def test_a_role_that_only_signs_owes_nothing(house):
    house.role("boss").record("plan", approvals=["boss"]).clause("doc/1", "plan")
    page = pages(house)["roles/boss.md"]
    assert "{#owed}" not in page
    assert "一个人签" in section(page, "signs")


def test_the_list_by_kind(busy):
    index = pages(busy)["roles/index.md"]
    assert re.findall(r"\{#(\w+)\}", index) == ["person", "department", "external", "raci"]
    person = section(index, "person")
    assert "也叫老板" in person
    assert "欠 4 项，逾期 1" in person
    assert "快到期 1 项" in person
    assert "现在没有要交的" in person
    assert 'data-words="岗位boss 老板 拍板 boss"' in index
    assert 'aria-label="设为我的角色：岗位boss"' in index


def test_a_role_named_as_the_list_has_a_page_beside_it(house):
    site = pages(house.role("index").document("index").clause("index/1", roles={"informed": ["index"]}))
    assert {"roles/index.md", "roles/index_.md", "raci/index_.md"} <= set(site)


def test_the_tab_stands_after_home(busy):
    nav = compose(busy.root, AS_OF).nav
    assert nav[:2] == [{"首页": "index.md"}, {"我的职责": "roles/index.md"}]
    assert not re.search(r"raci/|roles/boss", json.dumps(nav))


def test_a_workspace_without_roles_builds_as_before(house):
    site = compose(house.owes("plan").root, AS_OF)
    assert not [path for path in site.pages if path.startswith(("roles/", "raci/"))]
    assert "我的职责" not in json.dumps(site.nav, ensure_ascii=False)
    assert "gb-mine" not in site.decorate("index.md", "首页")


def test_roles_without_clauses_have_no_matrices(house):
    site = pages(house.role("boss").clause("doc/1"))
    assert "职责矩阵" not in site["roles/index.md"]
    assert not [path for path in site if path.startswith("raci/")]


# ---- the strip on the home page ----


def strip(house, as_of=AS_OF):
    found = re.search(r'data-mine="([^"]*)"', compose(house.root, as_of).decorate("index.md", "首页"))
    return json.loads(unescape(found[1]))


def test_the_strip_has_the_data_of_every_role(busy):
    data = strip(busy)
    boss = data["roles"]["boss"]
    assert boss["title"] == "岗位boss"
    assert boss["href"] == "roles/boss.html"
    assert (len(boss["owed"]), len(boss["overdue"]), len(boss["soon"]), len(boss["next"])) == (4, 1, 1, 3)
    assert set(boss["overdue"]) <= set(boss["owed"])
    shared = set(boss["owed"]) & set(data["roles"]["supplier"]["owed"])
    assert len(shared) == 1, "what two roles owe together is one thing"
    first = data["items"][str(boss["next"][0])]
    assert first["due"] == "2026-07-03"
    assert first["title"] == "记录minutes"
    assert first["period"] == "企业 · 2026-06"
    assert first["href"].startswith("records/minutes.html#o-")
    assert data["roles"]["idle"] == {
        "title": "岗位idle", "href": "roles/idle.html", "owed": [], "overdue": [], "soon": [], "next": []
    }  # fmt: skip


def test_without_a_choice_the_strip_invites(busy):
    home = compose(busy.root, AS_OF).decorate("index.md", "一\n\n<!-- guanbiao:overview -->\n\n二")
    assert home.index("一") < home.index("gb-mine") < home.index("gb-home") < home.index("二")
    assert 'href="roles/index.html">我的职责</a>' in home


# ---- the RACI tables ----


def sign(letter):
    return f'<span class="gb-raci-mark gb-raci-{letter}" aria-hidden="true">{letter}</span>'


def read(words):
    return f'<span class="gb-sr">{words}</span>'


def test_rows_are_clauses_and_columns_are_the_roles_that_occur(busy):
    site = pages(busy)
    table = site["raci/doc.md"]
    assert re.findall(r'gb-raci-role"><a href="([^"]+)"', table) == [
        f"../roles/{name}.html" for name in ("boss", "it", "supplier")
    ]
    first = next(line for line in table.splitlines() if "条款doc/1<" in line)
    assert re.findall("<td>(.*?)</td>", first) == [
        f"{sign('R')}{sign('I')}{read('执行、知会')}",
        f"{sign('A')}{read('担责')}",
        f"{sign('C')}{read('征求意见')}",
    ]
    assert 'exclude": true' in table, "letters are nothing to search for"


def test_holes_are_listed(busy):
    busy.clause("doc/3", roles={"responsible": ["it"]}).clause("doc/4")
    holes = section(pages(busy)["raci/doc.md"], "holes")
    assert re.search("没有写谁担责.*3 条款doc/3、.*4 条款doc/4\n", holes)
    assert "条款doc/1" not in holes
    assert "几个角色都担责没有这样的条款" in holes
    shared = section(pages(busy)["raci/offer.md"], "holes")
    assert "没有写谁担责没有这样的条款" in shared
    assert "1 条款offer/1：岗位supplier、岗位boss" in shared


def test_clauses_and_gaps_lead_to_their_roles(busy):
    site = compose(busy.root, AS_OF)
    head = site.clause_prefix("doc/1")
    assert 'href="roles/boss.html">岗位boss</a>' in head
    assert 'href="raci/doc.html">整份文件的职责矩阵</a>' in head
    assert 'href="../roles/boss.html">岗位boss</a>' in site.pages["gap/index.md"]


# ---- the record pages ----


def test_a_record_page_names_writers_and_signers(busy):
    busy.clause("doc/3", "minutes", roles={"responsible": ["it"]}).clause("doc/5", "minutes")
    site = pages(busy)
    page = text(site["records/minutes.md"])
    assert "谁编写岗位boss、岗位it" in page
    assert "doc/3（应），由岗位it编写" in page
    assert "doc/5（应），没有写明由谁编写" in page
    assert "谁签字岗位it → 岗位boss，按此先后" in page
    assert 'href="../roles/boss.html"' in site["records/minutes.md"]
    plan = text(site["records/plan.md"])
    assert "谁编写岗位boss" in plan
    assert "编写）" not in plan
    assert "谁签字" not in plan


def test_a_record_that_nobody_is_to_write_says_so(house):
    house.owes("plan").record("stray")
    site = pages(house)
    assert "谁编写条款没有写明" in text(site["records/plan.md"])
    assert "谁编写" not in text(site["records/stray.md"])


OFFICE = {"office_hours": ["08:30-12:00", "13:30-17:30"]}


@pytest.mark.parametrize(
    ("as_of", "calendar", "keys", "words"),
    [
        ("2026-06-30", {}, {"cadence": "monthly"}, "2026-06 这一期从 2026-06-01 到 2026-06-30，最迟 2026-06-30（周二）"),
        (
            "2026-06-30", {}, {"cadence": "weekly", "grace": {"workdays": 2}},
            "2026-W27 这一期从 2026-06-29 到 2026-07-05，期末再加 2 个工作日，最迟 2026-07-07（周二）",
        ),
        ("2026-06-30", {}, {"cadence": "monthly", "grace": {"days": 2}}, "期末再加 2 天，最迟 2026-07-02（周四）"),
        (
            "2026-12-01", {}, {"cadence": "monthly", "grace": {"workdays": 1}},
            "最迟 2027-01-01（周五），其中 2027 年的放假安排还没有，按周一到周五算",
        ),
        ("2026-06-30", {}, {"within": {"days": 1, "of": "base"}}, "《记录base》在 2026-06-30（周二），最迟 2026-07-01（周三）"),
        (
            "2026-06-30", {"extra_holidays": ["2026-07-01"]}, {"within": {"workdays": 1, "of": "base"}},
            "最迟 2026-07-02（周四）",
        ),
        (
            "2026-06-30", OFFICE, {"within": {"workhours": 8, "of": "base"}},
            "在 2026-06-30（周二）08:30，最迟 2026-07-01（周三）09:00。没有写明几点的按天算，最迟 2026-07-02（周四）",
        ),
        (
            "2026-06-30", {}, {"within": {"hours": 20, "of": "base"}},
            "在 2026-06-30（周二）09:00，最迟 2026-07-01（周三）05:00。没有写明几点的按天算，最迟 2026-07-01（周三）",
        ),
        ("9999-12-31", {}, {"within": {"hours": 20, "of": "base"}}, "在 9999-12-31（周五），最迟 9999-12-31（周五）"),
        (
            "2026-06-30", {}, {"cadence": "weekly", "weekdays": ["monday", "thursday"]},
            "接下来该办的日子：2026-07-02（周四）、2026-07-06（周一）、2026-07-09（周四）",
        ),
        ("9999-12-31", {}, {"cadence": "yearly", "weekdays": ["monday"]}, "接下来该办的日子：两个月里没有"),
        ("2026-01-31", {}, {"valid_months": 1}, "2026-01-31（周六）的一份，有效到 2026-02-28（周六）"),
    ],
)  # fmt: skip
def test_deadlines_by_example(house, as_of, calendar, keys, words):
    house.profile(calendar=calendar, start=f"{as_of[:4]}-01-01").record("base").clause("doc/0", "base").owes(
        "note", **keys
    )
    assert words in text(pages(house, date.fromisoformat(as_of))["records/note.md"])


def test_a_rule_that_is_switched_off_has_no_example(house):
    house.parameter("open").owes("note", cadence={"parameter": "open"}).owes("plain")
    site = pages(house)
    assert "举例" not in site["records/note.md"] + site["records/plain.md"]


def test_hostile_words_are_shown_as_they_are(house):
    house.role("boss", title=EVIL, aliases=[EVIL, "\u202e反"], duties=EVIL).project("erp", title=EVIL)
    person = {"id": "li", "name": EVIL, "roles": [{"role": "boss"}]}
    house.write("controls/people.yml", dump({"people": [person]}))
    house.record(
        "log", title=EVIL, scope="project", cadence="monthly", approvals=["boss"], suggested_approvals=["boss"]
    )
    house.document("doc", title=EVIL, owner="boss").clause("doc/1", "log", title=EVIL, roles={"accountable": ["boss"]})
    site = compose(house.root, AS_OF)
    held = [page for path, page in site.pages.items() if path.startswith(("roles/", "raci/", "records/"))]
    everything = "".join([*held, site.decorate("index.md", "首页"), site.clause_prefix("doc/1")])
    assert "<script>" not in everything
    assert " onclick='" not in everything
    assert "\u202e" not in everything
    assert strip(house)["roles"]["boss"]["title"] == EVIL
