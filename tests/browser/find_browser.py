"""Finds the browser for the tests: the system's Chromium, Chrome or Edge, else playwright's own.

    python tests/browser/find_browser.py --install

installs one where there is none: Debian's package `chromium` (as root), else playwright's download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def browser_path() -> str | None:
    """Return the browser to drive (GUANBIAO_BROWSER names one); None leaves it to playwright's own."""
    named = os.environ.get("GUANBIAO_BROWSER")
    installed = filter(None, map(shutil.which, NAMES))
    usual = (place for place in PLACES if Path(place).exists())
    return named or next(installed, None) or next(usual, None)


def main() -> int:
    """Say which browser there is, installing one where asked and none is found."""
    if browser_path() is None and "--install" in sys.argv:
        _install()
    sys.stdout.write(f"浏览器：{browser_path() or 'playwright 自带的 Chromium'}\n")
    return 0


def _install() -> None:
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "update", "-qq"], check=True, env=quiet)
        subprocess.run([apt, "install", "-y", "-qq", "chromium", "fonts-noto-cjk"], check=True, env=quiet)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    sys.exit(main())
