"""Makes a workspace with a given number of evidence files, the same for the same seed.

    python benchmarks/generate.py FOLDER --files 10000 --seed 1

Half of the files are Markdown with front-matter, half are text files with a sidecar; the metadata of
each have about 265 bytes. Projects grow with the number of files, so that each has about fifty.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

START = date(2025, 7, 1)
DAYS = 364
TYPES = 12
PER_PROJECT = 50
PEOPLE = 40
CADENCES = (None, None, None, "weekly", "monthly", None, None, "quarterly", None, None, None, None)


def main() -> None:
    """Make the workspace."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    make(options.folder, options.files, options.seed)


def make(folder: Path, files: int, seed: int) -> None:
    """Write a workspace with that many evidence files below the folder."""
    chance = random.Random(seed)
    projects = max(1, files // PER_PROJECT)
    for name in ("policies", "controls/records", "evidence"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text("site_name: 基准\ntheme: {name: material}\nplugins: [guanbiao]\n", "utf-8")
    for name, text in _controls(projects).items():
        (folder / name).write_text(text, encoding="utf-8")
    for number in range(files):
        _evidence(folder / "evidence", number, projects, chance)


def _controls(projects: int) -> dict[str, str]:
    people = "".join(
        f"  - {{id: p-{n}, name: 人员{n}, department: dept-{n % 4}, roles: [{{role: boss, from: 2020-01-01}}]}}\n"
        for n in range(PEOPLE)
    )
    departments = "".join(f"  - {{id: dept-{n}, title: 部门{n}, kind: department}}\n" for n in range(4))
    records = "".join(_record(n) for n in range(TYPES))
    started = "".join(
        f"  - {{id: prj-{n}, title: 项目{n}, started: 2025-07-01, stages: {{doc: run}}}}\n" for n in range(projects)
    )
    pages = {
        f"policies/{n}.md": f"---\nclause: doc/{n}.1\ntitle: 条款{n}\nroles: {{responsible: [boss]}}\n"
        f"records: [rec-{n}]\n---\n# 条款{n}\n"
        for n in range(TYPES)
    }
    return {
        "controls/documents.yml": "documents:\n  - {id: doc, title: 程序, kind: procedure, stages: "
        "[{id: plan, title: 策划}, {id: run, title: 运行}]}\n",
        "controls/roles.yml": f"roles:\n  - {{id: boss, title: 负责人}}\n{departments}",
        "controls/people.yml": f"people:\n{people}",
        "controls/profile.yml": "enterprise: {id: bench, name: 基准企业}\nfrom: 2025-07-01\n",
        "controls/records/all.yml": f"records:\n{records}",
        "evidence/projects.yml": f"projects:\n{started}",
        **pages,
    }


def _record(number: int) -> str:
    extra = f", cadence: {CADENCES[number]}" if CADENCES[number] else ""
    extra += f", after: [rec-{number - 1}]" if number and not CADENCES[number] else ""
    return f"  - {{id: rec-{number}, title: 记录{number}, scope: project, approvals: [boss]{extra}}}\n"


def _evidence(folder: Path, number: int, projects: int, chance: random.Random) -> None:
    day = START + timedelta(days=chance.randrange(DAYS))
    metadata = (
        f"record: rec-{chance.randrange(TYPES)}\nid: ev-{number:06}\ndate: {day}\nproject: prj-{number % projects}\n"
        f"title: 第 {number} 份记录，说明与结论见正文\nauthor: [p-{chance.randrange(PEOPLE)}]\n"
        f"approvals: [{{role: boss, person: p-{chance.randrange(PEOPLE)}, date: {day + timedelta(days=1)}}}]\n"
        f"fields: {{amount: {chance.randrange(10_000)}, place: 车间, note: 与计划一致}}\n"
    )
    place = folder / f"prj-{number % projects:05}"
    place.mkdir(exist_ok=True)
    if number % 2:
        (place / f"{number:06}.md").write_text(f"---\n{metadata}---\n# 记录\n\n正文。\n", encoding="utf-8")
    else:
        (place / f"{number:06}.txt").write_text("正文。\n", encoding="utf-8")
        (place / f"{number:06}.txt.yml").write_text(metadata, encoding="utf-8")


if __name__ == "__main__":
    main()
