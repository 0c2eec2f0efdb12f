"""The statements stage: who says what."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from dragoman.reading.draft import Draft
from dragoman.reading.statements.assemble import assemble
from dragoman.reading.statements.colons import mark_cues
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.extents import chain, cut_at_second_cue
from dragoman.reading.statements.found import Found
from dragoman.reading.statements.lone import (
    REPORTING,
    adverb_cue,
    follow_on,
    orphaned_cue,
    predicate_cue,
    refusal_cue,
)
from dragoman.reading.statements.nouns import adjective_cue, noun_cue
from dragoman.reading.statements.prepositions import phrase_cue
from dragoman.reading.statements.quoted import attach_quotes
from dragoman.reading.statements.verbs import verb_cue


def find_statements(context: Context) -> list[Found]:
    """All statements of a report, nested ones included, in the order of their cues."""
    parse = context.parse
    found: list[Found] = []
    for token in range(len(parse)):
        one = _cue(context, token)
        if one is not None:
            found.append(one)
    keys = frozenset(f.key for f in found)
    for token in range(len(parse)):
        if parse.pos[token] == "ADV":
            one = adverb_cue(context, token, keys)
            if one is not None:
                found.append(one)
    found = [f for f in found if kept_in_quotation(context, f)]
    found = chain(context, found)
    cut_at_second_cue(context, found)
    found = attach_quotes(context, without_doubles(found))
    found = [f for f in found if f.content] + mark_cues(context)
    keys = frozenset(f.key for f in found)
    found += [made for f in found if (made := refusal_cue(context, f, keys)) is not None]
    found += _follow_ons(context, found)
    found.sort(key=lambda f: f.key)
    return found


def _follow_ons(context: Context, found: list[Found]) -> list[Found]:
    """Sentences without a cue that go on with what the sentence before reports."""
    parse = context.parse
    taken = frozenset(parse.sent_of[t] for f in found for t in (f.key, f.cue.first))
    made = []
    for f in found:
        if f.pos != "verb" or f.source is None or f.frame not in REPORTING or context.quote_of[f.key] >= 0:
            continue
        sent = parse.sent_of[f.key]
        last = parse.sents[sent][1] - 1
        if f.content[-1][1] < parse.starts[max(last - 1, 0)] and f.cue.last < last - 1:
            continue
        one = follow_on(context, f, sent + 1, taken)
        if one is not None:
            made.append(one)
    return made


def kept_in_quotation(context: Context, found: Found) -> bool:
    """Cut the content of a cue that stands inside a quotation to that quotation; False when nothing is left."""
    index = context.quote_of[found.key]
    if index < 0:
        return True
    quote = context.quotes[index]
    found.content = [
        (max(a, quote.inner), min(b, quote.inner_end))
        for a, b in found.content
        if a < quote.inner_end and b > quote.inner
    ]
    if found.source is not None and not quote.inner <= context.parse.starts[found.source.first] < quote.inner_end:
        found.source = found.source_head = None
    return bool(found.content)


def _inside_another_cue(found: Found, spans: list[tuple[int, int, int]]) -> bool:
    """Does the key stand inside the cue of a later key, which reaches back across it?"""
    at = bisect_right(spans, (found.key, 1 << 60, 0))
    for first, last, key in spans[max(0, at - 4) : at]:
        if first <= found.key < last and key > found.key and found.pos == "verb":
            return True
    return False


def without_doubles(found: list[Found]) -> list[Found]:
    """Drop a noun or adjective cue whose content another cue that reaches across it has as well."""
    taken = {(a, b): f for f in found if f.pos == "verb" for a, b in f.content[-1:]}
    same = {(f.content[0], f.content[-1]) for f in found if f.pos == "verb" and f.content}
    spans = sorted((f.cue.first, f.cue.last, f.key) for f in found)
    kept = []
    for f in found:
        if _inside_another_cue(f, spans):
            continue  # "issued a statement condemning X" is one cue
        if f.pos == "noun" and f.source is None and f.content and (f.content[0], f.content[-1]) in same:
            continue  # "said in a statement that X" is one statement
        other = taken.get(f.content[-1]) if f.pos in ("noun", "adjective") and f.content else None
        if other is None or not other.cue.first <= f.key < other.cue.last + 1:
            kept.append(f)
    return kept


def _cue(context: Context, token: int) -> Found | None:
    pos = context.parse.pos[token]
    if pos in ("VERB", "AUX"):
        if context.verb(token):
            return verb_cue(context, token) or orphaned_cue(context, token)
        return phrase_cue(context, token)
    if pos == "NOUN":
        return noun_cue(context, token) or predicate_cue(context, token)
    if pos == "ADJ":
        return adjective_cue(context, token)
    if pos == "ADP":
        return phrase_cue(context, token)
    return None


def read_statements(draft: Draft) -> Draft:
    """Who says what in the report, with source, cue and content."""
    if not len(draft.parse):
        return draft
    context = Context.of(draft.parse, draft.cast)
    return replace(draft, statements=assemble(context, draft, find_statements(context)))
