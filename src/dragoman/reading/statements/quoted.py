"""Direct speech: which cue and speaker a quotation belongs to."""

from __future__ import annotations

from dragoman.reading.parse import Parse
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
        whole = stands_alone(context, first)
        holder = None
        key = said_after_quote(context, index, end) if whole else None
        if key is not None and _comma_before(parse, end):
            holder = _speaking(context, by_key, key)
            holder.rules.append(said_after_quote.id)
            _let_go(context, by_key, holder, quote.start)
        if holder is None:
            holder = reaches_into(context, by_key, first, end)
        if holder is None and key is None:
            key = said_before_quote(context, first)
        if holder is None and key is not None:
            holder = _speaking(context, by_key, key)
            holder.rules.append((said_after_quote if key >= end else said_before_quote).id)
        if holder is None and whole and last is not None:
            near = quote.segment == last_segment or (
                quote.segment - last_segment == 1 and (quote.continues or nothing_but_quotes(context, index))
            )
            if near:
                holder = goes_on_speaking(last)
        if holder is not None:
            holder.quoted = True
            holder.content.append((quote.start, quote.end))
            if whole or last is holder:
                last, last_segment = holder, quote.segment
    return list(by_key.values())


def _let_go(context: Context, by_key: dict[int, Found], holder: Found, start: int) -> None:
    """Cut the content of a statement that reaches over a quotation which has its own cue and speaker."""
    if holder.source is None:
        return
    parse = context.parse
    for steps, up in enumerate(parse.ancestors(holder.key)):
        if steps > _BEFORE:
            return
        f = by_key.get(up)
        if f is None or f is holder or f.frame in ("pre", "par", "according", "as"):
            continue
        pieces = [(a, min(b, start)) for a, b in f.content if a < start]
        if pieces and any(b > start for _, b in f.content):
            f.content = pieces


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
def said_after_quote(context: Context, index: int, end: int) -> int | None:
    """A quotation belongs to the reporting verb that follows it: “…,” said X; “…,” X, the head of Y, said."""
    parse = context.parse
    quote = context.quotes[index]
    stop = min(len(parse), end + _AFTER, parse.segment(end - 1).last)
    closed = parse.text[quote.inner_end - 1 : quote.inner_end] == "." and not quote.single
    cue = None
    for t in range(end, stop):
        if context.quote_of[t] >= 0:
            # “….” To which she replied, “…”: after a full stop the cue leads to what follows it
            return None if closed and parse.words[t - 1] not in (".", "?", "!") else cue
        if parse.words[t] in (".", "?", "!", ":", ";") and t > end:
            break
        if cue is not None or parse.pos[t] not in ("VERB", "AUX") or parse.deps[t] in _NOT_SPEAKING:
            continue
        if "quote" in context.verb(t):
            cue = t
        elif parse.pos[t] == "VERB" and parse.deps[t] != "advcl":
            # any verb speaks that a quotation with a comma leads to ("…,” the captain retaliated)
            speaks = _comma_before(parse, end) and parse.tags[t] in ("VBD", "VBZ", "VBP")
            return t if speaks else None
        if cue is not None and not closed:
            return cue
    return cue


def _comma_before(parse: Parse, end: int) -> bool:
    """Does the quotation that ends at a token end with a comma, inside or outside its marks?"""
    return any(parse.words[t] == "," for t in range(max(0, end - 2), min(len(parse), end + 1)))


@rule("statements.said-before-quote")
def said_before_quote(context: Context, first: int) -> int | None:
    """A quotation behind a colon, a comma or the verb itself belongs to the reporting verb before it."""
    parse = context.parse
    if first == 0:
        return None
    segment = parse.segment(first)
    t = first - 1
    if t < segment.first:
        if parse.words[t] != ":":
            return None
        segment = parse.segment(t)  # "He said:", and the quotation is the next paragraph
    beginning = parse.words[first + 1 : first + 2]
    speaks = parse.pos[t] == "VERB" and ("quote" in context.verb(t) or (beginning and beginning[0][:1].isupper()))
    if parse.words[t] not in (",", ":") and not speaks:
        return None
    stop = max(segment.first, first - _BEFORE)
    other: int | None = None
    while t >= stop and context.quote_of[t] < 0:
        if parse.words[t] in (".", "?", "!"):
            break
        if parse.pos[t] in ("VERB", "AUX") and parse.deps[t] not in ("relcl", "aux", "auxpass", "amod"):
            if "quote" in context.verb(t):
                return t
            other = t if other is None and parse.pos[t] == "VERB" and parse.tags[t] != "VBN" else other
        t -= 1
    return other if parse.words[first - 1] == ":" or other == first - 1 else None


@rule("statements.goes-on-speaking")
def goes_on_speaking(last: Found) -> Found:
    """A quotation without a cue of its own, next to one that has it, goes on with the same statement."""
    if goes_on_speaking.id not in last.rules:
        last.rules.append(goes_on_speaking.id)
    return last
