"""Clauses coded as events: verb and object by the PLOVER lists, with what the verbs above make of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.knowledge.plover import COOPERATIVE, Code, classes, embedders, intent, nominals, verb_codes, willing_words
from dragoman.reading.clauses import agent, conjuncts, is_verb, negated, prep_objects, subject, tense, verb_forms
from dragoman.reading.events.actors import Actors
from dragoman.reading.parse import Parse
from dragoman.record import Entity, rule

AHEAD = frozenset({"future", "would"})
TARGET_PREPOSITIONS = (
    "against",
    "with",
    "to",
    "on",
    "upon",
    "at",
    "from",
    "for",
    "of",
    "in",
    "into",
    "over",
    "by",
    "near",
    "toward",
    "towards",
)
SPAN = 40
"""Tokens of a clause that are searched for objects; longer clauses repeat themselves."""


@dataclass(slots=True, eq=False)
class Coded:
    """A coded clause: its verb, code, who did it to whom, and the half-open tokens that say so."""

    verb: int
    code: Code
    first: int
    last: int
    source: list[Entity] = field(default_factory=list)
    target: list[Entity] = field(default_factory=list)
    denied: bool = False
    possible: bool = False
    rules: list[str] = field(default_factory=list)


def code_clauses(parse: Parse, actors: Actors, skip: frozenset[int]) -> list[Coded]:
    """All events of the parsed text in order; verbs in ``skip`` are told elsewhere (as meetings)."""
    coder = Coder(parse, actors)
    out: list[Coded] = []
    for i, pos in enumerate(parse.pos):
        if pos not in ("VERB", "AUX") or i in skip or i in coder.used:
            continue
        found = coder.clause(i)
        if found is not None:
            out.append(found)
    return out


class Coder:
    """Codes one verb after another. ``used`` holds verbs that were read as the complement of one above."""

    def __init__(self, parse: Parse, actors: Actors) -> None:
        self.parse, self.actors = parse, actors
        self.used: set[int] = set()

    def clause(self, verb: int) -> Coded | None:
        """The event that the clause of a verb tells, or None."""
        parse = self.parse
        forms = verb_forms(parse, verb)
        embed = next((embedders()[f] for f in forms if f in embedders()), "")
        if embed and embed not in ("through",):
            found = self.embedded(verb, forms, embed)
            if found is not None:
                return found
            if embed in ("say", "fail", "allow", "stop") and not any(f in verb_codes() for f in forms):
                return None
        code = self.lookup(verb, forms)
        if code is None:
            return self.happened(verb, forms)
        when = tense(parse, verb)
        if when in AHEAD and code.event not in ("REQUEST", "ACCUSE", "AGREE", "THREATEN"):
            if conditional_above(parse, verb):
                return None
            found = self.event(verb, intent(intended(code, "", negated(parse, verb)), code), will.id)
            found.denied = False
            return found
        return self.event(verb, code, by_verb.id)

    def happened(self, verb: int, forms: tuple[str, ...]) -> Coded | None:
        """A noun of action as the subject of "continue", "erupt", "take place"."""
        parse = self.parse
        sub = parse.kid(verb, "nsubj")
        if sub is None or parse.lemmas[sub].lower() not in nominals() or embedders().get(forms[-1]) != "through":
            return None
        noun = by_noun(self, sub, (nominals()[parse.lemmas[sub].lower()],))
        if noun is None or noun.event not in ("ASSAULT", "PROTEST", "COERCE"):
            return None
        found = self.event(verb, noun, by_noun.id)
        found.source = self.actors.inside(sub)[:1]
        found.target = [e for o in prep_objects(parse, sub, "against", "on", "of") for e in self.actors.behind(o)]
        return found

    def lookup(self, verb: int, forms: tuple[str, ...]) -> Code | None:
        """The code of a verb with its objects, or None."""
        return by_verb(self, verb, forms)

    def complement(self, verb: int) -> int | None:
        """The verb that a verb takes as its complement ("agreed to release", "said that it will meet")."""
        parse = self.parse
        for k in parse.children[verb]:
            if (
                k > verb
                and parse.deps[k] in ("xcomp", "ccomp", "pcomp", "advcl")
                and (is_verb(parse, k) or parse.pos[k] == "ADJ")
            ):
                if parse.deps[k] == "advcl" and not any(parse.lowers[c] == "to" for c in parse.children[k]):
                    continue
                return k
            if k > verb and parse.deps[k] == "prep":
                inner = parse.kid(k, "pcomp")
                if inner is not None:
                    return inner
        return None

    def nominal(self, verb: int) -> int | None:
        """The noun of action that is a verb's object ("the withdrawal of troops")."""
        parse = self.parse
        for k in parse.children[verb]:
            if k > verb and parse.deps[k] == "dobj" and parse.lemmas[k].lower() in nominals():
                return k
            if k > verb and parse.deps[k] == "prep":
                o = parse.kid(k, "pobj")
                if o is not None and parse.lemmas[o].lower() in nominals():
                    return o
        return None

    def embedded(self, verb: int, forms: tuple[str, ...], embed: str) -> Coded | None:
        return by_complement(self, verb, forms, embed)

    def near(self, verb: int) -> tuple[list[int], list[int], list[int]]:
        """The words that a verb's patterns are looked for among: of its object, of its prepositional objects, and all
        others below it."""
        parse = self.parse
        first: list[int] = []
        second: list[int] = []
        rest: list[int] = []
        if parse.deps[verb] in ("acl", "relcl") and parse.tags[verb] == "VBN":
            first.append(parse.heads[verb])
        for k in parse.children[verb]:
            dep = parse.deps[k]
            if dep in ("dobj", "nsubjpass", "prt", "oprd", "attr", "dative", "acomp"):
                for t in conjuncts(parse, k):
                    first.extend((t, *parse.kids(t, "compound", "amod", "nmod")))
                    for p in parse.kids(t, "prep"):
                        if parse.lemmas[t].lower() in (
                            "thousand",
                            "hundred",
                            "dozen",
                            "ton",
                            "number",
                            "group",
                            "series",
                            "million",
                        ):
                            first.extend(parse.kids(p, "pobj"))
            elif dep in ("prep", "agent", "advmod"):
                second.append(k)
                for o in parse.kids(k, "pobj"):
                    second.extend((o, *parse.kids(o, "compound", "amod")))
            elif dep == "nsubj" and parse.kid(verb, "dobj") is None and parse.deps[verb] != "relcl":
                rest.extend((k, *parse.kids(k, "compound", "amod")))
            if k > verb and dep in ("dobj", "prep", "xcomp", "advcl", "nsubjpass"):
                rest.extend(range(k, min(parse.right[k], k + 12)))
        return first, second, rest

    def event(self, verb: int, code: Code, rule_id: str, of: int | None = None) -> Coded:
        """An event with its actors. ``of`` is the verb of the complement that was coded with it."""
        parse = self.parse
        last = min(parse.right[verb], verb + 60)
        found = Coded(verb, code, verb, max(last, verb + 1), rules=[rule_id])
        passive = parse.kid(verb, "nsubjpass") is not None or (parse.deps[verb] == "acl" and parse.tags[verb] == "VBN")
        if passive:
            by = agent(parse, verb)
            found.source = self.actors.behind(by) if by is not None else []
            done = parse.kid(verb, "nsubjpass")
            done = parse.heads[verb] if done is None else done
            found.target = self.actors.behind(done)
            if not found.source:
                found.source = self.around(verb, found.target, ("in", "by", "of"))
        else:
            sub = subject(parse, verb)
            found.source = self.actors.behind(sub) if sub is not None else []
            found.target = self.target(verb, found.source, of)
        if not found.source and parse.deps[verb] == "acl":
            over = parse.heads[parse.heads[verb]]
            sub = subject(parse, over) if is_verb(parse, over) else None
            found.source = self.actors.behind(sub) if sub is not None and parse.tags[verb] == "VBG" else found.source
        found.denied = negated(parse, verb)
        found.possible = tense(parse, verb) in ("could", "should") or conditional(parse, verb)
        return found

    def target(self, verb: int, source: list[Entity], of: int | None) -> list[Entity]:
        """To whom it is done: the object, else whoever else the clause names, the object's own phrase first."""
        parse = self.parse
        order: list[int] = []
        for v in (verb, of):
            if v is None:
                continue
            order.extend(parse.kids(v, "dative", "dobj"))
            if v == of:
                order.extend(parse.kids(v, "nsubj", "nsubjpass"))
            for name in TARGET_PREPOSITIONS:
                for k in parse.children[v]:
                    if k > v and parse.deps[k] in ("prep", "dative", "agent") and parse.lowers[k] == name:
                        order.extend(parse.kids(k, "pobj"))
        have = {self.actors.country(e) or e.id for e in source}
        spare: list[Entity] = []
        for t in order:
            found = self.actors.behind(t)
            fresh = [e for e in found if (self.actors.country(e) or e.id) not in have and e.kind != "place"]
            if fresh:
                return fresh
            places = [e for e in found if e.kind == "place" and (self.actors.country(e) or e.id) not in have]
            spare = spare or places or [e for e in found if e not in source]
        other = self.around(verb, source, ())
        return other or spare or self.at_home(verb, source)

    def at_home(self, verb: int, source: list[Entity]) -> list[Entity]:
        """Somebody or some place of the doer's own country that the clause names."""
        parse = self.parse
        for t in range(max(parse.left[verb], verb - SPAN), min(parse.right[verb], verb + SPAN)):
            e = self.actors.entity(t)
            if e is not None and e not in source and self.actors.country(e) and e.kind != "unnamed-source":
                if not (parse.left[t] <= verb <= parse.right[t] and parse.deps[t] in ("nsubj",)):
                    return [e]
        return []

    def around(self, verb: int, but: list[Entity], prepositions: tuple[str, ...]) -> list[Entity]:
        """Another party named in the clause."""
        parse = self.parse
        have = {self.actors.country(e) or e.id for e in but}
        for t in range(max(parse.left[verb], verb - SPAN), min(parse.right[verb], verb + SPAN)):
            if prepositions and not (parse.deps[t] == "pobj" and parse.lowers[parse.heads[t]] in prepositions):
                continue
            e = self.actors.entity(t)
            if e is None or e.kind not in (
                "state",
                "armed-group",
                "organisation",
                "place",
                "armed-force",
                "government-body",
            ):
                continue
            country = self.actors.country(e)
            if (country or e.id) not in have and (country or e.kind != "place"):
                if e.kind == "place" and not prepositions:
                    continue
                return [e]
        return []


@rule("events.will")
def will(code: Code) -> Code:
    """What somebody will do is not done: to help is agreed, to harm is threatened, not to is refused."""
    return intent(intended(code, "", False), code)


def conditional_above(parse: Parse, verb: int) -> bool:
    """Whether a clause hangs below "if" or below words that only imagine it."""
    return conditional(parse, verb) or (parse.deps[verb] == "advcl" and conditional(parse, parse.heads[verb]))


def conditional(parse: Parse, verb: int) -> bool:
    """Whether a clause is a condition."""
    return any(parse.deps[k] == "mark" and parse.lowers[k] in ("if", "unless") for k in parse.children[verb])


@rule("events.verb-and-object")
def by_verb(coder: Coder, verb: int, forms: tuple[str, ...]) -> Code | None:
    """A verb with its object is the event that the PLOVER lists give: imposed a curfew, released prisoners, shelled."""
    parse = coder.parse
    patterns = [p for f in forms for p in verb_codes().get(f, ())]
    light = classes().get(forms[-1], frozenset())
    if "@light" in light:
        patterns = [*patterns, *verb_codes().get("@light", ())]
    if not patterns:
        return None
    objects = [(o, c) for o, c in patterns if o]
    default = next((c for o, c in patterns if not o), None)
    if objects:
        first, second, rest = coder.near(verb)
        for tokens, loose in ((first, True), (second, False), (rest, False)):
            words = _words(parse, tokens)
            kinds = {c for w in words for c in classes().get(w, ())}
            if not loose:
                kinds.discard("@captive")
            if tokens is rest:
                kinds &= {"@attack", "@talks", "@protest", "@riot", "@hunger", "@inspector", "@troop"}
            for obj, code in objects:
                if obj in words or obj in kinds:
                    return code
    return default


def _words(parse: Parse, tokens: list[int]) -> set[str]:
    """Lemmas, forms and pairs of words at some tokens."""
    words: set[str] = set()
    for t in tokens:
        words.add(parse.lemmas[t].lower())
        words.add(parse.lowers[t])
        if t + 1 < len(parse):
            words.add(f"{parse.lowers[t]} {parse.lemmas[t + 1].lower()}")
        if t:
            words.add(f"{parse.lowers[t - 1]} {parse.lemmas[t].lower()}")
    return words


@rule("events.complement")
def by_complement(coder: Coder, verb: int, forms: tuple[str, ...], embed: str) -> Coded | None:
    """To agree to, threaten, refuse or demand an event is an event of its own: agreed to release, refused to meet."""
    parse = coder.parse
    inner = coder.complement(verb)
    while inner is not None and any(embedders().get(f) == "through" for f in verb_forms(parse, inner)):
        deeper = coder.complement(inner)
        if deeper is None or deeper in coder.used:
            break
        coder.used.add(inner)
        inner = deeper
    below = coder.lookup(inner, verb_forms(parse, inner)) if inner is not None and is_verb(parse, inner) else None
    noun = coder.nominal(verb) if inner is None else None
    if noun is not None:
        below = next((c for o, c in verb_codes().get(nominals()[parse.lemmas[noun].lower()], ()) if not o), None)
    minus = negated(parse, verb)
    event = ""
    if embed == "agree":
        if inner is None and below is None:
            return None
        event = (
            "THREATEN" if below is not None and below.event not in COOPERATIVE and below.event != "REQUEST" else "AGREE"
        )
        if minus:
            event = "REJECT"
    elif embed == "threaten":
        event = "THREATEN"
        if inner is None and forms[-1] == "warn":
            return None
    elif embed == "refuse":
        event = "REJECT" if not minus else ""
        if inner is None and below is None:
            return None
    elif embed == "fail":
        if below is None or below.event not in COOPERATIVE:
            return None
        event = "REJECT"
    elif embed == "request":
        if (inner is None and below is None) or forms[-1] == "want":
            return None
        event = "REQUEST"
    elif embed == "say":
        return said(coder, verb, inner)
    else:
        return None
    if not event:
        return None
    if inner is not None:
        coder.used.add(inner)
    found = coder.event(verb, intent(event, below), by_complement.id, inner)
    found.denied = False
    return found


@rule("events.noun-of-action")
def by_noun(coder: Coder, noun: int, forms: tuple[str, ...]) -> Code | None:
    """A noun of action is the event of its verb: announced the suspension of flights, riots continued."""
    parse = coder.parse
    patterns = [p for f in forms for p in verb_codes().get(f, ())]
    tokens = [
        t
        for k in parse.kids(noun, "prep")
        for o in parse.kids(k, "pobj")
        for t in (o, *parse.kids(o, "compound", "amod"))
    ]
    words = _words(parse, tokens)
    kinds = {c for w in words for c in classes().get(w, ())}
    for obj, code in patterns:
        if obj and (obj in words or obj in kinds):
            return code
    return next((c for o, c in patterns if not o), None)


@rule("events.said-will")
def said(coder: Coder, verb: int, inner: int | None) -> Coded | None:
    """Who says that it will do something promises or threatens it; who says that another must do it demands it."""
    parse = coder.parse
    if inner is None:
        noun = coder.nominal(verb)
        if noun is None or parse.deps[noun] != "dobj":
            return None
        forms = (nominals()[parse.lemmas[noun].lower()],)
        code = by_noun(coder, noun, forms)
        return coder.event(verb, code, said.id) if code is not None else None
    if inner in coder.used:
        return None
    when = tense(parse, inner)
    modal = next((parse.lowers[k] for k in parse.children[inner] if parse.deps[k] == "aux"), "")
    target = inner
    willing = ""
    if parse.lemmas[inner].lower() == "be" or parse.pos[inner] == "ADJ":
        adjective = inner if parse.pos[inner] == "ADJ" else parse.kid(inner, "acomp")
        if adjective is not None:
            willing = willing_words().get(parse.lowers[adjective], "")
            deeper = next((k for k in parse.children[adjective] if parse.deps[k] in ("xcomp", "ccomp")), None)
            if deeper is None:
                prep = parse.kid(adjective, "prep")
                deeper = parse.kid(prep, "pcomp") if prep is not None else None
            if willing and deeper is not None:
                target = deeper
    if modal in ("must", "should") and target == inner:
        below = coder.lookup(inner, verb_forms(parse, inner))
        found = coder.event(verb, intent("REQUEST", below), said.id, inner)
        sub = parse.kid(inner, "nsubj", "nsubjpass")
        who = coder.actors.behind(sub) if sub is not None else []
        if not who or not found.source:
            return None
        found.target = who
        coder.used.add(inner)
        return found
    if not willing and when not in AHEAD:
        return None
    below = coder.lookup(target, verb_forms(parse, target))
    if below is None and not willing:
        return None
    event = intended(below, willing, negated(parse, inner) or negated(parse, target))
    sub = subject(parse, inner)
    speaker = subject(parse, verb)
    found = coder.event(inner, intent(event, below), said.id, target if target != inner else None)
    who = coder.actors.behind(sub) if sub is not None else []
    if not who and speaker is not None:
        found.source = coder.actors.behind(speaker)
    found.denied = False
    found.possible = False
    coder.used.update((inner, target))
    return found


def intended(below: Code | None, willing: str, minus: bool) -> str:
    """The type of an intention: to cooperate is AGREE, not to is REJECT, to harm is THREATEN."""
    if willing == "refuse" or minus:
        return "REJECT"
    if below is not None and below.event not in COOPERATIVE and below.event not in ("REQUEST", "REJECT", "ACCUSE"):
        return "THREATEN"
    return "AGREE"
