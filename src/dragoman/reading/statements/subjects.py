"""Who stands behind a verb: its subject, or the one that grammar lends it (control, conjunction, participles)."""

from __future__ import annotations

from dragoman.reading.parse import Parse
from dragoman.reading.statements.found import Range

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_LONGEST_CHAIN = 12
"""Steps up the tree: a chain of infinitives and conjunctions longer than this lends no subject."""


def own_subject(parse: Parse, verb: int) -> int | None:
    """The subject that hangs on the verb itself, the nearest one to it when the parse gives several."""
    best = None
    for k in parse.children[verb]:
        if (
            parse.deps[k] in ("nsubj", "csubj")
            and parse.tags[k] not in ("EX",)
            and (best is None or abs(k - verb) < abs(best - verb))
        ):
            best = k
    return best


def agent(parse: Parse, verb: int) -> int | None:
    """The doer of a passive verb ("by the ministry")."""
    by = parse.kid(verb, "agent")
    return parse.kid(by, "pobj") if by is not None else None


def subject_of(parse: Parse, verb: int, *, passive: bool) -> tuple[int | None, str]:
    """The head token of the one who speaks, and how it was found (empty when nobody was)."""
    if passive:
        return agent(parse, verb), "agent"
    here = verb
    for step in range(_LONGEST_CHAIN):
        found = own_subject(parse, here)
        if found is not None:
            return found, "subject" if step == 0 else "shared-subject"
        if step and parse.kid(here, "nsubjpass") is not None:
            return parse.kid(here, "nsubjpass"), "shared-subject"
        dep, head = parse.deps[here], parse.heads[here]
        if head == here:
            return None, ""
        if dep == "acl" and parse.tags[here] in ("VBG",):
            return head, "noun-before"
        if dep == "acl" and parse.tags[here] == "VB":
            # "the decision to announce": the one who decides
            return _possessor(parse, head), "possessor"
        if dep == "relcl":
            return None, ""
        if dep in ("xcomp", "conj", "advcl", "pcomp", "ccomp", "acomp", "prep", "dep", "parataxis"):
            if dep == "ccomp" and parse.tags[here] not in ("VB", "VBG"):
                return None, ""
            if dep == "xcomp":
                controlled = parse.kid(head, "dobj")
                if controlled is not None and head < controlled < here:
                    return controlled, "object-control"
            here = head
            continue
        return None, ""
    return None, ""


def _possessor(parse: Parse, noun: int) -> int | None:
    owner = parse.kid(noun, "poss")
    if owner is not None:
        return owner
    return None


def phrase(parse: Parse, head: int, *, stop: int | None = None) -> Range:
    """The noun phrase of a head token, as long as its subtree, without marks at its edges.

    ``stop`` is a token (the cue) that the phrase must not reach across.
    """
    first, last = parse.left[head], parse.right[head]
    if stop is not None:
        if head < stop < last:
            last = stop
        elif first <= stop < head:
            first = stop + 1
    while first < head and (parse.pos[first] in ("PUNCT", "SPACE") or parse.deps[first] in ("cc", "punct")):
        first += 1
    while last - 1 > head and (parse.pos[last - 1] in ("PUNCT", "SPACE")):
        last -= 1
    return Range(first, last)


def antecedent(parse: Parse, pronoun: int) -> int | None:
    """The noun that a relative pronoun stands for, or None."""
    if parse.lowers[pronoun] not in _RELATIVES:
        return None
    for up in parse.ancestors(pronoun):
        if parse.deps[up] == "relcl" and parse.heads[up] < pronoun:
            return parse.heads[up]
    return None
