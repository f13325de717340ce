"""Text as it is compared (NFKC) and as it is printed (NFC)."""

from __future__ import annotations

import os
import unicodedata


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
