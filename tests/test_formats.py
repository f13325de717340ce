"""Reading evidence files: which headings a document has, and which files are whole."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import files
from support.files import paragraph as para
from support.files import style

from checker.load.evidence.formats import FORMATS, read_content
from checker.load.evidence.formats.markdown import outline
from checker.load.evidence.safefile import SafeFile, UnreadableError


def content_of(folder, name, data, *, headings=True):
    path = folder / name
    path.write_bytes(data)
    return read_content(SafeFile(path, folder), name.rpartition(".")[2], headings=headings)


def headings_of(folder, data):
    found = content_of(folder, "x.docx", data)
    assert found.fault is None
    return [(heading.level, heading.words, heading.filled) for heading in found.headings]


def test_every_ending_has_one_reader():
    assert set(FORMATS) == {"csv", "docx", "jpeg", "jpg", "md", "pdf", "png", "txt", "xlsx"}


def test_a_document_that_word_would_write(tmp_path):
    made = docx.Document()
    made.add_heading("目标", 1)
    made.add_paragraph("提高效率")
    made.add_heading("进度", 1)
    made.add_heading("里程碑", 2)
    made.add_table(1, 1).cell(0, 0).text = "表里的字也算"
    made.add_heading("风险", 1)
    made.add_paragraph("   ")
    held = io.BytesIO()
    made.save(held)
    assert headings_of(tmp_path, held.getvalue()) == [
        (1, "目标", True),
        (1, "进度", True),
        (2, "里程碑", True),
        (1, "风险", False),
    ]


def test_a_style_of_ones_own_based_on_a_heading(tmp_path):
    made = docx.Document()
    own = made.styles.add_style("公司一级", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = made.styles["Heading 1"]
    made.add_paragraph("验收结论", style=own)
    made.add_paragraph("通过")
    held = io.BytesIO()
    made.save(held)
    assert headings_of(tmp_path, held.getvalue()) == [(1, "验收结论", True)]


@pytest.mark.parametrize(
    ("body", "styles", "expected"),
    [
        (para("甲", "Heading1"), None, [(1, "甲", False)]),
        (para("甲", "1"), style("1", "heading 1"), [(1, "甲", False)]),
        (para("甲", "a"), style("a", "标题 3"), [(3, "甲", False)]),
        (para("甲", "a"), style("a", "标题３"), [(3, "甲", False)]),
        (para("甲", "标题2"), None, [(2, "甲", False)]),
        (para("甲", "a"), style("a", "公司", outline=1), [(2, "甲", False)]),
        (para("甲", "a"), style("a", "公司", outline=9), []),
        (para("甲", None, 0), None, [(1, "甲", False)]),
        (para("甲", None, 9), None, []),
        (para("甲", "Heading2", 0), None, [(2, "甲", False)]),
        (para("甲", "c"), style("c", based="b") + style("b", based="a") + style("a", "Heading 4"), [(4, "甲", False)]),
        (para("甲", "c"), style("c", "c", based="b") + style("b", "b", based="c"), []),
        (para("甲", "c"), style("c", "c", based="none"), []),
        (para("甲", "Heading10"), None, []),
        (para("甲", "Heading0"), None, []),
        (para("甲", "TOCHeading"), style("TOCHeading", "TOC Heading"), []),
        (para("  ", "Heading1") + para("乙"), None, []),
        (para("甲", "标题1") + para("乙", "标题2") + para("丙"), None, [(1, "甲", True), (2, "乙", True)]),
        (para("甲", "标题2") + para("乙", "标题1") + para("丙"), None, [(2, "甲", False), (1, "乙", True)]),
        (para("甲", "标题1") + para("乙", "标题1") + para("丙"), None, [(1, "甲", False), (1, "乙", True)]),
        ("<w:t>游离的字</w:t><w:pStyle/><w:outlineLvl/>", None, []),
        (para("甲", "Heading1") + f"<w:p><w:r>{para('文本框')}</w:r></w:p>", None, [(1, "甲", True)]),
        ('<w:p><w:pPr><w:outlineLvl w:val="x"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>', None, []),
    ],
)  # fmt: skip
def test_headings_of_word(tmp_path, body, styles, expected):
    assert headings_of(tmp_path, files.docx(body, styles=styles)) == expected


def test_headings_are_read_only_where_asked_for(tmp_path):
    assert content_of(tmp_path, "x.docx", files.docx(para("甲", "Heading1")), headings=False).headings is None
    assert content_of(tmp_path, "x.md", b"# x", headings=False).headings is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 甲\n\n文\n", [(1, "甲", True)]),
        ("甲\n===\n\n乙\n---\n文\n", [(1, "甲", True), (2, "乙", True)]),
        ("# 甲 #\n", [(1, "甲", False)]),
        ("#甲\n", []),
        ("# **甲** `x`\n- 一\n", [(1, "**甲** `x`", True)]),
        ("# 甲\n```\n# 乙\n```\n", [(1, "甲", True)]),
        ("# 甲\n```\n\n```\n", [(1, "甲", False)]),
        ("# 甲\n    # 乙\n", [(1, "甲", True)]),
        ("# 甲\n| a |\n|---|\n| b |\n", [(1, "甲", True)]),
        ("# 甲\n> 引\n", [(1, "甲", True)]),
        ("# 甲\n<!-- 注 -->\n", [(1, "甲", False)]),
        ("# 甲\n---\n", [(1, "甲", False)]),
        ("# 甲\n![](x.png)\n", [(1, "甲", True)]),
        ("---\n# 不是标题: x\n---\n# 甲\n文", [(1, "甲", True)]),
        ("---\nx: 1\n---\n", []),
        ("---\n没有结束\n# 甲\n", [(1, "甲", False)]),
        ("# 甲\r\n\r\n文\r\n", [(1, "甲", True)]),
        ("# 甲\r## 乙\r文", [(1, "甲", True), (2, "乙", True)]),
        ("#\n文\n", [(1, "", True)]),
    ],
)
def test_headings_of_markdown(text, expected):
    assert [(h.level, h.words, h.filled) for h in outline(text).headings()] == expected


def picture(kind):
    held = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(held, kind)
    return held.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("x.png", "PNG"), ("x.jpg", "JPEG"), ("x.jpeg", "JPEG")])
def test_pictures_cut_anywhere_are_found_out(tmp_path, name, kind):
    whole = picture(kind)
    assert content_of(tmp_path, name, whole).fault is None
    assert content_of(tmp_path, name, whole + b"trailing").fault is None
    for cut in range(1, len(whole), max(1, len(whole) // 40)):
        fault = content_of(tmp_path, name, whole[:cut]).fault
        only_marks = cut < {"PNG": 16, "JPEG": 7}[kind]
        assert fault or only_marks, cut


def test_marks_alone_are_what_the_ending_says(tmp_path):
    """The contract asks for the content to be what the ending says, not for a picture that shows."""
    assert content_of(tmp_path, "x.png", b"\x89PNG\r\n\x1a\n").fault is None
    assert content_of(tmp_path, "x.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20).fault is None
    assert content_of(tmp_path, "x.jpg", b"\xff\xd8\xff\xe0").fault is None
    assert content_of(tmp_path, "x.pdf", b"%PDF-1.4\n").fault is None


def test_a_pdf_cut_short_and_one_with_a_preamble(tmp_path):
    whole = files.pdf()
    assert content_of(tmp_path, "x.pdf", b"\n\n" + whole + b"\n" * 500).fault is None
    assert content_of(tmp_path, "x.pdf", whole[: len(whole) // 2]).fault is not None
    assert content_of(tmp_path, "x.pdf", b"x" * 2000 + whole).fault is not None


def test_a_damaged_pdf_that_says_it_is_encrypted(tmp_path):
    assert "要密码" in content_of(tmp_path, "x.pdf", b"%PDF-1.4\n1 0 obj /Encrypt\n%%EOF\n").fault


def test_a_zip_whose_directory_lies(tmp_path):
    whole = bytearray(files.docx(para("x")))
    end = whole.rfind(b"PK\x05\x06")
    whole[end + 12 : end + 16] = (5 << 20).to_bytes(4, "little")
    assert "条目太多" in content_of(tmp_path, "x.docx", bytes(whole)).fault
    assert "损坏" in content_of(tmp_path, "x.docx", b"PK\x03\x04" + bytes(50)).fault


@given(st.binary(max_size=300), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, ending):
    folder = tmp_path_factory.mktemp("any", numbered=True) if not _FOLDER else _FOLDER[0]
    _FOLDER[:] = [folder]
    for head in (b"", b"PK\x03\x04", b"%PDF-1.4 obj /Encrypt %%EOF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        assert content_of(folder, f"x.{ending}", head + data) is not None


_FOLDER: list = []


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_document_with_one_wrong_byte_is_read_or_refused(tmp_path_factory, place, byte):
    folder = tmp_path_factory.mktemp("any", numbered=True) if not _FOLDER else _FOLDER[0]
    _FOLDER[:] = [folder]
    whole = bytearray(files.docx(para("甲", "Heading1"), para("乙"), styles=style("Heading1", "heading 1")))
    whole[place % len(whole)] = byte
    assert content_of(folder, "x.docx", bytes(whole)) is not None


def test_a_text_is_read_once(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("一", encoding="utf-8")
    file = SafeFile(path, tmp_path)
    assert file.data() == "一".encode()
    path.write_text("二", encoding="utf-8")
    assert file.data() == "一".encode()
    path.unlink()
    with pytest.raises(UnreadableError, match="已经不在了"):
        file.open()
