"""What a reader knows of issues: which PLOVER contexts a word belongs to, and which words name the same thing."""

from __future__ import annotations

import re
from functools import cache

from dragoman.knowledge.tables import rows

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@cache
def _contexts() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("issue_words"):
        if row.kind == "context":
            found[row.form] = (*found.get(row.form, ()), row.id)
    return found


@cache
def _same() -> dict[str, str]:
    return {row.form: row.id for row in rows("issue_words") if row.kind == "same"}


def same_head(word: str) -> str:
    """The word that stands for all words with this meaning (``backing`` → ``support``)."""
    return _same().get(word, word)


def contexts_of(phrase: str) -> tuple[str, ...]:
    """The PLOVER contexts of the words in a phrase, in the order of the words."""
    table = _contexts()
    words = [w.lower() for w in _WORD.findall(phrase)]
    found: dict[str, None] = {}
    for i, word in enumerate(words):
        pair = f"{word} {words[i + 1]}" if i + 1 < len(words) else ""
        for form in (pair, word, word.removesuffix("s"), *(word.split("-") if "-" in word else ())):
            for context in table.get(form, ()):
                found[context] = None
    return tuple(found)


def is_matter(word: str) -> bool:
    """Whether a word, in lower case and singular, names something that is negotiated."""
    return word in _contexts()


@cache
def generic_nouns() -> frozenset[str]:
    """Nouns that name no issue by themselves ("thing", "statement", "day")."""
    return frozenset(row.form for row in rows("issue_words") if row.kind == "generic")
