"""The whole site as plain Markdown, with everything in it, for other site generators."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checker.compose import compose
from checker.errors import Fault, WorkspaceError
from checker.load.text.source import split_page

if TYPE_CHECKING:
    from datetime import date

    from checker.model.audience import Audience
    from checker.pages import Site

MARK = ".guanbiao-stage"


def stage_site(root: Path, target: Path, as_of: date, audience: Audience = "compliance") -> int:
    """Write every page and file of the site below a folder; only a folder staged before is replaced.

    Returns:
        The number of files written.

    Raises:
        WorkspaceError: The workspace is wrong, or the folder holds something else.
    """
    if target.exists() and any(target.iterdir()) and not (target / MARK).exists():
        what = "文件夹里有别的东西，没有写"
        raise WorkspaceError([Fault(str(target), None, None, what, "换一个空文件夹")])
    site = compose(root, as_of, audience)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".guanbiao-stage-", dir=target.parent))
    try:
        count = _write(site, root / "policies", fresh)
        fresh.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        fresh.replace(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count


def _write(site: Site, policies: Path, folder: Path) -> int:
    """Write hand-written pages with what belongs around them, generated pages, and other files."""
    contents: dict[str, bytes] = {MARK: b""}
    for path in sorted(policies.rglob("*")):
        name = path.relative_to(policies).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in name.split("/")):
            continue
        data = path.read_bytes()
        if name.endswith(".md"):
            data = site.staged(name, split_page(data.decode("utf-8-sig"))[1]).encode()
        contents[name] = data
    contents.update({name: page.encode() for name, page in site.pages.items()})
    contents.update(site.files)
    for name, data in contents.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return len(contents) - 1
