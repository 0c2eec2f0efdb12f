"""Direct speech: which cue and speaker a quotation belongs to."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found
from dragoman.reading.statements.groups import negated, verb_group
from dragoman.reading.statements.verbs import give_source
from dragoman.record import rule

_AFTER = 30
"""Tokens behind a quotation among which its reporting verb is sought: room for a name with a long title."""
_BEFORE = 40
_SPEECH_FRAMES = frozenset({"quote", "pre", "that", "bare", "par", "wh", "par-ccomp", "small"})
_NOT_SPEAKING = frozenset({"relcl", "acl", "amod", "aux", "auxpass"})


def attach_quotes(context: Context, found: list[Found]) -> list[Found]:
    """Give every quotation to the statement whose cue introduces it, or to the speaker who goes on speaking."""
    by_key = {f.key: f for f in found}
    parse = context.parse
    last: Found | None = None
    last_segment = -2
    for index, quote in enumerate(context.quotes):
        tokens = parse.tokens_in(quote.start, quote.end)
        if not len(tokens):
            continue
        first, end = tokens[0], tokens[-1] + 1
        holder = reaches_into(context, by_key, first, end)
        if holder is None:
            whole = stands_alone(context, first)
            key = said_after_quote(context, end) if whole else None
            key = said_before_quote(context, first) if key is None else key
            holder = None if key is None else _speaking(context, by_key, key)
            if holder is None and whole and last is not None and last.quoted:
                near = quote.segment == last_segment or (
                    quote.segment - last_segment == 1 and (quote.continues or nothing_but_quotes(context, index))
                )
                if near:
                    holder = goes_on_speaking(last)
        if holder is not None:
            holder.quoted = True
            holder.content.append((quote.start, quote.end))
            last, last_segment = holder, quote.segment
    return list(by_key.values())


def _speaking(context: Context, by_key: dict[int, Found], key: int) -> Found:
    """The statement of a cue that introduces a quotation, made if the cue has none yet."""
    parse = context.parse
    group = verb_group(parse, key)
    f = by_key.get(key)
    if f is None:
        f = Found(key, parse.lemmas[key].lower(), "verb", "quote", group)
        f.negated = negated(parse, group, key)
        give_source(context, f)
        by_key[key] = f
    elif f.frame not in _SPEECH_FRAMES and not f.quoted:
        f.frame, f.content, f.cue = "quote", [], group
    return f


def reaches_into(context: Context, by_key: dict[int, Found], first: int, end: int) -> Found | None:
    """The statement whose content already reaches into the quotation from a cue outside it."""
    parse = context.parse
    low, high = parse.starts[first], parse.ends[end - 1]
    for token in (first, min(first + 1, end - 1)):
        for steps, up in enumerate(parse.ancestors(token)):
            if steps > _BEFORE:
                break
            f = by_key.get(up)
            if f is not None and not first <= up < end and any(a < high and b > low for a, b in f.content):
                return f
    return None


def stands_alone(context: Context, first: int) -> bool:
    """Is the quotation a sentence or clause of its own, not a few words inside the reporter's sentence?"""
    parse = context.parse
    if first == 0 or parse.sent_of[first - 1] != parse.sent_of[first]:
        return True
    before = parse.words[first - 1]
    return before in (",", ":", ";", "—", "–", "--") or before.endswith((".", "?", "!", "”", '"'))


def nothing_but_quotes(context: Context, index: int) -> bool:
    """Does the paragraph of the quotation hold nothing outside quotations?"""
    parse = context.parse
    segment = parse.segments[context.quotes[index].segment]
    return all(
        context.quote_of[t] >= 0 or parse.pos[t] in ("PUNCT", "SPACE") for t in range(segment.first, segment.last)
    )


@rule("statements.said-after-quote")
def said_after_quote(context: Context, end: int) -> int | None:
    """A quotation belongs to the reporting verb that follows it: “…,” said X; “…,” X, the head of Y, said."""
    parse = context.parse
    stop = min(len(parse), end + _AFTER, parse.segment(end - 1).last)
    for t in range(end, stop):
        if context.quote_of[t] >= 0 or (parse.words[t] in (".", "?", "!", ":", ";") and t > end):
            break
        if parse.pos[t] in ("VERB", "AUX") and "quote" in context.verb(t) and parse.deps[t] not in _NOT_SPEAKING:
            return t
        if parse.pos[t] == "VERB" and parse.deps[t] not in ("relcl", "acl", "amod", "advcl"):
            break
    return None


@rule("statements.said-before-quote")
def said_before_quote(context: Context, first: int) -> int | None:
    """A quotation behind a colon, a comma or the verb itself belongs to the reporting verb before it."""
    parse = context.parse
    if first == 0:
        return None
    segment = parse.segment(first)
    t = first - 1
    if t < segment.first:
        return None
    if parse.words[t] not in (",", ":") and not (parse.pos[t] == "VERB" and "quote" in context.verb(t)):
        return None
    stop = max(segment.first, first - _BEFORE)
    while t >= stop and context.quote_of[t] < 0:
        if parse.words[t] in (".", "?", "!"):
            break
        speaks = parse.pos[t] in ("VERB", "AUX") and "quote" in context.verb(t)
        if speaks and parse.deps[t] not in ("relcl", "aux", "auxpass", "amod"):
            return t
        t -= 1
    return None


@rule("statements.goes-on-speaking")
def goes_on_speaking(last: Found) -> Found:
    """A quotation without a cue of its own, next to one that has it, goes on with the same statement."""
    if goes_on_speaking.id not in last.rules:
        last.rules.append(goes_on_speaking.id)
    return last
