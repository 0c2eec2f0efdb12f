"""What was mentioned so far, nearest last: where titles, nouns and pronouns look for what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.reading.actors.working import Actor, Spot
from dragoman.reading.parse import Parse

REACH = 80
"""Mentions that are looked back over at most; it keeps a text with thousands of names linear."""

_SUBJECT = frozenset({"nsubj", "nsubjpass"})


class History:
    """Mentions in text order as they are passed."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.passed: list[tuple[Spot, Actor]] = []
        self.by_key: dict[tuple[str, ...], Actor] = {}

    def add(self, spot: Spot, actor: Actor) -> None:
        """Pass a mention."""
        self.passed.append((spot, actor))

    def back(self, reach: int = REACH) -> Iterator[tuple[Spot, Actor]]:
        """Mentions from the nearest one back."""
        for i in range(len(self.passed) - 1, max(-1, len(self.passed) - 1 - reach), -1):
            yield self.passed[i]

    def weigh(self, spot: Spot, token: int) -> float:
        """How near at hand a mention is for something at ``token``: near sentences and subjects first."""
        parse = self.parse
        away = parse.sent_of[token] - parse.sent_of[spot.first]
        weight = 10.0 - 3.0 * away
        dep = parse.deps[spot.head]
        if dep in _SUBJECT:
            weight += 3.0 if _main(parse, spot.head) else 1.0
        elif dep in ("dobj", "agent"):
            weight += 0.5
        elif dep in ("poss", "compound", "amod", "nmod"):
            weight -= 1.0
        return weight - (token - spot.first) * 0.01


def _main(parse: Parse, head: int) -> bool:
    verb = parse.heads[head]
    if parse.deps[verb] == "ccomp" and parse.heads[verb] > verb:
        return True  # "…", he said: the quotation is the parser's complement and the reader's main clause
    return parse.heads[verb] == verb or parse.deps[verb] == "conj"
