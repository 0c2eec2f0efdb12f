"""Words for the present, the past and the future that no calendar unit heads."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from dragoman.knowledge.tables import table
from dragoman.reading.times.found import Found, Kind
from dragoman.reading.times.words import Words
from dragoman.record import rule


class Phrase(NamedTuple):
    """A fixed phrase and what it means."""

    words: tuple[str, ...]
    type: Kind
    value: str
    mod: str | None


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """First word → its phrases, longest first."""
    heads: dict[str, list[Phrase]] = {}
    for line in table("time_phrases"):
        parts = tuple(line["form"].split())
        kind: Kind = "DURATION" if line["type"] == "DURATION" else "TIME" if line["type"] == "TIME" else "DATE"
        heads.setdefault(parts[0], []).append(Phrase(parts, kind, line["value"], line["mod"] or None))
    return {head: tuple(sorted(found, key=lambda p: -len(p.words))) for head, found in heads.items()}


@rule("times.present-past-future")
def reference(words: Words, first: int, last: int, phrase: Phrase) -> Found | None:
    """ "Now", "recently", "soon" and the like stand for the present, the past or the future of the report."""
    if words.lowers[first] == "soon" and words.lower(last) in ("as", "after"):
        return None
    return Found(first, last, phrase.type, reference.id, value=phrase.value, mod=phrase.mod)
