"""Verb groups: which words around a verb are part of the cue ("has repeatedly declined to comment on")."""

from __future__ import annotations

from dragoman.reading.parse import Parse
from dragoman.reading.statements.found import Range

_INSIDE = frozenset({"aux", "auxpass", "neg", "advmod", "prt", "intj"})
_OUTSIDE_ADVERBS = frozenset(
    "however when where why how meanwhile then so instead thus therefore moreover nevertheless nonetheless still yet "
    "even otherwise besides furthermore later earlier afterwards afterward elsewhere today yesterday tomorrow perhaps "
    "once only as".split()
)


def verb_group(parse: Parse, verb: int) -> Range:
    """The verb with its auxiliaries, negation, particle and the adverbs that stand directly at it."""
    deps, heads, lowers = parse.deps, parse.heads, parse.lowers
    first = verb
    while first > 0 and heads[first - 1] == verb and deps[first - 1] in _INSIDE:
        first -= 1
    # a chain of auxiliaries may be interrupted by an adverb that hangs on another adverb ("very nearly said")
    while first < verb and deps[first] == "advmod" and lowers[first] in _OUTSIDE_ADVERBS:
        first += 1
    while first < verb and deps[first] == "intj":
        first += 1
    last = verb + 1
    n = len(heads)
    while last < n and heads[last] == verb and deps[last] in ("prt", "neg"):
        last += 1
    return Range(first, last)


def is_passive(parse: Parse, verb: int) -> bool:
    """Is the verb in the passive, with an auxiliary or as a bare participle ("the charges made by")?"""
    return any(parse.deps[k] in ("auxpass", "nsubjpass", "agent") for k in parse.children[verb])


def negated(parse: Parse, group: Range, verb: int) -> bool:
    """Does the verb group carry a negation ("did not", "never"), or stand under "without" ("without agreeing")?"""
    if parse.deps[verb] == "pcomp" and parse.lowers[parse.heads[verb]] == "without":
        return True
    return any(
        parse.deps[k] == "neg" or parse.lowers[k] in ("never", "nor", "hardly", "scarcely")
        for k in parse.children[verb]
    ) or any(parse.lowers[k] in ("not", "n't", "n’t", "never") for k in range(group.first, group.last))
