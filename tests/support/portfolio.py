"""Enterprises for the tests of portfolios, and one that ends whatever process looks at it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.portfolio import Ask, edition, trend_days
from support.workspace import AS_OF, Builder

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "<script>甲&乙</script>"
LATER = 2**62  # a run that began long after all files were written


def ask(months: int = 6) -> Ask:
    return Ask(trend_days(AS_OF, months), edition(), LATER)


def enterprise(root: Path, name: str, *, title: str = "某企业", evidence: str | None = "2026-06-20") -> Builder:
    held = Builder(root / name).profile(enterprise={"id": "e", "name": title})
    held.role("boss").record("note").record("other").record("promise")
    held.clause("doc/1", "note").clause("doc/2", "other").document("cm", kind="commitment").clause("cm/1", "promise")
    if evidence:
        held.evidence("a.md", "note", date=evidence).evidence("stray.md")
    return held


def some(root: Path) -> list[Path]:
    """Make three enterprises and a bad one; the fifth place is empty."""
    enterprise(root, "a", title="甲厂").evidence("b.md", "other", date="2026-06-01")
    enterprise(root, "b", title=EVIL, evidence="2026-01-01")
    enterprise(root, "c", title="丙厂", evidence=None)
    enterprise(root, "bad").write("controls/roles.yml", "rolls: []\nroles: 7\n")
    return [root / name for name in ("a", "b", "bad", "c", "nowhere")]


class Bomb:
    """A folder whose name ends the process that asks for it, as a file may that makes a library crash."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.maker = str(folder), os.getpid()

    def __fspath__(self) -> str:
        if os.getpid() != self.maker:
            os._exit(9)
        return self.folder
