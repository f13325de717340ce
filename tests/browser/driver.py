"""What the browser tests do: build a site, serve it, search in it."""

from __future__ import annotations

import http.server
import os
import threading
import warnings
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Request

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 6, 30)


def build(config_file: Path, target: Path, as_of: date = AS_OF, audience: str = "compliance") -> Path:
    """Build a workspace's site as `mkdocs build --strict` does."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # MkDocs, its theme and jieba; not ours
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config

        config = load_config(config_file=str(config_file), site_dir=str(target), strict=True)
        config.plugins["guanbiao"].config.update(as_of=as_of.isoformat(), audience=audience)
        mkdocs_build(config)
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def failure(request: Request) -> list[str]:
    """Return what failed; what a page gave up because the reader went on is no failure."""
    return [] if "ERR_ABORTED" in (request.failure or "") else [f"{request.url}: {request.failure}"]


class Visit(NamedTuple):
    """A page, every address it asked for, and what went wrong in it."""

    page: Page
    requests: list[str]
    failures: list[str]


def search(page: Page, words: str) -> list[tuple[str, str]]:
    """Search as a person does; returns title and address of each result, best first."""
    page.keyboard.press("Escape")
    field = page.locator(".md-search__input")
    if not field.is_visible():
        page.locator("label.md-header__button[for=__search]").last.click()
    field.click()
    field.fill("")
    page.keyboard.insert_text(words)
    page.keyboard.press("End")
    page.wait_for_selector(".md-search-result__item")
    found: list[tuple[str, str]] = []
    for _ in range(20):
        page.wait_for_timeout(250)
        now = _results(page)
        if now and now == found:
            break
        found = now
    return found


def _results(page: Page) -> list[tuple[str, str]]:
    links = page.locator(".md-search-result__item > a.md-search-result__link")
    pairs = links.evaluate_all("links => links.map(a => [a.querySelector('h1, h2').textContent, a.href])")
    return [(title.replace("\u200b", ""), address) for title, address in pairs]


def grave_violations(page: Page) -> list[tuple[str, Any, str]]:
    """Return the serious and critical accessibility violations of a page: rule, element, what to do."""
    return [
        (one["id"], node["target"], node["failureSummary"])
        for one in Axe().run(page).response["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"][:3]
    ]


def sideways(page: Page) -> int:
    """Return by how many pixels a page is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
