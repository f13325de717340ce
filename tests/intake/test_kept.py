"""Nothing of a file is lost: notes, pictures, attached files, HTML in Markdown, lists in lists, 300 pages."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from support import files
from support.procedures import as_json, clauses, drafted, p, part, picture, table, taken, tc, word

from checker.intake.file.blocks import Picture


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


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
