"""What a new workspace holds: every file as text, from the chosen packs in the enterprise's own words."""

from __future__ import annotations

import json
import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker.load.text.items import ItemList, taken_apart
from checker.load.text.source import split_page
from checker.load.text.yamldoc import parse
from checker.load.workspace import UPDATES
from checker.packs.company import Words
from checker.packs.installed import INSTALLED, installed_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from checker.model.pack import Answers, Pack

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s#]+\.md)(#[^)\s]*)?\)")
_OF_ANOTHER = ("effective", "reviewed")  # when another enterprise put its procedures into force
_VALUE = re.compile(r"^    value: (.*?)\s*(?:#.*)?$", re.MULTILINE)
_APPROVED = re.compile(r"^    (?:source|approved_by): .*\n", re.MULTILINE)


class Contents:
    """The files of a new workspace."""

    def __init__(self, root: Path, packs: Iterable[Pack], answers: Answers) -> None:
        self._root = root
        self._packs = tuple(packs)
        self._answers = answers
        self._roles = self._list("roles.yml")
        self._words = Words(answers, self._roles)

    def files(self, start: date) -> dict[str, str]:
        """Return every text by its path in a workspace that is assessed from that day."""
        return {
            **self.delivered(),
            "controls/profile.yml": self._profile(start),
            "evidence/projects.yml": _PROJECTS,
            "mkdocs.yml": self._mkdocs(),
            "ci/gitlab-ci.yml": _GITLAB,
            "ci/gitea.yml": _GITEA,
            ".gitignore": f"/site/\n/site-*/\n/.site-*/\n/{UPDATES}/\n",
        }

    def delivered(self) -> dict[str, str]:
        """Return the texts that belong to the packs, which a later version may bring again."""
        return {
            **dict(self._pages()),
            "policies/index.md": self._home(),
            **dict(self._records()),
            "controls/documents.yml": self._documents().text(),
            "controls/roles.yml": self._kept_roles(),
            "controls/parameters.yml": self._parameters(),
            "controls/flows.yml": self._put(self._list("flows.yml").kept(self._flow)),
            "controls/metrics.yml": self._put(self._list("metrics.yml").kept(lambda v: self._owns(v["clause"]))),
            "controls/glossary.yml": self._put(self._list("glossary.yml").kept(self._term)),
            INSTALLED: installed_text({pack.id: pack.version for pack in self._packs}, self._answers),
            **self._schemas(),
        }

    def _read(self, path: str) -> str:
        return (self._root / path).read_text("utf-8")

    def _list(self, name: str) -> ItemList:
        return taken_apart(self._read(f"controls/{name}"))

    def _put(self, held: ItemList) -> str:
        return self._words.put(held.text())

    @cached_property
    def documents(self) -> frozenset[str]:
        """Ids of the documents."""
        return frozenset(document for pack in self._packs for document in pack.documents)

    def _owns(self, clause: str) -> bool:
        return clause.partition("/")[0] in self.documents

    # pages

    @cached_property
    def _sources(self) -> dict[str, str]:
        """The pages of the packs as they are there, by their path below policies/."""
        found = {}
        for folder in (folder for pack in self._packs for folder in pack.pages):
            for path in sorted((self._root / "policies" / folder).rglob("*.md")):
                found[path.relative_to(self._root / "policies").as_posix()] = path.read_text("utf-8")
        return found

    def _pages(self) -> Iterator[tuple[str, str]]:
        for name, text in self._sources.items():
            yield f"policies/{name}", self._words.put(self._unlinked(name, text))

    def _unlinked(self, name: str, text: str) -> str:
        """Return a page without links to pages that are not here; their words stay."""
        folder = posixpath.dirname(name)

        def replaced(found: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(folder, found[2]))
            return found[0] if target in self._sources or not (self._root / "policies" / target).exists() else found[1]

        return _LINK.sub(replaced, text)

    def _home(self) -> str:
        text = self._unlinked("index.md", self._read("policies/index.md"))
        return self._words.put(re.sub(r"^.*sources/index\.md.*\n", "", text, flags=re.MULTILINE))

    # controls

    def _records(self) -> Iterator[tuple[str, str]]:
        for name in (name for pack in self._packs for name in pack.records):
            yield f"controls/records/{name}", self._words.put(self._read(f"controls/records/{name}"))

    def _documents(self) -> ItemList:
        held = self._list("documents.yml").kept(lambda value: value["id"] in self.documents)
        items = tuple(item._replace(text=self._words.put(_undated(item.text, item.value))) for item in held.items)
        return held._replace(items=items)

    @cached_property
    def _used(self) -> frozenset[str]:
        """Every word that stands where a role may be named."""
        texts = [split_page(text)[0] for text in self._sources.values()]
        texts += [self._read(f"controls/records/{name}") for pack in self._packs for name in pack.records]
        texts += [item.text for item in self._list("documents.yml").items if item.value["id"] in self.documents]
        return frozenset(word for text in texts for word in words(parse(text).value))

    def _kept_roles(self) -> str:
        held = self._roles.kept(lambda value: value["id"] in self._used or value["title"] in self._answers.departments)
        return held._replace(items=tuple(item._replace(text=self._words.role(item)) for item in held.items)).text()

    def _parameters(self) -> str:
        """Return the parameters of the documents, none decided yet; what another decided stands as an example."""
        held = self._list("parameters.yml").kept(self._parameter)
        items = tuple(item._replace(text=_undecided(item.text)) for item in held.items)
        return self._put(held._replace(items=items))

    def _parameter(self, value: dict[str, Any]) -> bool:
        return value["id"] in self._used or bool(value.get("unset") and self._owns(value["unset"]))

    def _flow(self, value: dict[str, Any]) -> bool:
        clauses = value.get("clauses") or [value.get("clause") or f"{value.get('document')}/"]
        return all(map(self._owns, clauses))

    def _term(self, value: dict[str, Any]) -> bool:
        return "see" not in value or self._owns(value["see"])

    def _profile(self, start: date) -> str:
        name = json.dumps(self._answers.name, ensure_ascii=False)
        return _PROFILE.format(name=name, start=start)

    def _schemas(self) -> dict[str, str]:
        folder = self._root / "controls/schemas"
        return {f"controls/schemas/{path.name}": path.read_text("utf-8") for path in sorted(folder.glob("*.json"))}

    def _mkdocs(self) -> str:
        called = json.dumps(f"{self._answers.short_name or self._answers.name} · 体系手册", ensure_ascii=False)
        name = f"site_name: {called}"
        return re.sub(r"^site_name: .*$", lambda _: name, self._read("mkdocs.yml"), flags=re.MULTILINE)


def words(value: Any) -> Iterator[str]:
    """Yield every text in a value of YAML; keys are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from words(inner)


def _undated(text: str, value: dict[str, Any]) -> str:
    """Return a document without days that are another enterprise's; a standard's are its own."""
    if value["kind"] == "standard":
        return text
    return re.sub(rf"^    (?:{'|'.join(_OF_ANOTHER)}): .*\n", "", text, flags=re.MULTILINE)


def _undecided(text: str) -> str:
    found = _VALUE.search(text)
    if found and found[1] != "null":
        text = text.replace(found[0], f"    value: null    # 例如 {found[1]}", 1)
    return _APPROVED.sub("", text)


_PROFILE = """# yaml-language-server: $schema=schemas/profile.schema.json
enterprise: {{id: enterprise, name: {name}}}
from: {start}    # 从这一天起评估，早于它的期间不欠
timezone: Asia/Shanghai
calendar:
  country: CN
  # 企业另外放假、上班的日子，例如 [2026-10-17]
  extra_holidays: []
  extra_workdays: []
  # 上班时间；按工作小时计的期限用它
  office_hours: ["08:30-12:00", "13:30-17:30"]
exclusions: []    # 不适用的条款：- {{clause: std/7.7, justification: 为什么, approved_by: 人员标识, date: 2026-01-01}}
waivers: []       # 有人批准的例外：- {{record: 记录标识, until: 2026-12-31, reason: 为什么, approved_by: 人员标识}}
"""
_GITLAB = """# GitLab 的例子：复制成工作区根目录的 .gitlab-ci.yml。guanbiao 的安装包先放到内网能装的地方
check:
  image: python:3.12
  script:
    - python -m pip install guanbiao
    - guanbiao lint
    - guanbiao check --fail-on never
    - guanbiao build
  artifacts: {paths: [site]}
"""
_GITEA = """# Gitea 的例子：复制成 .gitea/workflows/guanbiao.yml。guanbiao 的安装包先放到内网能装的地方
on: {push: {}, schedule: [{cron: "0 6 * * 1"}]}
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python -m pip install guanbiao
      - run: guanbiao lint
      - run: guanbiao check --fail-on never
      - run: guanbiao build
"""
_PROJECTS = """# yaml-language-server: $schema=../controls/schemas/projects.schema.json
# 一个项目一项；stages 写它在各份文件里走到哪一段，例如：
#   - id: prj-erp
#     title: ERP 二期
#     started: 2026-02-01
#     stages: {ti-83: build}
projects: []
"""
