"""Files that cannot be taken in, or only in part: a clear message, nothing lost, the workspace as before."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import files
from support.procedures import as_json, clauses, drafted, numbered, p, part, picture, run, shown, table, taken, tc, word
from support.workspace import fingerprint

from checker.cli import main
from checker.errors import WorkspaceError
from checker.intake import read
from checker.intake.blocks import Picture

ONE = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
DEL, MOVE = (f'<w:{name} w:id="9">{{}}</w:{name}>' for name in ("del", "moveFrom"))


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name, content):
    return files.package({**parts_of(word(p("1 目的"), p("2 范围"))), name: content})


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(word(p("1 目的"))).items():
            archive.writestr(name, content)
        with archive.open("word/media/x.png", "w") as stream:
            for _ in range(257):
                stream.write(bytes(1 << 20))
    return held.getvalue()


def locked_part():
    content = bytearray(with_part("word/media/x.png", "x"))
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1  # the last entry says that it is encrypted
    return bytes(content)


BAD = {
    "password.docx": (files.OLE, "加密"),
    "old.docx": (files.OLE, "97-2003"),
    "renamed.docx": (b"just text", "可能只改了后缀名"),
    "cut.docx": (word(p("1 目的"))[:400], "不完整"),
    "not-word.docx": (files.package({"a": "b"}), "word/document.xml"),
    "entities.docx": (with_part("word/document.xml", files.ENTITIES), "实体声明"),
    "bomb.docx": (files.bomb("word/document.xml", 33), "超过 32 MiB"),
    "bomb-beside.docx": (bomb(), "超过 256 MiB"),
    "locked-part.docx": (locked_part(), "不完整"),
    "numbering.docx": (with_part("word/numbering.xml", "<w:num"), "word/numbering.xml"),
    "no-types.docx": (with_part("_rels/.rels", "<x"), "pandoc"),
    "strict.docx": (with_part("word/document.xml", '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'), "Strict"),
    "deep.docx": (word("<w:sdt><w:sdtContent>" * 3000 + p("深") + "</w:sdtContent></w:sdt>" * 3000), "套得太深"),
    "scan.docx": (word(p(raw=picture("rI")), related={"rI": ("image", "media/i.png")}, parts={"word/media/i.png": files.PNG}), "扫描件"),
    "nothing.docx": (word(), "没有文字"),
    "empty.txt": (b"", "0 字节"),
    "blank.txt": (b" \n\t ", "空白"),
    "binary.txt": ("1 目的\0".encode(), "不是文字文件"),
    "mixed.txt": ("1 目的".encode("gb18030") + b"\xff\xff\x81", "GB18030"),
    "deep.html": (b"<div>" * 3000 + "深".encode() + b"</div>" * 3000, "套得太深"),
    "paper.pdf": (b"%PDF-1.7", "不认识 .pdf"),
    "paper": (b"x", "没有后缀"),
    "huge.md": (b"x" * (32 * 1024 * 1024 + 1), "32 MiB"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_changes_nothing(house, tmp_path, name):
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content)
    before = fingerprint(house.root)
    result = CliRunner().invoke(main, ["import", str(tmp_path / name), "-w", str(house.root)])
    assert result.exit_code == 2
    assert words in result.stderr
    assert name in result.stderr
    assert fingerprint(house.root) == before


def test_a_file_that_vanishes_and_one_that_is_refused(tmp_path):
    with pytest.raises(WorkspaceError, match="不在了"):
        read(tmp_path / "没有.txt")
    (tmp_path / "夹.txt").mkdir()
    with pytest.raises(WorkspaceError, match="不是普通文件"):
        read(tmp_path / "夹.txt")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_in_the_codes_that_people_use(tmp_path, code):
    text = "1 目的\r\n　　写清目的。\r\n\t2 范围"
    content = b"\xff\xfe" * (code == "utf-16-le") + text.encode(code)
    assert clauses(taken(tmp_path / "a.txt", content)) == [("1", "目的", "写清目的。"), ("2", "范围", "")]


def test_a_page_that_says_it_is_gb2312(tmp_path):
    html = '<html><head><meta charset="gb2312"><title>题</title></head><body><h1>1 目的</h1><p>写清。<script>x()</script></p></body></html>'
    assert clauses(taken(tmp_path / "a.htm", html.encode("gb18030"))) == [("1", "目的", "写清。")]


def test_front_matter_gives_the_title_and_is_kept(tmp_path, house):
    held = taken(
        tmp_path / "a.md", '---\ntitle: "采购程序"\nversion: 1.0\ntitle:\n---\n\n# 1 目的\n\n写清。\n\n# 2 范围\n'
    )
    assert held.title == "采购程序"
    assert [block.text for block in held.lead] == ["version: 1.0", "title:"]
    assert "version:1.0" in shown(drafted(held, house))


def test_revisions_are_accepted(tmp_path):
    gone = f'<w:p><w:pPr>{numbered(1)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{DEL.format("<w:r><w:delText>没了</w:delText></w:r>")}</w:p>'
    moved = f'<w:p><w:pPr>{numbered(1)}<w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr>{MOVE.format(run("搬走"))}</w:p>'
    joined = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("前半句")}</w:p><w:p>{run("后半句。")}</w:p>'
    into = f'<w:p><w:pPr>{numbered(1)}</w:pPr><w:moveTo w:id="2"><w:ins w:id="3">{run("搬走")}</w:ins></w:moveTo></w:p>'
    row = f'<w:tr><w:trPr><w:del w:id="4"/></w:trPr>{tc("删去的行")}{tc("x")}</w:tr>'
    grid = table(["甲", "乙"], ["丙", "丁"]).replace("</w:tbl>", f"{row}</w:tbl>")
    last = '<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr><w:del w:id="6"><w:r><w:delText>末</w:delText></w:r></w:del></w:p>'
    kept = f'<w:p><w:pPr><w:rPr><w:del w:id="7"/></w:rPr></w:pPr>{run("最后的字。")}</w:p>'
    held = taken(
        tmp_path / "a.docx",
        word(p("目的", num=1), gone, moved, joined, p("范围", num=1), grid, into, kept, numbering=[ONE]),
    )
    assert clauses(held) == [("1", "目的", "前半句后半句。"), ("2", "范围", ""), ("3", "搬走", "最后的字。")]
    assert held.clauses[1].item.body[0].rows == (("甲", "乙"), ("丙", "丁"))
    assert held.notes == ("有修订痕迹，按接受全部修订读",)
    assert clauses(taken(tmp_path / "b.docx", word(p("1 甲"), last)))[0][1] == "甲"


def test_comments_macros_charts_and_boxes_are_told(tmp_path):
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>'
        "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ).format(p("框一") + p("框二"))
    old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('老框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    empty = '<w:r><mc:AlternateContent><mc:Choice Requires="x"/></mc:AlternateContent></w:r>'
    chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/></w:drawing></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    content = word(
        p("1 目的", raw=comment),
        p("写清。", raw=box + empty),
        p("又。", raw=old),
        p("2 范围", raw=chart),
        parts={"word/vbaProject.bin": b"x"},
    )
    held = taken(tmp_path / "a.docm", content)
    assert clauses(held)[0] == ("1", "目的", "写清。\n框一\n框二\n又。\n老框")
    assert [note[:4] for note in held.notes] == ["有批注，", "有文本框", "有图表或", "有宏，没"]


def test_footnotes_stand_in_the_text(tmp_path):
    notes = part("footnotes", f'<w:footnote w:id="2">{p("见清单")}{p("第二段")}</w:footnote>')
    body = [p("1 目的"), p("写清。", raw='<w:r><w:footnoteReference w:id="2"/></w:r>'), p("2 范围")]
    content = word(*body, related={"rF": ("footnotes", "footnotes.xml")}, parts={"word/footnotes.xml": notes})
    assert clauses(taken(tmp_path / "a.docx", content))[0][2].replace("\n", "|") == "写清。（注：见清单|第二段）"


def test_the_main_part_may_use_any_prefix(tmp_path):
    held = parts_of(word(p("1 目的"), p("写清。"), p("2 范围")))
    text = re.sub(r"\bw:", "zz:", held["word/document.xml"].decode()).replace("xmlns:w=", "xmlns:zz=")
    assert clauses(taken(tmp_path / "a.docx", files.package({**held, "word/document.xml": text})))[0] == (
        "1",
        "目的",
        "写清。",
    )
    bare = {name: content for name, content in held.items() if name not in ("word/styles.xml", "word/numbering.xml")}
    assert len(clauses(taken(tmp_path / "b.docx", files.package(bare)))) == 2


def test_pictures_and_attached_files_lie_beside_the_page(tmp_path, house):
    thing = '<w:r><w:object><v:shape/><o:OLEObject Type="Embed" r:id="{}"/></w:object></w:r>'
    content = word(
        p("1 目的", raw=picture("rI")), p("见附件。", raw=thing.format("rO") + thing.format("none")), p("2 范围"),
        table(["甲", tc("", raw=p("图", raw=picture("rI")))]), p("看", raw=picture("rGone")),
        related={"rI": ("image", "media/i.PNG"), "rO": ("package", "embeddings/表 1.xl sx"), "rGone": ("image", "media/gone.png")},
        parts={"word/media/i.PNG": files.PNG, "word/embeddings/表 1.xl sx": b"sheet"},
    )  # fmt: skip
    made = drafted(taken(tmp_path / "采购.docx", content), house)
    assert made.files["policies/cg/images/01.png"] == files.PNG
    assert made.files["policies/cg/images/02.bin"] == b"sheet"
    first, second = (made.files[f"policies/cg/{name}.md"].decode() for name in ("1", "2"))
    assert "![原文的图](images/01.png)" in first
    assert "(images/02.bin)" in first
    assert "![原文的图](images/01.png)" in second
    assert "有图：图里的文字" in made.files["复核清单.md"].decode()


def test_files_beside_a_markdown_page(tmp_path, house):
    (tmp_path / "图").mkdir()
    (tmp_path / "图/a b.png").write_bytes(files.PNG)
    (tmp_path / "表.xlsx").write_bytes(b"sheet")
    (tmp_path.parent / "外.png").write_bytes(files.PNG)
    text = (
        "# 1 目的\n\n![流程](图/a%20b.png) [清单](表.xlsx) [页](另.md) [网](https://example.com/x) [上](../外.png) [绝](/etc/passwd)\n\n"
        "![没](无.png)\n[没](无.xlsx)\n\n# 2 范围\n\n[锚](#a)\n"
    )
    held = taken(tmp_path / "采购.md", text)
    made = drafted(held, house)
    page = made.files["policies/cg/1.md"].decode()
    assert "![流程](images/01.png)" in page
    assert "[附件：清单](images/02.xlsx)" in page
    assert sorted(held.pictures) == ["图/a%20b.png", "表.xlsx"]
    assert "有图：无.png" in page
    assert "有附件：无.xlsx" in page
    assert not any(isinstance(block, Picture) for block in held.clauses[1].item.body)


def test_every_kind_of_markdown_and_html_is_kept(tmp_path):
    text = (
        "# 1 目的\n\n> 引用\n\n```\n代码 <x>\n\n第二行\n```\n\n<div>块里<b>粗</b><br>下一行<!-- 藏 --></div>\n\n甲<br>乙<b>丙</b>[^1]\n\n[^1]: 注的话\n\n***\n\n"
        "<table><tr><td>一</td><td>二</td></tr></table>\n\n`码` ~~删~~ **粗** “引”\n\n# 2 范围\n"
    )
    found = clauses(taken(tmp_path / "a.md", text))[0][2]
    assert found == "引用\n代码 <x>\n第二行\n块里粗\n下一行\n甲\n乙丙（注：注的话）\n一\t二\n码删粗 “引”"
    html = (
        "<h1>1 目的</h1><dl><dt>术语<dd>意思</dl><table><caption>表题</caption><tr><th>甲</th><th>乙</th></tr><tr><td>丙</td><td></td></tr></table><table><tr><td></td></tr></table>"
        "<figure><img src=a.png><figcaption>图题</figcaption></figure><div class=line-block>一行<br>二行</div><q>引</q><p>H<sub>2</sub>O</p>"
        "<ol type=a><li>甲事<li>乙事</ol><ol><li></ol><ul><li><table><tr><td>项</td></tr></table></li></ul><h1>2 范围</h1>"
    )
    held = taken(tmp_path / "a.html", html)
    assert clauses(held)[0][2].split() == [
        "术语",
        "意思",
        "表题",
        "图题",
        "一行",
        "二行",
        "“引”",
        "H2O",
        "a.",
        "甲事",
        "b.",
        "乙事",
    ]


def test_lists_in_lists_are_numbered_apart(tmp_path):
    text = "1. 目的\n   1. 甲事。\n      1. 子事。\n      2. 丑事。\n   2. 乙事。\n2. 范围\n   - 项\n     1. 丙事。\n"
    assert [number for number, _, _ in clauses(taken(tmp_path / "a.md", text))] == [
        "1-1",
        "1-1（1）",
        "1-1（2）",
        "1-2",
        "2",
        "2-1",
    ]


def test_three_hundred_pages(tmp_path, house):
    house.role("it", title="信息部")
    said = "信息部编制《采购申请表》，每月5日前报总经理批准，2个工作日内反馈给供应商，由档案管理员归档。" * 4
    body = [
        part
        for chapter in range(1, 31)
        for part in (
            p(f"{chapter} 第{chapter}部分"),
            *(line for k in range(1, 21) for line in (p(f"{chapter}.{k} 采购的提出"), p(said))),
        )
    ]
    held = taken(tmp_path / "大.docx", word(*body), house)
    assert len(held.clauses) == 600
    assert as_json(held)[-1]["number"] == "30.20"
    assert len(drafted(held, house).files) > 600


def test_the_same_file_gives_the_same_drafts(tmp_path, house):
    content = word(
        p("1 目的"),
        p("信息部填写《申请表》。", raw=picture("rI")),
        p("2 范围"),
        related={"rI": ("image", "media/i.png")},
        parts={"word/media/i.png": files.PNG},
    )
    assert drafted(taken(tmp_path / "a.docx", content), house) == drafted(
        taken(Path(tmp_path / "a.docx"), content), house
    )


def test_lists_of_another_kind_inside_keep_their_signs(tmp_path):
    found = clauses(taken(tmp_path / "a.md", "1. 目的\n   1) 甲事。\n   2) 乙事。\n2. 范围\n"))
    assert [number for number, _, _ in found] == ["1-1", "1-2", "2"]


def test_tabs_of_word_keep_columns_apart(tmp_path, house):
    body = [p("1 步骤"), p("活动\t负责人\t时间"), p("询价\t信息部\t当日")]
    held = taken(tmp_path / "a.docx", word(*body))
    assert [(one["number"], one["title"], one["deadlines"]) for one in as_json(held)] == [("1-1", "询价", ["当日"])]
    assert "有宏" in drafted(held._replace(notes=("有宏",)), house).files["复核清单.md"].decode()


def test_a_picture_and_a_table_before_the_title(tmp_path):
    body = [
        p(raw=picture("rI")),
        table(["甲", "乙"], ["丙", "丁"]),
        p("採購程序"),
        p("1 目的"),
        table(["詢價", "簽約"]),
        p("2 范围", raw=picture("rI")),
    ]
    content = word(*body, related={"rI": ("image", "media/i.png")}, parts={"word/media/i.png": files.PNG})
    held = taken(tmp_path / "a.docx", content, simple=True)
    assert held.title == "采购程序"
    assert len(held.lead) == 2
    assert held.clauses[0].item.body[0].rows == (("询价", "签约"),)
