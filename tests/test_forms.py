"""Forms: made for every record type, filled in by people, read back as what they are."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from click.testing import CliRunner
from lxml import etree
from support import forms
from support.firm import DAMAGED, EVIL, ROOT, found
from support.workspace import AS_OF, assess_at, fingerprint, obligations

from checker.assessment import load
from checker.cli import main
from checker.compose import compose
from checker.forms import file_names, write_form
from checker.load.evidence.forms.filled import MAX_CELL
from checker.load.evidence.forms.read import MOST_FAULTS
from checker.load.evidence.forms.values import day_of, value_of, window_of_text
from checker.load.workspace import read_controls
from checker.model.form import field_cells, kind_of, sign_tag, signer


def blank(house, record="report", **options):
    controls, projects = read_controls(house.root)
    return write_form(controls.records[record], controls, projects, **options)


def put(house, values, edit=forms.as_it_is, name="随便起的名字.docx", **options):
    data = forms.edited(forms.fill(blank(house, **options), values), edit)
    return house.write(f"evidence/{name}", data)


# --- every record type of the repository


@pytest.fixture(scope="module")
def handbook():
    return read_controls(ROOT)


def rich(controls):
    """Return the record types whose forms hold more than the table at the top."""
    return [held for held in controls.records.values() if held.fields or held.approvals or held.sections]


@pytest.mark.parametrize("editor", forms.EDITORS)
def test_every_record_type_is_read_back_as_it_was_filled_in(handbook, tmp_path, editor):
    controls, projects = handbook
    named = forms.directory(controls, projects)
    wrong = {}
    for record in controls.records.values() if editor == "Word" else rich(controls):
        data, meant = forms.filled(write_form(record, controls, projects), record)
        path = tmp_path / f"{record.id}.docx"
        path.write_bytes(forms.edited(data, forms.EDITORS[editor]))
        read = forms.read_back(path, controls, named)
        if read != (meant, ()):
            wrong[record.id] = read
    assert wrong == {}


def test_a_blank_form_says_what_it_is_and_nothing_else(handbook, tmp_path):
    controls, projects = handbook
    named = forms.directory(controls, projects)
    nothing = {"id": None, "date": None, "project": None, "window": None, "author": (), "refs": (), "fields": {}}
    for key, record in controls.records.items():
        edit = forms.without_controls if record.fields else forms.as_it_is
        path = tmp_path / f"{key}.docx"
        path.write_bytes(forms.edited(write_form(record, controls, projects), edit))
        assert forms.read_back(path, controls, named) == ({**nothing, "approvals": [], "record": key}, ())


def test_word_files_open_and_show_what_is_asked_for(handbook):
    controls, projects = handbook
    for record in rich(controls):
        document = docx.Document(io.BytesIO(write_form(record, controls, projects)))
        headings = [held.text for held in document.paragraphs if held.style.name == "Heading 1"]
        assert headings == list(record.sections or ["内容"])
        header = document.sections[0].header.paragraphs[0].text
        assert header.startswith("云岭精工有限公司")
        assert header.endswith(record.code or record.id)
        assert document.core_properties.title == record.title


def test_names_are_safe_and_no_two_are_alike(handbook):
    names = file_names(handbook[0].records)
    assert names["requirement-application"] == ("VICUTU-TI-JL-83-01_信息系统需求开发申请.docx",)
    assert names["weekly-plan"] == ("weekly-plan_项目实施周计划.docx", "weekly-plan_项目实施周计划.xlsx")
    every = [name for held in names.values() for name in held]
    assert len({name.lower() for name in every}) == len(every) > len(names)
    assert not [name for name in every if re.search(r'[<>:"/\\|?*\s]', name) or name.startswith((".", "~"))]


# --- filled in, put into evidence/, judged by the ordinary rules

FILLED = {
    "guanbiao.date": "2026年5月20日", "guanbiao.project": "ERP 二期", "guanbiao.author": "李娜",
    "guanbiao.sign.boss.person": "王强", "guanbiao.sign.boss.date": "2026.5.21",
    "guanbiao.sign.it.person": "zhang-wei", "guanbiao.sign.it.date": "2026/5/22",
    "amount": "120,000.50", "bare": "有",
}  # fmt: skip


def test_a_filled_form_needs_no_other_metadata(firm):
    put(firm, FILLED, forms.with_text("结论", "可以验收"))
    evidence = found(firm)
    assert (evidence.origin, evidence.origin_path) == ("form", "随便起的名字.docx")
    assert (evidence.record, evidence.day, evidence.project) == ("report", date(2026, 5, 20), "erp")
    assert evidence.fields == {"amount": 120000.5, "bare": "有"}
    assert [(a.role, a.person, a.day) for a in evidence.approvals] == [
        ("boss", "wang-qiang", date(2026, 5, 21)),
        ("it", "zhang-wei", date(2026, 5, 22)),
    ]
    assert firm.codes("doc/1:report:erp:2026-05") == []


def test_what_a_half_filled_form_lacks_is_said_by_the_rules(firm):
    put(firm, {"guanbiao.date": "2026-05-20", "guanbiao.sign.boss.date": "2026-05-21"}, project="erp")
    report = firm.assess()
    assert report["evidence_faults"] == []
    item = obligations(report)["doc/1:report:erp:2026-05"]
    assert [(held["code"], held["message"]) for held in item["problems"]] == [
        ("fields", "缺少字段 amount、bare"),
        ("sections", "标题“结论”下面没有内容"),
        ("approval-missing", next(p["message"] for p in item["problems"] if p["code"] == "approval-missing")),
    ]
    assert found(firm).approvals[0].person is None


def test_fields_are_converted_by_their_schema(firm):
    long = "长" * 70
    (tag,) = [
        cell.tag for cell in field_cells(load(firm.root, AS_OF).controls.records["report"]) if cell.path == (long,)
    ]
    values = {
        "amount": "１２", "urgent": "否", "planned": "2026年6月1日", "result": "是", "only": " 自建 ", "people": "1、2,3",
        "things": "甲；乙", "number": "007", "parts/甲": "-1", "parts/乙": "第一行\n第二行", "any": "2026-01-01",
        tag: "x", "guanbiao.field.11": "y",
    }  # fmt: skip
    put(firm, {**FILLED, **values})
    assert found(firm).fields == {
        "amount": 12, "bare": "有", "urgent": False, "planned": "2026-06-01", "result": True, "only": "自建",
        "people": [1, 2, 3], "things": ["甲", "乙"], "number": "007", "parts": {"甲": -1, "乙": "第一行\n第二行"},
        "any": "2026-01-01", "guanbiao.date": "y", long: "x",
    }  # fmt: skip


def test_a_choice_that_is_none_is_left_to_the_rule(firm):
    put(firm, {**FILLED, "result": "大概通过"})
    assert "字段 result 只能是" in str(firm.decided("doc/1:report:erp:2026-05")["problems"])


@pytest.mark.parametrize("case", DAMAGED, ids=lambda case: case["story"])
def test_damaged(firm, case):
    put(firm, case["fill"])
    report = firm.assess()
    assert report["evidence_faults"] == [
        {"path": "随便起的名字.docx", "line": None, "message": words} for words in sorted(case["says"])
    ]
    assert report["unidentified"] == ["随便起的名字.docx"]


def test_there_are_twenty_damaged_ones():
    assert len(DAMAGED) >= 20


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("wang-qiang", ["wang-qiang"]), ("王 强", ["wang-qiang"]), ("李娜 王强", ["li-na", "wang-qiang"]),
        ("李娜，王强；李娜", ["li-na", "wang-qiang"]), ("Ann  Lee", ["ann"]), ("管理者代表", ["wang-qiang"]), ("、", []),
    ],
)  # fmt: skip
def test_names_of_people(firm, names, people):
    put(firm, {"guanbiao.author": names})
    assert list(found(firm).authors) == people


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-20", "2026-05-20"), ("2026/5/20", "2026-05-20"), ("２０２６．５．２０", "2026-05-20"),
        ("2026 年 5 月 20 日", "2026-05-20"), ("2026年5月20号", "2026-05-20"), ("20260520", "2026-05-20"),
        ("2026-05-20 14:30", "2026-05-20 14:30:00"), ("2026年5月20日14时30分", "2026-05-20 14:30:00"),
        ("2026年5月20日 9点", "2026-05-20 09:00:00"), ("2026-05-20T14:30:00+08:00", "2026-05-20 14:30:00+08:00"),
        ("    年  月  日", "None"), ("____-__-__", "None"),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text, day):
    assert str(day_of(text)) == day


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2026-05", "2026-05"), ("2026年5月", "2026-05"), ("2026/5", "2026-05"), ("2026年第21周", "2026-W21"),
        ("2026-w21", "2026-W21"), ("2026年第二季度", "2026-Q2"), ("2026年2季", "2026-Q2"), ("2026年上半年", "2026-H1"),
        ("2026年 下半年", "2026-H2"), ("2026年度", "2026"), ("2026", "2026"),
    ],
)  # fmt: skip
def test_periods_as_people_write_them(text, window):
    assert window_of_text(text) == window


def test_a_date_field_left_as_a_pattern_is_absent():
    assert value_of("  年  月  日", {"format": "date"}) == ""


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({}, "text"), ({"type": []}, "text"), ({"type": [1]}, "text"), ({"enum": [None]}, "text"), ({"enum": "x"}, "text"),
        ({"type": ["number", "boolean"]}, "text"), ({"type": ["integer", "number"]}, "number"), ({"type": "null"}, "text"),
    ],
)  # fmt: skip
def test_schemas_that_say_little(schema, kind):
    assert kind_of(schema) == kind


# --- what editors do to a form


def test_whoever_writes_beside_a_control_means_its_cell(firm):
    def beside(root):
        for control in root.iter(f"{forms._W}sdt"):
            tag = control.find(f"{forms._W}sdtPr/{forms._W}tag")
            if tag.get(f"{forms._W}val") == "guanbiao.author":
                run = etree.SubElement(control.getparent(), f"{forms._W}r")
                etree.SubElement(run, f"{forms._W}t").text = "李娜"

    put(firm, {"guanbiao.date": "2026-05-20"}, beside)
    assert found(firm).authors == ("li-na",)


def test_a_hint_in_the_words_of_the_editor_is_no_answer(firm):
    def hinted(root):
        for control in root.iter(f"{forms._W}sdt"):
            if control.find(f"{forms._W}sdtPr/{forms._W}showingPlcHdr") is not None:
                next(control.iter(f"{forms._W}t")).text = "单击或点击此处输入文字。"

    put(firm, {"guanbiao.date": "2026-05-20"}, hinted)
    evidence = found(firm)
    assert (evidence.authors, evidence.fields, evidence.approvals) == ((), {}, ())


def test_two_controls_in_one_cell_keep_their_own_words(firm):
    def merge(root):
        controls = {
            held.find(f"{forms._W}sdtPr/{forms._W}tag").get(f"{forms._W}val"): held
            for held in root.iter(f"{forms._W}sdt")
        }
        controls["guanbiao.id"].addnext(controls["guanbiao.author"])

    put(firm, {"guanbiao.id": "ev-1", "guanbiao.author": "李娜"}, merge)
    evidence = found(firm)
    assert (evidence.id, evidence.authors) == ("ev-1", ("li-na",))


def test_a_control_taken_out_of_its_table_still_counts(firm):
    def take_out(root):
        table = next(root.iter(f"{forms._W}tbl"))
        for control in list(table.iter(f"{forms._W}sdt")):
            if control.find(f"{forms._W}sdtPr/{forms._W}tag").get(f"{forms._W}val") == "guanbiao.id":
                table.addprevious(control)

    put(firm, {"guanbiao.id": "ev-1"}, take_out)
    assert found(firm).id == "ev-1"


def copied(root):
    """Copy the first table, as somebody who fills in two at once, and change the author in the copy."""
    table = next(root.iter(f"{forms._W}tbl"))
    other = etree.fromstring(etree.tostring(table))
    table.addnext(other)
    for text in other.iter(f"{forms._W}t"):
        text.text = "王强" if text.text == "李娜" else text.text


def test_a_cell_filled_in_twice_is_a_fault(firm):
    put(firm, {"guanbiao.id": "ev-1", "guanbiao.author": "李娜"}, copied)
    (fault,) = firm.assess()["evidence_faults"]
    assert fault["message"] == "表单里“编制人”一格填了两处，内容不一样。删去其中一处"


def test_an_endless_cell_is_a_fault(firm):
    put(firm, {"bare": "长" * (MAX_CELL + 1)})
    (fault,) = firm.assess()["evidence_faults"]
    assert fault["message"] == f"表单里“bare”一格超过 {MAX_CELL} 个字，没有读。长的内容写到正文里"


def signed(row):
    """Return an edit that adds a row to the signature table."""

    def edit(root):
        table = list(root.iter(f"{forms._W}tbl"))[-1]
        added = etree.SubElement(table, f"{forms._W}tr")
        for words in row:
            cell = etree.SubElement(etree.SubElement(added, f"{forms._W}tc"), f"{forms._W}p")
            etree.SubElement(etree.SubElement(cell, f"{forms._W}r"), f"{forms._W}t").text = words

    return edit


def test_a_row_added_to_the_signatures_counts(firm):
    put(firm, {"guanbiao.date": "2026-05-20"}, signed(["管代", "王强、李娜", "2026-05-22"]))
    given = [(held.role, held.person) for held in found(firm).approvals]
    assert given == [("boss", "wang-qiang"), ("boss", "li-na")]


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("大老板", "表单里签字表的角色“大老板”不认识。写角色的名称，例如“管理者代表”"),
        ("", "表单里签字表有一行没有写角色。写角色的名称，例如“管理者代表”"),
    ],
)
def test_a_signature_in_no_known_role_is_a_fault(firm, label, says):
    put(firm, {"guanbiao.date": "2026-05-20"}, signed([label, "王强", "2026-05-22"]))
    assert [fault["message"] for fault in firm.assess()["evidence_faults"]] == [says]


def test_the_role_that_is_read_counts_and_not_the_hidden_one(firm):
    def rename(root):
        for text in root.iter(f"{forms._W}t"):
            text.text = "信息部" if text.text == "管理者代表" else text.text

    put(firm, {"guanbiao.sign.boss.person": "王强"}, rename)
    assert [held.role for held in found(firm).approvals] == ["it"]


def test_a_role_whose_words_are_changed_is_known_by_its_tag(firm):
    def rename(root):
        for text in root.iter(f"{forms._W}t"):
            text.text = "老总" if text.text == "管理者代表" else text.text

    put(firm, {"guanbiao.sign.boss.person": "王强"}, rename)
    assert [held.role for held in found(firm).approvals] == ["boss"]


def test_tags_of_roles():
    assert sign_tag("r" * 70, "person") == ""
    assert [signer(tag) for tag in (sign_tag("a", "date"), "amount", "x.sign.a.date")] == [("a", "date"), None, None]


def test_text_moved_away_is_not_there(firm):
    def move(root):
        for text in root.iter(f"{forms._W}t"):
            if text.text == "李娜":
                run = text.getparent()
                moved = etree.Element(f"{forms._W}moveFrom")
                run.addprevious(moved)
                moved.append(run)

    put(firm, {"guanbiao.author": "李娜", "guanbiao.id": "ev-1"}, move)
    assert (found(firm).authors, found(firm).id) == ((), "ev-1")


def test_what_is_nested_without_end_is_read_in_the_time_of_its_length(firm):
    name = forms._W.strip("{}")
    start, end = "<w:tbl><w:tr><w:tc><w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"
    text = f"<w:p><w:r><w:t>{'长' * 1_000_000}</w:t></w:r></w:p>"
    deep = f'<w:document xmlns:w="{name}"><w:body>{start * 5_000}{text}{end * 5_000}</w:body></w:document>'
    firm.write("evidence/a.docx", forms.packed({**forms.parts_of(blank(firm)), forms.DOCUMENT: deep.encode()}))
    assert found(firm).record == "report"


def test_a_form_with_faults_without_end_names_the_first(firm):
    rows = [["大老板", "王强", "2026-05-22"]] * (2 * MOST_FAULTS)
    put(firm, {}, lambda root: [signed(row)(root) for row in rows])
    faults = load(firm.root, AS_OF).evidence_faults
    assert len(faults) == 1  # the same words are said once
    put(firm, {}, lambda root: [signed([f"老板{number}", "王强", ""])(root) for number in range(2 * MOST_FAULTS)])
    assert len(load(firm.root, AS_OF).evidence_faults) == MOST_FAULTS


# --- which of several places wins


def test_a_sidecar_wins_over_a_form_and_a_form_over_register_and_name(firm):
    firm.record("other").clause("doc/2", "other")
    name = "other_2026-04-01.docx"
    put(firm, FILLED, name=name)
    firm.write("evidence/register.yml", f"evidence: [{{file: {name}, record: other}}]\n")
    assert (found(firm).origin, found(firm).record) == ("form", "report")
    firm.sidecar(name, record="other", date="2026-04-02")
    assert (found(firm).origin, found(firm).record) == ("sidecar", "other")


def without(part):
    def edit(data):
        return forms.packed({name: held for name, held in forms.parts_of(data).items() if name != part})

    return edit


def replaced(part, old, new):
    def edit(data):
        parts = forms.parts_of(data)
        assert old in parts[part]
        return forms.packed({**parts, part: parts[part].replace(old, new)})

    return edit


CUSTOM = "docProps/custom.xml"


@pytest.mark.parametrize(
    "edit",
    [
        without(CUSTOM),
        replaced(CUSTOM, b"guanbiao.form", b"guanbiao.from"),
        replaced(CUSTOM, b"<vt:lpwstr>1<", b"<vt:lpwstr>2<"),
        replaced(CUSTOM, b"<Properties", b'<!DOCTYPE x [<!ENTITY a "b">]><Properties'),
        replaced(CUSTOM, b"</Properties>", b""),
        lambda data: data[: len(data) // 2],
        lambda data: data[4:],
    ],
)
def test_only_embedded_properties_make_a_form(firm, edit):
    data = edit(forms.fill(blank(firm), FILLED))
    firm.write("evidence/表单.docx", data).write("evidence/TI-09_2026-05-02_erp.docx", data)
    workspace = load(firm.root, AS_OF)
    assert [held.path for held in workspace.unidentified] == ["表单.docx"]
    assert [(held.origin, held.day) for held in workspace.evidence] == [("name", date(2026, 5, 2))]
    assert workspace.evidence_faults == ()


def test_properties_may_stand_on_lines_of_their_own(firm):
    firm.write("evidence/a.docx", replaced(CUSTOM, b"<property", b"\n  <property")(blank(firm)))
    assert found(firm).origin == "form"


def test_a_record_type_is_found_by_its_code_where_its_id_has_changed(firm):
    old = "<vt:lpwstr>report<"
    firm.write("evidence/a.docx", replaced(CUSTOM, old.encode(), b"<vt:lpwstr>old<")(blank(firm)))
    assert found(firm).record == "report"


def test_an_unknown_record_type_is_named(firm):
    firm.record("lone", title="单独")
    data = replaced(CUSTOM, b"<vt:lpwstr>lone<", b"<vt:lpwstr>gone<")(blank(firm, "lone"))
    firm.write("evidence/a.docx", data)
    (held,) = load(firm.root, AS_OF).unidentified
    assert held.reason == "没有记录类型“gone”（a.docx）"


@pytest.mark.parametrize(
    "edit",
    [
        replaced(forms.DOCUMENT, b"<w:body>", b"<w:body><w:p>"),
        replaced(forms.DOCUMENT, b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'),
        without(forms.DOCUMENT),
    ],
)
def test_a_form_with_damaged_text_is_known_and_unreadable(firm, edit):
    firm.write("evidence/a.docx", edit(blank(firm, project="erp")))
    evidence = found(firm)
    assert (evidence.origin, evidence.record, evidence.project) == ("form", "report", "erp")
    assert evidence.content.fault


def test_a_word_file_that_is_no_table_at_all(firm):
    bare = b'<w:document xmlns:w="%s"><w:tag w:val="x"/><w:tr/><w:tc><w:sdt><w:sdtPr><w:sdtPr/></w:sdtPr></w:sdt></w:tc></w:document>'
    name = forms._W.strip("{}").encode()
    parts = {**forms.parts_of(blank(firm)), forms.DOCUMENT: bare % name}
    firm.write("evidence/a.docx", forms.packed(parts))
    assert found(firm).record == "report"


# --- bytes, words, names


def test_the_same_values_give_the_same_bytes(firm):
    assert blank(firm) == blank(firm)
    with zipfile.ZipFile(io.BytesIO(blank(firm))) as archive:
        assert {(item.date_time, item.compress_type, item.create_system) for item in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0)
        }


def test_hostile_words_are_shown_as_they_are(house):
    house.profile(enterprise={"id": "demo", "name": EVIL}).role("boss", title=EVIL).project("prj", title=EVIL)
    fields = {"properties": {EVIL: {"enum": [EVIL, ""], "description": EVIL}}, "required": [EVIL]}
    house.record(
        "note", title=EVIL, code=EVIL, sections=[EVIL], approvals=["boss"], suggested_approvals=["boss"], fields=fields
    )
    house.document("doc", title=EVIL, version=EVIL).clause("doc/1", "note")
    data = blank(house, "note", project="prj")
    for name, content in forms.parts_of(data).items():
        root = etree.fromstring(content)
        assert "script" not in {etree.QName(held).localname for held in root.iter()}, name
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == EVIL.replace("\u202e", "⟨U+202E⟩").replace(
        "\x07", "⟨U+0007⟩"
    )
    put(house, {}, record="note", project="prj")
    assert (found(house).record, found(house).project) == ("note", "prj")
    assert file_names(read_controls(house.root)[0].records)["note"][0].isprintable()


def test_names_that_would_be_alike(house):
    house.record("a", title="甲/乙", code="X").record("b", title="甲?乙", code="X ").record("c", title="..", code="~$")
    assert file_names(read_controls(house.root)[0].records) == {
        "a": ("X_甲-乙.docx",),
        "b": ("X_甲-乙_b.docx",),
        "c": ("-_-.docx",),
    }


def test_a_form_says_how_its_record_is_filled_in_and_kept(house):
    house.record("scan", formats=["pdf"]).record("each", scope="event", per="scan").record("week", cadence="weekly")
    texts = {
        key: "".join(etree.fromstring(forms.parts_of(blank(house, key))[forms.DOCUMENT]).itertext())
        for key in ("scan", "each", "week")
    }
    assert "规定归档的格式是 pdf" in texts["scan"]
    assert "关联编号必填" in texts["each"]
    assert "期间写成 2026-W21" in texts["week"]


# --- the enterprise's own template


def template(styles):
    held = {
        name: content
        for name, content in forms.parts_of(template_of_python_docx()).items()
        if styles is None or name != "word/theme/theme1.xml"
    }
    return forms.packed({**held, **({"word/styles.xml": styles} if styles else {})})


def template_of_python_docx():
    held = io.BytesIO()
    docx.Document().save(held)
    return held.getvalue()


def test_a_template_gives_the_styles(firm):
    firm.write("controls/templates/reference.docx", template(None))
    result = CliRunner().invoke(main, ["-w", str(firm.root), "forms", "-o", str(firm.root / "out")])
    assert result.exit_code == 0, result.output
    data = (firm.root / "out/TI-09_验收报告.docx").read_bytes()
    parts, own = forms.parts_of(data), forms.parts_of(template(None))
    assert (parts["word/styles.xml"], parts["word/theme/theme1.xml"]) == (
        own["word/styles.xml"],
        own["word/theme/theme1.xml"],
    )
    firm.write("evidence/a.docx", forms.fill(data, FILLED))
    assert found(firm).origin == "form"


@pytest.mark.parametrize(
    ("held", "mark"),
    [
        ('<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>', b'<w:pStyle w:val="1"/>'),
        ('<w:name w:val="heading 1"/>', b'<w:outlineLvl w:val="0"/>'),
    ],
)
def test_styles_are_known_by_name_or_done_without(firm, held, mark):
    styles = f'<w:styles xmlns:w="{forms._W.strip("{}")}">{held}</w:styles>'.encode()
    firm.write("controls/templates/reference.docx", template(styles))
    data = compose(firm.root, AS_OF).files["forms/TI-09_验收报告.docx"]
    assert mark in forms.parts_of(data)[forms.DOCUMENT]
    firm.write("evidence/a.docx", forms.edited(forms.fill(data, FILLED), forms.with_text("结论", "可以")))
    assert "sections" not in firm.codes("doc/1:report:erp:2026-05")


def test_a_template_that_cannot_be_read_is_a_fault(firm):
    firm.write("controls/templates/reference.docx", b"PK")
    result = CliRunner().invoke(main, ["-w", str(firm.root), "forms", "-o", str(firm.root / "out")])
    assert result.exit_code == 2
    assert "controls/templates/reference.docx: 表单模板读不出来" in result.stderr
    assert not (firm.root / "out").exists()


# --- command line and site


@pytest.fixture
def run(firm):
    def call(*arguments):
        return CliRunner().invoke(main, ["-w", str(firm.root), "forms", *arguments])

    return call


def test_forms_are_written_by_id_or_code(firm, run, tmp_path):
    firm.record("other", title="其他")
    assert run("-o", str(tmp_path / "a/b")).output == f"写了 2 份表单：{tmp_path / 'a/b'}\n"
    assert sorted(held.name for held in (tmp_path / "a/b").iterdir()) == ["TI-09_验收报告.docx", "other_其他.docx"]
    result = run("TI-09", "report", "--project", "erp", "-o", str(tmp_path / "c"))
    assert result.output == f"写了 1 份表单：{tmp_path / 'c'}\n"
    (path,) = (tmp_path / "c").iterdir()
    firm.write("evidence/a.docx", path.read_bytes())
    assert found(firm).project == "erp"


def test_a_project_whose_title_is_not_its_own_is_given_by_id(firm, run, tmp_path):
    run("report", "--project", "gz-2", "-o", str(tmp_path))
    firm.write("evidence/a.docx", (tmp_path / "TI-09_验收报告.docx").read_bytes())
    assert found(firm).project == "gz-2"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reprot"], "reprot: 没有这种记录。是不是想写“report”？"),
        (["report", "--project", "erq"], "erq: 没有这个项目。是不是想写“erp”？"),
    ],
)
def test_what_is_not_there_is_refused(firm, run, arguments, says):
    before = fingerprint(firm.root)
    result = run(*arguments, "-o", str(firm.root / "out"))
    assert (result.exit_code, says in result.stderr) == (2, True)
    assert fingerprint(firm.root) == before


def test_a_folder_that_cannot_be_made_is_refused(firm, run):
    result = run("-o", str(firm.root / "mkdocs.yml/out"))
    assert result.exit_code == 2
    assert "文件夹建不了" in result.stderr


def test_the_site_offers_the_form_of_every_record(firm):
    site = compose(firm.root, AS_OF)
    assert site.files["forms/TI-09_验收报告.docx"] == blank(firm)
    page = site.pages["records/report.md"]
    assert 'href="../forms/TI-09_%E9%AA%8C%E6%94%B6%E6%8A%A5%E5%91%8A.docx" download>TI-09_验收报告.docx</a>' in page


def test_explain_names_the_origin(firm):
    put(firm, FILLED)
    item = obligations(assess_at(firm.root, AS_OF))["doc/1:report:erp:2026-05"]
    assert item["evidence"] == "随便起的名字.docx"
    result = CliRunner().invoke(main, ["-w", str(firm.root), "explain", item["id"], "--as-of", "2026-06-30"])
    assert "由本产品表单的属性识别" in result.output
