"""No page asks any other machine for anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from driver import search

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from driver import Visit

_FOREIGN = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="(?:https?:)?//[^"]*"')
_STYLE = re.compile(r"url\(\s*['\"]?(?:https?:)?//")


def test_requests_stay_on_this_machine(visit: Callable[..., Visit], served: str, site: Path) -> None:
    seen = visit()
    pages = sorted(site.rglob("*.html"))
    kinds = {path.parent: path for path in pages}
    for path in kinds.values():
        seen.page.goto(served + path.relative_to(site).as_posix())
    seen.page.goto(served)
    search(seen.page, "记录")
    assert len(kinds) > 5
    assert {urlsplit(url).hostname for url in seen.requests} == {"127.0.0.1"}
    assert not seen.failures


def test_files_need_no_server(visit: Callable[..., Visit], site: Path) -> None:
    seen = visit()
    seen.page.goto((site / "index.html").as_uri())
    assert search(seen.page, "验收")
    assert {urlsplit(url).scheme for url in seen.requests} <= {"file", "about", "data", "blob"}
    assert not seen.failures


def test_nothing_foreign_is_named(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not _FOREIGN.search(path.read_text(encoding="utf-8")), path
    for path in site.rglob("*.css"):
        assert not _STYLE.search(path.read_text(encoding="utf-8")), path
