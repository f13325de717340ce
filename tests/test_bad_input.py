"""Policies and controls that are wrong: every fault located, with a remedy, all of them in one run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.workspace import AS_OF, fingerprint, obligations

from checker.assessment import load
from checker.errors import Fault, WorkspaceError
from checker.load.workspace import check_parts, find_workspace

# (file, text, what, remedy): each alone makes the workspace unusable, at the place marked ▲.
FAULTS = {
    "syntax": ("controls/roles.yml", "roles:\n  - {id: a, title: b\n▲", "YAML 语法错误", "缩进"),
    "tab": ("controls/roles.yml", "roles:\n▲\t- id: a\n", "YAML 语法错误", "不用制表符"),
    "two texts": ("controls/roles.yml", "roles: []\n▲---\nroles: []\n", "YAML 语法错误", ""),
    "control character": ("controls/roles.yml", "▲roles: \u0007\n", "YAML 语法错误", ""),
    "duplicate key": ("controls/roles.yml", "roles: []\n▲roles: []\n", "键“roles”写了两次", "删去"),
    "unknown key": ("controls/roles.yml", "roles:\n  - {id: a, title: b, ▲alias: [x]}\n", "未知的键“alias”", "aliases"),
    "unknown top key": ("controls/roles.yml", "▲role: []\n", "未知的键“role”", "roles"),
    "unknown in front-matter": ("policies/a.md", "---\nclause: doc/a\ntitle: t\n▲record: [r]\n---\n", "未知的键“record”", "records"),
    "missing key": ("controls/roles.yml", "roles:\n  - ▲id: a\n", "缺少键“title”", "title"),
    "wrong type": ("controls/roles.yml", "roles:\n  - {id: a, title: ▲[x]}\n", "应为文字，现在是 列表", "引号"),
    "list for a mapping": ("controls/roles.yml", "▲- id: a\n", "应为键值", ""),
    "number for a text": ("controls/documents.yml", "documents:\n  - {id: d, title: t, kind: plan, version: ▲1.0}\n", "应为文字，现在是 1.0", "加引号"),
    "null in a list": ("controls/roles.yml", "roles:\n  -▲\n", "现在是 空", ""),
    "bad id": ("controls/roles.yml", "roles:\n  - {id: ▲Boss, title: t}\n", "“Boss”写法不对", "小写字母"),
    "bad choice": ("controls/documents.yml", "documents:\n  - {id: d, title: t, kind: ▲standrd}\n", "“standrd”不认识", "是不是想写“standard”"),
    "out of range": ("controls/documents.yml", "documents:\n  - {id: d, title: t, kind: plan, review_months: ▲0}\n", "“0”超出范围", "1"),
    "tag": ("controls/roles.yml", "roles: ▲!!python/object/apply:os.system [x]\n", "不允许使用标签", "删去"),
    "alias bomb": ("controls/roles.yml", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nroles: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n", "别名展开后太大", "直接写出内容"),
    "alias of itself": ("controls/roles.yml", "roles: &a [*a]\n", "嵌套太深", ""),
    "deep flow": ("controls/roles.yml", "roles: " + "[" * 59 + "▲" + "[" * 141 + "]" * 200, "嵌套太深", "60"),
    "deep blocks": ("controls/roles.yml", "".join(" " * n + "▲" * (n == 61) + "a:\n" for n in range(200)), "嵌套太深", ""),
    "key that is a list": ("controls/roles.yml", "roles: []\n? ▲[a]\n: b\n", "键必须是一个词", ""),
    "no such day": ("controls/documents.yml", "documents:\n  - {id: d, title: t, kind: plan, effective: ▲2026-02-30}\n", "2026-02-30", "要有这一天"),
    "no such day anywhere": ("controls/parameters.yml", "parameters:\n  - {id: p, title: t, source: s, value: {days: [▲2026-02-30]}}\n", "不是日历上有的日期", "真实的日期"),
    "time for a date": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: ▲2026-01-01 08:00:00\n", "不对", "2026-05-20"),
    "no zone": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: 2026-01-01\ntimezone: ▲Asia/Beijing\n", "没有时区“Asia/Beijing”", "Asia/Shanghai"),
    "zone outside": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: 2026-01-01\ntimezone: ▲../../etc/passwd\n", "没有时区", ""),
    "gb18030": ("controls/roles.yml", "roles:\n  - {id: a, title: 甲}\n".encode("gb18030"), "不是 UTF-8 编码", "另存为 UTF-8"),
    "gb18030 page": ("policies/a.md", "---\nclause: doc/a\ntitle: 甲\n---\n".encode("gb18030"), "不是 UTF-8", "UTF-8"),
    "too large": ("controls/roles.yml", b"#" * (16 * 1024 * 1024 + 1), "文件太大", "16 MiB"),
    "clause twice": ("policies/z.md", "---\nclause: ▲doc/r\ntitle: t\n---\n", "条款“doc/r”已在 policies/doc-r.md 写过", "另一个条号"),
    "role twice": ("controls/roles.yml", "roles:\n  - {id: a, title: b}\n  - {id: ▲a, title: c}\n", "id“a”已在 controls/roles.yml 用过", "不重复"),
    "record in two files": ("controls/records/z.yml", "records:\n  - {id: ▲r, title: t}\n", "id“r”已在 controls/records/all.yml 用过", ""),
    "form code twice": ("controls/records/z.yml", "records:\n  - {id: z, title: t, code: ▲ＶＩ－1}\n", "已在 controls/records/all.yml 用过", ""),
    "stage twice": ("controls/documents.yml", "documents:\n  - id: doc\n    title: t\n    kind: plan\n    stages: [{id: s, title: t}, ▲{id: s, title: u}]\n", "阶段“s”写了两次", ""),
    "unknown role": ("policies/a.md", "---\nclause: doc/a\ntitle: t\nroles:\n  responsible: [▲bos]\n---\n", "没有角色“bos”", "是不是想写“boss”"),
    "unknown record": ("policies/a.md", "---\nclause: doc/a\ntitle: t\nrecords:\n  - {record: ▲rr}\n---\n", "没有记录类型“rr”", "r"),
    "record twice in a clause": ("policies/a.md", "---\nclause: doc/a\ntitle: t\nrecords: [r, ▲{record: r}]\n---\n", "记录“r”写了两次", ""),
    "unknown document": ("policies/a.md", "---\nclause: ▲dok/a\ntitle: t\n---\n", "没有文件“dok”", "doc"),
    "unknown implements": ("policies/a.md", "---\nclause: doc/a\ntitle: t\nimplements: [▲doc/9]\n---\n", "没有条款“doc/9”", "doc"),
    "unknown stage": ("policies/a.md", "---\nclause: doc/a\ntitle: t\nstage: ▲biuld\n---\n", "没有阶段“biuld”", "build"),
    "stage without stages": ("policies/a.md", "---\nclause: free/a\ntitle: t\nstage: ▲build\n---\n", "没有阶段“build”", "先定义它"),
    "unknown owner": ("controls/documents.yml", "documents:\n  - {id: doc, title: t, kind: plan, owner: ▲x}\n", "没有角色“x”", "boss"),
    "unknown department": ("controls/people.yml", "people:\n  - {id: a, name: b, department: ▲boss}\n", "没有部门", "it"),
    "unknown holding": ("controls/people.yml", "people:\n  - {id: a, name: b, roles: [{role: ▲bosss}]}\n", "没有角色“bosss”", "boss"),
    "unknown person": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: 2026-01-01\nexclusions:\n  - {clause: doc/r, justification: x, approved_by: ▲lina, date: 2026-01-01}\n", "没有人员“lina”", "li-na"),
    "unknown excluded clause": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: 2026-01-01\nexclusions:\n  - {clause: ▲doc/x, justification: x, approved_by: li-na, date: 2026-01-01}\n", "没有条款“doc/x”", "doc/r"),
    "empty waiver": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: 2026-01-01\nwaivers:\n  - ▲{until: 2026-01-01}\n", "豁免没有写明豁免什么", "至少"),
    "waiver of nothing": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: 2026-01-01\nwaivers:\n  - {until: 2026-01-01, record: ▲rx}\n", "没有记录类型“rx”", "r"),
    "waiver without end": ("controls/profile.yml", "enterprise: {id: a, name: b}\nfrom: 2026-01-01\nwaivers:\n  - ▲{record: r}\n", "缺少键“until”", "until"),
    "unknown parameter": ("controls/records/z.yml", "records:\n  - {id: z, title: t, cadence: {parameter: ▲intervall}}\n", "没有参数“intervall”", "interval"),
    "value without source": ("controls/parameters.yml", "parameters:\n  - ▲{id: interval, title: t, value: yearly}\n", "有值而没有依据", "source"),
    "value of a wrong kind": ("controls/parameters.yml", "parameters:\n  - {id: interval, title: t, value: daily, source: x}\n", "参数“interval”的值 'daily' 不能用于 cadence", "parameters.yml"),
    "unset clause": ("controls/parameters.yml", "parameters:\n  - {id: interval, title: t, unset: ▲doc/0}\n", "没有条款“doc/0”", ""),
    "project's document": ("evidence/projects.yml", "projects:\n  - {id: p, title: t, started: 2026-01-01, stages: {dok: ▲build}}\n", "没有文件“dok”", "doc"),
    "project's stage": ("evidence/projects.yml", "projects:\n  - {id: p, title: t, started: 2026-01-01, stages: {doc: ▲built}}\n", "没有阶段“built”", "build"),
    "stage in a history": ("evidence/projects.yml", "projects:\n  - {id: p, title: t, started: 2026-01-01, stages: {doc: [{stage: ▲x, from: 2026-01-01}]}}\n", "没有阶段“x”", "build"),
    "project twice": ("evidence/projects.yml", "projects:\n  - &p {id: p, title: t, started: 2026-01-01}\n  - *p\n", "id“p”已在", ""),
}  # fmt: skip


def furnish(house):
    """Give a house what the faults above refer to; `cadence` of w comes from a parameter."""
    return (
        house.role("boss").role("it", kind="department").person("li-na").parameter("interval")
        .document("doc", stages=[{"id": "build", "title": "建"}, {"id": "trial", "title": "试"}]).document("free")
        .record("r", code="VI-1").record("w", cadence={"parameter": "interval"})
        .clause("doc/r", "r", "w")
    )  # fmt: skip


def unmarked(text):
    """Return a text without the mark."""
    return text.replace("▲", "") if isinstance(text, str) else text


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault(house, name):
    path, text, what, remedy = FAULTS[name]
    furnish(house).write(path, unmarked(text))
    before = fingerprint(house.root)
    faults = house.faults()
    close = [fault for fault in faults if what in fault.what and remedy in fault.remedy]
    assert len(close) == 1, [str(fault) for fault in faults]
    if isinstance(text, str) and "▲" in text:
        ahead = text.partition("▲")[0]
        place = (ahead.count("\n") + 1, len(ahead) - ahead.rfind("\n"))
        assert (close[0].path, close[0].line, close[0].column) == (path, *place)
    assert all(fault.path and fault.what and not fault.remedy.isascii() for fault in faults)
    assert fingerprint(house.root) == before


@pytest.mark.parametrize(("path", "line"), [("controls/roles.yml", 2), ("policies/a.md", 3)])
def test_bytes_that_are_no_utf_8_are_found_by_line(house, path, line):
    text = "---\nclause: doc/a\ntitle: 甲\n---\n" if line == 3 else "roles:\n  - {id: a, title: 甲}\n"
    (fault,) = [f for f in furnish(house).write(path, text.encode("gb18030")).faults() if f.path == path]
    assert (fault.line, fault.what) == (line, "不是 UTF-8 编码的文字")


def test_one_mistake_is_one_fault(house):
    """A mistake must not drown in others that it only seems to cause."""
    alone = {"syntax", "unknown key", "wrong type", "no such day", "gb18030", "unknown role", "clause twice"}
    for name in sorted(alone):
        path, text, *_ = FAULTS[name]
        kept = (house.root / path).read_bytes() if (house.root / path).exists() else None
        furnish(house).write(path, unmarked(text))
        own = [fault for fault in house.faults() if fault.path == path]
        assert len(own) == 1, (name, own)
        (house.root / path).unlink() if kept is None else (house.root / path).write_bytes(kept)


def test_a_page_that_cannot_be_parsed_makes_no_other_page_wrong(house):
    furnish(house).clause("doc/b", implements=["doc/x"]).write("policies/x.md", "---\nclause: doc/x\ntitle: [\n---\n")
    assert [fault.path for fault in house.faults()] == ["policies/x.md"]


def test_all_faults_come_in_one_run_in_order_of_places(house):
    furnish(house).write("controls/roles.yml", "roles:\n  - {id: boss, titel: x}\n  - {id: it, title: t, kind: departement}\n")
    house.write("controls/people.yml", "people:\n  - {id: li-na, name: 李娜, department: sales}\n")
    house.write("policies/a.md", "---\nclause: doc/a\ntitle: t\nrecords: [r, rr, rrr]\nstage: x\n---\n")
    house.write("policies/b.md", "---\nclause: doc/b\ntitle: t\nlevel: must\n---\n")
    found = house.faults()
    assert [(fault.path, fault.line, fault.column) for fault in found] == [
        ("controls/people.yml", 2, 39),
        ("controls/roles.yml", 2, 5),
        ("controls/roles.yml", 2, 16),
        ("controls/roles.yml", 3, 30),
        ("policies/a.md", 4, 14),
        ("policies/a.md", 4, 18),
        ("policies/a.md", 5, 8),
        ("policies/b.md", 4, 8),
    ]
    assert "是不是想写“title”？" in found[2].remedy
    assert "是不是想写“department”？" in found[3].remedy
    assert str(found[7]).startswith("policies/b.md:4:8: “level”的值“must”不认识。可用：")


@pytest.mark.parametrize(
    ("records", "named"),
    [
        ([{"id": "a", "after": ["b"]}, {"id": "b", "after": ["a"]}], {"a", "b"}),
        ([{"id": "a", "after": ["a"]}], {"a"}),
        ([{"id": "a", "within": {"days": 1, "of": "b"}}, {"id": "b", "after": ["a"]}], {"a", "b"}),
        ([{"id": "a", "scope": "event", "per": "b"}, {"id": "b", "scope": "event", "per": "a"}], {"a", "b"}),
        ([{"id": "a", "scope": "event", "per": "c", "within": {"days": 1}}, {"id": "c", "after": ["a"]}], {"a", "c"}),
    ],
)
def test_cycles(house, records, named):
    for record in records:
        house.record(**{"name": record.pop("id"), **record})
    (fault,) = house.faults()
    assert "成了圈" in fault.what
    assert named == set(fault.what.partition("：")[2].split(" → "))
    assert fault.path == "controls/records/all.yml"


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"scope": "event", "per": "o", "cadence": "monthly"}, "事件记录不能有周期"),
        ({"cadence": "monthly", "within": {"days": 1, "of": "o"}}, "有周期的记录不能再有期限"),
        ({"cadence": "monthly", "valid_months": 3}, "不能再有有效期"),
        ({"grace": {"days": 1}}, "没有周期就没有宽限"),
        ({"scope": "event"}, "没有写明由什么引起"),
        ({"per": "o"}, "per 只用于事件记录"),
        ({"occasion": "有时", "cadence": "monthly"}, "不能有周期或期限"),
        ({"within": {"days": 1}}, "没有写明从哪种记录起算"),
        ({"within": {"of": "o"}}, "within 要写明一个时限"),
        ({"within": {"of": "o", "days": 1, "hours": 1}}, "within 要写明一个时限"),
        ({"cadence": "monthly", "grace": {}}, "grace 要写明一个时限"),
        ({"cadence": "monthly", "grace": {"hours": 3}}, "未知的键“hours”"),
        ({"after": ["o", "o"]}, "after 里有重复"),
        ({"fields": {"type": "objekt"}}, "不是有效的 JSON Schema"),
        ({"fields": {"allOf": [{"$ref": "http://example.invalid/x"}]}}, "$ref 指到了文件之外"),
        ({"valid_months": 0}, "超出范围"),
        ({"within": {"days": -1, "of": "o"}}, "超出范围"),
        ({"cadence": "daily"}, "“daily”不认识"),
        ({"cadence": {"param": "x"}}, "未知的键“param”"),
        ({"within": 3}, "“within”的值应为键值"),
        ({"retain_years": -1}, "超出范围"),
        ({"cadence": 7}, "“cadence”的值"),
        ({"sections": ["第一行\n第二行"]}, "写法不对"),
    ],
)
def test_between_the_keys_of_a_record_type(house, keys, what):
    house.record("o").record("x", **keys)
    assert [fault for fault in house.faults() if what in fault.what and fault.line and fault.column]


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""], ids=["bom", "plain"])
@pytest.mark.parametrize("ends", [b"\r\n", b"\r", b"\n"], ids=["crlf", "cr", "lf"])
def test_bom_and_line_ends_are_read(house, mark, ends):
    furnish(house)
    for path in [*house.root.rglob("*.yml"), *house.root.rglob("*.md")]:
        path.write_bytes(mark + path.read_bytes().replace(b"\n", ends))
    assert set(obligations(house.assess())) == {"doc/r:r", "doc/r:w"}


def test_faults_keep_their_lines_under_crlf(house):
    furnish(house).write("policies/a.md", "---\r\nclause: doc/a\r\ntitle: t\r\nstagge: x\r\n---\r\n")
    (fault,) = house.faults()
    assert (fault.line, fault.column) == (4, 1)


def test_empty_folders_are_a_workspace_that_owes_nothing(house):
    report = house.assess()
    assert report["obligations"] == []
    assert report["summary"]["coverage"] is None


def test_empty_and_comment_only_files_are_empty(house):
    for name in ("roles", "people", "documents", "parameters", "records/none"):
        house.write(f"controls/{name}.yml", "# 还没有\n")
    house.write("controls/roles.yml", "roles:\n")
    assert house.assess()["obligations"] == []


def test_no_profile(house):
    (house.root / "controls/profile.yml").unlink()
    (fault,) = house.faults()
    assert fault.path == "controls/profile.yml"
    assert "enterprise" in fault.remedy


def test_no_workspace_at_all(tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        find_workspace(tmp_path)
    assert "mkdocs.yml" in caught.value.faults[0].remedy
    with pytest.raises(WorkspaceError) as caught:
        check_parts(tmp_path)
    assert [fault.path for fault in caught.value.faults] == ["controls", "evidence", "mkdocs.yml", "policies"]


def test_a_workspace_is_found_from_below_and_needs_every_part(house):
    below = house.root / "evidence/a/b"
    below.mkdir(parents=True)
    assert find_workspace(below) == house.root
    assert check_parts(house.root) == house.root
    (house.root / "mkdocs.yml").unlink()
    with pytest.raises(WorkspaceError):
        find_workspace(below)
    with pytest.raises(WorkspaceError, match=r"mkdocs\.yml"):
        check_parts(house.root)


def test_controls_that_are_no_plain_files(house):
    furnish(house)
    (house.root / "controls/roles.yml").unlink()
    os.mkfifo(house.root / "controls/roles.yml")
    (house.root / "controls/people.yml").unlink()
    (house.root / "controls/people.yml").mkdir()
    assert [(fault.path, fault.what) for fault in house.faults()] == [
        ("controls/people.yml", "不是普通文件"),
        ("controls/roles.yml", "不是普通文件"),
    ]


@pytest.mark.parametrize("name", ["controls/roles.yml", "policies/doc-r.md"])
def test_controls_that_the_system_refuses(house, monkeypatch, name):
    """Tests may run as root, for whom nothing is refused; so the refusal is made."""
    furnish(house)
    real = Path.open

    def refuse(path, *rest, **more):
        if path == house.root / name:
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert [(fault.path, fault.remedy) for fault in house.faults()] == [(name, "检查文件是否还在、是否有读取权限")]


def test_a_policies_folder_that_the_system_refuses(house, monkeypatch):
    furnish(house).clause("doc/b").write("policies/sub/b.md", "x")
    real = os.scandir

    def refuse(path):
        if str(path).endswith("/sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (fault,) = house.faults()
    assert (fault.path, fault.what) == ("policies/sub", "文件夹打不开（Permission denied）")


def test_pages_that_are_no_clauses_are_left_alone(house):
    furnish(house)
    house.write("policies/none.md", "---\ntitle: [不是条款, 也不必合规\n---\n")
    house.write("policies/open.md", "---\nclause: doc/x\n没有结束的开头\n")
    house.write("policies/line.md", "----\nclause: doc/x\n----\n").write("policies/end.md", "---")
    house.write("policies/.hidden.md", "---\nclause: [\n---\n").write("policies/.git/x.md", "---\nclause: [\n---\n")
    house.write("policies/dots.md", "---\nclause: doc/y\ntitle: 以三个点结束\n...\n")
    assert set(load(house.root, AS_OF).controls.clauses) == {"doc/r", "doc/y"}


def test_a_fault_reads_well():
    assert str(Fault("a.yml", None, None, "坏了", "")) == "a.yml: 坏了"
    assert Fault("a.yml", 1, None, "坏了", "").message == "坏了"
    assert Fault("a.yml", 1, 2, "坏了", "修好").message == "坏了。修好"
