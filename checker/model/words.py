"""Text as it is compared (NFKC), as it is printed (NFC), and with nothing invisible in it."""

from __future__ import annotations

import os
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def nfkc(text: str) -> str:
    """Return text as it is compared."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def nfc(text: str) -> str:
    """Return text as it is printed: NFC, and bytes of a file name that are no UTF-8 written out."""
    if text.isascii():
        return text
    safe = os.fsencode(text).decode("utf-8", "backslashreplace") if _has_surrogate(text) else text
    return unicodedata.normalize("NFC", safe)


def _has_surrogate(text: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in text)


def visible(text: str) -> str:
    """Return text in which control characters, line breaks and direction marks are written out.

    They appear as ⟨U+202E⟩, so that a file's name can neither break a page nor turn its letters round.
    """
    if text.isprintable():
        return text
    return "".join(f"⟨U+{ord(c):04X}⟩" if _hidden(c) else c for c in text)


def _hidden(letter: str) -> bool:
    """Tell whether a letter cannot be seen; the last two of every plane are no letters at all."""
    return unicodedata.category(letter) in _HIDDEN or ord(letter) & 0xFFFE == 0xFFFE  # noqa: PLR2004
