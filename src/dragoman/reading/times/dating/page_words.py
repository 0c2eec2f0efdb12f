"""The words of a report with their places, in the form in which names and titles are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]{2}))?|\d+|[,;:.()!?\"“”\n]")


@lru_cache(maxsize=65536)
def _flat(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if c.isalnum()).lower() if word[0].isalnum() else word


class Page:
    """The words of a text with their places, compared as :func:`offices.plain` does."""

    def __init__(self, text: str, stretches: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in stretches:
            initial = False
            for match in _WORD.finditer(text, start, end):
                word = match.group()
                if word == "." and initial:
                    continue  # "George W. Bush", "U.S."
                initial = len(word) == 1 and word.isalpha()
                self.words.append(_flat(word))
                self.starts.append(match.start())
                self.ends.append(match.end())
            self.words.append("\n")
            self.starts.append(end)
            self.ends.append(end)

    def capital(self, i: int) -> bool:
        """Whether word ``i`` begins with a capital."""
        return self.text[self.starts[i] : self.starts[i] + 1].isupper()

    def text_of(self, first: int, last: int) -> str:
        """The text of a half-open range of words, in one line."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())
