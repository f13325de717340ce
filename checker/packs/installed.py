"""What a workspace was made of: its packs and answers, and the texts as they were delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from checker.errors import Fault, WorkspaceError
from checker.load.text.items import flow
from checker.load.text.source import load_yaml, read_text
from checker.load.workspace import refuse_unfinished
from checker.model.pack import Installed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.model.pack import Answers

INSTALLED = "controls/packs.yml"
BASE = ".guanbiao/base"
_NOTE = f"{BASE}/说明.txt"
_NOTE_TEXT = "模板包交来时的原文，guanbiao update 靠它分清哪些是你们改的、哪些是模板改的。不要改，也不要删。\n"
_HEAD = """# yaml-language-server: $schema=schemas/packs.schema.json
# 用了哪些模板包、哪一版，和建工作区时的回答；guanbiao update 用它。版本由 guanbiao 写，不要手改
"""
_REMEDY = "用当时那一版的产品，同样的模板包和回答，另建一个工作区，把其中的 .guanbiao 和 controls/packs.yml 拷过来"


def installed_text(versions: Mapping[str, str], answers: Answers) -> str:
    """Return controls/packs.yml."""
    lines = ["packs:", *(f"  {key}: {flow(version)}" for key, version in versions.items()), "answers:"]
    for key, value in asdict(answers).items():
        if isinstance(value, dict):
            lines += [f"  {key}:", *(f"    {flow(word)}: {flow(own)}" for word, own in value.items())] if value else []
        elif value is not None:
            lines.append(f"  {key}: {flow(value)}")
    return _HEAD + "\n".join(lines) + "\n"


def as_base(delivered: Mapping[str, str]) -> dict[str, str]:
    """Return delivered texts by where they are kept for the next update."""
    return {_NOTE: _NOTE_TEXT, **{f"{BASE}/{path}": text for path, text in delivered.items()}}


def read_installed(root: Path) -> tuple[Installed, Answers]:
    """Return which packs a workspace was made of, and with what answers.

    Raises:
        WorkspaceError: It was made without packs, or by an early version, or an update is not finished.
    """
    refuse_unfinished(root)
    if not (root / INSTALLED).is_file():
        what = "这个工作区不是用模板包建的，没有可更新的"
        raise WorkspaceError([Fault(INSTALLED, None, None, what, "guanbiao init 建的工作区才能更新")])
    faults: list[Fault] = []
    loaded = load_yaml(root / INSTALLED, INSTALLED, Installed, faults)
    if loaded is None or loaded.value is None:
        raise WorkspaceError(faults)
    if loaded.value.answers is None or not (root / BASE).is_dir():
        what = "工作区里没有留下模板交来时的原文和回答，分不清哪些是你们改的"
        raise WorkspaceError([Fault(BASE, None, None, what, _REMEDY)])
    return loaded.value, loaded.value.answers


def read_base(root: Path) -> dict[str, str]:
    """Return the texts as they were delivered, by their path in the workspace.

    Raises:
        WorkspaceError: One cannot be read.
    """
    faults: list[Fault] = []
    found: dict[str, str] = {}
    for path in sorted((root / BASE).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name != _NOTE:
            text = read_text(path, name, faults)
            found[name.removeprefix(f"{BASE}/")] = text or ""
    if faults:
        raise WorkspaceError(faults)
    return found
