"""Verbs as cues: "said that X", "X, she said", "urged them to X", "was accused of X", "called for X"."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.extents import later_that, relative_piece, tail, to_the_end
from dragoman.reading.statements.found import Found, Range, span
from dragoman.reading.statements.frames import Frame, trimmed, verb_frames
from dragoman.reading.statements.groups import is_passive, negated, verb_group
from dragoman.reading.statements.sources import source_of_verb
from dragoman.record import rule


def verb_cue(context: Context, verb: int) -> Found | None:
    """The statement that a verb reports, or None."""
    parse = context.parse
    known = context.verb(verb)
    group = verb_group(parse, verb)
    passive = is_passive(parse, verb) or (parse.deps[verb] == "acl" and parse.tags[verb] == "VBN")
    best: Frame | None = None
    if passive:
        known = passive_frames(context, verb, known)
    rank = len(known)
    frames = verb_frames(parse, verb, group.last)
    for frame in frames:
        name = frame.name
        if frame.noun is not None and "obj" in known and parse.lemmas[verb].lower() not in context.light_verbs:
            continue  # "dismissed suggestions that X": the suggestions are dismissed
        if name == "wh" and "wh" not in known and parse.lowers[frame.ranges[0].first] in ("what", "whatever"):
            name = "obj"
        if name == "adv-wh" and "wh" in known[:2]:
            name = "wh"
        if name in known[:rank]:
            best, rank = frame._replace(name=name), known.index(name)
    if best is not None and best.name == "to":
        # "called on X to Y": the ones called on belong to what is demanded
        wider = [
            f
            for f in frames
            if f.name.startswith("p:") and f.name in known and f.ranges[-1].last == best.ranges[-1].last
        ]
        best = wider[0] if wider else best
    later = None
    if "that" in known and "par" in known and not passive and (best is None or best.name not in _CLAUSES):
        later = later_that(context, verb, group.last)
        best = later or best
    clear = made_clear(context, verb)
    if clear is not None and clear.cue_last is not None:
        best, group = clear, Range(group.first, clear.cue_last)
    if best is None:
        return None
    if context.is_a(parse.lemmas[verb].lower(), "only-negated") and not _declined(context, verb, group):
        return None
    found = Found(verb, parse.lemmas[verb].lower(), "verb", best.name, group)
    found.passive = passive
    found.negated = negated(parse, group, verb)
    if clear is not None:
        found.rules.append(made_clear.id)
    elif later is not None:
        found.rules.append(later_that.id)
    found.complement = best.head
    found.noun = best.noun if best.noun is not None else best.head if best.name == "obj" else None
    found.content = [span(parse, r.first, r.last) for r in best.ranges if r.last > r.first]
    if best.cue_last is not None and best.cue_last > group.last:
        found.cue = Range(group.first, best.cue_last)
    if not best.name.startswith("raise"):
        give_source(context, found)
    if best.name in ("that", "bare", "pre", "par", "wh"):
        tail(context, found)
    if best.name == "word":
        found.complement = None
    if best.name in _REACHING:
        to_the_end(context, found)
    relative_piece(context, found)
    return found


def _declined(context: Context, verb: int, group: Range) -> bool:
    """Is the verb negated, or the infinitive of a refusal ("would not be drawn on", "refused to be drawn on")?"""
    return negated(context.parse, group, verb) or "declines" in context.verb(context.parse.heads[verb])


@rule("statements.made-clear")
def made_clear(context: Context, verb: int) -> Frame | None:
    """In "made it clear that X", "made plain that X" the words up to "clear" are the cue."""
    parse = context.parse
    if not context.is_a(parse.lemmas[verb].lower(), "makes-clear"):
        return None
    for t in range(verb + 1, min(verb + 6, len(parse))):
        if context.is_a(parse.lowers[t], "clear") and (parse.heads[t] == verb or parse.heads[parse.heads[t]] == verb):
            for u in range(t + 1, min(t + 12, parse.sentence(verb)[1])):
                if parse.lowers[u] == "that" and parse.tags[u] != "DT":
                    head = parse.heads[u]
                    last = parse.right[head] if head > u else parse.sentence(verb)[1]
                    content = trimmed(parse, u, last)
                    if content.last - content.first > 2:
                        return Frame("that", (content,), parse.head_of(*content), t + 1)
            return None
    return None


_PASSIVES = {"obj": "pass", "npto": "pass-to", "obj-as": "pass-as", "obj-of": "pass-of", "sc": "pass-sc"}


@rule("statements.passive-of-known-construct")
def passive_frames(context: Context, verb: int, known: tuple[str, ...]) -> tuple[str, ...]:
    """What a verb reports in the active with its object it reports in the passive with its doer named ("by")."""
    if context.parse.kid(verb, "agent") is None:
        return known
    return (*known, *(_PASSIVES[k] for k in known if k in _PASSIVES and _PASSIVES[k] not in known))


_CLAUSES = frozenset({"that", "bare", "wh", "pre", "par", "as", "npto", "quote"})
_REACHING = frozenset({"that", "bare", "wh", "obj-of", "obj-for", "obj-as", "npto", "to"})
_SPEECH = frozenset({"that", "bare", "pre", "par", "wh", "quote", "small"})


def give_source(context: Context, found: Found) -> None:
    """Find who stands behind the cue."""
    group = verb_group(context.parse, found.key)
    source = source_of_verb(context, found.key, group, passive=found.passive, speech=found.frame in _SPEECH)
    if source is None:
        return
    found.source, found.source_head = source.range, source.head
    if source.cue_first is not None:
        found.cue = Range(source.cue_first, found.cue.last)
    found.rules.append(source.rule)
