"""Takes the pictures of the readmes from the built site: `make screenshot`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from find_browser import browser_path  # noqa: E402 - it stands with the tests

PICTURES = {"gap-report.png": "gap/index.html"}


def main() -> None:
    """Write every picture into docs/images/."""
    target = ROOT / "docs" / "images"
    target.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        for name, address in PICTURES.items():
            page.goto((ROOT / "site" / address).as_uri())
            page.wait_for_load_state()
            page.screenshot(path=target / name)
        browser.close()


if __name__ == "__main__":
    main()
