"""What a reader knows of reporting words: which verbs, nouns and adjectives report, and in which constructs."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge.tables import table


@cache
def cue_verbs() -> dict[str, tuple[str, ...]]:
    """Verb lemma → the constructs in which it usually reports what somebody says or thinks, the surest first."""
    return {line["form"]: tuple(line["frames"].split()) for line in table("cue_verbs")}
