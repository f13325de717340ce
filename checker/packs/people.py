"""People of a new workspace: for every role that signs or acts, somebody who is still to be named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.load.lint import needed

if TYPE_CHECKING:
    from datetime import date

    from checker.model.workspace import Controls

_HEAD = """# yaml-language-server: $schema=schemas/people.schema.json
# 谁在什么时候担任什么。“待定”的换成真人：标识用拼音，名字写全，换人时给前任写 to、给后任另加一项。
# 一个人担任几个角色，就在他的 roles 里写几项。
people:
"""


def people(controls: Controls, day: date) -> str:
    """Return controls/people.yml: one placeholder a role, which says itself that nobody is named yet."""
    return _HEAD + "".join(_line(role, controls.roles[role].title, day) for role in needed(controls))


def _line(role: str, title: str, day: date) -> str:
    name = json.dumps(f"待定（{title}）", ensure_ascii=False)
    return f"  - {{id: tbd-{role}, name: {name}, roles: [{{role: {role}, from: {day}}}]}}\n"
