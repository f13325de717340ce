"""The site for employees: duties, forms, dates and statuses; no person, no evidence, nothing of what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.leaks import leaks
from support.workspace import AS_OF, Builder

from checker.assessment import assess, load
from checker.assessment.told import told
from checker.cli import main
from checker.compose import compose
from checker.site import build_site

if TYPE_CHECKING:
    from checker.model.workspace import Workspace

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # MkDocs' own, of its dependencies

ROOT = Path(__file__).resolve().parents[1]
NAMES = (
    "body", "folder", "file", "title", "eventfile", "eventtitle", "field", "faulty", "stray", "future", "waiver",
    "homeless", "older", "register", "window", "metricfile",
)  # fmt: skip
SECRETS = {name: f"Zq{place}x{name}Xq" for place, name in enumerate(NAMES)}
IDS = {name: f"zq{place}x{name}xq" for place, name in enumerate(("li", "wu", "approver"))}
SITE = """site_name: 示例
docs_dir: policies
use_directory_urls: false
theme: {name: material, language: zh, font: false}
extra_javascript: [assets/js/mine.js]
plugins: [search, guanbiao, offline]
validation: {nav: {omitted_files: ignore}}
"""


@pytest.fixture
def seeded(house: Builder) -> Builder:
    """A workspace with a secret in every place that employees are not told of."""
    s, li, wu = SECRETS, IDS["li"], IDS["wu"]
    house.role("boss").role("it", kind="department")
    house.person(li, department="it", roles=[{"role": "boss"}]).person(wu).person(IDS["approver"])  # names hold the ids
    house.parameter("keep", value=3, source="批示", approved_by=IDS["approver"])
    house.profile(
        waivers=[{"record": "waived", "until": "2026-12-31", "reason": s["waiver"], "approved_by": wu}],
        exclusions=[{"clause": "doc/6", "justification": "不做", "approved_by": wu, "date": "2026-01-01"}],
    )
    responsible = {"roles": {"responsible": ["boss", "it"]}}
    fields = {"type": "object", "properties": {"grade": {"type": "integer"}}}
    house.record("minutes", fields=fields, approvals=["boss"], retain_years={"parameter": "keep"})
    house.record("weekly", cadence="weekly", grace={"workdays": 5}).record("waived").record("none").record("change")
    house.record("review", scope="event", per="change", within={"days": 30, "of": "change"}).record("unused")
    house.clause("doc/1", "minutes", **responsible).clause("doc/2", "weekly", **responsible)
    house.clause("doc/3", "waived").clause("doc/4", "change", **responsible).clause("doc/5", "review", **responsible)
    house.clause("doc/6", "none")
    house.evidence(
        f"{s['folder']}/{s['file']}.md", "minutes", f"# {s['body']}\n", date="2026-05-01", title=s["title"],
        author=[li], approvals=[{"role": "boss", "person": wu, "date": "2026-04-01"}], fields={"grade": s["field"]},
    )  # fmt: skip
    house.evidence(f"{s['older']}.md", "minutes", date="2026-04-01")
    house.evidence(f"{s['eventfile']}.md", "change", date="2026-06-20", title=s["eventtitle"])
    house.evidence("plain.md", "change", id="chg-7", date="2026-06-20", title=s["eventtitle"], author=[li])
    house.evidence(f"z/{s['eventfile']}.md", "change", date="2026-06-20").evidence("undated.md", "change")
    house.evidence(f"{s['faulty']}.md", "minutes", colour=s["faulty"]).evidence(f"{s['stray']}.md")
    house.evidence(f"{s['future']}.md", "minutes", date="2026-12-24")
    house.evidence(f"{s['homeless']}.md", "unused", date="2026-05-01")
    house.evidence(f"{s['window']}.md", "weekly", window="2026-W99")
    house.write("evidence/register.csv", f"文件,记录,日期,标题\n{s['register']}.md,minutes,2026-03-03,x\n")
    house.write(f"evidence/{s['register']}.md")
    metric = "{id: count, title: 份数, clause: doc/1, cadence: yearly, threshold: {at_least: 9}, measure: {sum: minutes, field: grade}}"
    house.write("controls/metrics.yml", f"metrics: [{metric}]\n")
    house.evidence(f"{s['metricfile']}.md", "minutes", date="2026-02-02", fields={"grade": s["field"]})
    return house.write("policies/index.md", "# 首页\n").write("mkdocs.yml", SITE)


def secrets() -> list[str]:
    return [*SECRETS.values(), *IDS.values()]


def test_employees_meet_no_secret_in_any_built_file(seeded: Builder, tmp_path: Path) -> None:
    folder = build_site(seeded.root, AS_OF, "employee", tmp_path / "out")
    assert leaks(folder, secrets()) == {}
    kinds = {path.suffix for path in folder.rglob("*") if path.is_file()}
    assert {".html", ".js", ".json", ".ics", ".docx", ".xml"} <= kinds


def test_the_search_for_leaks_finds_what_is_there(seeded: Builder, tmp_path: Path) -> None:
    whole = leaks(build_site(seeded.root, AS_OF, "compliance", tmp_path / "whole"), secrets())
    assert set(secrets()) - set(whole) == {SECRETS["body"], SECRETS["field"], SECRETS["title"]}
    seeded.write("policies/notes.md", f"# 附\n\n<b>{SECRETS['body']}</b>\n")
    seeded.role("odd", duties=SECRETS["waiver"]).record("form", sections=[SECRETS["field"]])
    planted = leaks(build_site(seeded.root, AS_OF, "employee", tmp_path / "planted"), secrets())
    assert set(planted) == {SECRETS["body"], SECRETS["waiver"], SECRETS["field"]}
    assert any(name.endswith(".docx") for name in planted[SECRETS["field"]])
    assert any("search_index" in name for name in planted[SECRETS["body"]])


def test_leaks_are_found_folded_escaped_and_packed(tmp_path: Path) -> None:
    import zipfile

    (tmp_path / "a.ics").write_bytes(b"SUMMARY:se\r\n cret one")
    (tmp_path / "b.json").write_text('{"a": "\\u79d8\\u5bc6"}')
    (tmp_path / "c.html").write_text("a&amp;b 秘\u200b密")
    with zipfile.ZipFile(tmp_path / "d.xlsx", "w") as package:
        package.writestr("x.xml", "secret one")
    (tmp_path / "秘密").mkdir()
    assert leaks(tmp_path, ["secret one", "秘密", "a&b"]) == {
        "secret one": ["a.ics", "d.xlsx"],
        "秘密": ["b.json", "c.html", "秘密"],
        "a&b": ["c.html"],
    }


def demonstration() -> Workspace:
    return load(ROOT, date(2026, 6, 30))


def test_what_is_told_of_the_demonstration_knows_nobody_and_no_file() -> None:
    workspace = demonstration()
    assessment = assess(workspace)
    public, spoken = told(workspace, assessment)
    text = f"{public!r}{spoken!r}"
    people = [name for person in workspace.controls.people.values() for name in (person.name, person.id)]
    paths = [item.path for item in workspace.evidence]
    messages = [problem.message for item in assessment.obligations for problem in item.problems]
    assert len(people) > 60
    assert len(paths) > 400
    assert len(messages) > 40
    assert [word for word in (*people, *paths, *messages) if word in text] == []
    assert [item.status for item in spoken.obligations].count("deficient") == len(
        [item for item in assessment.obligations if item.status == "deficient"]
    )


def test_an_audience_changes_no_verdict(seeded: Builder) -> None:
    workspace = load(seeded.root, AS_OF)
    assessment = assess(workspace)
    _, spoken = told(workspace, assessment)
    verdicts = [
        Counter((item.clause, item.record, item.window, item.status, item.due) for item in held.obligations)
        for held in (assessment, spoken)
    ]
    assert verdicts[0] == verdicts[1]
    assert len(spoken.upcoming) == len(assessment.upcoming)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_employees_see_what_they_owe_and_until_when(seeded: Builder) -> None:
    site = compose(seeded.root, AS_OF, "employee")
    role = words(site.pages["roles/boss.md"])
    assert "交过了，还有要补正的地方" in role
    assert "还没有收到，照 记录页 的表单填好交上" in role
    assert "事件 chg-7（记录change 2026-06-20）" in role
    assert "事件 记录change 2026-06-20 程序" in role
    assert "事件 记录change 2026-06-20 第 2 份 程序" in role
    assert "今天任职" not in role
    record = words(site.pages["records/minutes.md"])
    assert "待补正" in record
    assert "找到的证据" not in record
    assert "依据：批示）" in record
    clause = words(site.clause_prefix("doc/6") + site.clause_suffix("doc/1"))
    assert "不做（2026-01-01）" in clause
    assert "份数 每年 ≥ 9" in clause
    assert "职责页" in words(site.pages["calendar/index.md"])
    home = words(site.decorate("index.md", "# 首页"))
    assert "最近要交的" in home
    assert "2026-07-20 记录review" in home


def test_employees_find_a_page_where_the_reports_are_for_others(seeded: Builder) -> None:
    site = compose(seeded.root, AS_OF, "employee")
    whole = compose(seeded.root, AS_OF)
    assert set(site.pages) == set(whole.pages)
    assert {path for path in whole.files if path.startswith("gap/")} - set(site.files) == {
        "gap/assessment.json",
        "gap/assessment.schema.json",
        "gap/gaps.csv",
    }
    for page in ("gap/index.md", "gap/dashboard.md", "matrix/index.md"):
        assert "给全体员工看" in site.pages[page]
    assert "报告" not in [next(iter(entry)) for entry in site.nav]
    assert "gap/index.md" not in site.aliases


def test_lines_for_compliance_staff_are_left_out(house: Builder) -> None:
    house.owes("note").write("policies/index.md", "# 首页\n")
    text = "| a | b <!-- guanbiao:compliance --> |\n| c | d |\n"
    assert compose(house.root, AS_OF).decorate("more.md", text) == "| a | b |\n| c | d |\n"
    assert compose(house.root, AS_OF, "employee").decorate("more.md", text) == "| c | d |\n"


def test_a_whole_page_for_compliance_staff_is_kept_back(house: Builder, tmp_path: Path) -> None:
    house.owes("note").write("policies/index.md", "# 首页\n").write("mkdocs.yml", SITE)
    house.write(
        "policies/inside/index.md",
        "---\ntitle: 内部\naudience: compliance\n---\n\n# 内部\n\nZqSecretXq [条款](../doc-note.md)\n",
    )
    house.write("policies/inside/more.md", "---\naudience: everybody\n---\n\n# 大家的\n").write(
        "policies/odd.md", "---\n[\n---\n"
    )
    whole, public = compose(house.root, AS_OF), compose(house.root, AS_OF, "employee")
    assert {"内部": ["inside/index.md", {"大家的": "inside/more.md"}]} in whole.nav
    assert "inside/index.md" not in str(public.nav)
    assert "大家的" in str(public.nav)
    assert "inside/index.html" in whole.clause_suffix("doc/note")
    assert "inside/index.html" not in public.clause_suffix("doc/note")
    assert leaks(build_site(house.root, AS_OF, "employee", tmp_path / "out"), ["ZqSecretXq"]) == {}
    assert (tmp_path / "out/inside/index.html").is_file()
    assert "ZqSecretXq" in build_site(house.root, AS_OF, "compliance", tmp_path / "in").joinpath(
        "inside/index.html"
    ).read_text("utf-8")


def test_an_employee_site_without_roles_and_dates(house: Builder) -> None:
    house.owes("note").write("policies/index.md", "# 首页\n")
    site = compose(house.root, AS_OF, "employee")
    assert "三个月里没有到期的记录" in site.decorate("index.md", "")
    assert "我的职责" not in site.pages["gap/index.md"]
    assert "roles/" not in site.pages["calendar/index.md"]


def run(house: Builder, *args: str) -> object:
    return CliRunner().invoke(main, ["-w", str(house.root), *args, "--as-of", "2026-06-30"])


def test_both_sites_stand_side_by_side(seeded: Builder, tmp_path: Path) -> None:
    other = tmp_path / "deep/employees"
    assert run(seeded, "build").exit_code == 0
    for _ in range(2):  # the second time it replaces its own
        result = run(seeded, "build", "--audience", "employee", "-o", str(other))
        assert result.exit_code == 0, result.output
        assert "给员工" in result.output
    assert (seeded.root / "site/gap/gaps.csv").exists()
    assert not (other / "gap/gaps.csv").exists()
    assert (other / "gap/index.html").exists()


def test_mkdocs_alone_builds_for_whom_its_configuration_says(seeded: Builder, tmp_path: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    seeded.write("mkdocs.yml", SITE.replace("guanbiao,", "{guanbiao: {as_of: 2026-06-30, audience: employee}},"))
    build(load_config(str(seeded.root / "mkdocs.yml"), site_dir=str(tmp_path / "out")))
    assert leaks(tmp_path / "out", secrets()) == {}
    build_site(seeded.root, AS_OF, "compliance", tmp_path / "whole")
    assert (tmp_path / "whole/gap/gaps.csv").exists(), "what the command says goes before the configuration"


def test_a_folder_with_something_else_is_left_alone(seeded: Builder, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("x")
    result = run(seeded, "build", "-o", str(tmp_path / "mine"))
    assert result.exit_code == 2
    assert "换一个空文件夹" in result.output
    result = run(seeded, "build", "-o", str(tmp_path / "mine/letter.txt/below"))
    assert result.exit_code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_staged_tree_for_employees(seeded: Builder, tmp_path: Path) -> None:
    assert run(seeded, "stage", str(tmp_path / "tree"), "--audience", "employee").exit_code == 0
    assert leaks(tmp_path / "tree", secrets()) == {}
