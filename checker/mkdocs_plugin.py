"""The MkDocs adapter: its events to `checker.pages`, nothing of its own."""

from __future__ import annotations

import json
import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File

from checker import wordcut
from checker.compose import compose
from checker.environment import AS_OF, AUDIENCE
from checker.errors import WorkspaceError
from checker.model.audience import AUDIENCE_TITLES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from checker.model.audience import Audience
    from checker.pages import Site

_BOX = re.compile(r'<input type="checkbox"(?![^>]*aria-label)([^>]*)>')


class Options(Config):
    """What mkdocs.yml can set."""

    as_of = config_options.Type((str, date), default="")
    audience = config_options.Type(str, default="compliance")


class GuanbiaoPlugin(BasePlugin[Options]):
    """Puts the assessment into the site."""

    site: Site
    taught: dict[str, int]

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Assess the workspace, add the generated pages, and set the navigation where there is none."""
        try:
            self.site = compose(Path(config.config_file_path).parent, self._day(), self._audience())
        except WorkspaceError as error:
            raise Abort("工作区有错，没有评估：\n" + "\n".join(map(str, error.faults))) from None
        for path, content in self.site.generated().items():
            files.append(File.generated(config, path, content=content))
        config.nav = config.nav or self.site.nav
        self.taught = wordcut.teach(self.site.words)
        return files

    def _day(self) -> date:
        """Return the day of assessment: from the environment, else from mkdocs.yml, else today."""
        asked = os.environ.get(AS_OF) or self.config.as_of or datetime.now(ZoneInfo("Asia/Shanghai")).date()
        try:
            return date.fromisoformat(str(asked))
        except ValueError:
            raise Abort(f"as_of 不是日期：{asked}。写成 2026-06-30 这样") from None

    def _audience(self) -> Audience:
        """Return for whom the site is, from the same places; nothing but the two words counts."""
        asked = os.environ.get(AUDIENCE) or self.config.audience
        found = next((known for known in AUDIENCE_TITLES if known == asked), None)
        if found is None:
            raise Abort(f"audience 写的“{asked}”不认识。写 {' 或 '.join(AUDIENCE_TITLES)}")
        return found

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Put the live parts around the hand-written ones."""
        if meta := self.site.meta.get(page.file.src_uri):
            page.meta.update(meta)
            page.title = meta["title"]
        return self.site.decorate(page.file.src_uri, markdown)

    @event_priority(100)  # ahead of the search, which reads a page's tags here; nothing else shows them
    def on_page_context(self, context: Any, *, page: Page, **_: Any) -> Any:
        """Let a page answer to its other names, and to the first letters of all its names."""
        names = self.site.aliases.get(page.file.src_uri, ())
        if found := wordcut.spaced(names) + wordcut.initials([str(page.title), *names]):
            page.meta["tags"] = [*page.meta.get("tags", []), *found]
        return context

    def on_post_page(self, output: str, **_: Any) -> str:
        """Mark the verdict, and mend what the theme leaves inaccessible."""
        output = output.replace("</head>", f'<meta name="guanbiao" content="{self.site.marker}"></head>', 1)
        output = output.replace(
            '<nav class="md-path" aria-label="导航栏"', '<nav class="md-path" aria-label="当前位置"', 1
        )
        output = output.replace('class="md-search" ', 'class="md-search" aria-label="搜索" ', 1)
        return _BOX.sub(r'<input type="checkbox" aria-label="核对项"\1>', output)

    @event_priority(100)  # ahead of the search, which writes its index here
    def _before_the_index(self, /, *, config: MkDocsConfig, **_: Any) -> None:
        """Let a page answer to its other names once, not with each of its sections; leave the word cutter as it was."""
        search: Any = config.plugins.get("material/search")
        for entry in search.search_index.entries if search else ():
            if "#" in entry["location"]:
                entry.pop("tags", None)
        wordcut.forget(self.taught)

    @event_priority(-50)  # after the search has written its index, before the copy that works without a server
    def _after_the_index(self, /, *, config: MkDocsConfig, **_: Any) -> None:
        """Write the index as UTF-8: escaped to ASCII, a Chinese character takes twice as much."""
        index = Path(config.site_dir, "search/search_index.json")
        if config.plugins.get("material/search"):
            held = json.dumps(json.loads(index.read_bytes()), ensure_ascii=False, separators=(",", ":"))
            index.write_text(held, encoding="utf-8")

    on_post_build = CombinedEvent(_before_the_index, _after_the_index)

    def on_serve(self, server: Any, *, config: MkDocsConfig, **_: Any) -> Any:
        """Rebuild when controls or evidence change; MkDocs itself watches the policies."""
        for folder in ("controls", "evidence"):
            server.watch(str(Path(config.config_file_path).parent / folder))
        return server
