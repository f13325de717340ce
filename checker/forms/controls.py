"""Content controls: cells that know their name, and that offer what may be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.forms.xml import attribute, cell_paragraph, run
from checker.model.form import NO, YES, choice_words, choices, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.form import Cell

_INLINE = "<w:comboBox"
_MOST_ALIAS = 64  # what Word allows
_DATE = (
    '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="zh-CN"/>'
    '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
)
_TEXT = "<w:comboBox/>"


class Controls:
    """Makes content controls, numbered in their order; Word wants each to have a number of its own."""

    def __init__(self, hint_style: str | None) -> None:
        self._number = 0
        self._hint = f"<w:rStyle w:val={attribute(hint_style)}/>" if hint_style else '<w:color w:val="6B6B6B"/>'

    def text(self, tag: str, title: str, filled: str = "") -> str:
        """Return one to write in."""
        return self._control(tag, title, _TEXT, "点此填写", filled)

    def date(self, tag: str, title: str) -> str:
        """Return one to pick a day."""
        return self._control(tag, title, _DATE, "点此选日期")

    def choice(self, tag: str, title: str, offered: Iterable[str]) -> str:
        """Return one to choose from a list."""
        return self._control(tag, title, f"<w:dropDownList>{_items(offered)}</w:dropDownList>", "点此选择")

    def combo(self, tag: str, title: str, offered: Iterable[str], filled: str = "") -> str:
        """Return one to choose from a list or to write in."""
        return self._control(tag, title, f"<w:comboBox>{_items(offered)}</w:comboBox>", "点此填写", filled)

    def field(self, cell: Cell) -> str:
        """Return the one that fits a field."""
        match cell.kind:
            case "choice":
                return self.choice(cell.tag, cell.label, map(choice_words, choices(cell.schema)))
            case "yes-no":
                return self.choice(cell.tag, cell.label, (YES, NO))
            case "date":
                return self.date(cell.tag, cell.label)
            case "number":
                return self._control(cell.tag, cell.label, _TEXT, "点此填数字")
            case _:
                return self.text(cell.tag, cell.label)

    def _control(self, tag: str, title: str, kind: str, hint: str, filled: str = "") -> str:
        self._number += 1
        held = f"<w:alias w:val={attribute(title[:_MOST_ALIAS])}/>"
        held += f"<w:tag w:val={attribute(tag)}/>" if tag else ""
        held += f'<w:id w:val="{self._number}"/><w:lock w:val="sdtLocked"/>'
        held += "" if filled else "<w:showingPlcHdr/>"
        content = run(filled) if filled else run(hint, self._hint)
        if kind.startswith(_INLINE):
            return cell_paragraph(_wrapped(held + kind, content))
        return _wrapped(held + kind, cell_paragraph(content))


def _wrapped(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _items(offered: Iterable[str]) -> str:
    """Return list items; Word takes neither empty nor repeated ones."""
    unlike = {likeness(text): text for text in reversed(list(offered)) if likeness(text)}
    texts = (attribute(text) for text in reversed(unlike.values()))
    return "".join(f"<w:listItem w:displayText={text} w:value={text}/>" for text in texts)
