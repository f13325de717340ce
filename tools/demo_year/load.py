"""Read the year's data: themes with their items, weekly plans, registers, projects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tools.demo_year.model import META_ORDER, Approval, Item, Register, Year
from tools.demo_year.weekly import weekly_items

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"
CONTROLS = Path(__file__).resolve().parents[2] / "controls"
KNOWN = frozenset({*META_ORDER, "file", "via", "heading", "number", "text", "damage", "sidecar", "unsigned"})


def _yaml(path: Path) -> Any:
    """Read one YAML file; dates stay text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  the base loader makes text alone


def _approval(text: str) -> Approval:
    """Read a signature: role, person, day."""
    role, person, date = text.split()
    return Approval(role=role, person=person, date=date)


def _fields(raw: dict[str, str]) -> dict[str, object]:
    """Read fields: a number where the text is one."""
    return {key: yaml.safe_load(value) if isinstance(value, str) else value for key, value in raw.items()}


def _heading(file: str) -> str:
    """Make the paper's title of the file's name: what follows the first underscore stands in brackets."""
    stem = file.rpartition("/")[2].rpartition(".")[0]
    first, _, rest = stem.partition("_")
    rest = rest.replace("_", " ")
    if not rest:
        return stem
    return f"{first} {rest}" if first.isascii() else f"{first}（{rest}）"


def make_item(raw: dict[str, Any], folder: str, via: str) -> Item:
    """Make one item of its entry in the data."""
    if unknown := set(raw) - KNOWN:
        message = f"{folder}/{raw.get('file')}: unknown keys {sorted(unknown)}"
        raise ValueError(message)
    meta = {key: raw[key] for key in META_ORDER if key in raw and key != "approvals"}
    if "fields" in meta:
        meta["fields"] = _fields(raw["fields"])
    return Item(
        path=f"{folder}/{raw['file']}",
        via=raw.get("via", via),
        meta=meta,
        approvals=tuple(_approval(x) for x in raw.get("approvals", ())),
        title=raw.get("heading") or _heading(raw["file"]),
        number=raw.get("number", ""),
        text=raw.get("text", ""),
        damage=raw.get("damage", ""),
        sidecar=raw.get("sidecar", ""),
        signed="unsigned" not in raw,
    )


def _themes() -> Iterator[Item]:
    """Read the items of every theme."""
    for path in sorted(DATA.glob("theme-*.yml")):
        for part in _yaml(path)["parts"]:
            for raw in part["items"]:
                shared = {"project": part["project"]} if "project" in part and raw.get("via") != "none" else {}
                yield make_item({**shared, **raw}, part["folder"], part.get("via", "sidecar"))


def _weeks() -> Iterator[Item]:
    """Read the weekly plans."""
    for path in sorted(DATA.glob("weekly-*.yml")):
        plan = _yaml(path)
        for raw in weekly_items(plan):
            yield make_item(raw, plan["folder"], plan["via"])


def load_year() -> Year:
    """Read everything."""
    settings = _yaml(DATA / "registers.yml")
    people = _yaml(CONTROLS / "people.yml")["people"]
    roles = _yaml(CONTROLS / "roles.yml")["roles"]
    return Year(
        items=tuple(sorted((*_themes(), *_weeks()), key=lambda item: item.path)),
        registers=tuple(Register(**{**x, "chinese": "chinese" in x}) for x in settings["registers"]),
        names={x["id"]: x["name"] for x in people},
        roles={x["id"]: x["title"] for x in roles},
        projects=(DATA / "projects.yml").read_text(encoding="utf-8"),
        strangers=settings["strangers"],
    )
