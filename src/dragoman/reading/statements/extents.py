"""How far content reaches where the parse alone does not say it: clauses hung elsewhere, tails, coordinated cues."""

from __future__ import annotations

from dragoman.reading.parse import Parse
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range, span
from dragoman.reading.statements.frames import Frame, trimmed
from dragoman.reading.statements.groups import is_passive, negated, verb_group
from dragoman.reading.statements.sources import phrase
from dragoman.record import rule

_TAIL_MARKS = frozenset("while although though because since unless if whereas".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSAL = frozenset({"that", "bare", "wh", "small"})
_CONTRAST = frozenset("while though although whereas but as".split())
_REACH = 30


@rule("statements.that-clause-hung-elsewhere")
def later_that(context: Context, verb: int, group_last: int) -> Frame | None:
    """In "said in a speech that X": the that-clause is the cue's even where the parser hung it on the noun between."""
    parse = context.parse
    if parse.kid(verb, "xcomp", "oprd") is not None and parse.tags[parse.kid(verb, "xcomp", "oprd") or 0] != "VBG":
        return None
    thing = parse.kid(verb, "dobj")
    if thing is not None and ("obj" in context.verb(verb) or parse.right[thing] > thing + 1):
        return None  # "confirmed a claim that": the noun has its clause
    if "that" not in context.verb(verb)[:3]:
        return None
    end = parse.sentence(verb)[1]
    quote = context.quote_of[verb]
    t = group_last
    while t < min(end, group_last + _REACH) and context.quote_of[t] == quote:
        word = parse.lowers[t]
        if word == "that" and t + 2 < end and parse.tags[t] != "DT":
            if parse.pos[t + 1] in ("VERB", "AUX"):
                return None  # a relative clause: "on a list that names them"
            content = trimmed(parse, t, _clause_end(context, verb, t))
            return Frame("that", (content,), parse.head_of(*content)) if content.last - content.first > 2 else None
        if word in (";", ":") or (parse.pos[t] in ("VERB", "AUX") and not _in_phrase(parse, t, verb)):
            return None
        t += 1
    return None


def _in_phrase(parse: Parse, t: int, verb: int) -> bool:
    """Does the verb at ``t`` stand in a phrase before the content ("following the talks", "on TV, where he works")?"""
    if parse.tags[t] == "VBG" and parse.heads[t] == verb:
        return True
    for up in (t, *parse.ancestors(t)):
        if up == verb:
            return False
        if parse.deps[up] in ("relcl", "acl"):
            return True
    return False


def _clause_end(context: Context, verb: int, that: int) -> int:
    """The end of a that-clause: of the subtree that "that" opens where it has one, else of the sentence."""
    parse = context.parse
    end = parse.sentence(verb)[1]
    head = parse.heads[that]
    if parse.left[head] == that or parse.left[head] < that <= head:
        last = parse.right[head]
        if last > that + 2:
            return last
    return end


@rule("statements.tail-of-content")
def tail(context: Context, found: Found) -> None:
    """In "X, she said, while Y": a clause with its own subject behind an inserted cue goes on with the content."""
    parse = context.parse
    verb = found.key
    complement = found.complement if found.complement is not None else verb
    for k in parse.children[verb]:
        if k < found.cue.last or k == complement:
            continue
        first = parse.left[k]
        own = parse.kid(k, "nsubj", "nsubjpass", "expl") is not None
        dep = parse.deps[k]
        mark = parse.kid(k, "mark")
        if dep == "ccomp" and own and found.source is not None and first >= found.source.last:
            if parse.words[first - 1] != ",":
                continue
        elif dep == "advcl" and mark is not None and parse.lowers[mark] == "because":
            pass
        elif dep == "advcl" and mark is not None and own and parse.lowers[mark] in _TAIL_MARKS:
            if parse.words[first - 1] != "," or parse.lowers[mark] == "as":
                continue
        elif dep == "conj" and own and parse.tags[k].startswith("VB") and not _speaks(context, k):
            cc = next((c for c in parse.children[verb] if c < k and parse.deps[c] == "cc" and c > verb), None)
            first = cc if cc is not None and cc >= found.cue.last else first
        else:
            continue
        content = trimmed(parse, first, parse.right[k])
        if content.last > content.first and context.quote_of[content.first] < 0:
            found.content.append(span(parse, *content))
            found.rules.append(tail.id)


def _speaks(context: Context, verb: int) -> bool:
    return any(f in context.verb(verb) for f in ("that", "quote"))


@rule("statements.content-to-the-end")
def to_the_end(context: Context, found: Found) -> None:
    """A clause behind its cue goes on to the sentence's end where nothing but its own trailing phrases follow."""
    parse = context.parse
    if not found.content or found.complement is None:
        return
    start, end = found.content[-1]
    tokens = parse.tokens_in(start, end)
    if not len(tokens) or tokens[-1] < found.key or tokens[-1] < found.cue.last:
        return
    at = tokens[-1] + 1
    stop = parse.sentence(found.key)[1]
    quote = context.quote_of[found.key]
    t = at
    while t < stop:
        if context.quote_of[t] != quote and context.quote_of[t] < 0:
            return
        if parse.pos[t] in ("VERB", "AUX") and (
            parse.tags[t] in _FINITE or context.verb(t) or parse.deps[t] in ("conj", "ROOT", "parataxis")
        ):
            if not _own_clause(parse, t, at):
                return
        elif parse.deps[t] in ("cc", "mark") and parse.heads[t] == found.key:
            return
        t += 1
    r = trimmed(parse, tokens[0], stop)
    if r.last > at:
        found.content[-1] = span(parse, *r)
        found.rules.append(to_the_end.id)


def _own_clause(parse: Parse, t: int, at: int) -> bool:
    """Does the verb belong to a relative clause or participle on a noun that stands behind the content as well?"""
    for up in (t, *parse.ancestors(t)):
        if parse.deps[up] in ("relcl", "acl"):
            return parse.left[up] >= at
        if parse.deps[up] == "pcomp" and parse.lowers[parse.heads[up]] == "by":
            return True
    return False


@rule("statements.relative-pronoun-in-content")
def relative_piece(context: Context, found: Found) -> None:
    """In "a plan which critics said was X": the relative pronoun stands for the missing part of the content."""
    parse = context.parse
    verb = found.key
    if parse.deps[verb] != "relcl" or found.passive:
        return
    first = parse.left[verb]
    if parse.tags[first] not in ("WDT", "WP"):
        return
    if found.source is not None and found.source.first <= first < found.source.last:
        return
    if any(a <= parse.starts[first] < b for a, b in found.content):
        return
    found.content.insert(0, span(parse, first, first + 1))
    found.rules.append(relative_piece.id)


@rule("statements.second-cue-ends-content")
def cut_at_second_cue(context: Context, found: list[Found]) -> None:
    """In "said X and warned Y", "said X, adding Y", "said X, while Z said Y" a second reporting verb ends content."""
    parse = context.parse
    by_key = {f.key: f for f in found if f.pos in ("verb", "noun")}
    for f in found:
        if (f.pos != "verb" and f.verb is None) or not f.content or f.content[-1][0] < parse.starts[f.key]:
            continue
        start, end = f.content[-1]
        tokens = parse.tokens_in(start, end)
        for t in tokens:
            g = by_key.get(t)
            if g is None or g is f or parse.sent_of[t] != parse.sent_of[f.key]:
                continue
            if context.quote_of[t] != context.quote_of[f.key]:
                continue
            first, same = _second_cue(context, f, g)
            if first is None or (same and f.source is None):
                continue
            cut = _before_clause(parse, first)
            r = trimmed(parse, tokens[0], cut)
            if r.last <= r.first:
                continue
            f.content[-1] = span(parse, *r)
            f.rules.append(cut_at_second_cue.id)
            if same:
                g.source, g.source_head = f.source, f.source_head
            break


def _second_cue(context: Context, f: Found, g: Found) -> tuple[int | None, bool]:
    """Where the clause of ``g`` begins when it is outside the content of ``f``, and whether they share the source."""
    parse = context.parse
    v, dep = g.key, parse.deps[g.key]
    spoken = f.key if f.verb is None else f.verb
    if g.pos == "noun":
        # "acknowledges that X, and pledges to Y": the tagger took the second verb for a noun
        head = parse.heads[v]
        if dep == "conj" and parse.pos[head] in ("VERB", "AUX") and parse.tags[v] == "NNS" and g.source is None:
            return v, True
        return None, False
    clausal = g.frame in _CLAUSAL or g.frame in ("quote", "pre")
    subject = parse.kid(v, "nsubj", "nsubjpass")
    if subject is None:
        if parse.tags[v] == "VBG" and dep in ("advcl", "acl", "dep", "conj") and (clausal or "par" in context.verb(v)):
            before = g.cue.first - 1
            if dep == "conj" and parse.tags[f.key] == "VBG" and parse.heads[v] == f.complement:
                return g.cue.first, True
            return (g.cue.first, True) if parse.words[before] in (",", "-", "–", "—", "--") else (None, False)
        if dep == "conj" and parse.tags[v] in _FINITE and parse.tags[v] == parse.tags[spoken]:
            if clausal or parse.tags[v] != parse.tags[parse.heads[v]] or f.verb is not None:
                return (g.cue.first, True) if parse.heads[v] == f.complement or f.verb is not None else (None, False)
        return None, False
    if not clausal or "par" not in context.verb(v) or parse.tags[v] != parse.tags[f.key] or g.frame == "pre":
        return None, False
    first = parse.left[v]
    if dep == "advcl" and parse.words[first - 1] == "," and parse.lowers[first] in _CONTRAST:
        return first, False
    if dep == "conj" and subject > first - 1 and parse.words[subject - 1] != "that" and parse.heads[v] == f.complement:
        return first, False
    return None, False


def _before_clause(parse: Parse, first: int) -> int:
    """The end of what stands before a clause, without the conjunction and commas between."""
    while first > 1 and (parse.deps[first - 1] == "cc" or parse.words[first - 1] in (",", "–", "—", "-", ";")):
        first -= 1
    return first


@rule("statements.chain-of-verbs")
def chain(context: Context, found: list[Found]) -> list[Found]:
    """In "went on to say", "refused to say whether": the verbs before a cue's infinitive belong to the cue."""
    parse = context.parse
    by_key = {f.key: f for f in found}
    gone: set[int] = set()
    for f in found:
        v = f.key
        if f.pos != "verb" or parse.heads[v] > v:
            continue
        h = parse.heads[v]
        if parse.deps[v] == "conj" and context.is_a(parse.lemmas[h], "comment") and f.lemma == "deny":
            # "would neither confirm nor deny": one cue
            group = verb_group(parse, h)
            first = min((k for k in parse.kids(h, "aux") if k < h), default=group.first)
            f.cue = Range(min(first, group.first), f.cue.last)
            f.lemma = "confirm"
            neither = any(parse.lowers[k] == "neither" for k in parse.children[h])
            f.negated = f.negated or neither or negated(parse, group, h)
            f.rules.append(chain.id)
            gone.update(k for k in (h,) if k in by_key)
            h = parse.heads[h]
            if "declines" not in context.verb(h) or parse.deps[f.key] != "conj":
                continue
            f.cue, f.negated = Range(verb_group(parse, h).first, f.cue.last), True
            gone.update(k for k in (h,) if k in by_key)
            continue
        if parse.deps[v] == "pcomp" and parse.lowers[h] == "of" and parse.lowers[v - 2] == "short" and v >= 3:
            # "stopped short of accusing": the cue's act did not happen
            top = next((up for up in parse.ancestors(h) if parse.pos[up] == "VERB"), None)
            if top is not None and top < v:
                f.cue, f.negated = Range(verb_group(parse, top).first, f.cue.last), True
                f.rules.append(chain.id)
                gone.update(k for k in (top,) if k in by_key)
            continue
        if parse.deps[v] == "pcomp" and parse.lowers[h] == "by" and "quote" in context.verb(parse.heads[h]):
            # "answered by saying that": one cue
            top = parse.heads[h]
            if top < v and parse.pos[top] == "VERB":
                f.cue = Range(verb_group(parse, top).first, f.cue.last)
                f.rules.append(chain.id)
                gone.update(k for k in (top,) if k in by_key)
            continue
        loose = parse.deps[v] == "advcl" and parse.lemmas[h] == "go" and parse.kid(h, "prt", "advmod") is not None
        if (parse.deps[v] != "xcomp" and not loose) or parse.lowers[parse.left[v]] not in ("to", "not"):
            continue
        word = parse.lemmas[h].lower()
        hearsay = context.is_a(word, "hearsay") and parse.kid(h, "agent") is None
        seeming = "raise" in context.verb(h) and f.frame in _CLAUSAL
        if (hearsay and is_passive(parse, h)) or seeming:
            # "is said to have told", "seems to believe": one cue, and the one of whom it is said is the source
            group = verb_group(parse, h)
            one = parse.kid(h, "nsubjpass", "nsubj")
            if one is not None:
                f.source, f.source_head = phrase(parse, one, stop=h), one
            f.cue = Range(group.first, f.cue.last)
            f.rules.append(chain.id)
            gone.add(h)
            continue
        leads = word in context.chain_verbs or parse.lowers[h] in context.chain_verbs
        declines = "declines" in context.verb(h) and (
            f.frame in ("that", "bare", "wh") or context.is_a(f.lemma, "comment")
        )
        if not leads and not declines:
            continue
        top = parse.heads[h] if parse.pos[h] == "ADJ" and parse.deps[h] == "acomp" else h
        group = verb_group(parse, top)
        if f.source is not None and group.first < f.source.last <= v:
            continue
        f.cue = Range(group.first, f.cue.last)
        f.negated = f.negated or declines or negated(parse, group, top)
        f.rules.append(chain.id)
        gone.update(k for k in (h, top) if k in by_key)
    return [f for f in found if f.key not in gone]
