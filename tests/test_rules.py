"""Every rule keeps what its own page promises: the examples in its docstring run here."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from support.cases import case_of, evidence_of, examples, record_of

from checker import rules
from checker.rules import RULES, judge, unchecked

# The contract's rule 7, in its order, with our own `weekday` and `too-few` where time is judged.
# `integrity` and `backfilled` need seals, which are not read yet.
CODES = [
    "unreadable", "format", "fields", "sections", "date-missing", "late", "weekday", "too-few", "expired",
    "sequence", "approval-missing",
    "approval-order", "approver-unknown", "approver-not-in-role", "author-unknown", "independence", "department",
]  # fmt: skip
SKELETON = ["查什么", "为什么", "例子", "怎么改", "依据"]
EXAMPLES = [
    pytest.param(rule, kind, example, id=f"{rule.CODE}-{kind}-{place}")
    for rule in RULES
    for place, (kind, example) in enumerate(examples(rule.__doc__))
]


@pytest.mark.parametrize(("rule", "kind", "example"), EXAMPLES)
def test_example(rule, kind, example):
    message = rule.check(case_of(example))
    assert (message is None) == (kind == "passes"), message


@pytest.mark.parametrize(("rule", "kind", "example"), EXAMPLES)
def test_example_alone_decides(rule, kind, example):
    """Where an example fails its own rule, judging the whole case reports it too."""
    found = [problem.code for problem in judge(case_of(example))]
    assert (rule.CODE in found) == (kind == "fails")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_page(rule):
    kinds = {kind for kind, _ in examples(rule.__doc__)}
    assert kinds == {"passes", "fails"}
    assert re.findall(r"^## (.+)$", rule.__doc__, re.MULTILINE) == SKELETON
    assert rule.__doc__.startswith(rule.TITLE)
    for part in re.split(r"^## .+$", rule.__doc__, flags=re.MULTILINE)[1:]:
        assert part.strip()


def test_codes_are_the_contracts():
    assert [rule.CODE for rule in RULES] == CODES
    assert [rule.CODE.replace("-", "_") for rule in RULES] == [rule.__name__.rpartition(".")[2] for rule in RULES]
    assert len({rule.ORDER for rule in RULES}) == len(RULES)


def test_unless_names_earlier_codes():
    order = {rule.CODE: rule.ORDER for rule in RULES}
    for rule in RULES:
        assert all(order[code] < rule.ORDER for code in rule.UNLESS)
    assert rules.__doc__


def test_rules_of_time_say_nothing_without_a_date():
    for rule in RULES:
        if rule.CODE in {"late", "expired", "sequence"}:
            case = case_of({"record": {"after": ["plan"], "valid_months": 1}, "evidence": {}, "related": {}})
            assert rule.check(case) is None


def test_all_that_is_wrong_comes_in_the_contracts_order():
    example = {
        "record": {
            "formats": ["pdf"], "fields": {"required": ["amount"]}, "sections": ["结论"], "approvals": ["a", "b"],
            "after": ["plan"], "valid_months": 1, "times": 2, "weekdays": ["monday"], "independent_of": ["plan"], "same_department_as": "plan",
        },
        "evidence": {
            "date": date(2026, 5, 20), "headings": [], "author": ["x", "z"],
            "approvals": [
                {"role": "a", "person": "ghost", "date": date(2026, 5, 1)},
                {"role": "a", "person": "x", "date": date(2026, 5, 2)},
            ],
        },
        "related": {"plan": [{"date": date(2026, 6, 1), "author": ["z"]}]},
        "people": {"x": []},
        "due": date(2026, 5, 1),
        "wrong_day": True,
    }  # fmt: skip
    found = [problem.code for problem in judge(case_of(example))]
    assert found == [code for code in CODES if code not in {"unreadable", "date-missing"}]


def test_messages_name_all_that_is_wrong():
    both = case_of(
        {
            "record": {"sections": ["结论", "问题"]},
            "evidence": {"headings": [{"level": 1, "words": "问题", "filled": False}]},
        }
    )
    messages = {problem.code: problem.message for problem in judge(both)}
    assert "结论" in messages["sections"]
    assert "“问题”下面没有内容" in messages["sections"]


@pytest.mark.parametrize(
    ("schema", "fields", "part"),
    [
        ({"properties": {"n": {"type": "number"}}}, {"n": "x"}, "字段 n 应为数"),
        ({"type": "array"}, {}, "（整体）"),
        ({"properties": {"n": {"minimum": 0}}}, {"n": -77}, "小于界限 0"),
        ({"properties": {"n": {"exclusiveMaximum": 5}}}, {"n": 77}, "大于界限 5"),
        ({"properties": {"n": {"type": ["number", "null"]}}}, {"n": "77"}, "应为数或"),
        ({"properties": {"n": {"enum": ["甲", "乙"]}}}, {"n": "丙"}, "只能是"),
        ({"properties": {"n": {"pattern": "^A"}}}, {"n": "B"}, "pattern"),
        ({"minProperties": 1}, {}, "（整体）"),
        ({"$ref": "#/$defs/none"}, {"n": 1}, "不存在的定义"),
        ({"$ref": "#"}, {"n": 1}, "自己引用自己"),
        (
            {"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"properties": {"b": {"type": "null"}}}}},
            {"a": {"b": 1}},
            "a.b",
        ),
    ],
)
def test_fields(schema, fields, part):
    case = case_of({"record": {"id": part, "fields": schema}, "evidence": {"fields": fields}})
    (message,) = [problem.message for problem in judge(case) if problem.code == "fields"]
    assert part in message
    assert "77" not in message, "a field's value never stands in a report, which is read by all"


def test_fields_with_many_faults_stay_short():
    schema = {"properties": {f"k{n}": {"type": "null"} for n in range(50)}}
    case = case_of({"record": {"fields": schema}, "evidence": {"fields": {f"k{n}": n for n in range(50)}}})
    (message,) = [problem.message for problem in judge(case) if problem.code == "fields"]
    assert message.count("字段") == 5


def test_fields_schema_with_a_day_in_it():
    schema = {"properties": {"day": {"const": date(2026, 5, 1)}}}
    case = case_of(
        {"record": {"fields": schema}, "evidence": {"date": date(2026, 5, 1), "fields": {"day": "2026-05-01"}}}
    )
    assert judge(case) == ()


def test_hours_are_judged_by_the_clock_where_both_times_are_known():
    limit = datetime(2026, 5, 21, 9, 0)  # noqa: DTZ001 - local, as in a docstring
    late = rules.late.check(case_of({"evidence": {"date": datetime(2026, 5, 21, 9, 1)}, "deadline": limit}))  # noqa: DTZ001
    assert late is not None
    assert "09:01" in late
    assert rules.late.check(case_of({"evidence": {"date": limit}, "deadline": limit})) is None


def test_sections_of_other_formats_are_unchecked():
    record = record_of(sections=["结论"])
    case = case_of({})
    for content, expected in (({}, ("sections",)), ({"headings": []}, ()), ({"fault": "坏了"}, ())):
        made = type(case)(
            **{
                **{f: getattr(case, f) for f in case.__struct_fields__},
                "own": record,
                "evidence": evidence_of(**content),
            }
        )
        assert unchecked(made) == expected


def test_names_fall_back_to_ids():
    case = case_of({})
    assert case.role_titles(["boss", "nobody"]) == "岗位boss、nobody"
    assert case.record_titles(["x"]) == "x"
    assert case.person_name("ghost") == "ghost"


def test_several_missing_fields_are_said_once():
    wanted = {"record": {"fields": {"required": ["a", "b", "c"]}}, "evidence": {"fields": {"b": 1}}}
    (problem,) = judge(case_of({**wanted, "evidence": {"fields": {"b": 1}, "date": date(2026, 5, 1)}}))
    assert problem.message == "缺少字段 a、c"
