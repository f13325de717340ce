"""The whole site from a workspace on disk: what the MkDocs adapter and staging share."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker import pages
from checker.assessment import assess, load
from checker.assessment.listing import REASONS
from checker.assessment.told import told
from checker.forms import file_names, write_form
from checker.load.controls.origins import read_origins
from checker.load.controls.sources import pages_below
from checker.load.template import read_template
from checker.load.text.source import split_page
from checker.load.text.yamldoc import YamlError, parse
from checker.pages.backlinks import linked_from
from checker.pages.purpose import by_page, contents
from checker.render import RENDERERS
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import date

    from checker.model.assessment import Assessment
    from checker.model.audience import Audience
    from checker.model.project import Project
    from checker.model.workspace import Controls, Workspace
    from checker.pages.purpose import Sections

DOWNLOADS = {"gap/assessment.json": "json", "gap/gaps.csv": "csv"}
SCHEMA = "gap/assessment.schema.json"
_HERE = Path(__file__).parent
_ASSETS = _HERE / "pages/assets"
_HEADING = re.compile(r"^# (.+)", re.MULTILINE)


def compose(root: Path, as_of: date, audience: Audience = "compliance") -> pages.Site:
    """Return the site of a workspace as of a day; for employees without persons, evidence and reports.

    Raises:
        WorkspaceError: Policies or controls are wrong.
    """
    workspace = load(root, as_of)
    assessment = assess(workspace)
    if audience == "employee":
        workspace, assessment = told(workspace, assessment)
    written = hand_written(root)
    texts = written.texts if audience == "compliance" else written.told()
    sections = by_page(texts)
    rules = tuple(pages.RuleDoc(rule.CODE, rule.TITLE, rule.__doc__ or "") for rule in RULES)
    origins = read_origins(root, workspace.controls, [])  # what is wrong with them is for lint; the page shows it
    names = file_names(workspace.controls.records)
    forms = {key: tuple(f"forms/{name}" for name in held) for key, held in names.items()}
    downloads = (*DOWNLOADS, SCHEMA)
    manual = pages.Manual(
        rules,
        REASONS,
        written.titles,
        downloads,
        origins,
        linked_from(texts),
        forms,
        sections,
        audience,
        written.kept_back,
    )
    site = pages.build(assessment, workspace, manual)
    made = make_forms(root, workspace.controls, workspace.projects, sections)
    site.files.update((f"forms/{name}", data) for name, data in made.items())
    if audience == "compliance":
        site.files.update(_downloads(assessment, workspace))
    for asset in sorted(_ASSETS.rglob("*.*")):
        place = f"assets/{asset.relative_to(_ASSETS).as_posix()}"
        if not root.joinpath("policies", place).exists():  # a workspace may bring its own
            site.files[place] = asset.read_bytes()
    return site


def _downloads(assessment: Assessment, workspace: Workspace) -> dict[str, bytes]:
    reports = {path: RENDERERS[name].render(assessment, workspace) for path, name in DOWNLOADS.items()}
    return {**reports, SCHEMA: _HERE.joinpath("render/assessment.schema.json").read_bytes()}


def make_forms(
    root: Path,
    controls: Controls,
    projects: Mapping[str, Project],
    sections: Sections,
    *,
    wanted: Container[str] | None = None,
    project: str | None = None,
) -> dict[str, bytes]:
    """Return forms by their file name, in the house's style, saying what to write as the clauses' pages do.

    Args:
        root: The workspace, for its template.
        controls: Record types, roles, documents.
        projects: The projects that forms offer, by id.
        sections: What hand-written pages say of records, by page.
        wanted: Ids of record types; all where None.
        project: The id of the project that they are filled in for.
    """
    style = read_template(root)
    made: dict[str, bytes] = {}
    for key, names in file_names(controls.records).items():
        if wanted is None or key in wanted:
            record = controls.records[key]
            guide = contents(record, controls, sections)
            write = partial(write_form, record, controls, projects, project=project, style=style, guide=guide)
            made.update((name, write(ending=name.rpartition(".")[2])) for name in names)
    return made


class HandWritten(NamedTuple):
    """The hand-written pages by their path below the site's sources.

    Attributes:
        texts: Markdown with front-matter.
        titles: Titles in words.
        kept_back: Those that are meant for compliance staff alone: `audience: compliance`.
    """

    texts: dict[str, str]
    titles: dict[str, str]
    kept_back: frozenset[str]

    def told(self) -> dict[str, str]:
        """Return the texts that everybody may read."""
        return {name: text for name, text in self.texts.items() if name not in self.kept_back}


def hand_written(root: Path) -> HandWritten:
    """Return the hand-written pages of a workspace."""
    texts = {name.removeprefix("policies/"): path.read_text("utf-8-sig") for path, name in pages_below(root)}
    fronts = {name: _front(text) for name, text in texts.items()}
    titles = {name: _title(name, text, fronts[name]) for name, text in texts.items()}
    kept = frozenset(name for name, front in fronts.items() if front.get("audience") == "compliance")
    return HandWritten(texts, titles, kept)


def _title(name: str, text: str, front: Mapping[str, object]) -> str:
    """Return the title of a hand-written page: of its front-matter, its first heading, or its name."""
    named, heading = front.get("title"), _HEADING.search(split_page(text)[1])
    return str(named or (heading[1] if heading else Path(name).stem))


def _front(text: str) -> Mapping[str, object]:
    try:
        value = parse(split_page(text)[0]).value
    except YamlError:
        value = None
    return value if isinstance(value, dict) else {}
