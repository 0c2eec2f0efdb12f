"""Phrases as cues: "according to X", "in the words of X", "in X's view"."""

from __future__ import annotations

from dragoman.reading.parse import Parse
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range, span
from dragoman.reading.statements.frames import trimmed
from dragoman.reading.statements.groups import negated, verb_group
from dragoman.reading.statements.sources import phrase
from dragoman.record import rule

_OPENERS = frozenset("and but so yet still however meanwhile moreover also".split())


def phrase_cue(context: Context, token: int) -> Found | None:
    """The statement that a prepositional phrase reports, or None."""
    parse = context.parse
    word = parse.lowers[token]
    if word == "according" and token + 1 < len(parse) and parse.lowers[token + 1] == "to":
        return according_to(context, token)
    if word in ("in", "from") and token + 1 < len(parse):
        return in_the_words_of(context, token) or stance(context, token)
    if word == "against":
        return stance(context, token)
    return None


@rule("statements.for-or-against")
def stance(context: Context, token: int) -> Found | None:
    """Who "is against X" or "is in favour of X" takes a stance on X."""
    parse = context.parse
    be = parse.heads[token]
    if parse.lemmas[be] != "be" or be > token or parse.kid(be, "attr", "acomp") is not None:
        return None
    inner, last, lemma = parse.kid(token, "pobj", "pcomp"), token, "against"
    if parse.lowers[token] == "in":
        if inner is None or parse.lowers[inner] not in ("favour", "favor"):
            return None
        of = parse.kid(inner, "prep")
        if of is None or parse.lowers[of] != "of":
            return None
        inner, last, lemma = parse.kid(of, "pobj", "pcomp"), of, "in favour of"
    s = parse.kid(be, "nsubj")
    if inner is None or s is None or not _somebody(context, s):
        return None
    group = verb_group(parse, be)
    content = trimmed(parse, last + 1, parse.right[inner])
    if content.last <= content.first:
        return None
    found = Found(token, lemma, "phrase", "stance", Range(group.first, last + 1))
    found.source, found.source_head, found.complement = phrase(parse, s, stop=be), s, inner
    found.negated = negated(parse, group, be)
    found.content = [span(parse, *content)]
    found.rules.append(stance.id)
    return found


def _somebody(context: Context, head: int) -> bool:
    parse = context.parse
    if parse.pos[head] == "PRON":
        return parse.lowers[head] not in ("it", "this", "that", "these", "those", "there")
    named = context.cast.at_token(parse.starts[head], parse.ends[head])
    return named is not None and context.cast.by_id[named].kind != "place"


@rule("statements.according-to")
def according_to(context: Context, token: int) -> Found | None:
    """In "X, according to Y": Y is the source of the sentence around the phrase."""
    parse = context.parse
    to = token + 1
    inner = parse.kid(to, "pobj", "pcomp")
    if inner is None:
        inner = parse.kid(token, "pobj", "pcomp")
    if inner is None or inner < to:
        return None
    source = phrase(parse, inner)
    found = Found(token, "according to", "phrase", "according", Range(token, to + 1))
    found.source, found.source_head = source, inner
    found.content = _around(context, token, source.last)
    found.rules.append(according_to.id)
    return found if found.content else None


def _nouns() -> frozenset[str]:
    return frozenset(
        "words view views opinion estimation judgment judgement account telling assessment phrase reading eyes".split()
    )


_VIEWS = _nouns()


@rule("statements.in-the-words-of")
def in_the_words_of(context: Context, token: int) -> Found | None:
    """In "in the words of Y, X", "in Y's view, X": Y is the source of the clause around the phrase."""
    parse = context.parse
    noun = parse.kid(token, "pobj")
    if noun is None or parse.lowers[noun] not in _VIEWS or noun < token:
        return None
    owner = parse.kid(noun, "poss")
    last = parse.right[noun]
    if owner is None:
        of = parse.kid(noun, "prep")
        owner = parse.kid(of, "pobj") if of is not None and parse.lowers[of] == "of" else None
        if owner is None:
            return None
        cue = Range(token, of + 1 if of is not None else noun + 1)
        source = phrase(parse, owner)
    else:
        source = Range(parse.left[owner], parse.right[owner])
        cue = Range(noun, noun + 1)
    found = Found(token, "in the words of", "phrase", "view", cue)
    found.source, found.source_head = source, owner
    found.content = _around(context, token, last)
    found.rules.append(in_the_words_of.id)
    return found if found.content else None


def _around(context: Context, first: int, last: int) -> list[tuple[int, int]]:
    """The sentence without the phrase ``first`` to ``last`` and without the conjunction that opens it."""
    parse = context.parse
    start, end = parse.sentence(first)
    quote = context.quote_of[first]
    if quote >= 0:
        start = max(start, context.first_token(context.quotes[quote].inner))
    while start < first and (parse.lowers[start] in _OPENERS or parse.pos[start] in ("PUNCT", "SPACE", "CCONJ")):
        if parse.words[start] in ("“", '"', "‘", "''", "'"):
            break
        start += 1
    out = []
    for r in (trimmed(parse, start, first), trimmed(parse, last, end)):
        if _words(parse, r):
            out.append(span(parse, *r))
    return out


def _words(parse: Parse, r: Range) -> int:
    return sum(parse.pos[t] not in ("PUNCT", "SPACE") for t in range(*r))
