"""The floor: walk, stat, read and parse the same metadata with PyYAML's C loader, and nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import yaml


def main() -> None:
    """Read every metadata text below a folder."""
    count = 0
    for folder, _, files in os.walk(sys.argv[1]):
        for name in files:
            path = Path(folder, name)
            path.stat()
            text = path.read_text(encoding="utf-8")
            if name.endswith(".md"):
                text = text.split("---\n", 2)[1]
            elif not name.endswith(".yml"):
                continue
            count += bool(yaml.load(text, Loader=yaml.CSafeLoader))
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    main()
