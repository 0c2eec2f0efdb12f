"""Where a report holds two accounts against each other: of how long a meeting went on, of whether there was one."""

from __future__ import annotations

from bisect import bisect_left

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import above, is_verb
from dragoman.reading.talks.attach import LASTING
from dragoman.reading.talks.mention import Meeting, Mention
from dragoman.reading.talks.scene import Scene
from dragoman.record import Anchor, Warning_, rule

NEAR = 40
"""Tokens between two accounts of one thing: further apart they hardly speak of the same."""


def rival_durations(scene: Scene, mentions: list[Mention]) -> dict[int, int]:
    """For each duration that another account contradicts the token of the other one; the first goes to the meeting."""
    parse, times = scene.parse, scene.draft.times
    heads: dict[int, int] = {}
    for i, t in enumerate(times):
        tokens_in = parse.tokens_in(t.start, t.end)
        if tokens_in and t.type == "DURATION" and t.value:
            heads[parse.head_of(tokens_in.start, tokens_in.stop)] = i
    tokens = sorted(heads)
    out: dict[int, int] = {}
    owned = {m.duration: m for m in mentions if m.duration is not None}
    before = sorted(mentions, key=lambda m: m.head)
    for at, token in enumerate(tokens):
        index = heads[token]
        value = str(times[index].value)
        if not value.startswith("PT"):
            continue
        other = next((t for t in tokens[at + 1 : at + 2] if t - token < NEAR), None)
        rival = other if other is not None and _unit(times[heads[other]].value) == _unit(value) else None
        if rival is None:
            rival = _gapped(scene, token)
        elif times[heads[rival]].value == value or heads[rival] in owned:
            continue
        if rival is None or not _claimed(scene, token, rival):
            continue
        if index not in owned:
            segment = parse.segment(token)
            last = next((m for m in reversed(before) if segment.first <= m.head < rival), None)
            if last is None or last.duration is not None:
                continue
            last.duration = index
        out[index] = rival
    return out


@rule("talks.it-lasted")
def pronoun_durations(scene: Scene, mentions: list[Mention]) -> None:
    """ "It lasted two hours" tells how long the meeting named last went on."""
    parse = scene.parse
    by_place = sorted(mentions, key=lambda m: m.head)
    heads = [m.head for m in by_place]
    for index, time in enumerate(scene.draft.times):
        inside = parse.tokens_in(time.start, time.end)
        if not inside or time.type != "DURATION":
            continue
        head = parse.head_of(inside.start, inside.stop)
        verb = next((a.token for a in above(parse, head) if is_verb(parse, a.token)), None)
        if verb is None or parse.lemmas[verb].lower() not in LASTING:
            continue
        doers = parse.kids(verb, "nsubj", "nsubjpass")
        if not doers or parse.lowers[doers[0]] not in ("it", "this", "they"):
            continue
        k = bisect_left(heads, verb) - 1
        if k >= 0 and by_place[k].duration is None and verb - heads[k] < NEAR:
            by_place[k].duration = index


def _unit(value: str | None) -> str:
    return (value or "")[-1:]


def _gapped(scene: Scene, token: int) -> int | None:
    """The bare number of "A remembered nine hours, B wrote down six"."""
    parse = scene.parse
    _, last = parse.sentence(token)
    for t in range(token + 1, min(last, token + NEAR)):
        if parse.pos[t] == "NUM" and parse.deps[t] in ("dobj", "attr", "pobj") and not parse.children[t]:
            return t
    return None


def _claimed(scene: Scene, one: int, other: int) -> bool:
    """Whether the two stand in clauses of their own and somebody's word is given for the second."""
    parse = scene.parse
    words = meeting_words("account-verb")
    verbs = [next((a.token for a in above(parse, t) if is_verb(parse, a.token)), t) for t in (one, other)]
    if verbs[0] == verbs[1]:
        return False
    chain = (verbs[1], parse.heads[verbs[1]])
    return any(is_verb(parse, v) and parse.lemmas[v].lower() in words for v in chain)


@rule("talks.accounts-differ")
def accounts_differ(scene: Scene, meetings: list[Meeting], rivals: dict[int, int]) -> list[Warning_]:
    """Two accounts of one meeting that contradict each other, on its length or on whether it was held, are named."""
    parse, times = scene.parse, scene.draft.times
    out = []
    for meeting in meetings:
        lengths = {m.duration: m for m in meeting.mentions if m.duration is not None}
        for index in lengths:
            rival = rivals.get(index)
            if rival is not None:
                other = scene.time(rival)
                anchor = (
                    Anchor(other.start, other.end, other.text) if other is not None else parse.anchor(rival, rival + 1)
                )
                says = f"Accounts of the meeting's length differ: {times[index].text} and {anchor.text}."
                out.append(Warning_(rule=accounts_differ.id, says=says, anchor=anchor))
        denied = next((m for m in meeting.mentions if m.status == "denied"), None)
        held = next((m for m in meeting.mentions if m.status == "held"), None)
        if denied is not None and held is not None:
            anchor = parse.anchor(denied.first, denied.last)
            words = parse.anchor(held.first, held.last).text
            says = f"One account denies the meeting ({anchor.text}), another tells of it as held ({words})."
            out.append(Warning_(rule=accounts_differ.id, says=says, anchor=anchor))
    return out
