"""Weekly plans of the projects: short entries of the data become whole papers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5}


def _monday(window: str) -> dt.date:
    """Give the first day of an ISO week."""
    year, week = window.split("-W")
    return dt.date.fromisocalendar(int(year), int(week), 1)


def _task(text: str, monday: dt.date) -> str:
    """Turn ``work/person/standard/day`` into a table's row."""
    work, person, standard, day = (x.strip() for x in text.split("/"))
    due = monday + dt.timedelta(days=DAYS[day])
    return f"| {work} | {person} | {standard} | {due:%m-%d} |"


def _text(week: dict[str, Any], monday: dt.date) -> str:
    """Write the paper of one week."""
    sunday = monday + dt.timedelta(days=6)
    tasks = "\n".join(_task(x, monday) for x in week["plan"])
    return (
        f"计划期间：{monday.isoformat()} 至 {sunday.isoformat()}\n\n"
        f"## 上周完成情况\n{week['done']}\n\n"
        f"## 本周工作项\n| 工作项 | 责任人 | 完成标准 | 计划完成 |\n{tasks}\n\n"
        f"## 偏差与调整\n{week.get('change', '无偏差，按月计划推进。')}\n"
    )


def weekly_items(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the entries of one project's weekly plans, each as the data of an item."""
    for week in plan["weeks"]:
        monday = _monday(week["window"])
        date = week.get("date", monday.isoformat())
        number = week["window"].partition("-W")[2]
        entry: dict[str, Any] = {
            "file": week.get("file") or plan["file"].format(window=week["window"], number=number, date=date),
            "heading": f"{plan['heading']}（{monday.year} 年第 {number} 周）",
            "text": _text(week, monday),
            "record": "weekly-plan",
            "project": plan["project"],
            "date": date,
            "author": week.get("author", plan["author"]),
        }
        if "via" in week:
            entry["via"] = week["via"]
        if entry.get("via", plan["via"]) != "name":
            entry["window"] = week["window"]
        yield entry
