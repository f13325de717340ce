"""Measures `guanbiao check` beside the floor, in one run, as ratios of processor time.

    python benchmarks/run.py [--files 1000 10000 100000] [--rounds 3] [--seed 1] [--site]

The floor (`floor.py`) walks, stats, reads and parses the same metadata with PyYAML's C loader. Each pair
is warmed once and then run in turn; the median of the ratios is printed with the peak memory of the check.
With --site the reference workspace is built as well, and its time and size are printed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from generate import make

HERE = Path(__file__).resolve().parent
AS_OF = "2026-06-30"


class Cost(NamedTuple):
    """Processor seconds and peak memory (MiB) of one finished process."""

    seconds: float
    memory: float


def cost(*command: str) -> Cost:
    """Run a command to its end and return what it cost."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare(files: int, rounds: int, seed: int) -> str:
    """Return one row: the check beside the floor over that many files."""
    with tempfile.TemporaryDirectory(prefix="guanbiao-bench-") as name:
        folder = Path(name, "workspace")
        make(folder, files, seed)
        floor = (sys.executable, str(HERE / "floor.py"), str(folder / "evidence"))
        check = (sys.executable, "-m", "checker", "-w", str(folder), "check", "--as-of", AS_OF)
        check += ("--format", "json", "-o", str(Path(name, "out.json")), "--fail-on", "never")
        cost(*floor)
        cost(*check)
        pairs = [(cost(*check), cost(*floor)) for _ in range(rounds)]
    ratio = statistics.median(ours.seconds / theirs.seconds for ours, theirs in pairs)
    ours, theirs = (statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1))
    peak = max(pair[0].memory for pair in pairs)
    return f"{files:>9,}  {ours:>8.2f} s  {theirs:>8.2f} s  {ratio:>6.2f} ×  {peak:>6.0f} MiB"


def site() -> str:
    """Return one row: building the reference workspace's site."""
    root = HERE.parent
    started = time.monotonic()
    spent = cost(sys.executable, "-m", "checker", "-w", str(root), "build", "--as-of", AS_OF)
    size = sum(path.stat().st_size for path in (root / "site").rglob("*") if path.is_file())
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    wall = time.monotonic() - started
    return f"site: {pages} pages, {size / 2**20:.1f} MiB, {spent.seconds:.1f} s processor, {wall:.1f} s wall"


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--site", action="store_true")
    options = parser.parse_args()
    print("    files       check       floor   ratio  peak memory")
    for files in options.files:
        print(compare(files, options.rounds, options.seed), flush=True)
    if options.site:
        print(site())


if __name__ == "__main__":
    main()
