"""The handbook as a file: Word, EPUB and one HTML file by pandoc, PDF by pandoc and typst."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.environment import stamped
from checker.errors import Fault, WorkspaceError
from checker.manual.fonts import choose, family_of
from checker.manual.reference import data, reference
from checker.pages.engine import block

if TYPE_CHECKING:
    from checker.manual import Format
    from checker.manual.content import Handbook

CONTENTS = "gb_contents"
_PAPER = ("docx", "typst")
_READER = "html-auto_identifiers"
_FIELD = '<w:p><w:r><w:fldChar w:fldCharType="{}"/></w:r>{}</w:p>'
_TOC = (
    r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-3" \h \z \u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


def export(handbook: Handbook, form: Format, *, font: str | None = None, template: bytes | None = None) -> bytes:
    """Return the handbook as a file; its timestamps are the beginning of its day.

    Args:
        handbook: What it says.
        form: The kind of file.
        font: The family of a PDF file's letters, or the file that holds it, if the user named one.
        template: A Word file whose styles to take instead of ours.

    Raises:
        WorkspaceError: What makes PDF files is not installed, or there is no Chinese font.
    """
    with tempfile.TemporaryDirectory(prefix="guanbiao-") as name, stamped(handbook.as_of):
        folder = Path(name)
        if form == "pdf":
            return _pdf(handbook, folder, font)
        if form == "docx":
            folder.joinpath("reference.docx").write_bytes(template or reference(handbook))
            return _pandoc(handbook, form, folder, f"--reference-doc={folder / 'reference.docx'}")
        if form == "epub":
            folder.joinpath("manual.css").write_text(data("manual.css"), encoding="utf-8")
            return _pandoc(handbook, form, folder, f"--css={folder / 'manual.css'}", "--split-level=1")
        folder.joinpath("manual.html").write_text(data("manual.html"), encoding="utf-8")
        return _pandoc(handbook, form, folder, f"--template={folder / 'manual.html'}")


def _pandoc(handbook: Handbook, form: str, folder: Path, *args: str, **meta: str) -> bytes:
    """Return what pandoc makes of the handbook; it reads nothing but what is named here."""
    import pypandoc

    html = "\n".join([handbook.front, _contents(handbook, form), handbook.body])
    tree = json.loads(pypandoc.convert_text(html, "json", format=_READER, extra_args=["--sandbox"]))
    tree["blocks"] = [part for known in tree["blocks"] for part in _placed(known, form)]
    tree["meta"] = _meta(handbook, form, meta)
    for name, picture in handbook.pictures.items():  # nothing else in the tree can be loaded from anywhere
        folder.joinpath(name).write_bytes(picture)
    target = folder / f"handbook.{form}"
    embedded = ["--embed-resources"] if form == "html" and handbook.pictures else []
    options = ["--standalone", "--quiet", f"--resource-path={folder}", *embedded, *args]
    pypandoc.convert_text(json.dumps(tree), form, format="json", outputfile=str(target), extra_args=options)
    return target.read_bytes()


def _contents(handbook: Handbook, form: str) -> str:
    return block("manual_contents.jinja", "", anchor=CONTENTS, headings=handbook.contents, word=form == "docx")


def _placed(part: dict[str, Any], form: str) -> list[dict[str, Any]]:
    """Return a block; the contents become what the format can number pages in, and hold no headings of a page."""
    if part["t"] == "Header":
        level, (anchor, classes, held), words = part["c"]
        lower = int(dict(held).get("lower", 0)) if form in _PAPER else 0
        return [{"t": "Header", "c": [level + lower, [anchor, classes, []], words]}]
    if part["t"] != "Div" or part["c"][0][0] != CONTENTS:
        return [part]
    if form == "typst":
        return [_raw("typst", "#outline(title: [目录], depth: 3, indent: 1.2em)")]
    if form == "docx":
        title, *lines = part["c"][1]
        begin, end = _FIELD.format("begin", _TOC), _FIELD.format("end", "")
        return [title, _raw("openxml", begin), *lines, _raw("openxml", end)]
    return [part]


def _raw(form: str, text: str) -> dict[str, Any]:
    return {"t": "RawBlock", "c": [form, text]}


def _meta(handbook: Handbook, form: str, more: dict[str, str]) -> dict[str, Any]:
    """Return pandoc's metadata; every text is a plain text there, never markup."""
    given: dict[str, Any] = {
        "title": _words(handbook.title),
        "publisher": _words(handbook.enterprise),
        "lang": _words("zh-CN"),
        "line": {"t": "MetaList", "c": [_words(line) for line in handbook.lines]},
    }
    if form in ("docx", "epub"):
        given["author"] = _words(handbook.enterprise)
    if form == "docx":
        given["date"] = _words(*handbook.lines)
    if form == "epub":
        given["date"] = _words(handbook.as_of.isoformat())
        given["identifier"] = _words(f"urn:uuid:{handbook.key}")
    css = {"css": {"t": "MetaBlocks", "c": [_raw("html", data("manual.css"))]}} if form == "html" else {}
    literal = {key: {"t": "MetaInlines", "c": [{"t": "RawInline", "c": ["typst", text]}]} for key, text in more.items()}
    return {**given, **css, **literal}


def _words(*lines: str) -> dict[str, Any]:
    """Return lines of text as pandoc's inlines."""
    inlines: list[dict[str, Any]] = []
    for line in lines:
        inlines += [{"t": "LineBreak"}] if inlines else []
        inlines.append({"t": "Str", "c": line})
    return {"t": "MetaInlines", "c": inlines}


def _pdf(handbook: Handbook, folder: Path, font: str | None) -> bytes:
    try:
        import typst
    except ImportError as error:
        what, remedy = (
            "没有装生成 PDF 用的 typst",
            "运行 python -m pip install typst（装贯标的那个 Python），或换成 docx、html、epub",
        )
        raise WorkspaceError([Fault("--format pdf", None, None, what, remedy)]) from error
    file = Path(font) if font and Path(font).is_file() else None
    fonts = typst.Fonts(font_paths=[file.parent] if file else [])
    face = choose(family_of(file, fonts.fonts()) if file else font, fonts.families())
    folder.joinpath("manual.typ").write_text(data("manual.typ"), encoding="utf-8")
    template = f"--template={folder / 'manual.typ'}"
    words = {"mainfont": face.text, "headfont": face.headings, "publishername": handbook.enterprise}
    _pandoc(handbook, "typst", folder, template, **{key: _literal(text) for key, text in words.items()})
    begin = datetime.combine(handbook.as_of, time(), UTC)
    try:
        return _archival(typst, folder / "handbook.typst", root=folder, font_paths=fonts, timestamp=begin)
    except typst.TypstError as error:
        remedy = "看看图片打不打得开；或换成 docx、html、epub"
        raise WorkspaceError([Fault("--format pdf", None, None, f"排不出来：{error}", remedy)]) from error


def _archival(typst: Any, source: Path, **options: Any) -> bytes:
    """Return a file for archives (PDF/A-2b); a plain one where a letter that no font has forbids that."""
    try:
        made: bytes = typst.compile(source, pdf_standards=["a-2b"], **options)
    except typst.TypstError:
        made = typst.compile(source, **options)
    return made


def _literal(name: str) -> str:
    """Return a name as it stands between quotes in typst."""
    return name.replace("\\", "\\\\").replace('"', '\\"')
