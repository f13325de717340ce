"""The parts of a document by its numbers: what follows what, what belongs below what, and how a reader cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.intake.parts.marks import Mark

_RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 3, "一、": 4, "(一)": 5}
_LOW = 6  # numbers in figures stand below any of those
_ROOTS = ("1", "1.", "1、")
_BRACKETS = ("(1)", "1)")
_COUNTED = ("part", "chapter", "section", "article")  # their numbers may run on from holder to holder
_MOST_MISSING = 5  # numbers left out between two headings


class Place(NamedTuple):
    """Where a mark stands.

    Attributes:
        marks: Those of the parts that hold it, from the outermost, and its own.
        jumped: Whether numbers before it are missing or used twice.
    """

    marks: tuple[Mark, ...]
    jumped: bool = False


class Outline:
    """The open parts of a document while its lines pass."""

    def __init__(self) -> None:
        self._open: list[Mark] = []
        self._last: tuple[int, ...] = ()
        self._counted: dict[str, tuple[int, list[Mark]]] = {}  # last number of each kind, and what holds it

    def place(self, mark: Mark, *, title: bool, following: Mark | None = None) -> Place | None:
        """Return where a mark belongs, and open its part; None if it can be no number of this document.

        Args:
            mark: As it stands in the text.
            title: Whether the rest of the line could be a heading.
            following: The next mark in the document.
        """
        if mark.kind in _COUNTED:
            depth = self._counted_on(mark, title=title)
        elif mark.kind == "1.1":
            depth = self._decimal(mark, title=title)
        elif mark.kind == "row":
            depth = self._row(mark)
        else:
            depth = self._simple(mark, title, following)
        if depth is None:
            return None
        kept, jumped = depth
        self._open = [*self._open[:kept], mark]
        if mark.kind == "1.1":
            self._last = mark.path
        return Place(tuple(self._open), jumped)

    def copy(self) -> Outline:
        """Return an outline that goes on from here by itself."""
        other = Outline()
        other.follow(self)
        return other

    def follow(self, other: Outline) -> None:
        """Go on from where another outline is."""
        self._open, self._last, self._counted = other._open, other._last, dict(other._counted)

    def could(self, mark: Mark) -> bool:
        """Tell whether a mark in the middle of a text is the very next of an open list, or begins one."""
        if mark.kind == "1.1":
            return self._could_decimal(mark.path)
        for held in reversed(self._open):
            if held.kind == mark.kind:
                return mark.path[0] == held.path[0] + 1
        below = not self._open or _rank(mark) > _rank(self._open[-1]) or mark.kind in _BRACKETS
        return mark.path[0] == 1 and below

    def _could_decimal(self, path: tuple[int, ...]) -> bool:
        holder = next((held for held in self._open if held.kind in ("一、", *_ROOTS)), None)
        if holder is not None and holder.path[0] != path[0]:
            return False
        begins = path[1:] == (1,) and path[:1] != self._last[:1]
        return begins or (bool(self._last) and self._follows(path))

    def _counted_on(self, mark: Mark, *, title: bool) -> tuple[int, bool] | None:
        """Return where a chapter or an article belongs: its numbers run on across what holds them, or begin in each."""
        kept = next((place for place, held in enumerate(self._open) if _rank(held) >= _rank(mark)), len(self._open))
        number, (last, holder) = mark.path[0], self._counted.get(mark.kind, (0, []))
        begins = number == 1 and holder != self._open[:kept]
        near = not last or abs(number - last) <= _MOST_MISSING
        if number != last + 1 and not begins and not ((title or mark.spaced) and near):
            return None
        self._counted[mark.kind] = number, self._open[:kept]
        return kept, number != last + 1 and not begins

    def _row(self, mark: Mark) -> tuple[int, bool]:
        """Return where a row of a table belongs: behind the row before, or below what the table stands in."""
        before = next((place for place, held in enumerate(self._open) if held.kind == mark.kind), None)
        if before is None:
            return len(self._open), mark.path[0] > 1
        return before, mark.path[0] != self._open[before].path[0] + 1

    def _decimal(self, mark: Mark, *, title: bool) -> tuple[int, bool] | None:
        kept = 0
        for place, held in enumerate(self._open):
            path = held.path if held.kind == "1.1" or (held.kind in _ROOTS and place == self._root()) else None
            if held.kind in _RANKS or (path and len(path) < len(mark.path) and mark.path[: len(path)] == path):
                kept = place + 1
            elif held.kind in _ROOTS and place == self._root() and title:
                return place + 1, True  # a chapter whose parts carry another chapter's number
            else:
                break
        expected = self._follows(mark.path)
        if not expected and not title and not (mark.spaced and self._skips(mark.path)):
            return None
        return kept, not expected

    def _follows(self, path: tuple[int, ...]) -> bool:
        last = self._last
        if not last:
            return path[-1] <= _MOST_MISSING
        for place, (one, other) in enumerate(zip(last, path, strict=False)):
            if one != other:
                return other == one + 1 and all(number == 1 for number in path[place + 1 :])
        return len(path) == len(last) + 1 and path[-1] == 1

    def _skips(self, path: tuple[int, ...]) -> bool:
        """Tell whether only a few numbers of the same list are missing before this one."""
        last = self._last[: len(path)]
        return path[:-1] == last[:-1] and 0 < path[-1] - last[-1] <= _MOST_MISSING

    def _root(self) -> int:
        """Return where the outermost part numbered in figures stands, after those in Chinese numerals."""
        return next((place for place, held in enumerate(self._open) if held.kind not in _RANKS), -1)

    def _simple(self, mark: Mark, title: bool, following: Mark | None) -> tuple[int, bool] | None:  # noqa: FBT001
        number = mark.path[0]
        same = [place for place, held in enumerate(self._open) if held.kind == mark.kind]
        nexts = [place for place in same if number == self._open[place].path[0] + 1]
        if nexts:
            opens = following is not None and following.kind == "1.1" and following.path[0] == number
            return (nexts[0] if opens else nexts[-1]), False
        if number == 1 or (number == 0 and not same):
            return self._begun(mark, same)
        if not self._open and title and following and following.path[0] in (number, number + 1):
            return 0, True  # an extract
        for place in reversed(same):
            gap = number - self._open[place].path[0]
            if title and 1 < gap <= _MOST_MISSING:
                return place, True
        return None

    def _begun(self, mark: Mark, same: list[int]) -> tuple[int, bool]:
        """Return where a list that begins belongs: below the part that is open, or anew where one ran before."""
        if mark.kind in _RANKS and any(held.kind in _RANKS for held in self._open):
            return sum(_rank(held) < _rank(mark) for held in self._open), bool(same)
        if mark.kind in _RANKS:
            return next((place for place, held in enumerate(self._open) if held.kind == "row"), len(self._open)), False
        if mark.kind in _ROOTS and not same:
            outer = next((place for place, held in enumerate(self._open) if held.kind in _BRACKETS), len(self._open))
            return outer, outer < len(self._open)
        if same and not any(held.kind == "1.1" for held in self._open[same[-1] + 1 :]):
            return same[-1], True
        return len(self._open), False


def _rank(mark: Mark) -> int:
    return _RANKS.get(mark.kind, _LOW)


def cited(places: Iterable[Place]) -> list[str]:
    """Return numbers as a reader cites them: 4.7, 三（一）2, 1.3-4-6, 第五条（二）; no two are the same.

    A list that begins again below the same heading carries a stroke for every one before it.
    """
    held = [place.marks for place in places]
    parts = len({id(marks[0]) for marks in held if marks[0].kind == "part"}) > 1
    bracketed, anew = _both(held), _anew(held)
    numbers: dict[int, str] = {}
    seen: set[str] = set()
    lists: dict[tuple[int, str], tuple[int, int]] = {}
    for marks in held:
        mark, parent = marks[-1], id(marks[-2]) if len(marks) > 1 else 0
        run, last = lists.get((parent, mark.kind), (0, -1))
        run += mark.path[-1] <= last and mark.kind != "1.1"
        lists[parent, mark.kind] = run, mark.path[-1]
        if mark.kind in _COUNTED:
            number = _counted(mark, marks[:-1], numbers, anew=mark.kind in anew)
        else:
            number = _number(mark, marks[:-1], numbers, parts=parts, bracketed=parent in bracketed) + "′" * run
        while number in seen:
            number += "′"
        seen.add(number)
        numbers[id(mark)] = number
    return [numbers[id(marks[-1])] for marks in held]


def _anew(held: Iterable[tuple[Mark, ...]]) -> set[str]:
    """Return the kinds whose numbers begin in every chapter or part anew, so that they are cited with it."""
    first = [marks[-1].kind for marks in held if marks[-1].path == (1,)]
    return {kind for kind in _COUNTED if first.count(kind) > 1}


def _counted(mark: Mark, above: tuple[Mark, ...], numbers: dict[int, str], *, anew: bool) -> str:
    """Return the number of a chapter or an article."""
    holder = above[-1] if above and anew else None
    return f"{numbers[id(holder)]}{' ' * (holder.kind == 'part')}{mark.label}" if holder else mark.label


def _both(held: Iterable[tuple[Mark, ...]]) -> set[int]:
    """Return below which parts lists of "1." and of "1)" stand, so that their numbers must look different."""
    kinds: dict[int, set[str]] = {}
    for marks in held:
        kinds.setdefault(id(marks[-2]) if len(marks) > 1 else 0, set()).add(marks[-1].kind)
    return {parent for parent, used in kinds.items() if "1)" in used and used & {"1.", "1、"}}


def _number(mark: Mark, above: tuple[Mark, ...], numbers: dict[int, str], *, parts: bool, bracketed: bool) -> str:
    inside = above[:1] if above and above[0].kind == "part" else ()
    below = above[len(inside) :]
    part = f"{numbers[id(inside[0])]} " if parts and inside else ""
    if mark.kind == "1.1":
        return part + _decimal(mark, above)
    if not below:
        return part + mark.label
    number = numbers[id(below[-1])]
    if mark.kind == "1)" and bracketed:
        return f"{number}（{mark.label}）"
    if mark.label.startswith("（") or not (number[-1].isdigit() or number[-1] == "′"):
        return number + (" " if mark.kind == "named" else "") + mark.label
    return f"{number}-{mark.label}"


def _decimal(mark: Mark, above: tuple[Mark, ...]) -> str:
    """Return a decimal number; one that carries another chapter's number is cited with its own chapter."""
    chapter = next((held for held in above if held.kind in _ROOTS), None)
    inner = chapter is not None and chapter.path[0] != mark.path[0]
    return f"{chapter.label}/{mark.label}" if inner and chapter else mark.label
