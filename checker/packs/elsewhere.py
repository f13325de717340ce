"""A library that the user names: a folder, or a wheel of the product."""

from __future__ import annotations

import zipfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from checker.errors import Fault, WorkspaceError
from checker.packs.library import Library, find_library

if TYPE_CHECKING:
    from collections.abc import Iterator

_BELOW = "checker/library"  # where a wheel has its packs
_MOST = 64 * 1024 * 1024  # bytes of a whole library


@contextmanager
def library_at(place: Path | None) -> Iterator[Library]:
    """Give the library in a folder or a wheel; the one that travels with the program where none is named.

    Raises:
        WorkspaceError: There is none.
    """
    if place is None:
        yield find_library()
    elif place.is_file():
        with ExitStack() as stack:
            yield _checked(_unpacked(place, stack) / _BELOW, place)
    else:
        yield _checked(place / _BELOW if (place / _BELOW).is_dir() else place, place)


def _checked(root: Path, place: Path) -> Library:
    library = Library(root)
    if not library.packs:
        remedy = "写有 controls/packs 的文件夹，或产品的安装包（.whl）"
        raise WorkspaceError([Fault(str(place), None, None, "这里没有模板包", remedy)])
    return library


def _unpacked(wheel: Path, stack: ExitStack) -> Path:
    """Return a folder with the files of a wheel's library, none beside it, and not too many bytes."""
    try:
        folder = stack.enter_context(TemporaryDirectory(prefix="guanbiao-"))
        with zipfile.ZipFile(wheel) as held:
            found = [one for one in held.infolist() if one.filename.startswith(f"{_BELOW}/")]
            whole = sum(one.file_size for one in found) <= _MOST
            held.extractall(folder, found if whole else ())
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        what = f"安装包打不开（{error}）"
        raise WorkspaceError([Fault(str(wheel), None, None, what, "重新下载或拷贝一份")]) from error
    return Path(folder)
