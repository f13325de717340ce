"""Measures `guanbiao portfolio` over many generated enterprises, one bad among them, with every engine.

    python benchmarks/portfolio.py [--enterprises 500] [--files 100] [--folder FOLDER] [--workers 2]

Runs, each in a process of its own: on this machine; the same again, which takes everything over; without a trend; and
through a Dask scheduler with as many workers on this machine. Prints wall time and peak memory, and whether page and
workbook are the same. With --folder the enterprises stay there and are used again.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from generate import make

AS_OF = "2026-06-30"
PORT = 18786


def enterprises(folder: Path, count: int, files: int) -> Path:
    """Make the enterprises, the middle one of them bad, and return the list that names them."""
    names = [f"e{number:04}" for number in range(count)]
    for number, name in enumerate(names):
        root = folder / name
        if (root / "mkdocs.yml").exists():
            continue
        make(root, files, number)
        profile = root / "controls/profile.yml"
        began = "2026-03-01" if number % 7 == 0 else "2025-07-01"
        text = f"enterprise: {{id: bench-{number}, name: 第{number:03}机械制造有限公司}}\nfrom: {began}\n"
        profile.write_text(text if number != count // 2 else "enterprise: [\n", "utf-8")
    listed = folder / "list.txt"
    listed.write_text("\n".join(names), "utf-8")
    return listed


def run(title: str, listed: Path, out: Path, *more: str) -> None:
    """Run once and print what it cost."""
    command = (sys.executable, "-m", "checker", "portfolio", str(listed), "-o", str(out), "--as-of", AS_OF, *more)
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read().strip() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall, peak = time.monotonic() - started, usage.ru_maxrss / 1024
    print(
        f"{title:<22} {wall:>7.1f} s wall  {peak:>5.0f} MiB  exit {os.waitstatus_to_exitcode(status)}  {said}",
        flush=True,
    )


def same(one: Path, other: Path) -> bool:
    """Tell whether two portfolios are the same, byte for byte."""
    return all((one / path.name).read_bytes() == path.read_bytes() for path in other.iterdir())


def main() -> None:
    """Print a row for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=500)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guanbiao-bench-")))
        listed = enterprises(options.folder or scratch, options.enterprises, options.files)
        time.sleep(3)  # files as new as the run are never taken over
        workers = ("--workers", str(options.workers))
        run("processes", listed, scratch / "a", *workers)
        run("again", listed, scratch / "a", *workers)
        run("without trend", listed, scratch / "b", *workers, "--months", "1")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": scratch}
        started = [
            subprocess.Popen([*_dask("scheduler"), "--port", str(PORT), "--no-dashboard"], **quiet),
            *(
                subprocess.Popen(
                    [*_dask("worker"), f"tcp://127.0.0.1:{PORT}", "--nthreads", "1", "--no-dashboard"], **quiet
                )
                for _ in range(options.workers)
            ),
        ]
        stack.callback(lambda: [process.terminate() for process in started])
        time.sleep(5)
        run("dask", listed, scratch / "c", "--engine", f"dask://127.0.0.1:{PORT}")
        print("the same bytes" if same(scratch / "a", scratch / "c") else "DIFFERENT")


def _dask(name: str) -> list[str]:
    return [sys.executable, "-m", "dask", name]


if __name__ == "__main__":
    main()
