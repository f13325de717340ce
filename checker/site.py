"""Building and serving the site with MkDocs, from the command line."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.environment import AS_OF, AUDIENCE, given, stamped
from checker.errors import Fault, WorkspaceError
from checker.load.workspace import read_controls
from checker.output import make_folder

if TYPE_CHECKING:
    from datetime import date

    from checker.model.audience import Audience

_MARK = b'<meta name="guanbiao"'
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


def build_site(root: Path, as_of: date, audience: Audience = "compliance", folder: Path | None = None) -> Path:
    """Build the site into a folder, `site/` unless named; the old one stays until the new one is whole.

    Returns:
        The site's folder.

    Raises:
        WorkspaceError: MkDocs refuses the configuration or a page, or the folder named holds something else.
    """
    read_controls(root)
    target = root / "site" if folder is None else _own(folder.absolute())
    fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=target.parent))
    try:
        with given(**{AS_OF: as_of.isoformat(), AUDIENCE: audience}), stamped(as_of):
            _build(root, fresh)
        fresh.chmod(0o755)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def _own(folder: Path) -> Path:
    """Return a folder that is empty, new, or holds a site built before."""
    start = folder / "gap/index.html"
    if folder.exists() and any(folder.iterdir()) and not (start.is_file() and _MARK in start.read_bytes()):
        what = "文件夹里有别的东西，没有写"
        raise WorkspaceError([Fault(str(folder), None, None, what, "换一个空文件夹")])
    make_folder(folder.parent)
    return folder


def _build(root: Path, folder: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    _quieten()
    try:
        config = _configuration(root, str(folder))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        remedy = "改正后再运行 guanbiao build"
        raise WorkspaceError([Fault("mkdocs.yml", None, None, f"站点没有生成：{error}", remedy)]) from error


def _quieten() -> None:
    """Keep the word cutter from telling how it loads its dictionary; warnings still come through."""
    import jieba

    jieba.setLogLevel(logging.WARNING)


def _configuration(root: Path, folder: str) -> Any:
    from mkdocs.config import load_config

    config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=folder)
    if "guanbiao" not in config.plugins:
        what = "站点配置里没有 guanbiao 插件，站点里就没有差距报告"
        raise WorkspaceError([Fault("mkdocs.yml", None, None, what, "在 plugins 下加一行“- guanbiao”")])
    return config


def _swap(fresh: Path, target: Path) -> None:
    """Put the new site in the place of the old one."""
    old = Path(tempfile.mkdtemp(prefix=".site-old-", dir=target.parent))
    try:
        if target.exists():
            target.replace(old / "site")
        fresh.replace(target)
    finally:
        shutil.rmtree(old, ignore_errors=True)


def serve_site(root: Path, as_of: date | None, address: str, audience: Audience = "compliance") -> None:
    """Serve the site with live reload until interrupted."""
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    read_controls(root)
    _quieten()
    asked = {AUDIENCE: audience} if as_of is None else {AUDIENCE: audience, AS_OF: as_of.isoformat()}
    try:
        with given(**asked):
            serve(config_file=str(root / "mkdocs.yml"), dev_addr=address)
    except MkDocsException as error:
        raise WorkspaceError([Fault("mkdocs.yml", None, None, f"站点开不起来：{error}", "改正后再运行")]) from error
