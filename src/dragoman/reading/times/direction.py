"""Which way a day without a week, a month without a year points: tense, aspect and the words before it."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Literal

from dragoman.knowledge.tables import table
from dragoman.reading.parse import Parse
from dragoman.record import rule

Way = Literal["past", "future"]
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_STEPS = 12


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for line in table("time_direction"):
        kinds.setdefault(line["kind"], set()).add(line["form"])
    return {kind: frozenset(forms) for kind, forms in kinds.items()}


def direction_of(parse: Parse, start: int, end: int, *, is_day: bool = True) -> tuple[Way, str] | None:
    """The direction of the time expression ``start`` to ``end`` and the id of the rule that tells it, or None.

    ``is_day`` tells that it is a day or a weekday: one names what a meeting is called for, a month or quarter less so.
    """
    inside = parse.tokens_in(start, end)
    if not len(inside):
        return None
    head = parse.head_of(inside.start, inside.stop)
    told = _told(parse, inside, head, is_day=is_day)
    if told is not None and told[0] == "future" and is_day and came_to_pass(parse, head):
        return "past", came_to_pass.id
    return told


def _told(parse: Parse, inside: range, head: int, *, is_day: bool) -> tuple[Way, str] | None:
    told = future_noun(parse, inside.start, inside.stop, is_day=is_day)
    if told and not _over(parse, _verb_above(parse, head)):
        return told, future_noun.id
    j = head
    for _ in range(_STEPS):
        if parse.tags[j] in _VERBS and parse.pos[j] in ("VERB", "AUX"):
            if way := planned(parse, j):
                return way, planned.id
            if is_day and (way := present_date(parse, head, j)):
                return way, present_date.id
            if way := future_tense(parse, j):
                return way, future_tense.id
            if way := past_tense(parse, j):
                return way, past_tense.id
        up = parse.heads[j]
        if up == j:
            break
        if is_day and called_for(parse, j, up):
            return "future", called_for.id
        j = up
    return None


@rule("times.came-to-pass")
def came_to_pass(parse: Parse, head: int) -> bool:
    """The day of a plan lies behind once the plan has or has not come about: "talks set for Friday failed"."""
    for j in (head, *islice(parse.ancestors(head), _STEPS)):
        if parse.deps[j] not in ("acl", "relcl"):
            continue
        noun = parse.heads[j]
        verb = parse.heads[noun]
        if parse.deps[noun] not in ("nsubj", "nsubjpass") or parse.lemmas[verb].lower() not in _words()["occurs"]:
            return False
        return parse.tags[verb] == "VBD" or any(parse.lowers[k] == "did" for k in parse.kids(verb, "aux"))
    return False


@rule("times.present-date")
def present_date(parse: Parse, head: int, verb: int) -> Way | None:
    """What "is" on a day, in the present tense, lies ahead: "The next session is on Thursday"."""
    if parse.lowers[verb] not in ("is", "are") or parse.kid(verb, "expl") is not None:
        return None
    up = parse.heads[head]
    if up != verb and (parse.lowers[up] not in ("on", "at") or parse.heads[up] != verb):
        return None
    return "future" if parse.kid(verb, "nsubj") is not None else None


@rule("times.called-for")
def called_for(parse: Parse, prep: int, verb: int) -> bool:
    """What somebody is invited for, and the day that something is moved to, lie ahead: "invited both for Friday"."""
    kind = {"for": "intends", "to": "moves", "from": "moves"}.get(parse.lowers[prep])
    if parse.lowers[prep] == "to" and parse.lowers[verb] == "from":
        verb = parse.heads[verb]  # "moved from Saturday to Monday"
    if kind is None or parse.deps[prep] != "prep" or parse.pos[verb] != "VERB":
        return False
    return parse.lemmas[verb].lower() in _words()[kind] and not _over(parse, verb)


@rule("times.future-tense")
def future_tense(parse: Parse, verb: int) -> Way | None:
    """In a clause with "will", "shall" or "is going to" a weekday or date lies ahead."""
    words = _words()
    helpers = [parse.lowers[k] for k in parse.kids(verb, "aux", "auxpass")]
    if "have" in helpers:
        return None
    return "future" if any(h in words["future-aux"] for h in helpers) else None


@rule("times.past-tense")
def past_tense(parse: Parse, verb: int) -> Way | None:
    """In a clause in the past tense or a perfect one a weekday or date lies behind."""
    tag = parse.tags[verb]
    helpers = [parse.lowers[k] for k in parse.kids(verb, "aux", "auxpass")]
    if tag == "VBD":
        return "past"
    if any(h in ("was", "were", "had", "did", "has", "have", "'ve", "been") for h in helpers):
        return "past"
    if tag == "VBN" and not helpers and parse.deps[verb] in ("acl", "relcl", "advcl"):
        return "past"
    return None


@rule("times.planned")
def planned(parse: Parse, verb: int) -> Way | None:
    """What is planned, due, scheduled or expected for a day lies ahead."""
    words = _words()
    tag = parse.tags[verb]
    low = parse.lemmas[verb].lower()
    helpers = [parse.lowers[k] for k in parse.kids(verb, "aux", "auxpass")]
    open_plan = low in words["plans"] and tag in ("VBN", "VBP", "VBZ", "VBG") and parse.deps[verb] != "amod"
    if open_plan and not any(h in ("had", "been") for h in helpers):
        return "future"
    if low == "plan" and tag == "VBD":
        return "future"
    if tag == "VBN" and low in words["set"] and parse.deps[verb] in ("acl", "relcl") and not helpers:
        return "future"
    if tag == "VB" and "to" in helpers:
        up = parse.heads[verb]
        if _over(parse, up) or _over(parse, parse.heads[up]):
            return "past"
        above = parse.lemmas[up].lower()
        if up != verb and (above in words["plans"] or parse.lowers[up] in words["plans"]):
            return "future"
        if up != verb and above in words["intends"] and low in words["scheduled"]:
            return "future"  # "agreed to meet on Friday", but "agreed to lift the ban on Friday"
        if up != verb and parse.lowers[up] in ("is", "are", "'s", "'re", "was", "were"):
            return "future"
    if tag in ("VBP", "VBZ") and low in words["scheduled"] and not helpers and parse.segment(verb).kind == "body":
        return "future"
    if tag == "VBG" and any(h in ("is", "are", "'s", "'re", "am", "'m") for h in helpers):
        return "future"
    return None


def _over(parse: Parse, verb: int) -> bool:
    """Whether a plan is told of as past: "had been due to expire Friday"."""
    return any(parse.lowers[k] == "had" for k in parse.kids(verb, "aux", "auxpass"))


def _verb_above(parse: Parse, i: int) -> int:
    for j in parse.ancestors(i):
        if parse.tags[j] in _VERBS:
            return j
    return i


@rule("times.future-noun")
def future_noun(parse: Parse, first: int, last: int, *, is_day: bool) -> Way | None:
    """A day after "until", "by", "set for", "ahead of" or "starting" lies ahead."""
    before = parse.lowers[first - 1] if first else ""
    words = _words()
    if before in words["future-before"]:
        return "future"
    if before == "of" and first > 1 and parse.lowers[first - 2] in words["ahead"]:
        return "future"
    if is_day and before in words["future-for"] and parse.lowers[last : last + 1] not in (["'s"], ["’s"]):
        return "future" if parse.deps[first - 1] == "prep" else None
    if (
        before == "as"
        and first > 2
        and parse.lowers[first - 2] in ("soon", "early")
        and parse.lowers[first - 3] == "as"
    ):
        return "future"
    return None
