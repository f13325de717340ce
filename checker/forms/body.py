"""What a form shows: title, tables to fill in, then the record's sections.

All tables stand before the first heading, so that nothing in them counts as the text of a section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.forms import xml
from checker.forms.controls import Controls
from checker.model.form import FIELDS_HEAD, META, REQUIRED, SIGN_HEAD, field_cells, meta_tag, sign_tag

if TYPE_CHECKING:
    from checker.forms.subject import Subject
    from checker.model.form import Cell, HouseStyle

_META_WIDTHS = (1300, 3349, 1300, 3349)
_FIELD_WIDTHS = (3100, 6198)
_SIGN_WIDTHS = (3100, 3649, 2549)
_BOLD = "<w:b/>"
_SMALL = '<w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
_CAPTION = '<w:keepNext/><w:spacing w:before="240" w:after="80"/>'
_NOTE = '<w:spacing w:before="60" w:after="60"/>'


def body(subject: Subject, style: HouseStyle) -> str:
    """Return the body of the document."""
    record, controls = subject.record, Controls(style.ids.get("placeholder text"))
    title = style.ids.get("title")
    centred = "" if title else '<w:jc w:val="center"/>'
    pieces = [
        xml.paragraph(xml.run(record.title, "" if title else _BOLD), xml.style(title) + centred),
        _meta(subject, controls),
        *(xml.paragraph(xml.run(note, _SMALL), _NOTE) for note in subject.notes("docx")),
    ]
    if cells := field_cells(record):
        pieces += [_caption("登记内容"), _fields(cells, controls)]
    if record.approvals:
        pieces += [_caption("审批签字"), _signatures(subject, controls)]
    if record.suggested_approvals:
        roles = "、".join(subject.controls.roles[role].title for role in record.suggested_approvals)
        pieces.append(xml.paragraph(xml.run(f"建议审批（待确认，不核对）：{roles}", _SMALL), _NOTE))
    for section in record.sections or ("内容",):
        pieces += [_heading(section, style), xml.paragraph()]
    return "".join(pieces)


def _heading(words: str, style: HouseStyle) -> str:
    name = style.ids.get("heading 1")
    level = "" if name else '<w:keepNext/><w:outlineLvl w:val="0"/>'
    return xml.paragraph(xml.run(words, "" if name else _BOLD), xml.style(name) + level)


def _caption(words: str) -> str:
    return xml.paragraph(xml.run(words, _BOLD), _CAPTION)


def _label(words: str, width: int, *, span: int = 1) -> str:
    return xml.cell(xml.cell_paragraph(xml.run(words, _BOLD)), width, shade=xml.LABEL_SHADE, span=span)


def _meta(subject: Subject, controls: Controls) -> str:
    held: list[str] = []
    for key, label in META.items():
        tag = meta_tag(key)
        if key == "date":
            content = controls.date(tag, label)
        elif key == "project":
            content = controls.combo(tag, label, subject.project_names, subject.project_name)
        else:
            content = controls.text(tag, label)
        held.append(_label(label, _META_WIDTHS[0]) + xml.cell(content, _META_WIDTHS[1]))
    rows = (xml.row(pair) for pair in zip(held[::2], held[1::2], strict=True))
    return xml.table(rows, _META_WIDTHS, "说明这份记录的表")


def _fields(cells: tuple[Cell, ...], controls: Controls) -> str:
    rows = [xml.row((_label(words, width) for words, width in zip(FIELDS_HEAD, _FIELD_WIDTHS, strict=True)), head=True)]
    group = ""
    for cell in cells:
        if cell.group and cell.group != group:
            rows.append(xml.row([_label(cell.group, sum(_FIELD_WIDTHS), span=2)]))
        group = cell.group
        label = f"{cell.label} {REQUIRED}" if cell.required else cell.label
        rows.append(xml.row([_label(label, _FIELD_WIDTHS[0]), xml.cell(controls.field(cell), _FIELD_WIDTHS[1])]))
    return xml.table(rows, _FIELD_WIDTHS, "登记内容，带星号的必填")


def _signatures(subject: Subject, controls: Controls) -> str:
    rows = [xml.row((_label(words, width) for words, width in zip(SIGN_HEAD, _SIGN_WIDTHS, strict=True)), head=True)]
    for role in dict.fromkeys(subject.record.approvals):
        title = subject.controls.roles[role].title
        person = controls.text(sign_tag(role, "person"), f"{title} 姓名")
        day = controls.date(sign_tag(role, "date"), f"{title} 日期")
        contents = zip((xml.cell_paragraph(xml.run(title)), person, day), _SIGN_WIDTHS, strict=True)
        rows.append(xml.row(xml.cell(content, width) for content, width in contents))
    return xml.table(rows, _SIGN_WIDTHS, "审批签字，每个角色一行")
