"""Which language a text is in, by the small words that no text of a language does without."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from dragoman.knowledge.tables import rows
from dragoman.record import Warning_, rule

ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
_LOOK_AT = 20_000
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "THAI": "th",
}
_ENOUGH = 20
"""Words; fewer are taken for English, since headlines and captions hold few small words."""


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("function_words"):
        found.setdefault(row.form, []).append(row.id)
    return {form: tuple(ids) for form, ids in found.items()}


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, or None when it cannot be told.

    Scripts decide where they can; among languages in Latin script, the one whose small words are most frequent, if
    they make up at least one word in eight.
    """
    sample = text[:_LOOK_AT]
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    scripts = Counter(_script(word[0]) for word in words)
    script, count = scripts.most_common(1)[0]
    if script != "LATIN":
        return _SCRIPTS.get(script) if count * 2 > len(words) else None
    if len(words) < _ENOUGH:
        return ENGLISH
    small = _small_words()
    votes: Counter[str] = Counter()
    for word in words:
        votes.update(small.get(word, ()))
    if not votes:
        return None
    best = max(sorted(votes), key=lambda code: votes[code])
    if votes[ENGLISH] == votes[best]:
        best = ENGLISH
    return best if votes[best] * 8 >= len(words) else None


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]


@rule("page.not-english")
def not_english(language: str | None) -> Warning_:
    """A text that is not in English is not read."""
    named = f"in the language {language!r}" if language else "in no language that could be recognised"
    return Warning_(rule=not_english.id, says=f"The text is {named}, not in English; nothing was read from it.")
