"""Content words of a wording, for comparing what two people said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.knowledge.tables import rows
from dragoman.project.names import words

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘A-Z])")
"""Between two sentences, well enough to keep words of two sentences apart."""

_ENDINGS = (
    ("ies", 3), ("ings", 4), ("ing", 4), ("ions", 4), ("ion", 4), ("ers", 4), ("es", 4), ("ed", 4), ("s", 3),
)  # fmt: skip
"""Endings of number, tense and derivation with the fewest letters that must stand before them."""


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A word without the commonest endings of number and tense: crossings, crossing → cross."""
    for ending, shortest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """English function words."""
    return frozenset(row.form for row in rows("function_words") if row.id == "en")


def stems(text: str) -> frozenset[str]:
    """The content words of a text without their endings; single letters and function words are left out."""
    small = small_words()
    return frozenset(stem(w.split("'")[0]) for w in words(text) if w not in small and len(w) > 1)


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller set that stands in the other; 0 where one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with their offsets."""
    at = 0
    for match in SENTENCE_END.finditer(text):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]
