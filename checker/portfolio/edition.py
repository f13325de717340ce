"""Which edition of the product this is: verdicts of two machines, or of two days, compare only where it is the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from checker import __version__


@cache
def edition() -> str:
    """Return the product's version, that of its working days, and a hash over its code."""
    root, held = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        held.update(path.relative_to(root).as_posix().encode())
        held.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}（工作日 {version('chinesecalendar')}，代码 {held.hexdigest()[:8]}）"
