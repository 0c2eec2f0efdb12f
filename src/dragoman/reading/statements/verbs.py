"""Verbs as cues: "said that X", "X, she said", "urged them to X", "was accused of X", "called for X"."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range, span
from dragoman.reading.statements.frames import Frame, verb_frames
from dragoman.reading.statements.groups import is_passive, negated, verb_group
from dragoman.reading.statements.subjects import phrase, subject_of


def verb_cue(context: Context, verb: int) -> Found | None:
    """The statement that a verb reports, or None."""
    parse = context.parse
    known = context.verb(verb)
    group = verb_group(parse, verb)
    passive = is_passive(parse, verb) or (parse.deps[verb] == "acl" and parse.tags[verb] == "VBN")
    best: Frame | None = None
    rank = len(known)
    for frame in verb_frames(parse, verb, group.last):
        if frame.name in known[:rank]:
            best, rank = frame, known.index(frame.name)
    if best is None:
        return None
    found = Found(verb, parse.lemmas[verb].lower(), "verb", best.name, group)
    found.passive = passive
    found.negated = negated(parse, group, verb)
    found.complement = best.head
    found.content = [span(parse, r.first, r.last) for r in best.ranges if r.last > r.first]
    if best.cue_last is not None and best.cue_last > group.last:
        found.cue = Range(group.first, best.cue_last)
    give_source(context, found)
    return found


def give_source(context: Context, found: Found) -> None:
    """Find who stands behind the cue."""
    parse = context.parse
    head, how = subject_of(parse, found.key, passive=found.passive)
    if head is None:
        return
    found.source_head = head
    found.source = phrase(parse, head, stop=found.key)
    found.rules.append("statements." + how)
