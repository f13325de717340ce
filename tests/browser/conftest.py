"""The built site, a server for it, and a browser that can reach nothing but this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from driver import ROOT, Visit, build, failure, serving
from find_browser import browser_path
from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCAL_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference workspace's site."""
    return build(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def employees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference workspace's site for employees."""
    return build(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("employees"), audience="employee")


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the reference site on this machine."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session", params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The reference site, served and opened from its folder."""
    return served if request.param == "http" else site.as_uri() + "/"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    root = getattr(os, "geteuid", lambda: 1)() == 0
    arguments = [LOCAL_ONLY, *(["--no-sandbox"] if root else [])]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        yield opened
        opened.close()


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
        context.on("requestfailed", lambda request: failures.extend(failure(request)))
        page.on("pageerror", lambda error: failures.append(str(error)))
        return Visit(page, requests, failures)

    yield opened
    for context in contexts:
        context.close()
