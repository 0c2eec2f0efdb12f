"""What a reader knows of reporting words: which verbs, nouns and adjectives report, and in which constructs."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge.tables import table


@cache
def cue_verbs() -> dict[str, tuple[str, ...]]:
    """Verb lemma → the constructs in which it usually reports what somebody says or thinks, the surest first."""
    return {line["form"]: tuple(line["frames"].split()) for line in table("cue_verbs")}


@cache
def cue_nouns() -> dict[str, tuple[str, ...]]:
    """Noun lemma → the complements with which it reports ("that", "to", "p:about" ...)."""
    return {line["form"]: tuple(line["frames"].split()) for line in table("cue_nouns")}


@cache
def cue_adjectives() -> dict[str, tuple[str, ...]]:
    """Adjective → the complements with which it tells somebody's view ("confident that", "critical of")."""
    return {line["form"]: tuple(line["frames"].split()) for line in table("cue_adjectives")}


@cache
def document_nouns() -> frozenset[str]:
    """Nouns for things that are written, sent or spoken by somebody who thereby speaks ("letter", "speech")."""
    return frozenset(line["form"] for line in table("document_nouns"))


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that lend a reporting noun their subject and say little themselves ("voice concern", "issue a warning")."""
    return frozenset(line["form"] for line in table("light_verbs"))


@cache
def chain_verbs() -> frozenset[str]:
    """Words before an infinitive that only lead to the cue behind them ("went on to say", "is quick to point out")."""
    return frozenset(line["form"] for line in table("chain_verbs"))
