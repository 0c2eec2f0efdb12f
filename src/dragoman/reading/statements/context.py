"""What the rules of this room look at together: the parse, its quotations, and the knowledge files."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from dragoman.knowledge.cues import (
    chain_verbs,
    cue_adjectives,
    cue_nouns,
    cue_traits,
    cue_verbs,
    document_nouns,
    light_verbs,
)
from dragoman.reading.cast import Cast
from dragoman.reading.parse import Parse
from dragoman.reading.statements.quotes import Quote, find_quotes
from dragoman.record import TimeExpression


@dataclass(slots=True)
class Context:
    """One report's parse with its quotations. ``quote_of[token]`` is the index of the quotation around it, or -1."""

    parse: Parse
    cast: Cast
    quotes: list[Quote] = field(default_factory=list)
    quote_of: list[int] = field(default_factory=list)
    verbs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    adjectives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    light_verbs: frozenset[str] = frozenset()
    chain_verbs: frozenset[str] = frozenset()
    traits: frozenset[tuple[str, str]] = frozenset()
    _time_starts: list[int] | None = None
    _sides: tuple[str, ...] | None = None

    @classmethod
    def of(cls, parse: Parse, cast: Cast) -> Context:
        """The context of a parse: finds the quotations and which tokens stand in them."""
        quotes = find_quotes(parse)
        quote_of = [-1] * len(parse)
        for index, quote in enumerate(quotes):
            for token in parse.tokens_in(quote.inner, quote.inner_end):
                quote_of[token] = index
        return cls(
            parse=parse,
            cast=cast,
            quotes=quotes,
            quote_of=quote_of,
            verbs=cue_verbs(),
            nouns=cue_nouns(),
            adjectives=cue_adjectives(),
            documents=document_nouns(),
            light_verbs=light_verbs(),
            chain_verbs=chain_verbs(),
            traits=cue_traits(),
        )

    def two_sides(self) -> tuple[str, ...]:
        """The two states or bodies that a report is about, when it is about two: named far more than any third."""
        if self._sides is None:
            counts: dict[str, int] = {}
            for entity in self.cast.entities:
                side = self.cast.side(entity.id)
                party = self.cast.by_id.get(side) if side else None
                if side and party is not None and party.kind in ("state", "armed-group"):
                    counts[side] = counts.get(side, 0) + len(entity.mentions)
            ranked = sorted(counts, key=lambda s: (-counts[s], s))
            third = counts[ranked[2]] if len(ranked) > 2 else 0
            clear = len(ranked) > 1 and counts[ranked[1]] >= 1.5 * third and counts[ranked[1]] > 2
            self._sides = tuple(ranked[:2]) if clear else ()
        return self._sides

    def is_a(self, word: str, trait: str) -> bool:
        """Has a word the trait (``told``, ``comment``, ``party`` ...; see ``cue_traits.csv``)?"""
        return (word, trait) in self.traits

    def verb(self, token: int) -> tuple[str, ...]:
        """The constructs in which the verb at a token reports, the surest first (empty when it never does)."""
        return self.verbs.get(self.parse.lemmas[token].lower(), ())

    def times_between(self, times: tuple[TimeExpression, ...], low: int, high: int) -> tuple[int, int]:
        """The half-open index range of the time expressions (in text order) that start between two code points."""
        if self._time_starts is None:
            self._time_starts = [t.start for t in times]
        return bisect_left(self._time_starts, low), bisect_left(self._time_starts, high)

    def first_token(self, offset: int) -> int:
        """The first token that ends behind a code point."""
        return bisect_right(self.parse.ends, offset)
