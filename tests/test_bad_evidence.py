"""Evidence that is damaged, hostile or vanishes: located, judged as what it is, and nothing else suffers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import files
from support.neighbours import good, stand
from support.workspace import fingerprint, obligations, refuse_folders

# name of the file -> its bytes, and words of the message that `unreadable` gives
UNREADABLE = {
    "zero.md": (b"", "0 字节"),
    "zero.docx": (b"", "0 字节"),
    "zero.jpg": (b"", "0 字节"),
    "zero.pdf": (b"", "0 字节"),
    "zero.dwg": (b"", "0 字节"),
    "blank.txt": (b" \r\n\t \n", "只有空白"),
    "blank.dwg": (b" " * 200_000, "只有空白"),
    "wide-blank.md": ("　\n　".encode(), "只有空白"),
    "binary.txt": (b"\x00\xff\xfe\x80", "既不是 UTF-8 也不是 GB18030"),
    "text.docx": ("这是文本".encode(), "不是这种 Office 文件"),
    "truncated.docx": (files.docx(files.paragraph("x" * 5000))[:-30], "损坏或不完整"),
    "half.docx": (files.docx(*[files.paragraph(str(n)) for n in range(999)])[:600], "损坏或不完整"),
    "no-document.docx": (files.package({"[Content_Types].xml": "<Types/>"}), "没有 word/document.xml"),
    "workbook.docx": (files.xlsx([["x"]]), "没有 word/document.xml"),
    "bad-xml.docx": (files.package({"word/document.xml": "<a><b></a>"}), "损坏"),
    "open-xml.docx": (files.package({"word/document.xml": "<a>"}), "损坏"),
    "encrypted.docx": (files.OLE, "加密的或旧版"),
    "entities.docx": (files.package({"word/document.xml": files.ENTITIES}), "XML 实体声明"),
    "text.xlsx": (b"a,b", "不是这种 Office 文件"),
    "document.xlsx": (files.docx(), "没有 xl/workbook.xml"),
    "encrypted.xlsx": (files.OLE, "加密的或旧版"),
    "entities.xlsx": (files.package({"xl/workbook.xml": files.ENTITIES}), "XML 实体声明"),
    "text.pdf": (b"hello", "不是 PDF"),
    "truncated.pdf": (files.pdf()[:-40], "没有结尾标记"),
    "encrypted.pdf": (files.pdf(locked=True), "要密码"),
    "text.png": (b"hello", "不是 PNG"),
    "truncated.png": (files.PNG[:-8], "PNG 图片不完整"),
    "text.jpg": (b"hello", "不是 JPEG"),
    "text.jpeg": (b"hello", "不是 JPEG"),
    "truncated.jpg": (files.JPEG[:-2], "JPEG 图片不完整"),
    "huge.md": (b"x" * (32 * 1024 * 1024 + 1), "超过 32 MiB"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(house, name):
    content, words = UNREADABLE[name]
    stand(house).evidence(name, "bad", content, date="2026-05-01")
    before = fingerprint(house.root)
    report = house.assess()
    item = obligations(report)["doc/bad:bad"]
    assert item["evidence"] == name
    assert item["status"] == "deficient"
    assert [problem["code"] for problem in item["problems"]] == ["unreadable"]
    assert words in item["problems"][0]["message"]
    assert good(report)
    assert fingerprint(house.root) == before


READABLE = {
    "owner-only.pdf": files.pdf(owner="owner"),
    "plain.pdf": files.pdf(),
    "picture.png": files.PNG,
    "picture.jpg": files.JPEG,
    "gb18030.txt": "纪要".encode("gb18030"),
    "gb18030.csv": "文件,记录".encode("gb18030"),
    "bom.txt": b"\xef\xbb\xbf" + "纪要".encode(),
    "drawing.dwg": b"\x00\x01\xff",
    "without-ending": b"\x00\x01\xff",
    "plain.docx": files.docx(files.paragraph("x")),
    "plain.xlsx": files.xlsx([["x"]]),
}


@pytest.mark.parametrize("name", READABLE)
def test_readable(house, name):
    house.owes("bad").evidence(name, "bad", READABLE[name], date="2026-05-01")
    assert house.decided("doc/bad:bad")["status"] == "met"


LONG = "长" * 80 + "a" * 6
NAMES = [
    "两\n行.txt",
    "\t制表.txt",
    "引\"号'.txt",
    "<script>alert(1)</script>.txt".replace("/", "⁄"),
    "\u202egnp.txt",
    "a\u200fb.txt",
    "a" * 246 + ".txt",
    LONG + ".txt",
    "e\u0301.txt",
    " 空 格 .txt",
    "=cmd|.txt",
    "%00.txt",
    "a\\b.txt",
    "..txt.txt",
    "💥.txt",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names(house, name):
    stand(house).evidence(name)
    if len(name.encode()) < 250:
        house.sidecar(name, record="bad", date="2026-05-01")
        report = house.assess()
        assert good(report)
        if name.startswith("."):
            assert obligations(report)["doc/bad:bad"]["status"] == "missing"
        else:
            assert obligations(report)["doc/bad:bad"]["evidence"] == name.replace("e\u0301", "é")
    else:
        assert house.assess()["unidentified"] == [name]


def test_a_name_that_is_no_utf_8(house):
    stand(house)
    Path(os.fsdecode(os.fsencode(house.root) + b"/evidence/\xb1\xa8.txt")).write_bytes(b"x")
    report = house.assess()
    assert report["unidentified"] == ["\\xb1\\xa8.txt"]
    assert good(report)


def test_a_link_that_leaves_the_workspace(house, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("---\nrecord: bad\ndate: 2026-05-01\n---\n机密\n")
    stand(house)
    for name in ("bad_2026-05-02.md", "front.md", "side.md.yml", "folder"):
        (house.root / "evidence" / name).symlink_to(tmp_path if name == "folder" else secret)
    house.evidence("side.md")
    (house.root / "evidence/register.yml").symlink_to(secret)
    report = house.assess()
    item = obligations(report)["doc/bad:bad"]
    assert item["evidence"] == "bad_2026-05-02.md"
    assert "工作区以外的链接" in item["problems"][0]["message"]
    assert report["unidentified"] == ["folder", "front.md", "side.md"]
    assert [fault["path"] for fault in report["evidence_faults"]] == ["register.yml", "side.md.yml"]
    assert good(report)


def test_links_inside_and_links_to_nothing(house):
    stand(house).write("evidence/.store/real.txt")
    at = house.root / "evidence"
    (at / "bad_2026-05-02.txt").symlink_to(at / ".store/real.txt")
    assert house.decided("doc/bad:bad")["status"] == "met"
    (at / "bad_2026-05-03.txt").symlink_to(at / "nothing")
    (at / "bad_2026-05-04.txt").symlink_to(at / "bad_2026-05-04.txt")
    (at / "bad_2026-05-05.txt").symlink_to(at / ".store")
    item = house.decided("doc/bad:bad")
    assert item["evidence"] == "bad_2026-05-05.txt"
    assert "不是普通文件" in item["problems"][0]["message"]
    assert len(item["superseded"]) == 3


def test_a_pipe_is_not_waited_for(house):
    stand(house)
    os.mkfifo(house.root / "evidence/bad_2026-05-02.md")
    os.mkfifo(house.root / "evidence/register.csv")
    house.evidence("side.txt")
    os.mkfifo(house.root / "evidence/side.txt.yml")
    report = house.assess()
    assert "不是普通文件" in obligations(report)["doc/bad:bad"]["problems"][0]["message"]
    assert [fault["path"] for fault in report["evidence_faults"]] == ["register.csv", "side.txt.yml"]
    assert good(report)


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.docx", "x.xlsx", "x.pdf", "x.png", "x.jpg", "x.dwg"])
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "没有读取权限"),
        (FileNotFoundError(2, "No such file"), "已经不在了"),
        (OSError(5, "Input/output error"), "系统读不出来（Input/output error）"),
    ],
    ids=["refused", "vanished", "broken disk"],
)
def test_a_file_that_the_system_does_not_give(house, monkeypatch, name, error, words):
    stand(house).evidence(name, "bad", date="2026-05-01")
    real = Path.open

    def refuse(path, *rest, **more):
        if path.name == name:
            raise error
        return real(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    report = house.assess()
    assert words in obligations(report)["doc/bad:bad"]["problems"][0]["message"]
    assert good(report)


class _Breaking:
    """A stream that is well at first, and fails after so many reads."""

    def __init__(self, stream, reads):
        self._stream, self._reads = stream, reads

    def read(self, *size):
        self._reads -= 1
        if self._reads < 0:
            raise OSError(5, "Input/output error")
        return self._stream.read(*size)

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()


@pytest.mark.parametrize("reads", [0, 1, 2])
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.docx", "x.xlsx", "x.png"])
def test_a_file_that_breaks_while_it_is_read(house, monkeypatch, name, reads):
    content = {"x.docx": READABLE["plain.docx"], "x.xlsx": READABLE["plain.xlsx"], "x.png": files.PNG}.get(name, b"x")
    stand(house).evidence(name, "bad", content, date="2026-05-01")
    real = Path.open
    left = [reads]

    def fragile(path, *rest, **more):
        stream = real(path, *rest, **more)
        if path.name != name:
            return stream
        left[0] -= 1
        return _Breaking(stream, left[0] + 1)

    monkeypatch.setattr(Path, "open", fragile)
    report = house.assess()
    assert good(report)
    assert obligations(report)["doc/bad:bad"]["status"] in {"met", "deficient"}
    if reads == 0:
        assert "Input/output error" in obligations(report)["doc/bad:bad"]["problems"][0]["message"]


@pytest.mark.parametrize("name", ["x.pdf", "x.jpg"])
def test_a_file_that_is_emptied_while_it_is_read(house, monkeypatch, name):
    stand(house).evidence(name, "bad", READABLE["plain.pdf"], date="2026-05-01")
    real = Path.open

    def emptied(path, *rest, **more):
        stream = real(path, *rest, **more)
        if path.name == name:
            seen.append(stream)
            if len(seen) > 1:
                os.truncate(path, 0)
        return stream

    seen = []
    monkeypatch.setattr(Path, "open", emptied)
    report = house.assess()
    assert [problem["code"] for problem in obligations(report)["doc/bad:bad"]["problems"]] == ["unreadable"]
    assert good(report)


def test_a_folder_that_the_system_refuses(house, monkeypatch):
    stand(house).evidence("closed/x.txt", "bad", date="2026-05-01")
    refuse_folders(monkeypatch, "closed")
    report = house.assess()
    (fault,) = report["evidence_faults"]
    assert fault["path"] == "closed"
    assert "Permission denied" in fault["message"]
    assert good(report)


def test_an_evidence_folder_that_is_a_file(house):
    (house.root / "evidence").rmdir()
    (house.root / "evidence").write_text("x")
    (fault,) = house.assess()["evidence_faults"]
    assert fault["path"] == "."
