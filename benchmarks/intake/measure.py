"""How well `guanbiao import` takes in documents, against tables made by hand before it was written.

Run `python benchmarks/intake/measure.py FOLDER` with the folder that holds the source texts. Every text is taken in as
it is and as a Word file, a paragraph a line. Printed for numbers, roles, records and times: how many of those expected
were found (recall), and how much of what was found is right (precision). What two careful readers could see
differently counts neither way. A name counts as found if it is the same role or record, or one name holds the other.
The rules were improved with these same five texts, so another enterprise's document will do less well.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from docx import Document

from checker.intake import plain, read, take_in
from checker.intake.file.script import simplified
from checker.intake.names.papers import Library
from checker.intake.names.people import Roster
from checker.load.workspace import read_controls

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Names = Callable[[str], list[str]]
KINDS = ("numbers", "roles", "records", "deadlines")
_LEAST = 2
_PREFIX = re.compile("^(?:各相关|各有关|公司各|公司|各|相关|有关|本)")


class Score(NamedTuple):
    """Counts of one kind: expected, of these found, finds that are right, finds that nobody expected."""

    expected: int = 0
    hits: int = 0
    right: int = 0
    wrong: int = 0

    def __add__(self, other: Score) -> Score:  # type: ignore[override]
        return Score(*(one + two for one, two in zip(self, other, strict=True)))

    def __str__(self) -> str:
        found = self.right + self.wrong
        recall = self.hits / self.expected if self.expected else 1.0
        precision = self.right / found if found else 1.0
        return f"{self.hits:4}/{self.expected:<4} {recall:6.1%}  {precision:6.1%}"


def key(text: str) -> str:
    """Return a name as it is compared."""
    text = simplified(unicodedata.normalize("NFKC", text))
    return re.sub(r"[\s《》“”\"]|会议(?=材料)", "", text).replace("‴", "′′′").replace("″", "′′")


def same(one: str, other: str, names: Names) -> bool:
    """Tell whether two names mean the same, or one holds the other."""
    return any(_alike(key(first), key(second)) for first in names(one) for second in names(other))


def _alike(first: str, second: str) -> bool:
    short, long = sorted((_PREFIX.sub("", first), _PREFIX.sub("", second)), key=len)
    return first == second or (len(short) >= _LEAST and short in long)


def score(
    expected: list[list[str]], optional: list[str], found: list[str], names: Names
) -> tuple[Score, list[str], list[str]]:
    """Return how what was found compares with what was expected, each by its names; what was missed, what is wrong."""
    hit = [any(same(one, name, names) for one in found for name in wanted) for wanted in expected]
    good = [any(same(one, name, names) for wanted in expected for name in wanted) for one in found]
    open_ = [any(same(one, name, names) for name in optional) for one in found]
    missed = [wanted[0] for wanted, ok in zip(expected, hit, strict=True) if not ok]
    extra = [one for one, right, may in zip(found, good, open_, strict=True) if not right and not may]
    return Score(len(expected), sum(hit), sum(good), len(extra)), missed, extra


def measure(
    table: dict[str, Any], taken: dict[str, Any], roster: Roster, library: Library, *, verbose: bool
) -> dict[str, Score]:
    """Return the scores of one document."""
    found = {key(clause["number"]): clause for clause in taken["clauses"]}
    scores = dict.fromkeys(KINDS, Score())
    known = set()

    def role(name: str) -> list[str]:
        held = roster.named(name)
        return [name, held.title, *held.aliases] if held else [name]

    def record(name: str) -> list[str]:
        held = library.named(name)
        return [name, held.title, *held.aliases] if held else [name]

    for clause in table["clauses"]:
        names = [key(str(name)) for name in (clause["number"], *clause.get("also", []))]
        hit = next((name for name in names if name in found and name not in known), None)
        scores["numbers"] += Score(1, int(hit is not None), int(hit is not None))
        if hit is None:
            print(f"    no number {clause['number']}")
        else:
            known.add(hit)
        held = found[hit] if hit else {"roles": [], "records": [], "deadlines": []}
        for kind, get in (("roles", role), ("records", record), ("deadlines", lambda name: [name])):
            expected = [_names(item) for item in clause[kind]]
            given = [item["title"] if isinstance(item, dict) else item for item in held[kind]]
            found_here, missed, extra = score(expected, clause.get(f"optional_{kind}", []), given, get)
            scores[kind] += found_here
            if verbose and (missed or extra):
                print(f"    {clause['number']} {kind}: missed {missed} extra {extra}")
    return scores


def _names(item: Any) -> list[str]:
    return [item["title"], *item.get("also", [])] if isinstance(item, dict) else [str(item)]


def as_word(text: str, path: Path) -> None:
    """Write a text as a Word file, a paragraph a line."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph("".join(c for c in line if c == "\t" or ord(c) >= 32))
    document.save(str(path))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print every miss and every wrong find")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    controls, _ = read_controls(ROOT)
    roster, library = Roster(controls.roles), Library(controls.records)
    for form in ("txt", "docx"):
        total = dict.fromkeys(KINDS, Score())
        print(f"{form}: found/expected, recall, precision")
        for path in sorted(HERE.glob(f"{options.only}*.yml")):
            table = yaml.safe_load(path.read_text("utf-8"))
            source = options.folder / table["source"]
            with tempfile.TemporaryDirectory() as folder:
                file = source
                if form == "docx":
                    file = Path(folder) / f"{source.stem}.docx"
                    as_word(source.read_text("utf-8"), file)
                taken = plain(take_in(read(file), roster, library).clauses)
            scores = measure(table, taken, roster, library, verbose=options.verbose and form == "txt")
            print(f"  {path.stem}  " + "   ".join(f"{kind} {scores[kind]}" for kind in KINDS))
            total = {kind: total[kind] + scores[kind] for kind in KINDS}
        print("  all  " + "   ".join(f"{kind} {total[kind]}" for kind in KINDS))


if __name__ == "__main__":
    main()
