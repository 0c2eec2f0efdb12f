"""Words for the present, the past and the future that no calendar unit heads."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Protocol, TypeVar

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


class _Form(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


F = TypeVar("F", bound=_Form)


def by_two_words(forms: list[F]) -> dict[str, dict[str, tuple[F, ...]]]:
    """Forms by their first and second word (an empty string for a single word), longest first."""
    heads: dict[str, dict[str, list[F]]] = {}
    for form in forms:
        second = form.words[1] if len(form.words) > 1 else ""
        heads.setdefault(form.words[0], {}).setdefault(second, []).append(form)
    return {
        first: {second: tuple(sorted(of, key=lambda f: (-len(f.words), f.words))) for second, of in seconds.items()}
        for first, seconds in heads.items()
    }


@lru_cache(maxsize=1)
def phrases() -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """First word → second word (or an empty string) → phrases, longest first."""
    found: list[Phrase] = []
    for line in table("time_phrases"):
        parts = tuple(line["form"].split())
        kind: Kind = "DURATION" if line["type"] == "DURATION" else "TIME" if line["type"] == "TIME" else "DATE"
        found.append(Phrase(parts, kind, line["value"], line["mod"] or None))
    return by_two_words(found)


@rule("times.present-past-future")
def reference(words: Words, first: int, last: int, phrase: Phrase) -> Found | None:
    """ "Now", "recently", "soon" and the like stand for the present, the past or the future of the report."""
    if words.lowers[first] == "soon" and words.lower(last) in ("as", "after"):
        return None
    return Found(first, last, phrase.type, reference.id, value=phrase.value, mod=phrase.mod)
