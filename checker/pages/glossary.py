"""The glossary (术语表): words of the standard and the procedures, other names of roles, this tool's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.document import KIND_TITLES
from checker.model.record import CADENCE_TITLES, SCOPE_TITLES
from checker.pages.engine import block, heading, page_text
from checker.pages.text import anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.pages.book import Book, Ref

PAGE = "glossary/index.md"
SEARCH = {"boost": 0.5}  # a word is explained where it is used; the list only helps where nothing else does
OWN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("体系文件", (), "有条款的文件：标准、程序文件、计划、工作方案，或服务商的承诺"),
    ("条款", (), "体系文件里的一条，在手册里各有一页：要求、怎么做、留什么记录"),
    ("记录类型", ("记录",), "条款要求留下的一种记录，连同它的规则：谁写、谁签、什么时候、写什么"),
    ("证据", (), "真有的一份记录：evidence 文件夹里的一个文件和它的说明"),
    ("对象", (), "一份记录说的是谁：整个企业、一个项目，或一次事件"),
    ("期间", (), "有周期的记录，一周、一月、一季、半年或一年算一个期间"),
    ("应备记录", ("义务",), "欠着的一件东西：哪一条、哪种记录、哪个对象、哪个期间"),
    ("问题", (), "找到的证据差在哪里，例如迟交、缺审批、次序倒了"),
    ("差距", (), "缺失或待补正的应备记录"),
    ("豁免", (), "经批准的例外，写明到哪一天；到期就不再起作用"),
    ("不适用", ("裁剪",), "定下来不执行的条款，写明理由和批准人"),
    ("企业参数", ("参数",), "原文写“定期”“及时”而没有数字的地方，由企业定一次；没定以前不按期检查"),
    ("评估日", (), "按哪一天的情况检查；晚于这一天的证据当作还没有"),
    ("齐备率", (), "已齐备的占到期应备的多少；不是得分"),
    ("建议分级", (), "差距的轻重：严重不符合、一般不符合、观察项；只是建议，由人来定"),
    ("担责、执行、征求意见、知会", ("RACI",), "条款里的四种角色：谁签发、谁动手、先问谁、告诉谁"),
)


class Entry(NamedTuple):
    """One word: what it means, what else it is called, and where more stands."""

    name: str
    aliases: tuple[str, ...]
    meaning: str
    see: Ref | None = None

    @property
    def anchor(self) -> str:
        """The entry's id on the page."""
        return anchor(self.name)


def build(book: Book) -> str:
    """Return the page."""
    shelves = (
        ("标准和程序里的词", "terms", list(_terms(book))),
        ("角色", "roles", list(_roles(book))),
        ("手册自己的词", "own", list(_own())),
    )
    pieces = [
        piece
        for title, key, entries in shelves
        if entries
        for piece in (heading(title, key), block("glossary.jinja", PAGE, entries=entries, found=key != "roles"))
    ]
    return page_text("术语表", block("glossary_head.jinja", PAGE), *pieces, search=SEARCH)


def _terms(book: Book) -> Iterator[Entry]:
    for known in book.controls.terms:
        see = book.clause_ref(known.see) if known.see else None
        yield Entry(known.term, known.aliases, known.meaning, see)


def _roles(book: Book) -> Iterator[Entry]:
    for key, known in book.controls.roles.items():
        yield Entry(known.title, known.aliases, known.duties or "", book.role_ref(key))


def _own() -> Iterator[Entry]:
    for name, aliases, meaning in OWN:
        yield Entry(name, aliases, meaning)
    yield Entry("文件的种类", (), "、".join(KIND_TITLES.values()) + "；服务商承诺单独统计，不算企业自己的差距")
    scopes = "，或".join(f"{title}一份" for title in SCOPE_TITLES.values())
    yield Entry("记录的种类", (), f"{scopes}；有周期的按{'、'.join(CADENCE_TITLES.values())}各要一份")
