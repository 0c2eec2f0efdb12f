"""How sure: the hedges in a statement, and whether it stands as asserted, attributed, alleged, denied …"""

from __future__ import annotations

from dragoman.knowledge.cues import hedges
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found
from dragoman.record import Act, Anchor, Standing, rule

_LONGEST = max(len(h) for h in hedges())


def find_hedges(context: Context) -> list[tuple[Anchor, int, str]]:
    """(anchor, token, kind) of every hedge in the report, the longest form at each place."""
    parse, table = context.parse, hedges()
    firsts = {h[0] for h in table}
    out: list[tuple[Anchor, int, str]] = []
    t, n = 0, len(parse)
    while t < n:
        if parse.lowers[t] in firsts:
            for width in range(min(_LONGEST, n - t), 0, -1):
                kind = table.get(tuple(parse.lowers[t : t + width]))
                if kind is not None and _hedges(context, t, t + width, kind):
                    last = t + width - 1 if parse.lowers[t + width - 1] == "to" and width > 1 else t + width
                    out.append((parse.anchor(t, last), t, kind))
                    t += width - 1
                    break
        elif parse.lowers[t] == "so" and t + 2 < n and parse.words[t + 1] == "-" and parse.lowers[t + 2] == "called":
            out.append((parse.anchor(t, t + 3), t, "distance"))
            t += 2
        t += 1
    return out


@rule("statements.hedge")
def _hedges(context: Context, first: int, last: int, kind: str) -> bool:
    """Words like alleged, reportedly, apparently, so-called, might, perhaps keep their distance from what is said."""
    parse = context.parse
    word = parse.lowers[first]
    if kind == "modal":
        return _possible(context, first)
    if word in ("believed", "thought", "suspected", "presumed", "supposed"):
        return parse.tags[first] in ("VBN", "JJ") or parse.deps[first] == "amod"
    if word in ("may", "might"):
        return parse.tags[first] == "MD"
    if word == "likely" and parse.pos[first] == "ADJ" and parse.deps[first] == "amod":
        return True
    if word == "possible":
        before = parse.lowers[first - 1] if first else ""
        return before not in ("as", "where", "wherever", "if", "soon", "best", "every", "not", "n't", "n’t")
    return True


def _possible(context: Context, modal: int) -> bool:
    """Does "may" or "could" mean that something is possible, and not that it is allowed or that somebody is able?"""
    parse = context.parse
    if parse.tags[modal] != "MD":
        return False
    verb = parse.heads[modal]
    negative = any(parse.deps[k] == "neg" for k in parse.children[verb])
    if parse.lowers[modal] == "may":
        return not (
            negative and parse.tags[verb] == "VB" and parse.pos[verb] == "VERB" and parse.kid(verb, "aux") is None
        )
    if negative or parse.deps[verb] in ("advcl",):
        return False
    still = any(parse.lowers[k] in ("still", "well", "yet", "also", "soon", "have") for k in parse.children[verb])
    return still or parse.lemmas[verb] == "be" or parse.kid(verb, "auxpass") is not None


@rule("statements.standing")
def standing_of(
    context: Context, found: Found, act: Act, parent: tuple[Found, Act] | None, *, doubted: bool
) -> Standing:
    """What is denied, charged, doubted, planned or asked is more than attributed; without a source it is asserted."""
    if act == "deny":
        return "denied"
    if parent is not None:
        above, above_act = parent
        if above_act == "deny" and above.frame in ("obj", "n-that", "that", "pass", "ing", "x-ing", "to"):
            return "denied"
        if above_act == "ask" or (above.frame == "wh" and above.negated):
            return "hypothetical"
    if act == "accuse":
        return "alleged"
    if doubted or context.is_a(found.lemma, "doubtful" if found.pos == "noun" else "claims"):
        return "alleged"
    if found.pos == "verb":
        if _planned(context, found):
            return "planned"
        if _conditional(context, found):
            return "hypothetical"
    if found.source is None and found.pos == "verb" and not found.quoted and found.passive:
        return "asserted"
    return "attributed"


def _planned(context: Context, found: Found) -> bool:
    """Will the saying itself only come ("will propose", "is to ask")?"""
    parse = context.parse
    for t in range(*found.cue):
        if parse.tags[t] == "MD" and parse.lowers[t] in ("will", "shall", "’ll", "'ll") and not found.negated:
            return parse.heads[t] == found.key and context.is_a(found.lemma, "to-come")
    return False


def _conditional(context: Context, found: Found) -> bool:
    """Does the cue stand in a condition ("if the council were to demand X")?"""
    parse = context.parse
    key = found.key
    for t in (key, *list(parse.ancestors(key))[:3]):
        if parse.deps[t] == "advcl" and any(
            parse.lowers[k] in ("if", "unless") and parse.deps[k] == "mark" for k in parse.children[t]
        ):
            return True
    return False
