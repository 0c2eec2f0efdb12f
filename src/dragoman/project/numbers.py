"""Quantities in running text: "42 prisoners", "some two hundred lorries"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.knowledge.tables import rows
from dragoman.project.content import small_words, stem

_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_REACH = 3
"""Words after a number among which its noun is sought."""


class Quantity(NamedTuple):
    """A number with the stem of the noun that it counts; offsets are into the text searched."""

    value: float
    noun: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _values() -> dict[str, float]:
    return {row.form: float(row.id) for row in rows("number_words") if row.kind == "number"}


@lru_cache(maxsize=1)
def _scales() -> dict[str, float]:
    return {row.form: float(row.id) for row in rows("number_words") if row.kind == "scale"}


@lru_cache(maxsize=1)
def _not_counted() -> frozenset[str]:
    """Nouns whose numbers are no claims to compare: units of time, months, ordinals of a series."""
    return frozenset(row.form for row in rows("number_words") if row.kind == "not-compared")


@lru_cache(maxsize=1)
def _plurals() -> frozenset[str]:
    return frozenset(row.form for row in rows("number_words") if row.kind == "plural")


def quantities(text: str) -> list[Quantity]:
    """The quantities in a text, each with a plural noun at most three words on."""
    tokens = [(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
    found = []
    n = 0
    while n < len(tokens):
        value, after = _number(tokens, n)
        if value is None:
            n += 1
            continue
        noun = _noun(tokens, after)
        if noun is not None and value > 1:
            found.append(Quantity(value, noun[0], tokens[n][1], noun[1]))
        n = max(after, n + 1)
    return found


def _number(tokens: list[tuple[str, int, int]], n: int) -> tuple[float | None, int]:
    """The value of the number that begins at a token, and the first token after it."""
    word = tokens[n][0].lower()
    total, current, used = 0.0, None, n
    while used < len(tokens):
        word = tokens[used][0].lower()
        value = _simple(word)
        if value is not None:
            if current is not None and (tokens[used][0][0].isdigit() or current % 10):
                break
            current = value if current is None else current + value
        elif word in _scales() and current is not None:
            scale = _scales()[word]
            current = current * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif word == "and" and current is not None and current >= 100 and used + 1 < len(tokens):
            if _simple(tokens[used + 1][0].lower()) is None:
                break
        else:
            break
        used += 1
    if current is None:
        return None, n + 1
    return total + current, used


def _simple(word: str) -> float | None:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    if word in _values():
        return _values()[word]
    tens, _, unit = word.partition("-")
    if unit and tens in _values() and unit in _values():
        return _values()[tens] + _values()[unit]
    return None


def _noun(tokens: list[tuple[str, int, int]], n: int) -> tuple[str, int] | None:
    for word, _, end in tokens[n : n + _REACH]:
        lower = word.lower()
        if lower in small_words() or lower in _not_counted() or _simple(lower) is not None:
            return None
        if lower in _plurals() or (lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 3):
            return None if word[0].isupper() else (stem(lower), end)
    return None
