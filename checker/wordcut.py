"""Words for the site's search: kept whole by jieba for one build, forgotten after it; and their first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def teach(words: Iterable[str]) -> dict[str, int]:
    """Teach jieba those of the words that it would cut into single characters.

    A word that it cuts into words, such as 管理/评审, stays cut: whoever asks for one of them finds it too.

    Returns:
        The words that it learned, with the frequency each had for it before.
    """
    import jieba

    jieba.initialize()
    learned = {}
    for word in sorted(set(words), key=lambda known: (len(known), known)):
        pieces = list(jieba.cut(word))
        if len(pieces) > 1 and any(len(piece) == 1 for piece in pieces):
            learned[word] = jieba.dt.FREQ.get(word, 0)
            jieba.add_word(word)
    return learned


def spaced(names: Iterable[str]) -> list[str]:
    """Return names with invisible spaces between their words, where the search cuts them."""
    import jieba

    return ["\u200b".join(jieba.cut(name)) for name in names]


def initials(names: Iterable[str]) -> list[str]:
    """Return the first letters of the pinyin of names ("glps" for "8.6 管理评审"), none of a single character."""
    from pypinyin import Style, lazy_pinyin

    found = ("".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")) for name in names)
    return list(dict.fromkeys(letters for letters in found if len(letters) > 1))


def forget(learned: Mapping[str, int]) -> None:
    """Take the words back, so that the next site is cut as if this one had never been built."""
    import jieba

    for word, before in learned.items():
        jieba.dt.total -= jieba.dt.FREQ[word]  # what add_word added
        jieba.dt.FREQ[word] = before  # del_word would instead force the word apart from now on
