"""File types of evidence: one module each, with ENDINGS and read(file, headings); adding one is enough."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

from checker.load.evidence.safefile import SafeFile, UnreadableError, because
from checker.model.evidence import Content

if TYPE_CHECKING:
    from collections.abc import Mapping


class Format(Protocol):
    """What a module of this package offers.

    Attributes:
        ENDINGS: File endings in lower case, without the dot.
    """

    ENDINGS: tuple[str, ...]

    def read(self, file: SafeFile, *, headings: bool) -> Content:
        """Return what the file holds; `headings` only where asked for.

        Raises:
            UnreadableError: It is damaged or no file of this type.
        """
        ...


def _discover() -> Mapping[str, Format]:
    found: dict[str, Format] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        if not name.startswith("_"):
            module = cast("Format", importlib.import_module(f"{__name__}.{name}"))
            found.update(dict.fromkeys(module.ENDINGS, module))
    return found


FORMATS = _discover()


def read_content(file: SafeFile, ending: str, *, headings: bool) -> Content:
    """Return what a file holds, or why it cannot be read; never raises for a bad file."""
    try:
        file.refuse_blank()
        known = FORMATS.get(ending)
        return known.read(file, headings=headings) if known else Content()
    except UnreadableError as reason:
        return Content(fault=str(reason))
    except (OSError, ValueError) as error:  # the file changes or vanishes while it is read
        return Content(fault=str(because(error)))
