"""Rewrite ``evidence/`` (or the folder given) from the data of this package."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.demo_year.build import write_year

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Read the arguments and write the year."""
    parser = argparse.ArgumentParser(prog="python -m tools.demo_year", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "evidence", help="folder to rewrite")
    folder = parser.parse_args().output
    count = write_year(folder)
    print(f"{count} files written below {folder}")


if __name__ == "__main__":
    main()
