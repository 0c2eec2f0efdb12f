"""Clauses: who does what to whom, and which verbs stand above a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.reading.parse import Parse

HOPS = 12
"""How far rules climb the tree: deeper nesting is never a clause that a reader could follow either."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
PARTICLES = frozenset({"together", "back", "off", "out", "down", "aside", "away", "up"})
NEGATIVE = frozenset({"no", "neither", "nobody", "none", "nothing", "nor"})


class Above(NamedTuple):
    """A word above another: its token, and by which relation the lower one hangs on it (``prep:about`` …)."""

    token: int
    relation: str


def is_verb(parse: Parse, i: int) -> bool:
    """Whether a token is a verb or an auxiliary."""
    if parse.pos[i] in ("VERB", "AUX"):
        return True
    # "offered to host talks": the tagger may take the verb for a noun
    return parse.deps[i] == "xcomp" and i > 0 and parse.lowers[i - 1] == "to"


def verb_forms(parse: Parse, i: int) -> tuple[str, ...]:
    """The names under which a verb may be listed, the longest first: ``call off``, ``call``.

    A particle counts wherever it hangs on the verb, any other word only right behind it.
    """
    lemma = parse.lemmas[i].lower()
    if lemma == "hop" and parse.lowers[i].startswith("hopi" if parse.tags[i] == "VBG" else "hope"):
        lemma = "hope"  # the lemmatizer takes "hopes" for a form of "hop"
    out = []
    for k in parse.children[i]:
        dep = parse.deps[k]
        near = k in (i + 1, i + 2) and dep in ("prep", "advmod")
        if dep == "prt" or near or (parse.lowers[k] in PARTICLES and dep == "advmod" and k > i):
            out.append(f"{lemma} {parse.lowers[k]}")
    obj = next((k for k in parse.children[i] if parse.deps[k] == "dobj" and k > i), None)
    if obj is not None and lemma in ("take", "hold", "shake", "exchange"):
        out.insert(0, f"{lemma} {parse.lowers[obj]}")
    out.append(lemma)
    return tuple(out)


def subject(parse: Parse, verb: int) -> int | None:
    """The noun that a verb's doer is read from, through control, coordination and relative clauses; None if unsaid."""
    v = verb
    for _ in range(HOPS):
        for k in parse.children[v]:
            if parse.deps[k] in SUBJECTS:
                if parse.deps[v] == "relcl" and parse.lowers[k] in ("who", "which", "that"):
                    return parse.heads[v]
                return k
            if parse.deps[k] == "expl":
                return None  # "there was no meeting"
        dep, h = parse.deps[v], parse.heads[v]
        if h == v:
            return None
        if dep == "xcomp" and parse.lemmas[h].lower() in ("call", "appeal"):
            asked = prep_objects(parse, h, "on", "upon", "to")
            if asked and asked[0] < v:
                return asked[0]
        if dep in ("xcomp", "ccomp"):
            between = [k for k in parse.children[h] if parse.deps[k] in ("dobj", "nsubjpass") and k < v]
            obj = between[-1] if between else None
            if obj is not None and parse.pos[obj] in ("NOUN", "PROPN", "PRON") and parse.deps[obj] == "dobj":
                return obj
            v = h
        elif dep in ("conj", "advcl", "acomp", "aux", "attr", "dep", "oprd"):
            v = h
        elif dep == "pcomp":
            above = parse.heads[h]
            if is_verb(parse, above):
                v = above
            else:
                return owner(parse, above) or _noun_subject(parse, above)
        elif dep == "acl":
            if parse.tags[v] == "VBG":
                return h
            if parse.tags[v] == "VBN":
                return agent(parse, v)
            return owner(parse, h) or _noun_subject(parse, h)
        elif dep == "amod" and not is_verb(parse, h):
            return None
        else:
            return None
    return None


def subjects(parse: Parse, verb: int) -> list[int]:
    """All nouns that a verb's doer is read from: the parser may split "A and the B" into two subjects."""
    own = [k for k in parse.children[verb] if parse.deps[k] in ("nsubj", "nsubjpass") and k < verb]
    if len(own) > 1 and parse.deps[verb] != "relcl":
        return own
    found = subject(parse, verb)
    if found is None:
        return []
    head = parse.heads[found]
    if parse.deps[found] == "nsubj" and is_verb(parse, head):
        return [k for k in parse.children[head] if parse.deps[k] == "nsubj" and k < head] or [found]
    return [found]


def _noun_subject(parse: Parse, noun: int) -> int | None:
    """The subject of the verb that a noun is the object of ("He had a plan to meet")."""
    h = parse.heads[noun]
    if parse.deps[noun] in ("dobj", "attr") and is_verb(parse, h):
        for k in parse.children[h]:
            if parse.deps[k] in SUBJECTS:
                return k
    return None


def owner(parse: Parse, noun: int) -> int | None:
    """The possessor of a noun, or its ``by``/``of`` phrase ("Iran's offer", "an appeal by elders")."""
    for k in parse.children[noun]:
        if parse.deps[k] == "poss":
            return k
    for k in parse.children[noun]:
        if parse.deps[k] in ("prep", "agent") and parse.lowers[k] in ("by", "from"):
            return parse.kid(k, "pobj")
    return None


def agent(parse: Parse, verb: int) -> int | None:
    """The doer of a passive verb, from its ``by`` phrase."""
    for k in parse.children[verb]:
        if parse.deps[k] in ("agent", "prep") and parse.lowers[k] == "by":
            return parse.kid(k, "pobj")
    return None


def prep_objects(parse: Parse, head: int, *names: str) -> list[int]:
    """The nouns of the prepositional phrases on a word that begin with one of ``names``."""
    out = []
    for k in parse.children[head]:
        if parse.deps[k] in ("prep", "agent", "dative") and parse.lowers[k] in names:
            out.extend(parse.kids(k, "pobj", "pcomp"))
            for inner in parse.kids(k, "prep"):
                out.extend(parse.kids(inner, "pobj"))
    return out


def conjuncts(parse: Parse, token: int, limit: int = 24) -> list[int]:
    """A word with all that is coordinated with it, in text order."""
    out, i = [token], 0
    while i < len(out) and len(out) < limit:
        out.extend(k for k in parse.children[out[i]] if parse.deps[k] == "conj" or _listed(parse, k))
        i += 1
    return out


def _listed(parse: Parse, k: int) -> bool:
    """Whether an apposition is the second item of a list: in "A, B, C and D" the parser joins B to A as one."""
    return (
        parse.deps[k] == "appos"
        and parse.kid(k, "conj") is not None
        and parse.words[max(0, parse.left[k] - 1)] == ","
        and not (parse.tags[parse.heads[k]] in ("NNS", "NNPS") and parse.pos[k] == "PROPN")
    )


def _passing(parse: Parse, i: int) -> bool:
    """Whether a word only passes a relation on: a preposition, or the adverb of "away from"."""
    if parse.deps[i] in ("advmod", "prt"):
        return parse.pos[i] in ("ADV", "ADP")
    return parse.deps[i] in ("prep", "agent", "dative", "pcomp") and parse.pos[i] in ("ADP", "SCONJ", "ADV", "VERB")


def above(parse: Parse, token: int) -> Iterator[Above]:
    """The words above a token, nearest first, each with the relation by which what is below hangs on it."""
    i = token
    for _ in range(HOPS):
        h, dep = parse.heads[i], parse.deps[i]
        if h == i:
            return
        relation = dep
        while _passing(parse, h):
            if dep in ("pobj", "pcomp", "prep") and not relation.startswith("prep:"):
                relation = f"prep:{parse.lowers[h]}"
            if parse.pos[h] == "VERB" and parse.deps[h] == "pcomp":
                break
            if parse.heads[h] == h:
                return
            h = parse.heads[h]
        yield Above(h, relation)
        i = h


def negated(parse: Parse, verb: int) -> bool:
    """Whether a verb, its subject or its object is negated, or the verb stands under "without"."""
    if parse.deps[verb] == "pcomp" and parse.lowers[parse.heads[verb]] == "without":
        return True
    for k in parse.children[verb]:
        if parse.deps[k] == "neg" or parse.lowers[k] in ("never", "hardly", "neither", "nor", "not"):
            return True
        if parse.deps[k] == "preconj" and parse.lowers[k] == "neither":
            return True
        if parse.deps[k] in SUBJECTS or parse.deps[k] in ("dobj", "attr"):
            if parse.lowers[k] in NEGATIVE:
                return True
            if any(
                parse.lowers[m] in NEGATIVE and parse.deps[m] in ("det", "preconj", "cc", "neg")
                for m in parse.children[k]
            ):
                return True
    return False


def tense(parse: Parse, verb: int) -> str:
    """The tense of a verb with its auxiliaries: past, perfect, pluperfect, present, progressive, past-progressive,
    future, would, could, should, infinitive, participle."""
    aux = [
        k for k in parse.children[verb] if (parse.deps[k] in ("aux", "auxpass") and k < verb) or parse.deps[k] == "aux"
    ]
    words = [parse.lowers[k] for k in aux]
    if "to" in words and not any(w in words for w in ("is", "are", "was", "were", "will", "would")):
        return "infinitive"
    for word in words:
        if word in ("will", "shall", "'ll", "’ll", "wo", "wilt"):
            return "future"
        if word in ("would", "'d", "’d"):
            return "would"
        if word in ("could", "might", "may", "can"):
            return "could"
        if word in ("should", "must", "ought"):
            return "should"
    if "had" in words:
        return "pluperfect"
    if parse.tags[verb] == "VBG" and "been" in words and ("has" in words or "have" in words):
        return "progressive"
    if "has" in words or "have" in words or "'ve" in words or "’ve" in words:
        return "perfect"
    if parse.tags[verb] == "VBG":
        if any(w in ("is", "are", "am", "'re", "’re", "'s", "’s") for w in words):
            return "progressive"
        if any(w in ("was", "were") for w in words):
            return "past-progressive"
        return "participle"
    if parse.tags[verb] == "VBN":
        if any(w in ("is", "are", "am") for w in words):
            return "present"
        if any(w in ("was", "were", "got") for w in words):
            return "past"
        if "being" in words:
            return "progressive"
        return "participle"
    if parse.tags[verb] == "VBD":
        return "past"
    if parse.tags[verb] in ("VBZ", "VBP"):
        return "present"
    return "past" if "did" in words else "present" if "do" in words or "does" in words else "infinitive"
