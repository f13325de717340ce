"""Files that cannot be taken in, or only in part: a clear message, nothing lost, the workspace as before."""

from __future__ import annotations

import io
import zipfile

import pytest
from click.testing import CliRunner
from support import files
from support.procedures import clauses, drafted, numbered, p, picture, run, shown, table, taken, tc, word
from support.workspace import fingerprint

from checker.cli import main
from checker.errors import WorkspaceError
from checker.intake import read

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
