"""What a reader knows of meetings: nouns and verbs that tell of one, its standing, topics, outcomes and tone."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge.tables import rows


@cache
def meeting_words(kind: str) -> dict[str, str]:
    """The lower-case forms (lemmas, some of several words) of one kind of ``meeting_words.csv``, each with its id."""
    return {row.form: row.id for row in rows("meeting_words") if row.kind == kind}


@cache
def meeting_notes(kind: str) -> dict[str, str]:
    """The notes on the forms of one kind: how the word must stand to count."""
    return {row.form: row.note for row in rows("meeting_words") if row.kind == kind}


@cache
def other_worlds() -> dict[str, str]:
    """Words that place a text elsewhere than in diplomacy (sports, markets, courts …)."""
    return {row.form: row.id for row in rows("meeting_words") if row.kind == "other-world"}


@cache
def phrases_by_first(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The forms of a kind as words, by their first word, the longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for form in meeting_words(kind):
        parts = tuple(form.split())
        index.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(same, key=lambda p: (-len(p), p))) for first, same in index.items()}


def ordinal_value(word: str) -> int | None:
    """The number that an ordinal in lower case stands for (``third``, ``21st``), or None."""
    found = meeting_words("ordinal").get(word)
    if found:
        return int(found)
    if word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit() and len(word) < 6:
        return int(word[:-2])
    return None
