"""In a workspace where everything is in order, every single spoiled fact is caught, by the code that names it."""

from __future__ import annotations

import pytest
from support import complete, files
from support.workspace import obligations

from checker.rules import RULES


def change(path, **keys):
    return lambda held, _: held[path].update(keys)


def drop(path, *keys):
    def spoil(held, content):
        for key in keys:
            del held[path][key]

    return spoil


def sign(place, **keys):
    return lambda held, _: held["report.md"]["approvals"][place].update(keys)


def unsign(place):
    return lambda held, _: held["report.md"]["approvals"].pop(place)


def unsaid(place, key):
    return lambda held, _: held["report.md"]["approvals"][place].pop(key)


def remove(path):
    return lambda held, _: held.pop(path)


def fill(path, data):
    return lambda _, content: content.update({path: data})


def rename(path, name):
    return lambda held, _: held.update({name: held.pop(path)})


REPORT, PLAN, MINUTES = "doc/report:report:erp", "doc/plan:plan", "doc/minutes:minutes:2026-01"
DRILL, ANSWER, SCAN = "doc/drill:drill", "doc/answer:answer:t-1", "doc/scan:scan"
RELEASE = "doc/release:release:2026-01"
# name: (what is spoiled, the obligation that suffers, codes; None: nothing is found any more)
MUTATIONS = {
    "report is gone": (remove("report.md"), REPORT, None),
    "plan is gone": (remove("plan.md"), PLAN, None),
    "minutes of January are gone": (remove("minutes-1.md"), MINUTES, None),
    "answer is gone": (remove("answer.md"), ANSWER, None),
    "minutes moved to February": (change("minutes-1.md", date="2026-02-01"), MINUTES, None),
    "minutes put under another window": (change("minutes-1.md", window="2026-02"), MINUTES, None),
    "minutes of no window": (change("minutes-1.md", window="2026-14"), MINUTES, None),
    "minutes late": (change("minutes-1.md", date="2026-02-01", window="2026-01"), MINUTES, ["late"]),
    "project is not named": (drop("report.md", "project"), REPORT, None),
    "another project is named": (change("report.md", project="crm"), REPORT, None),
    "event is not named": (drop("answer.md", "refs"), ANSWER, None),
    "another event is named": (change("answer.md", refs=["t-2"]), ANSWER, None),
    "another record is named": (change("report.md", record="plan"), REPORT, None),
    "dated in the future": (change("plan.md", date="2026-03-01"), PLAN, None),
    "no record is named": (change("report.md", record=None), REPORT, None),
    "report is empty": (fill("report.md", ""), REPORT, ["unreadable"]),
    "report is blank": (fill("report.md", " \n"), REPORT, ["unreadable"]),
    "scan is cut": (fill("scan.pdf", files.pdf()[:-30]), SCAN, ["unreadable"]),
    "scan is locked": (fill("scan.pdf", files.pdf(locked=True)), SCAN, ["unreadable"]),
    "scan is a picture": (fill("scan.pdf", files.PNG), SCAN, ["unreadable"]),
    "scan is a text": (rename("scan.pdf", "scan.txt"), SCAN, ["format"]),
    "field is missing": (drop("report.md", "fields"), REPORT, ["fields"]),
    "field is out of range": (change("report.md", fields={"amount": -1}), REPORT, ["fields"]),
    "section is missing": (fill("report.md", "# 结论\n通过\n"), REPORT, ["sections"]),
    "section is empty": (fill("report.md", "# 结论\n\n# 遗留问题\n无\n"), REPORT, ["sections"]),
    "no date": (drop("plan.md", "date"), PLAN, ["date-missing"]),
    "report has no date": (drop("report.md", "date"), REPORT, ["date-missing"]),
    "report after the deadline": (change("report.md", date="2026-02-12", approvals=[
        {"role": "it", "person": "zhang-wei", "date": "2026-02-12"},
        {"role": "boss", "person": "zhao-lei", "date": "2026-02-12"},
    ]), REPORT, ["late"]),
    "outline brought forward": (change("outline.md", date="2026-02-02"), REPORT, ["late"]),
    "answer one working day late": (change("answer.md", date="2026-02-05"), ANSWER, ["late"]),
    "release on a Tuesday": (change("release-2.md", date="2026-01-06"), RELEASE, ["weekday"]),
    "the earlier release on a Wednesday": (change("release-1.md", date="2026-01-07"), RELEASE, ["weekday"]),
    "one release instead of two": (remove("release-1.md"), RELEASE, ["too-few"]),
    "drill of last year": (change("drill.txt", date="2025-02-27"), DRILL, ["expired"]),
    "report before the outline": (change("outline.md", date="2026-02-11"), REPORT, ["sequence"]),
    "report before the plan": (change("plan.md", date="2026-02-11"), REPORT, ["sequence"]),
    "outline undated": (drop("outline.md", "date"), REPORT, ["sequence"]),
    "nobody of it signed": (unsign(0), REPORT, ["approval-missing"]),
    "boss did not sign": (unsign(1), REPORT, ["approval-missing"]),
    "signature without a name": (unsaid(1, "person"), REPORT, ["approval-missing"]),
    "signature without a date": (unsaid(1, "date"), REPORT, ["approval-missing"]),
    "signed in another role": (sign(1, role="quality"), REPORT, ["approval-missing", "approver-not-in-role"]),
    "boss signed before it": (sign(0, date="2026-02-13"), REPORT, ["approval-order"]),
    "signed before it was written": (sign(0, date="2026-02-09"), REPORT, ["approval-order"]),
    "signed by a stranger": (sign(1, person="nobody"), REPORT, ["approver-unknown"]),
    "signed before taking office": (sign(1, date="2025-12-31"), REPORT, ["approval-order", "approver-not-in-role"]),
    "signed by somebody without the role": (sign(1, person="li-na"), REPORT, ["approver-not-in-role"]),
    "signed after as-of": (sign(1, date="2026-03-01"), REPORT, ["approval-missing"]),
    "written by a stranger": (change("report.md", author=["nobody"]), REPORT, ["author-unknown"]),
    "written by the outline's author": (change("report.md", author=["zhang-wei", "li-na"]), REPORT, ["independence"]),
    "answered by another department": (change("answer.md", author=["zhang-wei"]), ANSWER, ["department"]),
    "answered by nobody": (drop("answer.md", "author"), ANSWER, ["department"]),
    "trouble without an author": (drop("trouble.md", "author"), ANSWER, ["department"]),
}  # fmt: skip


def test_nothing_is_wrong_at_first(house):
    report = complete.build(house).assess(complete.AS_OF)
    assert {item["id"]: item["status"] for item in report["obligations"]} == dict.fromkeys(
        complete.DECIDES.values(), "met"
    )
    assert report["summary"]["coverage"] == 1
    assert not any(report[key] for key in ("unidentified", "evidence_faults", "unplaced", "future", "assumptions"))


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_is_caught(house, name):
    spoil, suffers, codes = MUTATIONS[name]
    held, content = complete.metadata(), {}
    spoil(held, content)
    report = complete.build(house, held, content).assess(complete.AS_OF)
    item = obligations(report)[suffers]
    assert [problem["code"] for problem in item["problems"]] == (codes or [])
    assert item["status"] == ("deficient" if codes else "missing")
    assert item["severity"] in {"major", "minor"}
    assert report["summary"]["coverage"] < 1


def test_every_code_is_among_the_mutations():
    assert {code for _, _, codes in MUTATIONS.values() for code in codes or ()} == {rule.CODE for rule in RULES}
