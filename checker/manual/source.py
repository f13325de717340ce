"""What the handbook is made of: policies and controls without people, and the hand-written pages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from checker.model.assessment import Assessment, Tally
from checker.model.workspace import Workspace
from checker.pages.book import Book, Manual

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from checker.model.workspace import Controls


class Source(NamedTuple):
    """The controls, and the hand-written pages by their path below the site's sources.

    Attributes:
        texts: Markdown without front-matter.
        titles: Titles in words.
        pictures: Pictures by their path, likewise.
    """

    controls: Controls
    texts: Mapping[str, str]
    titles: Mapping[str, str]
    as_of: date
    pictures: Mapping[str, bytes] = MappingProxyType({})


def anonymous(controls: Controls) -> Controls:
    """Return controls that know nobody, so that no name can come into the handbook from them."""
    parameters = {key: replace(known, approved_by=None) for key, known in controls.parameters.items()}
    return replace(controls, people={}, parameters=parameters)


def book_of(source: Source) -> Book:
    """Return the book of a handbook: no evidence, no projects, no obligations."""
    controls = anonymous(source.controls)
    workspace = Workspace(
        as_of=source.as_of, controls=controls, projects={}, evidence=(), unidentified=(), evidence_faults=()
    )
    return Book(_silent(source.as_of, controls), workspace, Manual((), {}, source.titles, ()))


def _silent(as_of: date, controls: Controls) -> Assessment:
    """Return an assessment that says nothing."""
    nothing = Tally(counts={}, coverage=None)
    return Assessment(
        as_of=as_of,
        enterprise=controls.profile.enterprise,
        summary=nothing,
        commitment_summary=nothing,
        breakdown={},
        obligations=(),
        metrics=(),
        upcoming=(),
        documents=(),
        unidentified=(),
        evidence_faults=(),
        unplaced=(),
        future=(),
        expired_waivers=(),
        unused_waivers=(),
        unset_parameters=(),
        assumptions=(),
    )
