"""Finds LibreOffice for the tests: what is installed, else none, and the test says that it was skipped.

    python tests/forms/find_office.py --install

installs it where there is none, or no spreadsheets in it, and the system is Debian (as root): 50 packages, 250 MB,
about 20 seconds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("soffice", "libreoffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")
SPREADSHEETS = ("libsclo.so", "libsclo.dylib", "sclo.dll")


def office_path() -> str | None:
    """Return the program to run (GUANBIAO_OFFICE names one), None where there is none."""
    named = os.environ.get("GUANBIAO_OFFICE")
    installed = filter(None, map(shutil.which, NAMES))
    usual = (place for place in PLACES if Path(place).exists())
    return named or next(installed, None) or next(usual, None)


def opens_workbooks(office: str | None) -> bool:
    """Tell whether a program is there and has its part for spreadsheets."""
    folder = Path(office).resolve().parent if office else Path()
    places = (folder, folder.parent / "Frameworks")
    return office is not None and any((place / name).exists() for place in places for name in SPREADSHEETS)


def main() -> int:
    """Say which there is, installing one where asked and none is found."""
    apt = shutil.which("apt-get")
    if not opens_workbooks(office_path()) and "--install" in sys.argv and apt and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for call in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
            subprocess.run([apt, *call], check=False, env=quiet)  # without it the tests skip, and say so
    sys.stdout.write(f"LibreOffice：{office_path() or '没有，表单经它保存的测试会跳过'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
