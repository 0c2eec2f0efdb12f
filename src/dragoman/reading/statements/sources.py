"""Who stands behind a cue: its subject, or the one that grammar or the words' order lends it."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.reading.parse import Parse
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Range
from dragoman.record import rule

_LONGEST_CHAIN = 12
"""Steps up the tree: a chain of infinitives and conjunctions longer than this lends no subject."""
_REACH = 25
"""Tokens to the left of a verb among which a subject that the parse lost is sought."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_EMPTY = frozenset("it there".split())
_DASHES = frozenset({"-", "–", "—", "--"})
_ASKED = frozenset("ask tell press quiz question inform".split())


class Source(NamedTuple):
    """A source phrase, its head token, the rule that found it, and where the cue begins if further left."""

    range: Range
    head: int
    rule: str
    cue_first: int | None = None


def own_subjects(parse: Parse, verb: int) -> list[int]:
    """The subjects that hang on the verb itself, in text order."""
    kids = parse.children[verb]
    own = [k for k in kids if parse.deps[k] in ("nsubj", "csubj") and parse.tags[k] != "EX"]
    if own:
        return own
    # "the envoy had before the session rejected": the parser may hang the subject on the auxiliary
    aux = [k for k in kids if parse.deps[k] == "aux"]
    return [s for a in aux for s in parse.children[a] if parse.deps[s] == "nsubj" and s < a]


def agent(parse: Parse, verb: int) -> int | None:
    """The doer of a passive verb ("by the ministry")."""
    by = parse.kid(verb, "agent")
    return parse.kid(by, "pobj") if by is not None else None


def source_of_verb(context: Context, verb: int, group: Range, *, passive: bool, speech: bool) -> Source | None:
    """The source of a verb cue, or None. ``speech`` says that the verb introduces a quotation or a clause."""
    parse = context.parse
    if passive:
        return passive_source(context, verb)
    found = subject(context, verb, group)
    if found is None:
        found = lent_subject(context, verb, group)
    if found is None and (speech or parse.tags[verb] in _FINITE):
        found = speaker_behind(context, verb, group) or speaker_before(context, verb, group)
    return found


@rule("statements.passive-agent")
def passive_source(context: Context, verb: int) -> Source | None:
    """In the passive the one after "by" is the source; of a state of mind ("is split on") it is the subject."""
    parse = context.parse
    if "stative" in context.verb(verb):
        head = parse.kid(verb, "nsubjpass", "nsubj")
        if head is not None:
            return Source(phrase(parse, head, stop=verb), head, passive_source.id)
    head = agent(parse, verb)
    if head is None:
        return None
    # "accused by Chile of theft": the charge is no part of the accuser's name
    charge = next(
        (k for k in parse.kids(head, "prep") if parse.lowers[k] in ("of", "for") and parse.kid(k, "pcomp")), None
    )
    if charge is None and parse.pos[head] == "PROPN":
        charge = next((k for k in parse.kids(head, "prep") if parse.lowers[k] in ("of", "for") and k == head + 1), None)
        charge = charge if "pass-of" in context.verb(verb) or "pass-for" in context.verb(verb) else None
    return Source(phrase(parse, head, stop=charge), head, passive_source.id)


@rule("statements.subject")
def subject(context: Context, verb: int, group: Range) -> Source | None:
    """The subject of the cue is the source, the whole phrase of it."""
    parse = context.parse
    quote = context.quote_of[verb]
    subjects = [s for s in own_subjects(parse, verb) if context.quote_of[s] in (quote, -1)]
    if not subjects:
        return _written_as_auxiliary(context, verb, group)
    before = [s for s in subjects if s < verb]
    if len(before) > 1:
        inner = parse.tokens_in(parse.ends[before[0]], parse.starts[before[-1]])
        # "the envoy had before the session rejected": what stands behind an auxiliary or a preposition is no subject
        if any(parse.pos[t] in ("AUX", "VERB", "ADP", "SCONJ") and parse.heads[t] == verb for t in inner):
            return Source(phrase(parse, before[0], stop=verb), before[0], subject.id)
        if parse.deps[before[0]] == "csubj" or parse.deps[before[-1]] == "csubj":
            before = before[-1:]
        whole = Range(phrase(parse, before[0], stop=verb).first, phrase(parse, before[-1], stop=verb).last)
        if any(parse.words[t] in (",", ":", ";") for t in inner) and len(before) == 2 and len(inner) > 6:
            whole = phrase(parse, before[-1], stop=verb)
        return Source(whole, before[0] if whole.first <= before[0] else before[-1], subject.id)
    head = before[0] if before else subjects[0]
    return Source(phrase(parse, head, stop=verb), head, subject.id)


def _written_as_auxiliary(context: Context, verb: int, group: Range) -> Source | None:
    """A surname that the tagger took for an auxiliary ("Will wrote", "May said")."""
    parse = context.parse
    for t in range(group.first, verb):
        if parse.tags[t] == "MD" and parse.words[t][:1].isupper() and parse.tags[verb] in ("VBD", "VBZ"):
            return Source(Range(t, t + 1), t, subject.id)
    return None


@rule("statements.lent-subject")
def lent_subject(context: Context, verb: int, group: Range) -> Source | None:
    """A participle, infinitive or second verb without a subject of its own has the subject of its clause."""
    parse = context.parse
    here = verb
    if parse.tags[verb] in ("VBN", "VBD") and parse.lemmas[verb] in _ASKED and parse.deps[verb] in ("advcl", "acl"):
        return None  # "asked whether X, she said": somebody asked her
    for step in range(_LONGEST_CHAIN):
        if step:
            head = next((s for s in own_subjects(parse, here) if parse.deps[s] == "nsubj"), None)
            head = parse.kid(here, "nsubjpass") if head is None else head
            if head is not None and not head <= verb < parse.right[head]:
                if parse.lowers[head] in _EMPTY and parse.pos[here] == "AUX":
                    return None
                return Source(phrase(parse, head, stop=min(verb, here)), head, lent_subject.id)
        dep, up = parse.deps[here], parse.heads[here]
        if up == here:
            return None
        if dep == "acl" or (dep == "relcl" and parse.lowers[parse.left[here]] == "to"):
            if parse.tags[here] == "VBG":
                return said_in_document(context, verb, up, group)
            owner = parse.kid(up, "poss")
            if owner is not None:
                return Source(Range(parse.left[owner], parse.right[owner]), owner, lent_subject.id)
            here = up
            continue
        if dep == "pcomp" and parse.lowers[up] == "as" and parse.heads[up] < up:
            quoted = parse.kid(parse.heads[up], "dobj", "nsubjpass")  # "quoted the minister as saying X"
            if quoted is not None and quoted < up:
                return Source(phrase(parse, quoted, stop=up), quoted, lent_subject.id)
        if dep == "relcl" or (dep == "ccomp" and parse.tags[here] not in ("VB", "VBG", "VBN")):
            return None
        if dep == "xcomp":
            controlled = parse.kid(up, "dobj")
            if controlled is not None and up < controlled < here and "npto" in context.verb(up):
                return Source(phrase(parse, controlled, stop=verb), controlled, lent_subject.id)
        here = up
    return None


@rule("statements.said-in-document")
def said_in_document(context: Context, verb: int, noun: int, group: Range) -> Source | None:
    """In "she sent a letter asking X": a document says what its author says; another noun speaks for itself."""
    parse = context.parse
    if parse.lemmas[noun].lower() not in context.documents:
        return Source(phrase(parse, noun, stop=verb), noun, lent_subject.id)
    owner = parse.kid(noun, "poss")
    if owner is not None:
        return Source(Range(parse.left[owner], parse.right[owner]), owner, said_in_document.id, parse.right[owner])
    head = parse.heads[noun]
    if parse.deps[noun] == "pobj":
        head = parse.heads[head]
        first = None
    else:
        first = head
    if parse.pos[head] == "VERB" and head < noun:
        author = subject(context, head, Range(head, head + 1))
        if author is None:
            for _ in range(3):
                head = parse.heads[head]
                author = subject(context, head, Range(head, head + 1)) if parse.pos[head] in ("VERB", "AUX") else None
                if author is not None:
                    break
        if author is not None and author.range.last <= verb:
            from dragoman.reading.statements.groups import verb_group

            begins = verb_group(parse, first).first if first is not None and parse.deps[noun] == "dobj" else None
            return Source(author.range, author.head, said_in_document.id, begins)
    return Source(phrase(parse, noun, stop=verb), noun, lent_subject.id)


@rule("statements.speaker-behind-cue")
def speaker_behind(context: Context, verb: int, group: Range) -> Source | None:
    """A name or noun right behind an inverted cue is the speaker ("…," added a senior official)."""
    parse = context.parse
    end = parse.sentence(verb)[1]
    t = group.last
    if t >= end or parse.words[t] in (",", ":", "that"):
        return None
    for k in parse.children[verb]:
        if k > verb and parse.deps[k] in ("dobj", "advmod", "npadvmod", "attr", "oprd", "dep", "appos", "dative"):
            nominal = parse.pos[k] in ("PROPN", "PRON") or (parse.pos[k] == "NOUN" and _nobody(parse, k))
            if nominal and parse.left[k] == t and context.quote_of[k] < 0 and not _is_time(parse, k):
                return Source(phrase(parse, k), k, speaker_behind.id)
            return None
    return None


def _nobody(parse: Parse, k: int) -> bool:
    return parse.deps[k] != "npadvmod"


def _is_time(parse: Parse, k: int) -> bool:
    return parse.deps[k] == "npadvmod" or parse.lowers[k] in (
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split()
    )


@rule("statements.speaker-before-cue")
def speaker_before(context: Context, verb: int, group: Range) -> Source | None:
    """A verb whose subject the parse lost has the nearest noun phrase before it that is no object."""
    parse = context.parse
    start = parse.sentence(verb)[0]
    t = group.first - 1
    low = max(start, group.first - _REACH)
    while t >= low and (parse.words[t] in (",", "(", ")") or parse.pos[t] == "ADV"):
        t -= 1
    if t < low or parse.pos[t] not in _NOMINAL or context.quote_of[t] >= 0:
        return None
    top = t
    for _ in range(_LONGEST_CHAIN):
        up = parse.heads[top]
        if up == top or up >= group.first or parse.pos[up] not in (*_NOMINAL, "ADP"):
            break
        top = up
    if parse.pos[top] == "ADP":
        return None
    if parse.words[group.first - 1] == ",":
        # "Mr Sand, who leads the team in Oslo, says": the phrase ends in a relative clause on the speaker
        for up in parse.ancestors(top):
            if parse.deps[up] == "relcl" and parse.heads[up] < up:
                top = parse.heads[up]
                break
            if up >= group.first:
                break
    last = min(max(parse.right[top], t + 1), group.first)
    r = _edges(parse, Range(max(parse.left[top], start), last), top)
    return Source(r, top, speaker_before.id)


def phrase(parse: Parse, head: int, *, stop: int | None = None) -> Range:
    """The noun phrase of a head token, as long as its subtree, without marks and a dateline at its edges.

    ``stop`` is a token (the cue) that the phrase must not reach across.
    """
    first, last = parse.left[head], parse.right[head]
    if stop is not None:
        if head < stop < last:
            last = stop
        elif first <= stop < head:
            first = stop + 1
    return _edges(parse, Range(first, last), head)


def _edges(parse: Parse, r: Range, head: int) -> Range:
    first, last = r
    if first < head and first == parse.segment(head).first:
        # "GENEVA (Reuters) - The minister": what stands before the dash is where the report was filed
        for t in range(first, min(first + 12, head)):
            if parse.words[t] in _DASHES:
                first = t + 1
                break
    while first < head and (parse.pos[first] in ("PUNCT", "SPACE", "CCONJ") or parse.deps[first] in ("cc", "punct")):
        first += 1
    while last - 1 > head and (
        (parse.pos[last - 1] == "PUNCT" and parse.words[last - 1] not in (")", "%")) or parse.pos[last - 1] == "SPACE"
    ):
        last -= 1
    return Range(first, last)


def antecedent(parse: Parse, pronoun: int) -> int | None:
    """The noun that a relative pronoun stands for, or None."""
    if parse.lowers[pronoun] not in ("who", "which", "that", "whom"):
        return None
    for up in parse.ancestors(pronoun):
        if parse.deps[up] == "relcl" and parse.heads[up] < pronoun:
            return parse.heads[up]
    return None
