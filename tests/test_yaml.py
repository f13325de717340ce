"""The YAML reader: plain data alone, every value with its place."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.workspace import dump

from checker.load.text.yamldoc import MAX_DEPTH, NoSuchDay, YamlError, YamlText, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# 只有注释\n", None),
        ("~", None),
        ("a: 1\nb: 1.5\nc: yes\nd: ~\ne: x\n", {"a": 1, "b": 1.5, "c": True, "d": None, "e": "x"}),
        ("a: 2026-05-20", {"a": date(2026, 5, 20)}),
        ("a: 2026-05-20 09:30", {"a": "2026-05-20 09:30"}),
        ("a: 2026-05-20 09:30:00", {"a": datetime(2026, 5, 20, 9, 30)}),  # noqa: DTZ001 - as written
        ("a: 2026-05-20T09:30:00+08:00", {"a": datetime(2026, 5, 20, 9, 30, tzinfo=timezone(timedelta(hours=8)))}),
        ("a: '2026-05-20'", {"a": "2026-05-20"}),
        ("[a, [b, {c: d}]]", ["a", ["b", {"c": "d"}]]),
        ("1: a\n2026-05-20: b\n", {"1": "a", "2026-05-20": "b"}),
        ("<<: x", {"<<": "x"}),
        ("a: &x [1]\nb: *x\n", {"a": [1], "b": [1]}),
        ("a: '!important & *bold*'", {"a": "!important & *bold*"}),
        ("a: |\n  两\n  行\n", {"a": "两\n行\n"}),
        ("a: " + "9" * 5000, {"a": "9" * 5000}),
        ("a: 0b", {"a": "0b"}),
        ("\ufeffa: 1", {"a": 1}),
        ("a: =\n", {"a": "="}),
    ],
)
def test_values(text, value):
    assert parse(text).value == value


def test_a_day_that_does_not_exist_stays_text_and_is_marked():
    value = parse("a: 2026-02-30\nb: 2026-02-28\n").value
    assert isinstance(value["a"], NoSuchDay)
    assert value["a"] == "2026-02-30"
    assert not isinstance(value["b"], NoSuchDay)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\na: 2\n", 2, 1, "键“a”写了两次"),
        ("a: {b: 1, 'b': 2}\n", 1, 11, "键“b”写了两次"),
        ("1: a\n'1': b\n", 2, 1, "写了两次"),
        ("? {a: b}\n: c\n", 1, 3, "键必须是一个词"),
        ("a: !x b\n", 1, 4, "不允许使用标签 !x"),
        ("a: !!set {b}\n", 1, 4, "不允许使用标签"),
        ("a: ! b\n", 1, 4, "不允许使用标签 !"),
        ("%TAG ! tag:x,2000:\n---\na: !b c\n", 3, 4, "不允许使用标签"),
        ("a: *x\n", 1, 4, "YAML 语法错误（found undefined alias"),
        ("a: [1\nb: 2\n", 2, 2, "YAML 语法错误"),
        ("a: 'x\n", 2, 1, "YAML 语法错误"),
        ("a: \x00\n", 1, 1, "YAML 语法错误"),
        ("a: 1\n---\nb: 2\n", 2, 1, "YAML 语法错误"),
        ("- " * 100 + "a", 1, 121, "嵌套太深"),
        ("{a: " * 100 + "b" + "}" * 100, 1, 241, "嵌套太深"),
        ("".join(" " * n + "-\n" for n in range(100)), 62, 62, "嵌套太深"),
    ],
)
def test_refused(text, line, column, words):
    with pytest.raises(YamlError) as caught:
        parse(text)
    assert words in caught.value.what
    assert caught.value.remedy
    assert (caught.value.line, caught.value.column) == (line, column)
    with pytest.raises(YamlError) as caught:
        parse(text, offset=10)
    assert caught.value.line == line + 10


def test_depth_is_counted_exactly():
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH).value
    with pytest.raises(YamlError):
        parse("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def test_many_flat_brackets_are_no_depth():
    assert len(parse("- []\n- {}\n" * 500).value) == 1000


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "a: &a [" + "1," * 30 + "]\nb: [" + "*a," * 500 + "]"])
def test_aliases_cannot_multiply(text):
    with pytest.raises(YamlError, match="别名展开后太大"):
        parse(text)


TEXT = parse("a:\n  - b: 1\n    c: [x, 2026-01-01]\nd: 甲\n", offset=1)


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ([], False, (2, 1)),
        (["a"], True, (2, 1)),
        (["a"], False, (3, 3)),
        (["a", 0, "b"], True, (3, 5)),
        (["a", 0, "b"], False, (3, 8)),
        (["a", 0, "c", 1], False, (4, 12)),
        (["d"], False, (5, 4)),
        (["a", 7], False, (3, 3)),
        (["a", 0, "none", "deeper"], False, (3, 5)),
        (["none"], True, (2, 1)),
        (["d", 0], False, (5, 4)),
    ],
)
def test_places(path, key, place):
    assert TEXT.place(path, key=key) == place


def test_places_without_nodes():
    assert YamlText({}, None).place(["a"]) == (1, 1)
    assert YamlText({}, None, 4).place([]) == (5, 1)
    assert TEXT.at(["a", 0, "b"]).value == "1"
    assert TEXT.at(["a", "x"]) is None


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.dates()
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_what_pyyaml_writes_is_read_as_pyyaml_reads_it(value):
    keys_are_texts = {"value": value}
    text = yaml.safe_dump(keys_are_texts, allow_unicode=True)
    if any(
        word in text for word in ("&id", "<<", "y:", "n:", "no:", "on:", "yes:", "off:", "true:", "false:", "null:")
    ):
        return  # keys that YAML 1.1 reads as something else than text; ours stay as written
    assert parse(text).value == yaml.safe_load(text)


@given(st.text(max_size=200))
def test_any_text_gives_a_value_or_a_located_fault(text):
    try:
        parse(text)
    except YamlError as error:
        place = (error.line, error.column, bool(error.remedy))
    else:
        place = (1, 1, True)
    assert min(place) >= 1


def test_dump_writes_days_plainly():
    assert dump({"a": "2026-05-01"}) == "a: 2026-05-01\n"
