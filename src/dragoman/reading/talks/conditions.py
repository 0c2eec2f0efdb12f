"""Preconditions: what must happen before a party will meet."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.reading.clauses import SUBJECTS, above, is_verb, subject
from dragoman.reading.phrases import trim
from dragoman.reading.talks.focus import Focus
from dragoman.reading.talks.mention import Meeting
from dragoman.reading.talks.parties import parts
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

COMING = frozenset(
    "return come go talk negotiate meet sit attend resume join discuss participate speak travel restart begin".split()
)


class Condition(NamedTuple):
    """A precondition: its meeting (None when unclear), the party that sets it, the speaker, and half-open tokens."""

    meeting: Meeting | None
    party: str
    speaker: str | None
    first: int
    last: int
    rule: str


def find_conditions(scene: Scene, focus: Focus) -> list[Condition]:
    """All preconditions of meetings in text order."""
    parse = scene.parse
    out = []
    for i, low in enumerate(parse.lowers):
        if low in ("if", "unless", "until", "condition"):
            found = only_if(scene, focus, i)
            if found is not None:
                out.append(found)
    return out


@rule("talks.precondition")
def only_if(scene: Scene, focus: Focus, mark: int) -> Condition | None:
    """A party that will come only if, not unless, or on condition that something happens sets a precondition."""
    parse = scene.parse
    low = parse.lowers[mark]
    clause = parse.heads[mark]
    if low == "condition":
        clause_token = next((k for k in parse.children[mark] if parse.deps[k] in ("acl", "ccomp", "relcl")), None)
        if clause_token is None:
            return None
        clause = clause_token
    elif parse.deps[mark] != "mark":
        return None
    around = {parse.lowers[k] for k in range(max(0, mark - 3), mark)}
    if (
        low == "if"
        and not (around & {"only", "even"})
        and not any(parse.lowers[k] == "only" for k in parse.children[parse.heads[clause]])
    ):
        return None
    main = parse.heads[clause]
    verbs = [main, *(a.token for a in above(parse, main))][:4]
    verb = next((v for v in verbs if is_verb(parse, v) and (parse.lemmas[v].lower() in COMING or focus.at(v))), None)
    nouns = [k for k in parse.descend(main) if focus.at(k) is not None and k < mark] if verb is None else []
    if verb is None and not nouns:
        return None
    sub = subject(parse, verb if verb is not None else main)
    found = parts(scene, sub)[0] if sub is not None else []
    if not found:
        return None
    left = min([clause, *(parse.left[k] for k in parse.children[clause] if parse.deps[k] in SUBJECTS)])
    first, last = trim(parse, max(left, mark + 1), parse.right[clause])
    person = scene.draft.cast.by_id[found[0].entity]
    meeting = focus.of(verb if verb is not None else nouns[0])
    return Condition(meeting, found[0].side, person.id if person.kind == "person" else None, first, last, only_if.id)
