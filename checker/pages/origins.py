"""Where the handbook comes from (来源对照): each source's items with their places, and the way back."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from checker.model.origin import ITEM_TITLES, Place
from checker.pages import reports
from checker.pages.book import Ref
from checker.pages.cells import Table, many, render, to, words
from checker.pages.engine import page_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.origin import Origin, OriginItem
    from checker.pages.book import Book
    from checker.pages.cells import Cell

INDEX = "sources/index.md"
BACK = "sources/back.md"
_LEAD = "原文的每一项都要在手册里有落处：条款、记录、时限、参数、指标或一页说明。没有落处的一项，检查时会报错。"


def build(book: Book) -> dict[str, str]:
    """Return the pages by path; none where the workspace names no sources."""
    origins = book.manual.origins
    if not origins:
        return {}
    sources = {_page(origin): _source(book, origin) for origin in origins}
    return {INDEX: _index(book), BACK: _from(book), **sources}


def _page(origin: Origin) -> str:
    return f"sources/source-{origin.id}.md"


def _index(book: Book) -> str:
    head = ("原文有", "有落处", "占")
    items = [item for origin in book.manual.origins for item in origin.items]
    sources = [[to(Ref(origin.title, _page(origin))), *_share(book, origin.items)] for origin in book.manual.origins]
    kinds = [
        [words(title), *_share(book, held)]
        for kind, title in ITEM_TITLES.items()
        if (held := [item for item in items if item.kind == kind])
    ]
    total = [words("合计"), *_share(book, items)]
    return page_text(
        "来源对照",
        render(INDEX, Table("按来源", "sources", ("来源", *head), [*sources, total], _LEAD)),
        render(INDEX, Table("按种类", "kinds", ("种类", *head), kinds)),
        f"倒过来看，手册里的每一处是从原文哪几项来的：[手册到原文]({posixpath.basename(BACK)})。",
    )


def _share(book: Book, items: Sequence[OriginItem]) -> list[Cell]:
    mapped = sum(_placed(book, item) for item in items)
    return [words(len(items)), words(mapped), words(f"{mapped / len(items):.1%}" if items else "—")]


def _placed(book: Book, item: OriginItem) -> bool:
    places = [Place.parse(text) for text in item.places]
    return bool(places) and all(place.exists(book.controls, book.manual.titles) for place in places)


def _source(book: Book, origin: Origin) -> str:
    page = _page(origin)
    tables = (
        Table(title, kind, ("原文的一项", "出处", "落在手册的"), _rows(book, origin, kind))
        for kind, title in ITEM_TITLES.items()
        if any(item.kind == kind for item in origin.items)
    )
    return page_text(f"来源对照：{origin.title}", *(render(page, table) for table in tables), search={"exclude": True})


def _rows(book: Book, origin: Origin, kind: str) -> Iterator[list[Cell]]:
    for item in origin.items:
        if item.kind == kind:
            refs = [_ref(book, Place.parse(text)) for text in item.places]
            yield [words(item.item), words(item.section), many(refs, "没有落处")]


def _ref(book: Book, place: Place) -> Ref:
    """Return a link to a place; one that does not exist says so."""
    if not place.exists(book.controls, book.manual.titles):
        return Ref(f"没有：{' '.join(place)}", INDEX)
    key = f"（{place.key}）" if place.key else ""
    match place.kind:
        case "clause":
            ref = book.clause_ref(place.name)
        case "record":
            ref = book.record_ref(place.name)
        case "metric":
            metric = book.controls.metrics[place.name]
            ref = Ref(metric.title, f"{book.clause_ref(metric.clause).target}#metrics")
        case "parameter":
            ref = _parameter(book, place.name)
        case _:
            ref = Ref(book.manual.titles[place.name], place.name)
    return Ref(ref.label + key, ref.target)


def _parameter(book: Book, name: str) -> Ref:
    parameter = book.controls.parameters[name]
    unset = reports.UNSET if book.detailed else reports.GAPS
    target = book.clause_ref(parameter.unset).target if parameter.unset else unset
    return Ref(f"参数：{parameter.title}", target)


def _from(book: Book) -> str:
    items = _items_by_place(book)
    tables = (
        Table(title, kind, ("手册里的", "来自原文的"), [_back(book, Place(kind, name), items) for name in names])
        for kind, title, names in _things(book)
        if names
    )
    lead = "不是从原文来的，是企业自己加的，或是为了能核对而拆开的。"
    return page_text("手册到原文", lead, *(render(BACK, table) for table in tables), search={"exclude": True})


def _back(book: Book, place: Place, items: Mapping[tuple[str, str], list[Ref]]) -> list[Cell]:
    """Return a thing of the handbook with the items that it comes from."""
    refs = items.get((place.kind, place.name), [])
    return [to(_ref(book, place)), many(refs, "不是从这些原文来的")]


def _items_by_place(book: Book) -> dict[tuple[str, str], list[Ref]]:
    found: dict[tuple[str, str], list[Ref]] = {}
    for origin in book.manual.origins:
        for item in origin.items:
            for place in dict.fromkeys(Place.parse(text)[:2] for text in item.places):
                found.setdefault(place, []).append(Ref(item.item, f"{_page(origin)}#{item.kind}"))
    return found


def _things(book: Book) -> Iterator[tuple[str, str, list[str]]]:
    controls = book.controls
    yield "clause", "条款", sorted(controls.clauses)
    yield "record", "记录", sorted(controls.records)
    yield "parameter", "参数", sorted(controls.parameters)
    yield "metric", "指标", sorted(controls.metrics)
