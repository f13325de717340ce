"""Three-way merge: the laws for any texts, and what conflicts look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.load.text.yamldoc import parse
from checker.packs.merge import merge_file
from checker.packs.merge.keyed import by_id, by_key, chosen, merge_list, merge_mapping, ordered
from checker.packs.merge.lines import merge_lines

LINES = st.lists(st.sampled_from(["一", "二", "三", "", "## 四"]), max_size=8).map(
    lambda lines: "".join(f"{x}\n" for x in lines)
)
VALUES = st.sampled_from(["1", "[a, b]", "甲", '"乙: 丙"', "\n      x: 1", "|\n      多行\n      # 不是注释\n"])


@st.composite
def mappings(draw: st.DrawFn, indent: str = "") -> str:
    """Front-matter or the keys of an item, with comments here and there."""
    keys = draw(st.lists(st.sampled_from("abcde"), unique=True, max_size=4))
    found = ""
    for key in ["id", *keys]:
        comment = f"{indent}# 注{key}\n" if key != "id" and draw(st.booleans()) else ""
        value = "k" if key == "id" else draw(VALUES)
        tail = "" if value.endswith("\n") else draw(st.sampled_from(["\n", "    # 尾\n"]))
        space = "" if value.startswith("\n") else " "
        tail = "\n" if value.startswith("\n") else tail
        found += f"{comment}{indent}{key}:{space}{value}{tail}"
    return found


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A list file whose items are written over several lines or on one."""
    head = draw(st.sampled_from(["", "# 说明\n", "# 另一句\n"]))
    items = []
    for key in draw(st.lists(st.sampled_from(["p", "q", "r", "s"]), unique=True)):
        body = draw(mappings("    ")).replace("id: k", f"id: {key}")
        lone = draw(
            st.sampled_from([None, f"  - {{id: {key}, t: 甲, u: [1, 2]}}\n", f"  - {{id: {key}, t: 乙}}   # 注\n"])
        )
        comment = draw(st.sampled_from(["", "  # ---- 组 ----\n"]))
        items.append(comment + (lone or f"  - {body[4:]}"))
    return f"{head}things:\n{''.join(items)}" if items else f"{head}things: []\n"


PAGES = st.builds(lambda front, body: f"---\n{front}---\n{body}", mappings(), LINES) | LINES
FILES = st.one_of(
    st.tuples(st.just("a.md"), *[st.none() | PAGES] * 3), st.tuples(st.just("a.yml"), *[st.none() | lists()] * 3)
)


@given(FILES)
def test_laws(case: tuple[str, str | None, str | None, str | None]) -> None:
    path, base, ours, theirs = case
    assert merge_file(path, base, base, theirs) == (theirs, theirs, ()), "what nobody touched becomes the packs' text"
    assert merge_file(path, base, ours, base).text == ours, "what the packs did not change stays as it is"
    assert merge_file(path, base, theirs, theirs) == (theirs, theirs, ()), "both alike is agreed"
    first = merge_file(path, base, ours, theirs)
    again = merge_file(path, first.base, first.text, theirs)
    assert again.text == first.text, "a second time changes nothing"
    assert again.base == first.base
    assert again.conflicts == first.conflicts, "and reports the same"
    if not first.conflicts:
        assert first.base == theirs
        assert merge_file(path, theirs, first.text, theirs).text == first.text
    elif path.endswith(".md"):
        assert (first.text, first.base) == (ours, base), "a page with a conflict is left whole"
    assert merge_file(path, first.base, theirs, theirs).conflicts == (), "taking the packs' text settles it"


@given(lists(), lists(), lists())
def test_every_item_comes_from_one_side_or_key_by_key(base: str, ours: str, theirs: str) -> None:
    merged = merge_list(base, ours, theirs)
    sides = [by_id(text) for text in (base, ours, theirs)]
    assert all(sides)
    left = {one.at.partition(" ")[0] for one in merged.conflicts}
    found = by_id(merged.text)
    assert found, "what comes out can be taken apart as what went in"
    b, o, t = (side.values for side in sides)
    for key in {*b, *o, *t} - {""}:
        if key in left:
            assert found.texts.get(key) == sides[1].texts.get(key), "an item in conflict is left whole"
        elif key in found.values and key in b and key in o and key in t:
            for name, value in found.values[key].items():
                options = [side[key].get(name) for side in (o, t)]
                assert value in options
        elif key in found.values:
            assert found.values[key] in [side[key] for side in (o, t) if key in side]
        else:
            assert key in b
            assert key not in o or key not in t


@given(LINES, LINES, LINES)
def test_lines_merge_alike_from_both_sides(base: str, ours: str, theirs: str) -> None:
    one, other = merge_lines(base, ours, theirs), merge_lines(base, theirs, ours)
    assert bool(one.conflicts) == bool(other.conflicts)
    if not one.conflicts:
        assert one.text == other.text
        assert set(one.text.splitlines()) <= set((ours + theirs).splitlines())


@given(LINES, LINES)
def test_changes_apart_are_both_taken(above: str, below: str) -> None:
    middle = "不动一\n不动二\n"
    merged = merge_lines(f"甲\n{middle}乙\n", f"甲\n{above}{middle}乙\n", f"甲\n{middle}{below}乙\n")
    assert merged.text == f"甲\n{above}{middle}{below}乙\n"


@given(mappings())
def test_a_mapping_taken_apart_is_the_same_text(text: str) -> None:
    held = by_key(text)
    assert held.text(held.texts) == text
    assert [key for key in held.texts if key] == list(parse(text).value)


@given(lists())
def test_nothing_chosen_is_the_same_text(text: str) -> None:
    assert chosen("things: []\n", text, lambda _old, _new: False) == text


def test_nothing_is_chosen_from_what_cannot_be_taken_apart() -> None:
    assert chosen("甲\n", "things:\n  - {id: a}\n", lambda _old, _new: True) == "things:\n  - {id: a}\n"


def test_comments_at_the_top_are_the_enterprises() -> None:
    base, ours, theirs = "# 甲\nx: []\n", "# 乙\nx: []\n", "# 丙\nx:\n  - {id: a}\n"
    assert merge_file("a.yml", base, ours, theirs) == ("# 乙\nx:\n  - {id: a}\n", theirs, ())


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_order(first: list[int], second: list[int]) -> None:
    found = ordered(first, second)
    assert sorted(found) == sorted({*first, *second})
    assert [key for key in found if key in first] == first


def test_a_page_by_key_and_by_line() -> None:
    base = "---\na: 1\nb: 1   # 甲\n---\n一\n二\n三\n四\n"
    ours = "---\na: 2\nb: 1   # 甲\nown: x\n---\n一\n二\n三\n四改\n"
    theirs = "---\na: 1\n# 新的注释\nb: 2\n---\n零\n一\n二\n三\n四\n"
    assert merge_file("p.md", base, ours, theirs).text == (
        "---\na: 2\n# 新的注释\nb: 2\nown: x\n---\n零\n一\n二\n三\n四改\n"
    )


def test_conflicts_name_the_place_and_both_sides() -> None:
    base, ours, theirs = (f"---\na: {n}\n---\n一\n{n}\n" for n in "012")
    merged = merge_file("p.md", base, ours, theirs)
    assert merged.text == ours
    assert [tuple(one) for one in merged.conflicts] == [
        ("键 a", "a: 0\n", "a: 1\n", "a: 2\n"),
        ("第 5 行起", "0\n", "1\n", "2\n"),
    ]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (
            "{id: x, a: 1, b: [1]}",
            "{id: x, a: 2, b: [1]}",
            "{id: x, a: 1, b: [2], c: 3}",
            "{id: x, a: 2, b: [2], c: 3}",
        ),
        ("{id: x, a: 1, b: 1}", "{id: x, a: 1}", "{id: x, a: 2, b: 1}", "{id: x, a: 2}"),
        ("{id: x, a: 1, b: 1}", "{id: x, a:  1, b: 2}", "{a: 1, id: x, b: 1, c: 2}", "{id: x, a:  1, b: 2, c: 2}"),
    ],
)
def test_items_on_one_line(base: str, ours: str, theirs: str, merged: str) -> None:
    one, two, three = (f"things:\n  - {text}  # 注\n" for text in (base, ours, theirs))
    assert merge_list(one, two, three).text == f"things:\n  - {merged}  # 注\n"


@pytest.mark.parametrize(
    ("path", "base", "ours", "theirs"),
    [
        ("a.yml", "x: [\n", "x: 1\n", "x: 2\n"),
        ("a.yml", "things:\n- id: a\n", "things:\n- id: b\n", "things:\n- id: c\n"),
        ("a.yml", "things:\n  - 甲\n", "things:\n  - 乙\n", "things:\n  - 丙\n"),
        ("a.yml", "things:\n  - {id: a}\n", "things:\n  - {id: a}\n  - {id: a}\n", "things:\n  - {id: b}\n"),
        ("a.yml", "things:\n  - {id: a}\n", "甲\n", "things: []\n"),
        ("a.yml", "things: []\n", "things: [] # 没有\n", "things:\n  - {id: b}\n"),
        ("a.md", "---\na: 1\n---\n", "没有页首\n", "---\na: 2\n---\n"),
        ("a.md", "---\n[\n---\n", "---\n[[\n---\n", "---\n[[[\n---\n"),
        ("a.md", "---\n{a: 1}\n---\n", "---\na: 1\nb: 1\n---\n", "---\n{a: 1, c: 1}\n---\n"),
        ("controls/packs.yml", "- 1\n", "- 2\n", "- 3\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_apart_is_left_whole(path: str, base: str, ours: str, theirs: str) -> None:
    merged = merge_file(path, base, ours, theirs)
    assert (merged.text, merged.base, len(merged.conflicts)) == (ours, base, 1)


def test_formatting_alone_is_no_conflict_with_a_value_that_stays() -> None:
    assert merge_mapping("a: [1]\nb: 1\n", "a: [ 1 ]\nb: 1\n", "a: [1]  # 注\nb: 2\n").text == "a: [ 1 ]\nb: 2\n"


def test_keys_that_would_not_read_back_are_left() -> None:
    """The last key of ours ends inside a block of text, behind which another key would belong to the text."""
    base, ours, theirs = "a: 1\n", "a: 1\nb: |\n  x\n\n\n# 尾\n", "a: 2\n? c\n: 3\n"
    merged = merge_mapping(base, ours, theirs)
    assert merged.text == ours or parse(merged.text).value == {"a": 2, "b": "x\n", "c": 3}


@pytest.mark.parametrize("end", ["", "\n"])
def test_an_end_of_file_without_line_end_is_no_change(end: str) -> None:
    base, theirs = f"一\n二\n三{end}", "零\n一\n二\n三\n"
    assert merge_file("a.md", base, "一\n二\n三", theirs).text == theirs
    assert merge_file("a.md", "一\n二\n三\n", "一\n二改\n三", "一\n二\n三").text == "一\n二改\n三"


def test_a_schema_is_replaced() -> None:
    assert merge_file("controls/schemas/a.json", "1", "2", "3") == ("3", "3", ())
