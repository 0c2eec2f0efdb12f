"""What keeps texts from other worlds out: the words of sports, markets, courts and kitchens."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words, other_worlds
from dragoman.reading.talks.scene import Scene

DIPLOMATS = frozenset({"leaders", "ministers", "ambassadors", "officials"})


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
