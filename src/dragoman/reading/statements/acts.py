"""What a statement does: the act of its cue, or of its content where the cue is neutral."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from dragoman.knowledge.cues import cue_acts, tones
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found
from dragoman.record import Act, rule

_FIRST = frozenset("i we".split())
_THIRD = frozenset("he she it they".split())
_MODALS = frozenset("will would shall 'll ’ll wo".split())
_OBLIGE = frozenset("must should ought".split())
_NEGATIONS = frozenset("not n't n’t never no nobody nothing none neither nor".split())
_CONDITIONS = frozenset("unless provided providing".split())
_WILLED = frozenset({"accept", "agree", "promise", "propose", "praise", "welcome", "other"})
_DESCRIBING = frozenset({"sc", "obj-as", "pass-as", "pass-sc", "p:as", "n-p:as"})
_UNWILLING = frozenset(
    "will would wo can could ca declined declines refused refuses decline refuse declining refusing".split()
)


def act_of(context: Context, found: Found, keys: frozenset[int]) -> Act:
    """The act of a statement (one of the record's list), with the rule noted on it.

    ``keys`` are the tokens that are cues of any statement: a content that is itself a report ("said that they refuse")
    has its act there.
    """
    if found.frame == "will-not":
        return "refuse"
    if found.frame == "stance":
        return "reject" if (found.lemma == "against") != found.negated else "accept"
    by_cue = act_of_cue(context, found)
    if by_cue is not None:
        return by_cue
    if found.frame in _DESCRIBING or context.is_a(found.lemma, "likens"):
        return act_of_description(context, found)
    content = Content(context, found)
    if content.conditional():
        return act_of_content(found, content)
    c = content.head
    if c is not None and c != found.key and not (found.quoted and content.first_person()):
        kids = [k for k in context.parse.children[c] if context.parse.deps[k] in ("acomp", "attr", "dobj", "oprd")]
        if c in keys or (context.parse.pos[c] in ("AUX", "VERB") and any(k in keys for k in kids)):
            return "assert"
    return act_of_content(found, content)


@rule("statements.act-of-cue")
def act_of_cue(context: Context, found: Found) -> Act | None:
    """A cue that is more than "said" tells the act: accused, refused, welcomed, its promise, was critical of."""
    parse = context.parse
    acts = cue_acts()
    pos = "verb" if found.pos == "mark" else found.pos
    frame = found.frame.removeprefix("pass-").removeprefix("n-")
    act = (
        acts.get((found.lemma, pos, found.frame))
        or acts.get((found.lemma, pos, frame))
        or acts.get((found.lemma, pos, ""))
    )
    if found.negated and context.is_a(found.lemma, "comment") and _unwilling(context, found):
        found.rules.append(act_of_cue.id)
        return "refuse"
    if act is None and found.noun is not None:
        act = acts.get(
            (parse.lemmas[found.noun].lower(), "noun", "")
        )  # "expressed regret", "reaffirmed its commitment"
    if act is None:
        return None
    if found.negated and act in _WILLED and _unwilling(context, found):
        act, found.negated = "refuse", False
    if act == "refuse" and not found.negated and found.complement is not None:
        # "refused to comment": the act that did not happen is the refusal itself
        lemma = parse.lemmas[found.complement].lower()
        if context.is_a(lemma, "comment") or lemma == "draw":
            found.negated = True
    found.rules.append(act_of_cue.id)
    return cast(Act, act)


def _unwilling(context: Context, found: Found) -> bool:
    """Is the negation one of the will ("would not say", "declined to comment"), not of the fact ("did not say")?"""
    return any(context.parse.lowers[t] in _UNWILLING for t in range(*found.cue))


@rule("statements.act-of-content")
def act_of_content(found: Found, content: Content) -> Act:
    """After a neutral cue the content tells the act: "must" demands, one's own "will" promises, "unless" conditions."""
    found.rules.append(act_of_content.id)
    return content.act()


@rule("statements.act-of-description")
def act_of_description(context: Context, found: Found) -> Act:
    """Who calls a thing something in words of his own praises it or finds fault, by the tone of the words."""
    parse, table = context.parse, tones()
    found.rules.append(act_of_description.id)
    words = [t for a, b in found.content[-1:] for t in parse.tokens_in(a, b)]
    seen = frozenset(k for t in words for k in table.get(parse.lowers[t], ()))
    for kind in ("deny", "reject", "criticise", "praise"):
        if kind in seen:
            return cast(Act, kind)
    return "criticise" if any(context.quote_of[t] not in (-1, context.quote_of[found.key]) for t in words) else "assert"


class Content:
    """The clause that a statement reports, asked for what tells its act."""

    def __init__(self, context: Context, found: Found) -> None:
        self.context, self.found, self.parse = context, found, context.parse
        parse = context.parse
        self.tokens = [t for a, b in found.content for t in parse.tokens_in(a, b)]
        self.inside = frozenset(self.tokens)
        self.words = [parse.lowers[t] for t in self.tokens]
        self.head = self._head()
        self.subject = self._subject()

    def _head(self) -> int | None:
        c = self.found.complement
        if c is not None and c in self.inside:
            return c
        for t in self.tokens:
            h = self.parse.heads[t]
            if (h == t or h not in self.inside) and self.parse.pos[t] in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
                return t
        return self.tokens[0] if self.tokens else None

    def _subject(self) -> int | None:
        return None if self.head is None else self.parse.kid(self.head, "nsubj", "nsubjpass", "expl")

    def conditional(self) -> bool:
        """Does the content hang on a condition: unless, provided, only if?"""
        words = self.words
        return any(w in _CONDITIONS for w in words) or any(
            a == "only" and b in ("if", "when", "after", "once") for a, b in pairwise(words)
        )

    def _subjunctive(self, head: int, helpers: list[str]) -> bool:
        """ "Suggested that nobody speak": a bare verb form after a verb or noun that puts something forward."""
        parse = self.parse
        if not self.context.is_a(self.found.lemma, "puts-forward") or self.found.frame not in ("that", "bare"):
            return False
        if any(h in ("could", "might", "should") for h in helpers):
            return True
        bare = parse.tags[head] in ("VB", "VBP") and not helpers
        s = self.subject
        plural = s is not None and parse.tags[s] in ("NNS", "NNPS")
        return (
            bare
            and s is not None
            and (parse.tags[head] == "VB" or not plural)
            and parse.lowers[s]
            not in (
                "i",
                "we",
                "you",
                "they",
            )
        )

    def first_person(self) -> bool:
        """Is the subject of the content "I" or "we"?"""
        return self.subject is not None and self.parse.lowers[self.subject] in _FIRST

    def own(self) -> bool:
        """Is the subject of the content the source itself, or the party it speaks for?"""
        s = self.subject
        parse, found, cast_ = self.parse, self.found, self.context.cast
        if s is None:
            return False
        if parse.lowers[s] in _FIRST:
            return True
        if found.source is None or found.source_head is None:
            return False
        if parse.lowers[s] in _THIRD and parse.lowers[s] != "it":
            return True
        entity = cast_.at_token(parse.starts[s], parse.ends[s])
        speaker = cast_.at_token(parse.starts[found.source_head], parse.ends[found.source_head])
        if entity is not None and speaker is not None:
            return entity == speaker or cast_.side(entity) == cast_.side(speaker)
        owner = parse.kid(s, "poss")
        return owner is not None and parse.lowers[owner] in ("his", "her", "their", "our", "my", "its")

    def act(self) -> Act:
        """The act by the first sign that holds."""
        parse, head = self.parse, self.head
        if head is None or not self.tokens:
            return "assert"
        if self.found.content and self.parse.text[: self.found.content[-1][1]].rstrip("”\"'’ ").endswith("?"):
            return "ask"
        kids = parse.children[head]
        helpers = [parse.lowers[k] for k in kids if parse.deps[k] in ("aux", "auxpass")]
        negative = any(parse.deps[k] == "neg" or parse.lowers[k] in ("never", "no", "nobody", "nothing") for k in kids)
        own = self.own()
        performed = self._performed(head, own, negative, helpers)
        if performed is not None:
            return performed
        if "otherwise" in self.words[:3] and own:
            return "threaten"
        if self.conditional():
            return "condition"
        if self._subjunctive(head, helpers):
            return "propose"
        if self._obliges(head, helpers, own):
            return "demand"
        willing = any(h in _MODALS for h in helpers)
        tone = self._tones()
        if own and willing:
            if negative:
                return "refuse"
            return "threaten" if "harm" in tones().get(parse.lemmas[head].lower(), frozenset()) else "promise"
        if own and negative and any(h in ("can", "could", "ca") for h in helpers):
            return "refuse"
        if own and self._ready(head):
            return "refuse" if negative else "promise"
        if not own and self._deed(head, negative):
            return "accuse"
        for kind in ("deny", "reject", "criticise", "praise"):
            if kind in tone:
                return cast(Act, kind if not negative or kind in ("deny", "reject") else "criticise")
        if self._denies(negative, own, helpers):
            return "deny"
        return "assert"

    def _performed(self, head: int, own: bool, negative: bool, helpers: list[str]) -> Act | None:
        """ "We reject X", "I call on X": the source does in words what the verb says."""
        parse = self.parse
        s = self.subject
        if s is None or parse.lowers[s] not in _FIRST or parse.tags[head] not in ("VBP", "VB", "VBG"):
            return None
        if helpers and not all(
            h in ("do", "are", "am", "’re", "'re", "’m", "'m", "must", "can", "have") for h in helpers
        ):
            return None
        lemma = parse.lemmas[head].lower()
        if lemma in ("need", "have", "like", "love"):
            return None
        if negative and self.context.is_a(lemma, "comment"):
            return "refuse"
        acts = cue_acts()
        for frame in self._frames(head):
            act = acts.get((lemma, "verb", frame))
            if act is not None:
                if negative:
                    return "refuse" if act in ("accept", "agree", "promise", "propose") else None
                return cast(Act, act)
        return None

    def _frames(self, head: int) -> list[str]:
        parse = self.parse
        names = []
        for k in parse.children[head]:
            if parse.deps[k] == "prep":
                names.append("p:" + parse.lowers[k])
            elif parse.deps[k] == "dobj":
                names.append("obj")
            elif parse.deps[k] == "ccomp":
                names += ["that", "npto", "wh"]
            elif parse.deps[k] == "xcomp":
                names.append("to")
        return [*names, ""]

    def _obliges(self, head: int, helpers: list[str], own: bool) -> bool:
        parse = self.parse
        if any(h in _OBLIGE for h in helpers) and "have" not in helpers:
            return True
        if parse.lemmas[head] in ("need", "have") and parse.kid(head, "xcomp") is not None:
            x = parse.kid(head, "xcomp")
            if x is not None and parse.lowers[parse.left[x]] == "to":
                return parse.lemmas[head] == "need" or not own
        if parse.lemmas[head] == "need" and parse.kid(head, "dobj") is not None and parse.pos[head] == "VERB":
            return True
        if parse.lemmas[head] == "want" and self.own():
            return True
        # an imperative: a bare verb form without a subject that opens a direct quotation
        if parse.tags[head] == "VB" and self.subject is None and not helpers and self.context.quote_of[head] >= 0:
            return parse.lemmas[head] not in ("let", "thank", "see", "be")
        return False

    def _ready(self, head: int) -> bool:
        parse = self.parse
        a = parse.kid(head, "acomp")
        word = parse.lowers[a] if a is not None else parse.lowers[head]
        return word in ("ready", "prepared", "willing", "committed", "determined")

    def _tones(self) -> frozenset[str]:
        """Tones of the words in the content's own clause, those of nested clauses left out."""
        parse, table = self.parse, tones()
        seen: set[str] = set()
        if self.head is None:
            return frozenset()
        reach = [self.head, *parse.children[self.head]]
        for k in list(reach):
            if parse.deps[k] in ("acomp", "attr", "oprd", "dobj", "advmod", "conj", "ROOT"):
                reach += parse.children[k]
        for t in reach:
            if t == self.head or (t in self.inside and parse.deps[t] not in ("nsubj", "nsubjpass", "ccomp", "advcl")):
                seen |= table.get(parse.lowers[t], frozenset()) - {"deed", "harm"}
        return frozenset(seen)

    def _deed(self, head: int, negative: bool) -> bool:
        parse = self.parse
        s = self.subject
        if s is None or parse.lowers[s] in ("there", "it"):
            return False
        entity = self.context.cast.at_token(parse.starts[s], parse.ends[s])
        if entity is None and parse.lowers[s] not in _THIRD and parse.pos[s] not in ("PROPN", "NOUN"):
            return False
        kinds = tones().get(parse.lemmas[head].lower(), frozenset())
        did = parse.tags[head] in ("VBD", "VBN", "VBG") or parse.kid(head, "aux") is not None
        if "deed" in kinds and did and not negative and parse.kid(head, "nsubjpass") is None:
            return True
        responsible = parse.kid(head, "acomp")
        if responsible is not None and parse.lowers[responsible] in ("responsible", "guilty", "behind", "complicit"):
            return not negative
        return False

    def _denies(self, negative: bool, own: bool, helpers: list[str]) -> bool:
        parse = self.parse
        s = self.subject
        if s is None or self.head is None:
            return False
        if parse.deps[s] == "expl" or parse.lowers[s] == "there":
            attr = parse.kid(self.head, "attr", "nsubj")
            if attr is not None and parse.lowers[attr] in ("none", "nothing"):
                return True
            return negative or (attr is not None and any(parse.lowers[k] == "no" for k in parse.children[attr]))
        if any(parse.lowers[k] == "no" for k in parse.children[s]):
            return True
        if any(w in ("just", "only", "merely", "simply", "solely") for w in self.words[:12]):
            return False  # "was not only a host" denies nothing
        past = parse.tags[self.head] in ("VBD", "VBN") or any(
            h in ("did", "had", "was", "were", "has") for h in helpers
        )
        return negative and own and past
