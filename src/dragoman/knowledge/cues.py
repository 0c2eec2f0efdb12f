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


@cache
def cue_acts() -> dict[tuple[str, str, str], str]:
    """(word, pos, construct) → the act that the cue performs; construct "" stands for any."""
    acts = {}
    for line in table("acts"):
        for frame in line["frames"].split() or [""]:
            acts[line["form"], line["pos"], frame] = line["act"]
    return acts


@cache
def hedges() -> dict[tuple[str, ...], str]:
    """Hedges as tuples of lower-case words → kind: alleged, doubt, distance, modal."""
    return {tuple(line["form"].split()): line["kind"] for line in table("hedges")}


@cache
def tones() -> dict[str, frozenset[str]]:
    """Word → what it tells about a clause it stands in: deny, reject, criticise, praise, deed, harm."""
    kinds: dict[str, set[str]] = {}
    for line in table("tones"):
        kinds.setdefault(line["form"], set()).add(line["kind"])
    return {form: frozenset(k) for form, k in kinds.items()}


@cache
def cue_traits() -> frozenset[tuple[str, str]]:
    """(word, trait): what rules ask of single words.

    ``told``: takes its listener as object, ``said-to``: with "to"; ``comment``: a saying that one may decline;
    ``claims``, ``doubtful``: verbs and nouns that leave truth open; ``hearsay``: passive cues of nobody's report ("is
    said to have"); ``to-come``: verbs whose saying may lie ahead ("will propose"); ``attitude``: what "we" in one's own
    quotation is no second statement with; ``puts-forward``: proposes where its clause is no statement of fact;
    ``likens``; ``only-negated``: a cue only where it is refused ("would not be drawn on"); ``reporting-adverb``;
    ``makes-clear`` and ``clear``: "made it plain that"; ``party``: nouns for those who speak for a state.
    """
    return frozenset((line["form"], line["trait"]) for line in table("cue_traits"))
