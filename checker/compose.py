"""The whole site from a workspace on disk: what the MkDocs adapter and staging share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from checker import pages
from checker.assessment import assess, load
from checker.assessment.listing import REASONS
from checker.load.controls.origins import read_origins
from checker.load.controls.sources import pages_below
from checker.load.text.source import split_page
from checker.load.text.yamldoc import YamlError, parse
from checker.render import RENDERERS
from checker.rules import RULES

if TYPE_CHECKING:
    from datetime import date

DOWNLOADS = {"gap/assessment.json": "json", "gap/gaps.csv": "csv"}
SCHEMA = "gap/assessment.schema.json"
_HERE = Path(__file__).parent
_ASSETS = _HERE / "pages/assets"
_HEADING = re.compile(r"^# (.+)", re.MULTILINE)


def compose(root: Path, as_of: date) -> pages.Site:
    """Return the site of a workspace as of a day.

    Raises:
        WorkspaceError: Policies or controls are wrong.
    """
    workspace = load(root, as_of)
    assessment = assess(workspace)
    texts = {name.removeprefix("policies/"): path.read_text("utf-8-sig") for path, name in pages_below(root)}
    titles = {name: _title(name, text) for name, text in texts.items()}
    rules = tuple(pages.RuleDoc(rule.CODE, rule.TITLE, rule.__doc__ or "") for rule in RULES)
    origins = read_origins(root, workspace.controls, [])  # what is wrong with them is for lint; the page shows it
    manual = pages.Manual(rules, REASONS, titles, (*DOWNLOADS, SCHEMA), origins)
    site = pages.build(assessment, workspace, manual)
    for path, name in DOWNLOADS.items():
        site.files[path] = RENDERERS[name].render(assessment, workspace)
    site.files[SCHEMA] = _HERE.joinpath("render/assessment.schema.json").read_bytes()
    for asset in sorted(_ASSETS.rglob("*.*")):
        place = f"assets/{asset.relative_to(_ASSETS).as_posix()}"
        if not root.joinpath("policies", place).exists():  # a workspace may bring its own
            site.files[place] = asset.read_bytes()
    return site


def _title(name: str, text: str) -> str:
    """Return the title of a hand-written page: of its front-matter, its first heading, or its name."""
    front, body = split_page(text)
    try:
        value = parse(front).value
    except YamlError:
        value = None
    named = value.get("title") if isinstance(value, dict) else None
    heading = _HEADING.search(body)
    return str(named or (heading[1] if heading else Path(name).stem))
