"""Ids that point at nothing, ids used twice: every reference between files of policies and controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.load.controls.charts import check_charts
from checker.load.controls.glossary import check_feedback, check_glossary
from checker.load.controls.known import Known, Place, text_of
from checker.load.controls.metrics import check_metrics
from checker.load.text.convert import suggest
from checker.model.words import nfkc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.errors import Fault
    from checker.load.controls.sources import Sources
    from checker.load.text.source import Loaded

_RECORD_KEYS = {
    "per": "records",
    "same_department_as": "records",
    "after": "records",
    "independent_of": "records",
    "serves": "records",
    "approvals": "roles",
    "suggested_approvals": "roles",
}


def check_references(sources: Sources) -> Iterator[Fault]:
    """Yield every unknown id and every id used twice."""
    known = Known(sources)
    yield from _twice(sources)
    for checks in (
        _documents,
        _people,
        _parameters,
        _profile,
        _projects,
        check_metrics,
        check_charts,
        check_glossary,
        check_feedback,
    ):
        yield from checks(sources, known)
    for loaded in sources.records:
        if loaded and loaded.value:
            for place, record in enumerate(loaded.value.records):
                yield from _record(loaded, ["records", place], record, known)
    for loaded in filter(None, sources.clauses):
        if loaded.value:
            yield from _clause(loaded, sources, known)


def _twice(sources: Sources) -> Iterator[Fault]:
    for kind in ("documents", "roles", "people", "parameters", "projects", "flows", "metrics"):
        loaded = getattr(sources, kind)
        yield from _repeated([loaded] if loaded else [], kind, "id")
    records = [loaded for loaded in sources.records if loaded]
    yield from _repeated(records, "records", "id")
    yield from _repeated(records, "records", "code")
    seen: dict[str, str] = {}
    for loaded in filter(None, sources.clauses):
        clause = text_of(loaded.text.value, "clause")
        if clause in seen:
            yield loaded.fault(["clause"], f"条款“{clause}”已在 {seen[clause]} 写过", "改成另一个条号，或删去一页")
        seen.setdefault(clause, loaded.path)


def _repeated(files: list[Loaded[Any]], key: str, name: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for loaded in files:
        for place, item in enumerate(loaded.raw(key)):
            word = nfkc(text_of(item, name))
            if word and word in seen:
                what = f"{name}“{word}”已在 {seen[word]} 用过"
                yield loaded.fault([key, place, name], what, "换一个不重复的")
            seen.setdefault(word, loaded.path)


def _documents(sources: Sources, known: Known) -> Iterator[Fault]:
    loaded = sources.documents
    for place, document in enumerate(loaded.value.documents if loaded and loaded.value else ()):
        at: Place = ["documents", place]
        yield from known.missing(loaded, [*at, "owner"], document.owner, "roles")
        stages = [stage.id for stage in document.stages]
        for index, stage in enumerate(stages):
            if stage in stages[:index]:
                yield loaded.fault([*at, "stages", index], f"阶段“{stage}”写了两次", "换一个不重复的标识")


def _people(sources: Sources, known: Known) -> Iterator[Fault]:
    loaded = sources.people
    for place, person in enumerate(loaded.value.people if loaded and loaded.value else ()):
        at: Place = ["people", place]
        yield from known.missing(loaded, [*at, "department"], person.department, "departments")
        for index, holding in enumerate(person.roles):
            yield from known.missing(loaded, [*at, "roles", index, "role"], holding.role, "roles")


def _parameters(sources: Sources, known: Known) -> Iterator[Fault]:
    loaded = sources.parameters
    for place, parameter in enumerate(loaded.value.parameters if loaded and loaded.value else ()):
        at: Place = ["parameters", place]
        yield from known.missing(loaded, [*at, "approved_by"], parameter.approved_by, "people")
        yield from known.missing(loaded, [*at, "unset"], parameter.unset, "clauses")
        if parameter.value is not None and not parameter.source:
            yield loaded.fault(at, f"参数“{parameter.id}”有值而没有依据", "加上一行“source: …”，写明谁在哪里定的")


def _profile(sources: Sources, known: Known) -> Iterator[Fault]:
    loaded = sources.profile
    if not loaded or not loaded.value:
        return
    for place, exclusion in enumerate(loaded.value.exclusions):
        at: Place = ["exclusions", place]
        yield from known.missing(loaded, [*at, "clause"], exclusion.clause, "clauses")
        yield from known.missing(loaded, [*at, "approved_by"], exclusion.approved_by, "people")
    for place, waiver in enumerate(loaded.value.waivers):
        at = ["waivers", place]
        yield from known.missing(loaded, [*at, "clause"], waiver.clause, "clauses")
        yield from known.missing(loaded, [*at, "record"], waiver.record, "records")
        yield from known.missing(loaded, [*at, "approved_by"], waiver.approved_by, "people")
        if not any((waiver.clause, waiver.record, waiver.project, waiver.window)):
            remedy = "至少写 clause、record、project、window 中的一个"
            yield loaded.fault(at, "豁免没有写明豁免什么", remedy)


def _projects(sources: Sources, known: Known) -> Iterator[Fault]:
    loaded = sources.projects
    documents = sources.documents.value.documents if sources.documents and sources.documents.value else ()
    stages = {document.id: [stage.id for stage in document.stages] for document in documents}
    for place, project in enumerate(loaded.value.projects if loaded and loaded.value else ()):
        for document, entered in project.stages.items():
            at: Place = ["projects", place, "stages", document]
            yield from known.missing(loaded, at, document, "documents", key=True)
            names = [entered] if isinstance(entered, str) else [entry.stage for entry in entered]
            for index, name in enumerate(names):
                if document in stages and name not in stages[document]:
                    where = at if isinstance(entered, str) else [*at, index, "stage"]
                    yield loaded.fault(where, f"文件“{document}”没有阶段“{name}”", suggest(name, stages[document]))


def _record(loaded: Loaded[Any], at: Place, record: Any, known: Known) -> Iterator[Fault]:
    for key, kind in _RECORD_KEYS.items():
        held = getattr(record, key)
        if isinstance(held, tuple):
            yield from known.all_missing(loaded, [*at, key], held, kind)
        else:
            yield from known.missing(loaded, [*at, key], held, kind)
    if record.within:
        yield from known.missing(loaded, [*at, "within", "of"], record.within.of, "records")
    for key in ("cadence", "grace", "within", "valid_months", "retain_years"):
        parameter = getattr(getattr(record, key), "parameter", None)
        yield from known.missing(loaded, [*at, key, "parameter"], parameter, "parameters")


def _clause(loaded: Loaded[Any], sources: Sources, known: Known) -> Iterator[Fault]:
    clause: Any = loaded.value
    document = clause.clause.partition("/")[0]
    yield from known.missing(loaded, ["clause"], document, "documents")
    for key in ("accountable", "responsible", "consulted", "informed"):
        yield from known.all_missing(loaded, ["roles", key], getattr(clause.roles, key), "roles")
    yield from known.all_missing(loaded, ["implements"], clause.implements, "clauses")
    seen: set[str] = set()
    for place, item in enumerate(clause.records):
        name = item if isinstance(item, str) else item.record
        at: Place = ["records", place]
        yield from known.missing(loaded, at if isinstance(item, str) else [*at, "record"], name, "records")
        if name in seen:
            yield loaded.fault(at, f"记录“{name}”写了两次", "删去其中一个")
        seen.add(name)
    held = sources.documents.value.documents if sources.documents and sources.documents.value else ()
    stages = next((known.stages for known in held if known.id == document), None)
    if stages is None:
        return
    names = [stage.id for stage in stages]
    for at, stage in _stages_of(clause):
        if stage not in names:
            yield loaded.fault(at, f"文件“{document}”没有阶段“{stage}”", suggest(stage, names))


def _stages_of(clause: Any) -> Iterator[tuple[Place, str]]:
    """Yield every stage that a clause names, with where."""
    if clause.stage is not None:
        yield ["stage"], clause.stage
    for place, item in enumerate(clause.records):
        for index, stage in enumerate(() if isinstance(item, str) else item.during):
            yield ["records", place, "during", index], stage
