"""Building and serving the site with MkDocs, from the command line."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.epoch import stamped
from checker.errors import Fault, WorkspaceError
from checker.load.workspace import read_controls

if TYPE_CHECKING:
    from datetime import date

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


def build_site(root: Path, as_of: date) -> Path:
    """Build the site into `site/`; the old one stays until the new one is whole.

    Returns:
        The site's folder.

    Raises:
        WorkspaceError: MkDocs refuses the configuration or a page.
    """
    read_controls(root)
    target = root / "site"
    fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        _build(root, fresh, as_of)
        fresh.chmod(0o755)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def _build(root: Path, folder: Path, as_of: date) -> None:
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    _quieten()
    try:
        config = _configuration(root, as_of, str(folder))
        config.plugins.on_startup(command="build", dirty=False)
        with stamped(as_of):
            build(config)
        config.plugins.on_shutdown()
    except MkDocsException as error:
        remedy = "改正后再运行 guanbiao build"
        raise WorkspaceError([Fault("mkdocs.yml", None, None, f"站点没有生成：{error}", remedy)]) from error


def _quieten() -> None:
    """Keep the word cutter from telling how it loads its dictionary; warnings still come through."""
    import jieba

    jieba.setLogLevel(logging.WARNING)


def _configuration(root: Path, as_of: date, folder: str) -> Any:
    from mkdocs.config import load_config

    config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=folder)
    plugin = config.plugins.get("guanbiao")
    if plugin is None:
        what = "站点配置里没有 guanbiao 插件，站点里就没有差距报告"
        raise WorkspaceError([Fault("mkdocs.yml", None, None, what, "在 plugins 下加一行“- guanbiao”")])
    plugin.config["as_of"] = as_of.isoformat()
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


def serve_site(root: Path, as_of: date | None, address: str) -> None:
    """Serve the site with live reload until interrupted."""
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    read_controls(root)
    _quieten()
    if as_of is not None:
        os.environ["GUANBIAO_AS_OF"] = as_of.isoformat()
    try:
        serve(config_file=str(root / "mkdocs.yml"), dev_addr=address)
    except MkDocsException as error:
        raise WorkspaceError([Fault("mkdocs.yml", None, None, f"站点开不起来：{error}", "改正后再运行")]) from error
