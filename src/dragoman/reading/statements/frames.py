"""Constructs: what a verb offers as its content ("said that X", "urged X to", "accused X of", "called for X")."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.reading.parse import Parse
from dragoman.reading.statements.found import Range

_WH = frozenset("what who whom whose which why how when where whether if whatever whoever".split())
OBJECT_PREPOSITIONS = frozenset("as of for with to about over against from on in into at".split())


class Frame(NamedTuple):
    """A construct of one cue.

    ``name`` is the construct's name as the cue files write it, ``ranges`` the token ranges of the content, ``head``
    the content's head token, ``cue_last`` the half-open end of the cue (behind a preposition that belongs to it).
    ``noun`` is the object noun when the content hangs on it ("expressed concern about").
    """

    name: str
    ranges: tuple[Range, ...]
    head: int
    cue_last: int | None = None
    noun: int | None = None


def clause_range(parse: Parse, head: int) -> Range:
    """The tokens of a clause: its subtree without the marks at its edges that close or open nothing."""
    return trimmed(parse, parse.left[head], parse.right[head])


def trimmed(parse: Parse, first: int, last: int) -> Range:
    """A token range without commas, colons, dashes and stops at its edges (quotation marks stay)."""
    loose = ",;:-–—"
    while first < last and (parse.words[first] in loose or parse.pos[first] == "SPACE" or parse.words[first] == "--"):
        first += 1
    while last > first and (
        parse.words[last - 1] in loose or parse.words[last - 1] in (".", "--", "...") or parse.pos[last - 1] == "SPACE"
    ):
        last -= 1
    return Range(first, last)


def clause_kind(parse: Parse, clause: int, verb: int) -> str:
    """What kind of clause a complement is: that, wh, to, ing, bare, small."""
    kids = parse.children[clause]
    first = parse.left[clause]
    aux_to = any(parse.deps[k] == "aux" and parse.lowers[k] == "to" for k in kids)
    finite = any(parse.deps[k] in ("aux", "auxpass") and parse.tags[k] in ("MD", "VBZ", "VBP", "VBD") for k in kids)
    if any(parse.deps[k] == "mark" and parse.lowers[k] == "that" for k in kids):
        return "that"
    while first < clause and parse.pos[first] == "PUNCT":
        first += 1
    if parse.lowers[first] in _WH:
        return "wh"
    if parse.lowers[first] in ("that",) and parse.deps[first] == "mark":
        return "that"
    if finite or parse.tags[clause] in ("VBZ", "VBP", "VBD", "MD"):
        return "bare"
    if aux_to:
        return "npto" if any(parse.deps[k] in ("nsubj", "nsubjpass") for k in kids) else "to"
    if parse.tags[clause] == "VBG":
        return "ing"
    if any(parse.deps[k] in ("nsubj", "nsubjpass", "expl") for k in kids) and parse.pos[clause] in ("VERB", "AUX"):
        return "bare"
    return "small"


def verb_frames(parse: Parse, verb: int, group_last: int) -> list[Frame]:
    """The constructs around a verb, the fullest first."""
    deps, heads = parse.deps, parse.heads
    out: list[Frame] = []
    dobj = oprd = passive_subject = None
    clauses: list[int] = []
    preps: list[int] = []
    for k in parse.children[verb]:
        d = deps[k]
        if d in ("ccomp", "xcomp"):
            clauses.append(k)
        elif d == "dobj":
            dobj = k if dobj is None or k > verb else dobj
        elif d == "oprd":
            oprd = k
        elif d == "nsubjpass":
            passive_subject = k
        elif d == "prep":
            preps.append(k)
    if passive_subject is None:
        passive_subject = lost_passive_subject(parse, verb)
    for c in clauses:
        out.extend(_clause_frames(parse, verb, c, dobj, passive_subject))
    dep = deps[verb]
    if (
        dep in ("parataxis", "ccomp")
        and heads[verb] != verb
        and not any(f.name in ("that", "bare", "pre") for f in out)
    ):
        out.extend(_around(parse, verb, dep))
    if dep == "advcl":
        out.extend(_as_frame(parse, verb))
    if oprd is not None and (dobj is not None or passive_subject is not None):
        other = dobj if dobj is not None else passive_subject
        assert other is not None
        name = "sc" if dobj is not None else "pass-sc"
        out.append(Frame(name, (clause_range(parse, other), clause_range(parse, oprd)), oprd))
    if dobj is not None:
        out.extend(_object_frames(parse, verb, dobj, preps))
    elif passive_subject is not None:
        for q in preps:
            if q > verb:
                out.append(
                    Frame(
                        "pass-" + parse.lowers[q],
                        (clause_range(parse, passive_subject), clause_range(parse, q)),
                        q,
                    )
                )
        by = parse.kid(verb, "agent")
        doer = parse.kid(by, "pobj") if by is not None else None
        for q in parse.children[doer] if doer is not None else ():
            # "accused by Chile of theft", the charge hung on the accuser
            if parse.deps[q] == "prep" and parse.lowers[q] in ("of", "for", "as"):
                ranges = (clause_range(parse, passive_subject), clause_range(parse, q))
                out.append(Frame("pass-" + parse.lowers[q], ranges, q))
        out.append(Frame("pass", (clause_range(parse, passive_subject),), passive_subject))
    for q in [*preps, *parse.kids(verb, "prt")]:
        if q >= verb:
            out.extend(_prep_frames(parse, verb, q))
    out.extend(_loose_frames(parse, verb, out))
    if dobj is None and parse.tags[verb] == "VBN" and deps[verb] == "acl":
        noun = heads[verb]
        rest = tuple(
            clause_range(parse, k) for k in parse.children[verb] if k > verb and deps[k] in ("oprd", "prep", "xcomp")
        )
        out.append(Frame("acl", (Range(parse.left[noun], verb), *rest), noun))
    return out


def lost_passive_subject(parse: Parse, verb: int) -> int | None:
    """The subject of "was earlier in the day welcomed by": the parser hung the participle on the noun between."""
    if parse.tags[verb] != "VBN" or parse.deps[verb] != "acl" or parse.kid(verb, "agent") is None:
        return None
    for be in parse.ancestors(verb):
        if parse.lemmas[be] == "be" and be < verb:
            if parse.kid(be, "attr", "acomp") is None:
                return parse.kid(be, "nsubj")
            return None
        if parse.pos[be] in ("VERB", "AUX"):
            return None
    return None


def _clause_frames(parse: Parse, verb: int, c: int, dobj: int | None, passive_subject: int | None) -> list[Frame]:
    kind = clause_kind(parse, c, verb)
    whole = clause_range(parse, c)
    if whole.first >= whole.last:
        return []
    if c < verb:
        if whole.last > verb:  # the cue stands inside its content
            return []
        return [Frame("pre", (whole,), c)]
    if whole.first < verb:
        whole = Range(verb + 1, whole.last)
    if parse.deps[c] == "xcomp":
        if passive_subject is not None:
            return [Frame("pass-" + kind, (clause_range(parse, passive_subject), whole), c)]
        if dobj is not None and verb < dobj < c and kind in ("to", "npto"):
            return [Frame("npto", (clause_range(parse, dobj), whole), c)]
        if kind == "to":
            subject = parse.kid(verb, "nsubj")
            if subject is None or parse.lowers[subject] == "it":
                return [Frame("to", (whole,), c)]
            return [Frame("to", (whole,), c), Frame("raise", (clause_range(parse, subject), whole), c)]
        return [Frame("x-" + kind, (whole,), c)]
    if kind in ("that", "bare"):
        return [Frame(kind, (whole,), c), Frame("raise-that", (whole,), c)]
    return [Frame(kind, (whole,), c)]


def _around(parse: Parse, verb: int, dep: str) -> list[Frame]:
    """The cue is a parenthesis in its own content, or the parser hung it below its content."""
    head = parse.heads[verb]
    start, end = parse.sentence(verb)
    inner_first, inner_last = parse.left[verb], parse.right[verb]
    first, last = parse.left[head], parse.right[head]
    if dep == "ccomp" and not head < verb:
        return []
    if dep == "ccomp" and any(parse.deps[k] == "mark" for k in parse.children[verb]):
        return []
    if inner_first < verb and any(
        parse.deps[k] in ("dobj", "ccomp", "xcomp") for k in parse.children[verb] if k > verb
    ):
        return []
    before = trimmed(parse, first, inner_first)
    after = trimmed(parse, inner_last, last)
    ranges = tuple(r for r in (before, after) if r.last > r.first)
    if not ranges or first < start or last > end:
        return []
    return [Frame("par" if dep == "parataxis" else "par-ccomp", ranges, head)]


def _as_frame(parse: Parse, verb: int) -> list[Frame]:
    mark = parse.kid(verb, "mark", "advmod")
    if mark is None or parse.lowers[mark] != "as":
        return []
    head = parse.heads[verb]
    first, last = parse.left[head], parse.right[head]
    inner_first, inner_last = parse.left[verb], parse.right[verb]
    ranges = tuple(
        r for r in (trimmed(parse, first, inner_first), trimmed(parse, inner_last, last)) if r.last > r.first
    )
    return [Frame("as", ranges, head)] if ranges else []


def _object_frames(parse: Parse, verb: int, dobj: int, preps: list[int]) -> list[Frame]:
    out: list[Frame] = []
    thing = clause_range(parse, dobj)
    for q in preps:
        if q == thing.last and parse.lowers[q] == "by" and parse.kid(q, "pobj") is not None:
            thing = Range(thing.first, parse.right[q])  # "rejected a proposal by Peru"
    for q in parse.children[dobj]:
        # "accused the rebels of X", "described the talks as X": the parser may hang the preposition on the object
        if q > dobj and parse.deps[q] == "prep" and parse.lowers[q] in ("of", "as", "for"):
            out.append(Frame("obj-" + parse.lowers[q], (thing,), q))
    clause = next((k for k in parse.children[verb] if k > dobj and parse.deps[k] == "ccomp"), None)
    if clause is not None and dobj > verb and parse.lowers[parse.left[clause]] == "that":
        # "denied reports in the press that X", the clause hung on the verb
        out.append(Frame("obj", (Range(thing.first, clause_range(parse, clause).last),), dobj))
    for q in preps:
        if q > dobj > verb and parse.lowers[q] in OBJECT_PREPOSITIONS:
            out.append(Frame("obj-" + parse.lowers[q], (thing, clause_range(parse, q)), q))
    if dobj > verb:
        out.extend(_noun_frames(parse, dobj, preps))
    out.append(Frame("obj", (thing,), dobj))
    return out


def _noun_frames(parse: Parse, noun: int, preps: list[int]) -> list[Frame]:
    """Content that hangs on the object noun: "expressed concern about X", "made a promise to X"."""
    out: list[Frame] = []
    for k in parse.children[noun]:
        if k < noun:
            continue
        d = parse.deps[k]
        if d == "acl" and parse.tags[k] in ("VB", "VBZ", "VBD", "VBP", "MD", "VBN"):
            kind = clause_kind(parse, k, noun)
            out.append(Frame("n-" + kind, (clause_range(parse, k),), k, noun=noun))
        elif d in ("relcl", "ccomp") and parse.lowers[parse.left[k]] == "that":
            out.append(Frame("n-that", (clause_range(parse, k),), k, noun=noun))
        elif d == "prep":
            inner = parse.kid(k, "pobj", "pcomp")
            if inner is not None:
                out.append(
                    Frame("n-p:" + parse.lowers[k], (trimmed(parse, k + 1, parse.right[k]),), inner, k + 1, noun=noun)
                )
    for q in preps:
        if q == noun + 1:
            inner = parse.kid(q, "pobj", "pcomp")
            if inner is not None:
                out.append(
                    Frame("n-p:" + parse.lowers[q], (trimmed(parse, q + 1, parse.right[q]),), inner, q + 1, noun=noun)
                )
    return out


def _prep_frames(parse: Parse, verb: int, q: int) -> list[Frame]:
    out = []
    inner = parse.kid(q, "pobj", "pcomp")
    word = parse.lowers[q]
    thing = parse.kid(verb, "dobj")
    if inner is None and q == verb + 1 and thing is not None and parse.left[thing] == q + 1:
        # "call on all sides to X", the preposition taken for a particle
        last = parse.right[thing]
        for k in parse.children[verb]:
            if parse.left[k] == last and parse.deps[k] in ("xcomp", "advcl") and parse.lowers[last] == "to":
                last = parse.right[k]
        out.append(Frame("p:" + word, (trimmed(parse, q + 1, last),), thing, q + 1))
    if inner is not None:
        last = parse.right[q]
        for k in parse.children[verb]:
            # "called on X to Y", "appealed to X to Y": the infinitive behind belongs to the content
            if parse.left[k] == last and parse.deps[k] in ("xcomp", "advcl") and parse.lowers[last] == "to":
                last = parse.right[k]
        content = trimmed(parse, q + 1, last)
        if content.last > content.first:
            out.append(Frame("p:" + word, (content,), inner, q + 1))
    return out


def _loose_frames(parse: Parse, verb: int, found: list[Frame]) -> list[Frame]:
    """Complements that the parser took for adjuncts: "promised in May to X", "called for X to be Y", "told why"."""
    out = []
    for k in parse.children[verb]:
        if k < verb:
            continue
        first = parse.left[k]
        if parse.deps[k] == "advcl" and any(parse.lowers[j] == "to" for j in parse.kids(k, "aux")):
            if parse.lowers[first] == "for" and parse.kid(k, "nsubj", "nsubjpass") is not None:
                content = trimmed(parse, first + 1, parse.right[k])
                out.append(Frame("p:for", (content,), k, first + 1))
            elif parse.lowers[first] == "to" or (parse.lowers[first] == "not" and parse.lowers[first + 1] == "to"):
                if not any(f.name in ("to", "npto", "that", "bare") for f in found):
                    out.append(Frame("to", (clause_range(parse, k),), k))
        elif parse.deps[k] == "advcl" and parse.lowers[first] in ("when", "where", "how", "why", "whether"):
            if parse.words[first - 1] != "," and parse.kid(k, "nsubj", "nsubjpass") is not None:
                out.append(Frame("adv-wh", (clause_range(parse, k),), k))
        elif parse.deps[k] == "advmod" and k == verb + 1 and parse.lowers[k] in ("why", "how", "when", "where", "so"):
            if parse.right[k] == k + 1:
                out.append(Frame("word", (Range(k, k + 1),), k))
    return out
