"""Finds the fonts for the PDF file: the first known Chinese family that the machine has, always in the same order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from checker.errors import Fault, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SERIF = (
    *("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "NSimSun"),
    *("Songti SC", "STSong", "FandolSong", "AR PL UMing CN"),
)
SANS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "SimHei", "Microsoft YaHei"),
    *("PingFang SC", "Heiti SC", "STHeiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
)


class Font(Protocol):
    """One font as typst describes it."""

    family: str
    path: str | None


class Typeface(NamedTuple):
    """Families for text and for headings."""

    text: str
    headings: str


def choose(font: str | None, families: Collection[str]) -> Typeface:
    """Return the families to use.

    Args:
        font: The family that the user named, if any; it then serves for everything.
        families: The families that the machine has.

    Raises:
        WorkspaceError: It is not there, or no Chinese family is.
    """
    if font is not None:
        named = {known.casefold(): known for known in families}.get(font.casefold())
        if named is None:
            raise _missing(f"没有找到字体“{font}”", "写字体的英文名，例如 --font SimSun，或写字体文件")
        return Typeface(named, named)
    serif = [known for known in SERIF if known in families]
    sans = [known for known in SANS if known in families]
    if not serif and not sans:
        tried = "、".join((*SERIF, *SANS))
        raise _missing(f"没有找到中文字体，试过：{tried}", "装一种（Debian：fonts-noto-cjk），或用 --font 指明")
    return Typeface((serif or sans)[0], (sans or serif)[0])


def family_of(file: Path, fonts: Iterable[Font]) -> str:
    """Return the family that a font file holds, the file's own name where it holds none."""
    return next((known.family for known in fonts if known.path and Path(known.path).samefile(file)), str(file))


def _missing(what: str, remedy: str) -> WorkspaceError:
    return WorkspaceError([Fault("--font", None, None, what, remedy)])
