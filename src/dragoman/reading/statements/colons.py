"""Marks as cues: "Minister: no deal" in a headline, a turn in a transcript, a name signed under a quotation."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range, span
from dragoman.reading.statements.frames import trimmed
from dragoman.record import rule

_LONGEST_NAME = 7
_DASHES = frozenset({"-", "–", "—", "―", "--"})


def mark_cues(context: Context) -> list[Found]:
    """The statements of a report that a colon or a dash alone attributes."""
    found = []
    for segment in context.parse.segments:
        if segment.first == segment.last:
            continue
        one = headline_colon(context, segment.first, segment.last) if segment.kind == "title" else None
        if one is None:
            one = transcript_turn(context, segment.first, segment.last)
        if one is not None:
            found.append(one)
    for index in range(len(context.quotes)):
        one = signed_quotation(context, index)
        if one is not None:
            found.append(one)
    return found


def _colon(context: Context, first: int, last: int) -> int | None:
    """The first colon behind a name-like opening of at most seven words."""
    parse = context.parse
    for t in range(first, min(last, first + _LONGEST_NAME + 1)):
        if parse.words[t] == ":":
            return t if t > first and t + 1 < last else None
        if parse.pos[t] in ("VERB", "PUNCT", "SCONJ") and parse.words[t] not in (",", ".", "’s", "'s", "-"):
            return None
    return None


def _made(context: Context, key: int, name: Range, content: Range, frame: str) -> Found:
    parse = context.parse
    found = Found(key, parse.words[key], "mark", frame, Range(key, key + 1))
    found.source, found.source_head = name, parse.head_of(*name)
    found.content = [span(parse, *content)]
    return found


@rule("statements.headline-colon")
def headline_colon(context: Context, first: int, last: int) -> Found | None:
    """In a headline, who stands before a colon says what stands behind it ("Envoy: talks will go on")."""
    parse = context.parse
    colon = _colon(context, first, last)
    if colon is None:
        return None
    name = Range(first, colon)
    head = parse.head_of(*name)
    known = context.cast.at(parse.starts[first], parse.ends[colon - 1])
    entity = context.cast.by_id.get(known) if known else None
    if entity is None or entity.kind in ("place",) or parse.pos[head] not in ("PROPN", "NOUN"):
        return None
    found = _made(context, colon, name, trimmed(parse, colon + 1, last), "headline")
    found.rules.append(headline_colon.id)
    return found


@rule("statements.transcript-turn")
def transcript_turn(context: Context, first: int, last: int) -> Found | None:
    """A paragraph that begins with a name in capitals and a colon is what that person says."""
    parse = context.parse
    if parse.words[first] in ('"', "“", "''") and first + 2 < last:
        first += 1
    colon = _colon(context, first, last)
    if colon is None:
        return None
    letters = [parse.words[t] for t in range(first, colon) if parse.words[t].isalpha()]
    if not letters or not all(w.isupper() and len(w) > 1 for w in letters) or last - colon < 4:
        return None
    found = _made(context, colon, Range(first, colon), trimmed(parse, colon + 1, last), "turn")
    found.quoted = True
    found.rules.append(transcript_turn.id)
    return found


@rule("statements.signed-quotation")
def signed_quotation(context: Context, index: int) -> Found | None:
    """A name behind a dash after a quotation signs it (“…” — Name)."""
    parse = context.parse
    quote = context.quotes[index]
    tokens = parse.tokens_in(quote.start, quote.end)
    if len(tokens) < 4:
        return None
    end = tokens[-1] + 1
    last = parse.segments[quote.segment].last
    if end + 1 >= last or parse.words[end] not in _DASHES or last - end > _LONGEST_NAME + 2:
        return None
    name = trimmed(parse, end + 1, last)
    if name.last <= name.first or any(parse.pos[t] in ("VERB", "AUX") for t in range(*name)):
        return None
    if parse.pos[parse.head_of(*name)] != "PROPN":
        return None
    found = _made(context, end, name, Range(tokens[0], end), "signed")
    found.content = [(quote.start, quote.end)]
    found.quoted = True
    found.rules.append(signed_quotation.id)
    return found
