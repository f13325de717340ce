"""The enterprise's own template for forms: its styles, read with the limits of any Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from checker.errors import Fault, WorkspaceError
from checker.load.evidence.formats._package import Package
from checker.load.evidence.safefile import SafeFile, UnreadableError
from checker.model.form import HouseStyle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATH = "controls/templates/reference.docx"
_Read = TypeVar("_Read")
_LIMIT = 8 * 1024 * 1024
_BODY, _STYLES, _THEME = "word/document.xml", "word/styles.xml", "word/theme/theme1.xml"


class _Names:
    """Follows the styles and notes the id of each by its name."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}
        self._id = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        held = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if kind == "style":
            self._id = held.get("styleId", "")
        elif kind == "name" and self._id:
            self.ids.setdefault(held.get("val", "").lower(), self._id)


def read_template(root: Path) -> HouseStyle | None:
    """Return the styles of the enterprise's template, None where there is none.

    Raises:
        WorkspaceError: It cannot be read.
    """
    return _read(root, "表单模板", _styles)


def read_reference(root: Path) -> bytes | None:
    """Return the enterprise's template whole, with its page size, header and footer, None where there is none.

    Raises:
        WorkspaceError: It cannot be read.
    """
    return _read(root, "模板", _whole)


def _read(root: Path, what: str, reader: Callable[[SafeFile], _Read]) -> _Read | None:
    root = root.resolve()
    if not (root / PATH).exists():
        return None
    try:
        return reader(SafeFile(root / PATH, root))
    except UnreadableError as reason:
        remedy = "用 Word 或 WPS 重新存成 docx；不要模板就删去它"
        raise WorkspaceError([Fault(PATH, None, None, f"{what}读不出来：{reason}", remedy)]) from reason


def _styles(file: SafeFile) -> HouseStyle:
    names = _Names()
    with file.open() as stream:
        package = Package(stream)
        package.parse(_STYLES, names.start)
        theme = package.part(_THEME) if _THEME in package.names else None
        return HouseStyle(package.part(_STYLES), theme, names.ids)


def _whole(file: SafeFile) -> bytes:
    with file.open() as stream:
        package = Package(stream)
        for name in sorted({*package.names, _BODY, _STYLES}):
            if name.endswith((".xml", ".rels")):
                package.parse(name)
    return file.data(_LIMIT)
