"""The built site, a server for it, and a browser that can reach nothing but this machine."""

from __future__ import annotations

import http.server
import os
import shutil
import threading
import warnings
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 6, 30)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
LOCAL_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


def build(config_file: Path, target: Path, as_of: date = AS_OF) -> Path:
    """Build a workspace's site as `mkdocs build --strict` does."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # MkDocs, its theme and jieba; not ours
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config

        config = load_config(config_file=str(config_file), site_dir=str(target), strict=True)
        config.plugins["guanbiao"].config["as_of"] = as_of.isoformat()
        mkdocs_build(config)
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference workspace's site."""
    return build(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("site"))


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


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the reference site on this machine."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session", params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The reference site, served and opened from its folder."""
    return served if request.param == "http" else site.as_uri() + "/"


def _browser_path() -> str | None:
    """Return the browser to drive; None leaves it to playwright's own."""
    return os.environ.get("GUANBIAO_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    root = getattr(os, "geteuid", lambda: 1)() == 0
    arguments = [LOCAL_ONLY, *(["--no-sandbox"] if root else [])]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=_browser_path(), args=arguments)
        yield opened
        opened.close()


def _failure(request: Request) -> list[str]:
    """Return what failed; what a page gave up because the reader went on is no failure."""
    return [] if "ERR_ABORTED" in (request.failure or "") else [f"{request.url}: {request.failure}"]


class Visit(NamedTuple):
    """A page, every address it asked for, and what went wrong in it."""

    page: Page
    requests: list[str]
    failures: list[str]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open pages of a width, in light or dark."""
    contexts = []

    def opened(width: int = 1280, scheme: str = "light") -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        requests: list[str] = []
        failures: list[str] = []
        context.on("request", lambda request: requests.append(request.url))
        context.on("requestfailed", lambda request: failures.extend(_failure(request)))
        page.on("pageerror", lambda error: failures.append(str(error)))
        return Visit(page, requests, failures)

    yield opened
    for context in contexts:
        context.close()


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
