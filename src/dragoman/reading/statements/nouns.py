"""Nouns and adjectives as cues: "their claim that X", "voiced concern about X", "is confident that X"."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.reading.parse import Parse
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range, span
from dragoman.reading.statements.frames import clause_range, trimmed
from dragoman.reading.statements.groups import is_passive, negated, verb_group
from dragoman.reading.statements.sources import Source, phrase, source_of_verb
from dragoman.record import rule

_WH = frozenset("what who which why how when where whether if".split())
_COPULAS = frozenset("be seem become remain feel sound look appear grow get stay".split())


class Complement(NamedTuple):
    """What hangs on a noun or adjective: its construct, the content's tokens, head, and where the cue ends."""

    name: str
    content: Range
    head: int
    cue_last: int


def complements(parse: Parse, word: int) -> list[Complement]:
    """The complements behind a noun or adjective, in text order."""
    out = []
    t = word + 1
    if t < len(parse) and parse.lowers[t] == "that" and parse.deps[t] == "mark" and parse.heads[parse.heads[t]] != word:
        # "pressure and accusations that X": the clause hangs on the first of the two nouns
        content = clause_range(parse, parse.heads[t])
        if content.first == t and content.last > t + 2:
            out.append(Complement("that", content, parse.heads[t], t))
    out.extend(_behind_author(parse, word))
    t = word + 1
    if t < len(parse) and parse.deps[t] == "prep" and parse.heads[t] == parse.heads[word] and parse.heads[t] < word:
        # "took exception to X": the preposition hangs on the light verb
        inner = parse.kid(t, "pobj", "pcomp")
        content = trimmed(parse, t + 1, parse.right[t])
        if inner is not None and content.last > content.first:
            out.append(Complement("p:" + parse.lowers[t], content, inner, t + 1))
    for k in parse.children[word]:
        if k < word:
            continue
        dep, first, last = parse.deps[k], parse.left[k], parse.right[k]
        opening = parse.lowers[first]
        if dep in ("acl", "ccomp", "relcl", "xcomp"):
            if opening == "that":
                if dep == "relcl" and parse.deps[first] in ("nsubj", "nsubjpass") and parse.tags[first] == "WDT":
                    continue
                name = "that"
            elif opening in _WH and dep != "relcl":
                name = "wh"
            elif opening == "to":
                name = "to"
            elif dep in ("ccomp", "xcomp"):
                name = "bare"
            else:
                continue
            content = clause_range(parse, k)
            if content.last > content.first:
                out.append(Complement(name, content, k, word + 1))
        elif dep == "prep":
            inner = parse.kid(k, "pobj", "pcomp")
            content = trimmed(parse, k + 1, last)
            if inner is not None and content.last > content.first:
                out.append(Complement("p:" + parse.lowers[k], content, inner, k + 1))
    return out


def _behind_author(parse: Parse, word: int) -> list[Complement]:
    """In "a claim by a former envoy that X" the parser hangs the clause on the author."""
    for k in parse.children[word]:
        if k < word or parse.deps[k] != "prep" or parse.lowers[k] not in ("by", "of", "from", "among"):
            continue
        inner = parse.kid(k, "pobj")
        if inner is None:
            continue
        for c in parse.children[inner]:
            first = parse.left[c]
            if parse.deps[c] in ("relcl", "acl") and parse.lowers[first] == "that" and parse.deps[first] == "mark":
                return [Complement("that", clause_range(parse, c), c, word + 1)]
    return []


def noun_cue(context: Context, noun: int) -> Found | None:
    """The statement that a noun with its complement reports, or None."""
    parse = context.parse
    known = context.nouns.get(parse.lemmas[noun].lower())
    if not known:
        return None
    owner = owner_of(context, noun)
    head = parse.heads[noun]
    light = parse.deps[noun] in ("dobj", "attr") and parse.lemmas[head].lower() in context.light_verbs
    if parse.deps[noun] == "pobj" and parse.lemmas[parse.heads[head]] == "be" and parse.heads[head] < head:
        # "is of the view that X", "is under the impression that X"
        head, light = parse.heads[head], parse.lowers[head] in ("of", "under", "in")
    # a plus marks the constructs in which the noun reports even when nobody owns it
    wanted = {k.lstrip("+") for k in known if owner is not None or light or k.startswith("+")}
    best = next((c for c in complements(parse, noun) if c.name in wanted), None)
    if best is None:
        return None
    found = Found(noun, parse.lemmas[noun].lower(), "noun", best.name, Range(noun, best.cue_last))
    found.complement = best.head
    found.content = [span(parse, *best.content)]
    if owner is not None:
        return _owned(parse, found, owner)
    if parse.deps[noun] == "dobj" and context.verb(head) and not best.name.startswith(("that", "to", "wh")):
        return None  # "denied accusations against it" is one statement
    if light:
        return _light_verb(context, found, head)
    return _bare(parse, found)


def owner_of(context: Context, noun: int) -> int | None:
    """Who has the claim, demand or offer: "its", "Kenya's", or the state right before the noun ("the US call")."""
    parse, cast = context.parse, context.cast
    owner = parse.kid(noun, "poss")
    if owner is not None:
        return owner
    for k in parse.children[noun]:
        if k < noun and parse.deps[k] in ("amod", "compound", "nmod") and parse.pos[k] in ("PROPN", "ADJ", "NOUN"):
            named = cast.at_token(parse.starts[k], parse.ends[k])
            if named is not None and cast.by_id[named].kind != "place":
                return k
    return None


@rule("statements.possessed-noun")
def _owned(parse: Parse, found: Found, owner: int) -> Found:
    """In "their claim that X": whoever has the claim makes it."""
    found.source = Range(parse.left[owner], parse.right[owner])
    found.source_head = owner
    found.cue = Range(max(parse.right[owner], min(parse.left[found.key], found.key)), found.cue.last)
    found.rules.append(_owned.id)
    return found


@rule("statements.light-verb")
def _light_verb(context: Context, found: Found, verb: int) -> Found:
    """In "she voiced concern about X": the verb's subject is the source, verb and noun are the cue."""
    parse = context.parse
    found.verb = verb
    group = verb_group(parse, verb)
    passive = is_passive(parse, verb)
    if group.first < found.key:
        found.cue = Range(group.first, found.cue.last)
        found.negated = negated(parse, group, verb)
    if parse.kid(verb, "expl") is None and (parse.pos[verb] != "AUX" or parse.deps[found.key] in ("attr", "pobj")):
        _set(found, source_of_verb(context, verb, group, passive=passive, speech=False))
    found.rules.append(_light_verb.id)
    return found


@rule("statements.bare-noun")
def _bare(parse: Parse, found: Found) -> Found:
    """In "claims that X": a noun that reports, with nobody named who says so, or with its author ("by", "from")."""
    noun = found.key
    for k in parse.children[noun]:
        if parse.deps[k] in ("prep", "agent") and parse.lowers[k] in ("by", "from", "of", "among") and k > noun:
            inner = parse.kid(k, "pobj")
            if inner is None or (parse.lowers[k] == "of" and found.frame != "that"):
                continue
            if not any(a <= parse.starts[inner] < b for a, b in found.content):
                found.source_head = inner
                found.source = phrase(parse, inner, stop=found.complement)
    found.rules.append(_bare.id)
    return found


def adjective_cue(context: Context, word: int) -> Found | None:
    """The statement that an adjective with its complement reports ("is confident that X"), or None."""
    parse = context.parse
    known = context.adjectives.get(parse.lowers[word])
    if not known or parse.deps[word] not in ("acomp", "amod", "ROOT", "conj", "advcl", "ccomp", "attr", "oprd"):
        return None
    best = next((c for c in complements(parse, word) if c.name in known), None)
    head = parse.heads[word]
    if best is None and parse.deps[word] == "acomp":
        best = next((c for c in complements(parse, head) if c.name in known and c.content.first > word), None)
    if best is None:
        return None
    return _view(context, word, head, best)


@rule("statements.adjective-of-view")
def _view(context: Context, word: int, verb: int, best: Complement) -> Found | None:
    """In "X is confident that Y", "X is critical of Y": the one who is so described is the source."""
    parse = context.parse
    found = Found(word, parse.lowers[word], "adjective", best.name, Range(word, max(best.cue_last, word + 1)))
    found.complement = best.head
    found.content = [span(parse, *best.content)]
    if parse.deps[word] == "acomp" and parse.lemmas[verb].lower() in _COPULAS and verb < word:
        group = verb_group(parse, verb)
        found.cue = Range(group.first, found.cue.last)
        found.negated = negated(parse, group, verb)
        _set(found, source_of_verb(context, verb, group, passive=False, speech=False))
    elif parse.deps[word] == "amod" and verb < word:
        found.source_head = verb
        found.source = phrase(parse, verb, stop=word)
    else:
        return None
    found.rules.append(_view.id)
    return found


def _set(found: Found, source: Source | None) -> None:
    if source is not None:
        found.source, found.source_head = source.range, source.head
