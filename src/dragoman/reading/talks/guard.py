"""What keeps texts from other worlds out: the words of sports, markets, courts and kitchens."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words, other_worlds
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

LEAST = 4
"""Words of diplomacy that a text must have; none of the hundred texts without talks has as many beside two states."""


def foreign_sentences(scene: Scene) -> frozenset[int]:
    """The sentences that speak of sports, markets, courts …, where "met", "round" and "session" are no talks.

    In a text with more such words than words of diplomacy all sentences are; in others those with two of them.
    """
    parse = scene.parse
    worlds, diplomacy = other_worlds(), meeting_words("diplomacy")
    ours = theirs = 0
    where: dict[int, int] = {}
    for i, lemma in enumerate(parse.lemmas):
        low = lemma.lower()
        if low in worlds and parse.pos[i] == "NOUN":
            theirs += 1
            where[parse.sent_of[i]] = where.get(parse.sent_of[i], 0) + 1
        elif low in diplomacy:
            ours += 1
    if theirs > ours:
        return frozenset(range(len(parse.sents)))
    return frozenset(s for s, n in where.items() if n > 1)


@rule("talks.diplomatic-text")
def diplomatic(scene: Scene) -> bool:
    """Parties that a text does not name together are inferred only where it speaks of diplomacy throughout."""
    worlds, diplomacy = other_worlds(), meeting_words("diplomacy")
    parse = scene.parse
    ours = sum(1 for lemma in parse.lemmas if lemma.lower() in diplomacy)
    theirs = sum(1 for i, lemma in enumerate(parse.lemmas) if lemma.lower() in worlds and parse.pos[i] == "NOUN")
    sides = {
        s.id
        for e in scene.draft.cast.entities
        for s in [scene.side(e.id)]
        if s.kind in ("state", "armed-group", "organisation")
    }
    return ours >= LEAST and ours > theirs and len(sides) > 1


def worldly(scene: Scene) -> bool:
    """Whether a text speaks of sports, markets, courts … at all."""
    worlds = other_worlds()
    parse = scene.parse
    return any(lemma.lower() in worlds and parse.pos[i] == "NOUN" for i, lemma in enumerate(parse.lemmas))
