"""What a text names: roles by title and alias, records by code and name, times in words; and what it does not."""

from __future__ import annotations

import pytest
from support.procedures import as_json, drafted, taken

from checker.intake.drafts.page import roles_of
from checker.intake.drafts.review import quoted
from checker.intake.names.raci import Part, part_of


@pytest.fixture
def office(house):
    """A workspace with roles and forms whose names hold each other."""
    house.role("it", title="信息部", kind="department", aliases=["信息部门", "信息中心"]).role(
        "boss", title="管理者代表", aliases=["管代"]
    )
    house.role("lead", title="信息部经理").role("qa", title="质量部", kind="department").document(
        "qp", title="采购管理程序"
    )
    house.record("plan", title="年度采购计划", code="JL-01", aliases=["采购计划"]).record(
        "minutes", title="会议纪要"
    ).record("w", title="周报")
    return house.clause("doc/1", "plan", "minutes", "w")


def one(tmp_path, office, text, *, simple=False):
    (clause,) = as_json(taken(tmp_path / "a.txt", f"1 采购\n{text}", office, simple=simple))
    return clause


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("由信息部提出。", ["信息部"]), ("由信息部门提出。", ["信息部"]), ("由信息中心和管代提出。", ["信息部", "管理者代表"]), ("由信息部经理提出。", ["信息部经理"]),
        ("由信息部经理和信息部提出。", ["信息部经理", "信息部"]), ("信息部、质量部共同提出。", ["信息部", "质量部"]), ("由采购组长提出。", ["采购组长"]), ("由仓储部负责保管。", ["仓储部"]),
        ("由資訊中心提出。", ["資訊中心"]), ("由質量部提出。", ["质量部"]), ("设备管理员填写台账。", ["设备管理员"]), ("报总经理批准。", ["总经理"]), ("各相关部门配合。", ["相关部门"]),
        ("全部完成以后归档。", []), ("内部和外部都要通知。", []), ("用户手册要更新。", []), ("信息部职责见附件。", []), ("", []), ("部长签字。", []), ("客户提出需求。", ["客户"]), ("由质量部门提出。", ["质量部门"]),
    ],
)  # fmt: skip
def test_roles(office, tmp_path, text, roles):
    assert one(tmp_path, office, text)["roles"] == roles


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("填写《领料表》。", [("领料表", None)]), ("形成“验货报告”。", [("验货报告", None)]), ("见JL-01 计划。", [("年度采购计划", "JL-01")]), ("见JL-01。", [("年度采购计划", "JL-01")]),
        ("记录为 CG-JL-07：询价记录表。", [("询价记录表", "CG-JL-07")]), ("编制采购计划，报信息部。", [("年度采购计划", None)]), ("按《采购管理办法》执行。", []), ("每周提交周报。", [("周报", None)]),
        ("按合同约定付款。", [("合同", None)]), ("提交询价和评审记录。", [("评审记录", None)]), ("形成會議紀要。", [("会议纪要", None)]), ("制定报废管理制度。", [("报废管理制度", None)]), ("内容包括采购清单、报价单等内容。", []), ("编码规则为 ISO-9001。", []),
        ("提交《验货报告》和《验货报告》。", [("验货报告", None)]), ("制定备件储备计划并执行。", [("备件储备计划", None)]),
        ("编写备件编码格式和方案。", [("备件编码格式和方案", None)]), ("参与项目详细实施计划。", [("项目详细实施计划", None)]), ("会后形成正式的决议。", [("决议", None)]),
    ],
)  # fmt: skip
def test_records(office, tmp_path, text, records):
    found = [(record["title"], record["code"]) for record in one(tmp_path, office, text)["records"]]
    assert found == records


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("每周开会。", ["每周"]), ("每月5日前报送。", ["每月5日前"]), ("2个工作日内答复。", ["2个工作日内"]), ("半个工作日办完。", ["半个工作日"]), ("收到之日起3日内答复。", ["收到之日起3日内"]),
        ("每季度末盘点。", ["每季度末"]), ("每年12月底前报送。", ["每年", "12月底前"]), ("提前5天通知。", ["提前5天"]), ("定期检查，及时处理。", ["定期", "及时"]), ("24小时内恢复。", ["24小时内"]),
        ("3-5个工作日内办完。", ["3-5个工作日内"]), ("周五下班前提交。", ["周五下班前"]), ("验货前，先核对。", ["验货前"]), ("及时性要好，实时性要高。", []), ("即时通讯软件不用。", []), ("5个部门参加。", []),
        ("每個月5日前報送。", ["每個月5日前"]), ("半年一次。", []), ("规定时间内完成。", ["规定时间内"]), ("不超过2小时。", ["不超过2小时"]),
    ],
)  # fmt: skip
def test_times(office, tmp_path, text, times):
    assert one(tmp_path, office, text)["deadlines"] == times


def test_traditional_characters_stay_as_written_unless_asked(office, tmp_path):
    text = "由質量部填寫《採購申請單》，每週報送。"
    clause = one(tmp_path, office, text)
    assert (clause["roles"], clause["deadlines"]) == (["质量部"], ["每週"])
    assert clause["records"] == [{"title": "採購申請單", "code": None}]
    clause = one(tmp_path, office, text, simple=True)
    assert clause["records"] == [{"title": "采购申请单", "code": None}]
    assert clause["deadlines"] == ["每周"]


def test_a_clause_that_lists_documents(office, tmp_path):
    text = "1 目的\n写清。\n2 相关文件\n《采购管理办法》\n领料登记\n序号\n见附件，另行发布。"
    found = as_json(taken(tmp_path / "a.txt", text, office))[1]
    assert [record["title"] for record in found["records"]] == ["采购管理办法", "领料登记"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[信息部]负责编制。", Part("responsible", sure=True)), ("[信息部]批准后发布。", Part("accountable", sure=True)), ("经[信息部]批准。", Part("accountable", sure=True)),
        ("[信息部]配合。", Part("consulted", sure=True)), ("会同[信息部]验货。", Part("consulted", sure=True)), ("抄送[信息部]。", Part("informed", sure=True)),
        ("报[信息部]备案，由总经理负责。", Part("informed", sure=True)), ("报[信息部]签发。", Part("accountable", sure=True)), ("通知[信息部]", Part("informed", sure=True)),
        ("[信息部]的电话。", Part("responsible", sure=False)), ("[信息部]，要参加会议。", Part("consulted", sure=True)), ("发送给[信息部]审批", Part("accountable", sure=True)),
    ],
)  # fmt: skip
def test_what_a_role_does(office, tmp_path, text, part):
    from checker.intake.names.found import Found

    start = text.index("[")
    plain = text.replace("[", "").replace("]", "")
    assert part_of(plain, Found("信息部", "it", start, start + 3, sure=True)) == part


def test_a_role_named_twice_counts_by_the_weightier(office, tmp_path):
    held = taken(tmp_path / "a.txt", "1 采购\n通知信息部。经信息部批准。", office)
    from checker.intake.drafts.page import Ids

    found = roles_of(held.clauses[0], Ids({"信息部": "it"}, {}))
    assert {part: [entry.id for entry in entries] for part, entries in found.items() if entries} == {
        "accountable": ["it"]
    }


def questions(made):
    rows = [line.split(" | ") for line in made.files["复核清单.md"].decode().splitlines() if line.startswith("| ")][2:]
    return {(row[0].removeprefix("| "), row[1]) for row in rows}


def test_every_doubt_is_a_question(office, tmp_path):
    lines = [
        "1. 目的", "由信息部定期检查，见第1条和第九条，依据2.7和《采购管理程序》、《报废规定》执行。", "3. 范围", "由仓储部的电话，每周一上午，验货前，2个工作日内形成盘点报告。",
        "4. 没有标题的话，比较长，说清楚在什么时候做了什么事情就行了。", "版权说明：无",
    ]  # fmt: skip
    made = drafted(taken(tmp_path / "采购.txt", "\n".join(lines), office), office)
    found = questions(made)
    assert {what for _, what in found} >= {
        "没有带进来的行（目录、网站的字样），看有没有误删", "新文件：种类、归口、版本、生效日期要写", "编号重复、跳号，或是另起的列表，看层次对不对",
        "新的角色：是已有角色的另一种叫法吗", "做什么没有看出来，先算执行", "是要留的记录，还是只提到它", "没有写定多久，由企业定（企业参数）",
        "期限：从哪份记录起算，写到记录的 within、cadence 或 grace", "时间：写到哪份记录的 cadence、occasion 或 after", "引用的条款，本文件里没有这个条号",
        "引用工作区里的文件，要不要写 implements 或链接", "引用的文件工作区里没有", "没有找到谁来做", "原文没有标题",
    }  # fmt: skip
    assert ("3", "编号重复、跳号，或是另起的列表，看层次对不对") in found
    again = drafted(taken(tmp_path / "无号.txt", "没有编号的话。第二句。", office), office, "qp")
    assert {what for _, what in questions(again)} >= {
        "原文没有编号，条号是按标题数出来的",
        "工作区里已有这份文件，逐条对照再用",
    }


def test_a_reference_to_a_clause_of_the_same_document(office, tmp_path):
    made = drafted(taken(tmp_path / "采购.txt", "1 目的\n1.1 来历\n按照1.2执行。\n1.2 范围\n写清。", office), office)
    assert ("1.1", "引用本文件的条款，要不要写成链接") in questions(made)


def test_records_with_their_cadence_and_the_document_with_its_code(office, tmp_path):
    text = "采购程序\n文件编号：CG-01\n1 目的\n每月提交《盘点表》。\n2 范围\n填写 CG-JL-02：领料单。\n3 小结\n每季度提交小结报告和分析报告。"
    files = drafted(taken(tmp_path / "采购.txt", text, office), office).files
    assert (
        "code: CG-01" in files["controls/documents.yml"].decode()
        or 'code: "CG-01"' in files["controls/documents.yml"].decode()
    )
    records = files["controls/records/cgcx.yml"].decode()
    assert "cadence: monthly    # “每月”，请确认" in records
    assert "cadence: quarterly" not in records
    assert "code: CG-JL-02" in records


def test_quotations_are_cut_around_what_they_are_about():
    text = "前" * 50 + "信息部" + "后" * 50 + "。别的话"
    assert quoted(text, 50, 53) == "…" + "前" * 20 + "信息部" + "后" * 37 + "…"
    assert quoted("甲。信息部负责。乙", 2, 5) == "信息部负责"


def test_chapters_that_say_nothing_stand_on_the_page_of_the_document(office, tmp_path):
    text = "第一章 总则\n第一条 写清。\n第二章 采购\n第一节 询价\n第二条 问三家。"
    files = drafted(taken(tmp_path / "采购.txt", text, office), office).files
    assert "chapters" not in files["controls/documents.yml"].decode()
    page = files["policies/cg/index.md"].decode()
    assert "- 第一章 总则\n- 第二章 采购\n- 第一节 询价" in page
    files = drafted(taken(tmp_path / "采购.txt", "1 总则\n1.1 目的\n写清。", office), office).files
    assert '{number: "1", title: 总则}' in files["controls/documents.yml"].decode()
