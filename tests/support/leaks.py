"""What a built site says, file by file, and which secrets are in it."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FOLD = re.compile(r"\r?\n[ \t]")  # RFC 5545, 3.1
_UNSEEN = re.compile("[\u200b\u00ad]|<wbr>|</?mark[^>]*>")


def leaks(folder: Path, secrets: Iterable[str]) -> dict[str, list[str]]:
    """Return the secrets found, each with the files that hold it; packages are opened, folds and escapes undone."""
    pattern = _any_of(set(secrets))
    lines: dict[str, list[str]] = {}  # pages share most of their lines: each is searched once
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        texts = [name, *(_texts(path.read_bytes()) if path.is_file() else ())]
        for line in {line for text in texts for line in text.split("\n")}:
            lines.setdefault(line, []).append(name)
    found: dict[str, set[str]] = {}
    for line, names in lines.items():
        for secret in pattern.findall(line):
            found.setdefault(secret, set()).update(names)
    return {secret: sorted(names) for secret, names in found.items()}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, the longest first; grouped by first letter, which spares most comparisons."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(filter(None, words), key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()))


def _texts(data: bytes) -> Iterator[str]:
    """Yield what a file says in every form in which a reader may meet it."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield part
                yield from _texts(package.read(part))
        return
    text = data.decode("utf-8", "replace")
    yield text
    yield _UNSEEN.sub("", html.unescape(_FOLD.sub("", text)))
    if text.lstrip().startswith(("{", "[")):
        yield json.dumps(json.loads(text), ensure_ascii=False)
