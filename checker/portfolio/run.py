"""A run over many workspaces: asked of an engine, what has been found before taken over, everything in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from checker.portfolio.survey import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from checker.model.survey import Survey
    from checker.portfolio.engines import Spot
    from checker.portfolio.kept import Kept


class Found(NamedTuple):
    """What a run found: a survey for each folder, in their order, and how many were taken over."""

    surveys: list[Survey]
    taken: int


def survey_all(
    folders: Sequence[Path], kept: Kept, spot: Spot, *, workers: int, progress: Callable[[int], None]
) -> Found:
    """Return one survey a folder, taking over what answers the same question about files that are still the same.

    Raises:
        WorkspaceError: The engine cannot be reached.
    """
    keys = [str(folder.resolve()) for folder in folders]
    questions = [Question(key, kept.found[key].mark if key in kept.found else "") for key in keys]
    surveys: dict[int, Survey] = {}
    taken = 0
    for place, answer in spot.engine.run(questions, kept.ask, spot.address, workers):
        if answer.survey is None:
            surveys[place] = kept.found[keys[place]].survey
            taken += 1
        else:
            surveys[place] = answer.survey
            if answer.mark:
                kept.add(keys[place], answer.mark, answer.survey)
        progress(len(surveys))
    return Found([replace(surveys[place], folder=str(folder)) for place, folder in enumerate(folders)], taken)
