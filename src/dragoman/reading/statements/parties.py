"""To whom and against whom: the addressee and the target of a statement."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range
from dragoman.reading.statements.sources import antecedent, phrase
from dragoman.record import Act, Ref, rule

_AIMED = frozenset(
    "accuse criticise praise demand ask threaten reject deny welcome propose promise condition refuse accept".split()
)
_SELF = frozenset("i me we us my our myself ourselves himself herself itself themselves".split())


@rule("statements.addressee")
def addressee(context: Context, found: Found) -> Range | None:
    """Whom the cue names as listener, outside the content, is the addressee: told reporters, said to X."""
    parse = context.parse
    if found.pos != "verb":
        return None
    key = found.key
    if context.is_a(found.lemma, "told"):
        if found.passive:
            k = parse.kid(key, "nsubjpass")
            return phrase(parse, k, stop=key) if k is not None and not _inside(context, found, k) else None
        for k in parse.children[key]:
            if k > key and parse.deps[k] in ("dobj", "dative", "iobj") and not _inside(context, found, k):
                return _up_to_content(context, found, phrase(parse, k))
        # the parser takes the listener for the subject of what is told ("told us the line was closed")
        t = found.cue.last
        if t < len(parse) and parse.pos[t] in ("PRON", "NOUN", "PROPN") and parse.deps[t] in ("dobj", "dative"):
            return None if _inside(context, found, t) else phrase(parse, t)
    letter = _in_a_letter(context, key)
    if letter is not None and not _inside(context, found, letter):
        return phrase(parse, letter)
    for k in parse.children[key]:
        if k > key and parse.deps[k] in ("prep", "dative") and parse.lowers[k] == "to":
            inner = parse.kid(k, "pobj")
            if inner is not None and context.is_a(found.lemma, "said-to") and not _inside(context, found, inner):
                return phrase(parse, inner)
    return None


def _in_a_letter(context: Context, key: int) -> int | None:
    """The one written to in "in a letter to X"."""
    parse = context.parse
    for k in parse.kids(key, "prep"):
        thing = parse.kid(k, "pobj")
        if parse.lowers[k] != "in" or thing is None or parse.lemmas[thing].lower() not in context.documents:
            continue
        to = next((j for j in parse.kids(thing, "prep") if parse.lowers[j] == "to"), None)
        return None if to is None else parse.kid(to, "pobj")
    return None


def _up_to_content(context: Context, found: Found, r: Range) -> Range:
    """The phrase as far as the content's beginning ("told a briefing that X")."""
    parse = context.parse
    start = next((a for a, _ in found.content if a > parse.starts[r.first]), None)
    if start is None or parse.ends[r.last - 1] <= start:
        return r
    return Range(r.first, max(r.first + 1, context.first_token(start)))


def _inside(context: Context, found: Found, token: int) -> bool:
    at = context.parse.starts[token]
    return any(a <= at < b for a, b in found.content)


def target(context: Context, found: Found, act: Act, entity: str | None, told: Range | None) -> Ref | None:
    """The party that a statement is directed at, or None. ``entity`` is the source's, ``told`` the addressee."""
    if act not in _AIMED:
        return None
    by = object_target.id
    token = object_target(context, found, act, told)
    if token is None:
        by, token = subject_target.id, subject_target(context, found, act, entity)
    if token is None:
        by, token = mentioned_target.id, mentioned_target(context, found, act, entity)
    if token is None:
        return other_party(context, act, entity)
    parse = context.parse
    r = Range(parse.left[token], token + 1)  # without what is said of it ("the rebels of using X")
    named = context.cast.at_token(parse.starts[token], parse.ends[token])
    if named is not None and named == entity:
        return None
    start, end = parse.starts[r.first], parse.ends[r.last - 1]
    return Ref(entity=named, start=start, end=end, text=parse.text[start:end], rule=by)


@rule("statements.target-is-object")
def object_target(context: Context, found: Found, act: Act, told: Range | None) -> int | None:
    """Whom the cue takes as object is its target: accused X of, urged X to, called on X to, criticism of X."""
    parse = context.parse
    key = found.key
    if found.pos == "verb":
        if act == "ask" and found.source is None and parse.deps[key] == "advcl" and parse.tags[key] in ("VBN", "VBD"):
            # "asked whether X, the envoy said": the one who answers was asked
            answers = parse.kid(parse.heads[key], "nsubj")
            return _party(context, answers) if answers is not None else None
        if found.passive:
            head = parse.kid(key, "nsubjpass")
            if head is not None and act in ("accuse", "criticise", "praise", "demand", "ask", "welcome", "propose"):
                return _party(context, head)
            if parse.deps[key] == "acl":
                return _party(context, parse.heads[key])
        for k in parse.children[key]:
            if k > key and parse.deps[k] in ("dobj", "dative"):
                party = _party(context, k) if act != "deny" else _owner(context, k)
                by = parse.right[k]
                if party is None and by < len(parse) and parse.lowers[by] == "by" and parse.heads[by] == key:
                    party = parse.kid(by, "pobj")
                if party is not None:
                    return party
        for k in parse.children[key]:
            if (
                k > key
                and parse.deps[k] == "prep"
                and parse.lowers[k] in ("on", "upon", "to", "for", "with", "from", "at")
            ):
                inner = parse.kid(k, "pobj")
                if inner is not None and act in (
                    "demand",
                    "ask",
                    "criticise",
                    "accuse",
                    "promise",
                    "threaten",
                    "propose",
                ):
                    party = _party(context, inner)
                    if party is not None:
                        return party
        if found.complement is not None and found.frame in ("npto", "obj-of", "obj-for", "obj-as"):
            inner = parse.kid(found.complement, "nsubj")
            if inner is not None:
                return _party(context, inner)
    if found.pos in ("noun", "adjective"):
        for k in parse.children[key]:
            if k > key and parse.deps[k] == "prep" and parse.lowers[k] in ("of", "on", "against", "to", "at", "for"):
                inner = parse.kid(k, "pobj")
                if inner is not None:
                    return _party(context, inner)
    if told is not None and act in ("demand", "ask", "threaten", "promise", "propose"):
        return _party(context, parse.head_of(*told))
    return None


@rule("statements.target-is-subject-of-content")
def subject_target(context: Context, found: Found, act: Act, entity: str | None) -> int | None:
    """Of an accusation, criticism or demand in a clause ("that X must leave") the clause's subject is the target."""
    parse = context.parse
    head = found.complement
    if head is None or act not in ("accuse", "criticise", "demand", "praise", "reject", "threaten"):
        return None
    s = parse.kid(head, "nsubj", "nsubjpass")
    if s is not None and parse.lowers[s] == "it":
        s = _dangerous_for(context, head)
    if s is None or not _inside(context, found, s):
        return None
    party = _party(context, s)
    if party is None:
        return None
    named = context.cast.at_token(parse.starts[party], parse.ends[party])
    if named is None or named == entity or context.cast.side(named) == context.cast.side(entity):
        return None
    return party


def _dangerous_for(context: Context, head: int) -> int | None:
    """The one meant in "it is dangerous for X to Y"."""
    parse = context.parse
    for k in parse.children[head]:
        for j in (k, *parse.children[k]):
            if parse.lowers[j] == "for" and parse.deps[j] == "prep":
                return parse.kid(j, "pobj")
            if parse.deps[j] in ("advcl", "xcomp", "ccomp") and parse.lowers[parse.left[j]] == "for":
                return parse.kid(j, "nsubj")
    return None


@rule("statements.target-is-other-party")
def other_party(context: Context, act: Act, entity: str | None) -> Ref | None:
    """In a report on two parties, what one demands, rejects or charges without naming anybody is aimed at the other."""
    sides = context.two_sides()
    side = context.cast.side(entity)
    aimed = ("accuse", "demand", "reject", "threaten", "criticise", "propose")
    if act not in aimed or side not in sides or len(sides) != 2:
        return None
    other = sides[1] if sides[0] == side else sides[0]
    return Ref(entity=other, rule=other_party.id)


@rule("statements.target-is-mentioned")
def mentioned_target(context: Context, found: Found, act: Act, entity: str | None) -> int | None:
    """Where nobody is the object, the one other party named in the content is the target."""
    parse, cast = context.parse, context.cast
    if act not in ("accuse", "criticise", "demand", "reject", "threaten", "praise", "deny"):
        return None
    side = cast.side(entity)
    seen: dict[str, int] = {}
    for a, b in found.content:
        for mention, who in cast.mentions_in(a, b):
            kind = cast.by_id[who].kind
            if who == entity or cast.side(who) == side or kind in ("place", "unnamed-source"):
                continue
            token = parse.token_at(mention.end - 1)
            if token is not None:
                seen.setdefault(cast.side(who) or who, token)
    return next(iter(seen.values())) if len(seen) == 1 else None


def _party(context: Context, token: int) -> int | None:
    """The token itself if it names somebody, else the owner of the thing ("Kenya's proposal", "the demand of Chad")."""
    parse, cast = context.parse, context.cast
    if parse.lowers[token] in _SELF and parse.words[token] != "US":
        return None
    named = cast.at_token(parse.starts[token], parse.ends[token])
    if named is not None and cast.by_id[named].kind != "place":
        return token
    behind = antecedent(parse, token)
    if behind is not None:
        return _named_behind(context, behind)
    return _owner(context, token)


def _named_behind(context: Context, noun: int) -> int | None:
    """The antecedent itself if it names somebody, or the subject of which it is said ("X is a unit that …")."""
    parse, cast = context.parse, context.cast
    if cast.at_token(parse.starts[noun], parse.ends[noun]) is not None:
        return noun
    be = parse.heads[noun]
    if parse.deps[noun] == "attr" and parse.lemmas[be] == "be":
        s = parse.kid(be, "nsubj")
        if s is not None and cast.at_token(parse.starts[s], parse.ends[s]) is not None:
            return s
    return None


def _owner(context: Context, token: int) -> int | None:
    parse, cast = context.parse, context.cast
    owner = parse.kid(token, "poss")
    if owner is not None and cast.at_token(parse.starts[owner], parse.ends[owner]) is not None:
        return owner
    for k in parse.children[token]:
        if parse.deps[k] in ("amod", "compound", "nmod") and cast.at_token(parse.starts[k], parse.ends[k]) is not None:
            return k
    for k in parse.children[token]:
        if parse.deps[k] == "prep" and parse.lowers[k] in ("by", "from", "of"):
            inner = parse.kid(k, "pobj")
            if inner is not None and cast.at_token(parse.starts[inner], parse.ends[inner]) is not None:
                return inner
    return None
