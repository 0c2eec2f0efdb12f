"""Cues whose content is no complement of theirs: "reportedly X", an orphaned "She said.", "their demand is X"."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range, span
from dragoman.reading.statements.frames import clause_range, trimmed
from dragoman.reading.statements.groups import verb_group
from dragoman.reading.statements.nouns import owner_of
from dragoman.reading.statements.sources import Source, phrase, subject
from dragoman.record import rule

_WILL = frozenset("will would wo shall".split())
REPORTING = frozenset({"that", "bare", "pre", "par", "quote", "according"})
_LONGEST_ORPHAN = 14
"""Tokens: a sentence that holds only a speaker and a reporting verb is not longer."""


@rule("statements.reporting-adverb")
def adverb_cue(context: Context, token: int, keys: frozenset[int]) -> Found | None:
    """The words "reportedly" and "allegedly" report the clause they stand in, from a source that is not named."""
    parse = context.parse
    if not context.is_a(parse.lowers[token], "reporting-adverb") or parse.deps[token] != "advmod":
        return None
    head = parse.heads[token]
    if head in keys or parse.pos[head] not in ("VERB", "AUX", "ADJ"):
        return None
    clause = clause_range(parse, head)
    if parse.pos[head] == "ADJ" or clause.last - clause.first < 3:
        return None
    found = Found(token, parse.lowers[token], "adverb", "adverb", Range(token, token + 1))
    found.complement = head
    for r in (trimmed(parse, clause.first, token), trimmed(parse, token + 1, clause.last)):
        if r.last > r.first:
            found.content.append(span(parse, *r))
    found.rules.append(adverb_cue.id)
    return found if found.content else None


@rule("statements.orphaned-cue")
def orphaned_cue(context: Context, verb: int) -> Found | None:
    """A sentence that is only "Mr Sand said." reports the sentence before it."""
    parse = context.parse
    first, last = parse.sentence(verb)
    sent = parse.sent_of[verb]
    if last - first > _LONGEST_ORPHAN or parse.heads[verb] != verb or "pre" not in context.verb(verb) or sent == 0:
        return None
    if parse.segment_of_sent[sent - 1] != parse.segment_of_sent[sent] or context.quote_of[verb] >= 0:
        return None
    group = verb_group(parse, verb)
    source = subject(context, verb, group)
    if source is None or any(parse.pos[t] == "VERB" for t in range(first, last) if t != verb):
        return None
    for k in parse.children[verb]:
        if parse.deps[k] in ("dobj", "ccomp", "xcomp", "oprd") or (parse.deps[k] == "advmod" and k > verb):
            return None
    a, b = parse.sents[sent - 1]
    r = trimmed(parse, a, b)
    if r.last - r.first < 3 or any(context.quote_of[t] >= 0 for t in range(*r)):
        return None
    found = Found(verb, parse.lemmas[verb].lower(), "verb", "orphan", group)
    found.source, found.source_head = source.range, source.head
    found.complement = parse.head_of(a, b)
    found.content = [span(parse, *r)]
    found.rules += [source.rule, orphaned_cue.id]
    return found


@rule("statements.will-not")
def refusal_cue(context: Context, found: Found, keys: frozenset[int]) -> Found | None:
    """Inside what is reported, "X will not do Y" is a refusal by X, where X is somebody and the deed is X's own."""
    parse = context.parse
    verb = found.complement
    if verb is None or verb in keys or parse.pos[verb] != "VERB" or found.frame not in REPORTING:
        return None
    kids = parse.children[verb]
    modal = next((k for k in kids if parse.deps[k] == "aux" and parse.lowers[k] in _WILL), None)
    no = any(parse.deps[k] == "neg" or parse.lowers[k] == "never" for k in kids)
    if modal is None or not no:
        return None
    group = verb_group(parse, verb)
    source = subject(context, verb, group)
    patient = parse.kid(verb, "nsubjpass")
    if patient is not None and parse.kid(verb, "agent") is not None:
        source = Source(phrase(parse, patient, stop=verb), patient, refusal_cue.id)  # "will not be hurried by X"
    if source is None or not _somebody(context, source.head):
        return None
    content = trimmed(parse, group.last, parse.right[verb])
    a, b = found.content[0][0], found.content[-1][1]
    if content.last <= content.first or not (a <= parse.starts[content.first] and parse.ends[content.last - 1] <= b):
        return None
    made = Found(verb, parse.lemmas[verb].lower(), "verb", "will-not", group)
    made.source, made.source_head = source.range, source.head
    made.content = [span(parse, *content)]
    made.rules += [source.rule, refusal_cue.id]
    return made


def _somebody(context: Context, head: int) -> bool:
    parse, cast = context.parse, context.cast
    if parse.lowers[head] in ("he", "she", "they", "we", "i"):
        return True
    named = cast.at_token(parse.starts[head], parse.ends[head])
    return named is not None and cast.by_id[named].kind != "place"


@rule("statements.demand-is")
def predicate_cue(context: Context, noun: int) -> Found | None:
    """In "their chief demand is X", "among the demands of Y would be X" the content is what the noun is said to be."""
    parse = context.parse
    known = context.nouns.get(parse.lemmas[noun].lower())
    if not known:
        return None
    be = _copula(context, noun)
    if be is None:
        return None
    source = _owner(context, noun)
    if source is None:
        return None
    content: Range | None = None
    for k in parse.children[be]:
        if k == noun or not be < k or k <= noun:
            continue
        if parse.deps[k] in ("attr", "ccomp", "xcomp", "advcl", "nsubj"):
            content = clause_range(parse, k)
            break
    if content is None or content.last <= content.first:
        return None
    found = Found(noun, parse.lemmas[noun].lower(), "noun", "is", Range(noun, noun + 1))
    found.source, found.source_head = source.range, source.head
    found.complement = parse.head_of(*content)
    found.content = [span(parse, *content)]
    found.rules += [source.rule, predicate_cue.id]
    return found


def _copula(context: Context, noun: int) -> int | None:
    """The "be" of which the noun is the subject, or in whose "among the …" it stands."""
    parse = context.parse
    head, dep = parse.heads[noun], parse.deps[noun]
    if dep == "pobj" and parse.lowers[head] in ("among", "amongst"):
        head, dep = parse.heads[head], "nsubj"
    return head if dep == "nsubj" and parse.lemmas[head] == "be" and noun < head else None


def _owner(context: Context, noun: int) -> Source | None:
    parse = context.parse
    owner = owner_of(context, noun)
    if owner is not None:
        return Source(Range(parse.left[owner], parse.right[owner]), owner, predicate_cue.id)
    for k in parse.children[noun]:
        if parse.deps[k] == "prep" and parse.lowers[k] in ("of", "by", "from") and k > noun:
            inner = parse.kid(k, "pobj")
            if inner is not None and context.cast.at_token(parse.starts[inner], parse.ends[inner]) is not None:
                return Source(phrase(parse, inner), inner, predicate_cue.id)
    return None


@rule("statements.follow-on")
def follow_on(context: Context, before: Found, sent: int, taken: frozenset[int]) -> Found | None:
    """A sentence in "would" right after what somebody said, with a pronoun as subject and no cue, goes on with it."""
    parse = context.parse
    if sent >= len(parse.sents) or sent in taken:
        return None
    first, last = parse.sents[sent]
    if parse.segment_of_sent[sent] != parse.segment_of_sent[parse.sent_of[before.key]]:
        return None
    if any(context.quote_of[t] >= 0 for t in range(first, last)) or last - first < 5:
        return None
    root = parse.head_of(first, last)
    helpers = [parse.lowers[k] for k in parse.children[root] if parse.deps[k] in ("aux", "auxpass")]
    s = parse.kid(root, "nsubj", "nsubjpass")
    if "would" not in helpers or "have" in helpers or s is None or parse.left[s] > first + 1:
        return None
    owner = parse.kid(s, "poss")
    pronouns = ("he", "she", "it", "they", "his", "her", "its", "their")
    if parse.lowers[s] not in pronouns and (owner is None or parse.lowers[owner] not in pronouns):
        return None
    found = Found(root, parse.lemmas[root].lower(), "none", "follow-on", Range(root, root + 1))
    found.complement = root
    found.content = [span(parse, *trimmed(parse, first, last))]
    found.follows = before.key
    found.rules.append(follow_on.id)
    return found
