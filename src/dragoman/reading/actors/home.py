"""Which state is meant when a report says "the foreign minister" and no more."""

from __future__ import annotations

from bisect import bisect_left

from dragoman.knowledge.people import sole_owners
from dragoman.reading.actors.duties import party_of
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Duty
from dragoman.record import rule

_NEAR = 150
"""Code points: about a sentence to either side."""
_CLEARLY = 1.7
"""How much more a text must be about one state than about the next for an office without a state to be its."""
_DATELINE = 4.0
"""How many mentions of a state a dateline from there is worth: papers leave out the state that they write from."""
_STATE_LEVELS = frozenset({"leaders", "ministers", "ambassadors"})
_STATE_OFFICES = frozenset(
    {
        "intelligence-chief",
        "chief-of-staff",
        "deputy-foreign-minister",
        "governor",
        "spokesman",
        "spokeswoman",
        "spokesperson",
    }
)


class _Map:
    """What the text says of states, gathered once: their weights, where they stand, who holds what for them."""

    def __init__(self, registry: Registry, dateline: str) -> None:
        self.weights = _weights(registry, dateline)
        self.taken: dict[str, set[int]] = {}
        self.marked: set[int] = set()
        self.marks: list[tuple[int, str]] = []
        for actor in registry.actors:
            if actor.kind in ("state", "place") and actor.country:
                self.marks.extend((spot.start, actor.country) for spot in actor.spots)
            for duty in actor.duties:
                if duty.of is not None:
                    self.taken.setdefault(duty.office, set()).add(id(duty.of))
                    self.marked.add(id(duty.of))
        self.marks.sort()

    def near(self, duty: Duty) -> set[str]:
        """Countries that are named, or whose cities are, within a sentence's length of the words of a role."""
        if duty.anchor is None:
            return set()
        low = bisect_left(self.marks, (duty.anchor.start - _NEAR, ""))
        high = bisect_left(self.marks, (duty.anchor.end + _NEAR, ""))
        return {country for _, country in self.marks[low:high]}


def find_home(registry: Registry, dateline: str) -> None:
    """Note the state that the text is clearly most about, if there is one."""
    registry.home = _clearest(_weights(registry, dateline))


def home_offices(registry: Registry, dateline: str = "") -> None:
    """Give offices that name no state the one that the text leaves for them. ``dateline`` is an ISO code or empty."""
    here = _Map(registry, dateline)
    registry.home = _clearest(here.weights) or registry.home
    for actor in registry.actors:
        whole = actor.kind == "government-body" or (actor.kind == "armed-force" and not actor.plural)
        if whole and actor.side is None and not actor.party and actor.spots:
            home_body(registry, actor)
    for actor in registry.actors:
        if actor.kind != "person" or actor.side is not None:
            continue
        for duty in actor.duties:
            if duty.of is not None or duty.pending:
                continue
            owner = sole_owners().get(duty.office)
            if owner and _may_own(registry, owner):
                only_owner(registry, actor, duty, owner)
            elif duty.office in sole_owners():
                pass
            elif duty.level in (*_STATE_LEVELS, "military") or duty.office in _STATE_OFFICES:
                home_state(here, actor, duty)
            break


@rule("actors.office-of-one-state")
def only_owner(registry: Registry, actor: Actor, duty: Duty, owner: str) -> None:
    """An office that only one state or organisation has ("Secretary of State") is that one's."""
    duty.of = registry.party(owner)
    actor.side = party_of(duty.of)
    actor.rules[only_owner.id] = None


@rule("actors.office-of-home-state")
def home_state(here: _Map, actor: Actor, duty: Duty) -> None:
    """An office without a state belongs to the state named near it, or most written about, that has no other holder."""
    taken = here.taken.get(duty.office, set()) | here.taken.get("counterpart", set())
    free = [(weight, state) for weight, state in here.weights if id(state) not in taken]
    named = any(spot.form == "name" for spot in actor.spots)
    unmarked = [(weight, state) for weight, state in free if not named or id(state) not in here.marked] or free
    near = here.near(duty) if duty.level in _STATE_LEVELS and named else set()
    close = [(weight, state) for weight, state in unmarked if state.country in near]
    state = close[0][1] if len(close) == 1 else _clearest(unmarked)
    if state is None:
        return
    duty.of = actor.side = state
    here.taken.setdefault(duty.office, set()).add(id(state))
    actor.rules[home_state.id] = None


def _clearest(weights: list[tuple[float, Actor]]) -> Actor | None:
    """The first of the states when the text is clearly more about it than about the second."""
    if weights and (len(weights) == 1 or weights[0][0] >= _CLEARLY * weights[1][0]):
        return weights[0][1]
    return None


@rule("actors.body-of-home-state")
def home_body(registry: Registry, actor: Actor) -> None:
    """A ministry, parliament or army named without its state belongs to the state that the text is most about."""
    if registry.home is not None:
        actor.side = registry.home
        actor.country = actor.country or registry.home.country
        actor.rules[home_body.id] = None


def _may_own(registry: Registry, party_id: str) -> bool:
    """A state may be meant without a word; an organisation only where the text names it."""
    known, actor = registry.gazetteer.parties.get(party_id), registry.has_party(party_id)
    return known is not None and (known.kind == "state" or (actor is not None and bool(actor.spots)))


def _weights(registry: Registry, dateline: str) -> list[tuple[float, Actor]]:
    """States by how much the text is about them: their own mentions, and their cities, bodies and movements."""
    states: dict[str, Actor] = {}
    weight: dict[str, float] = {}
    for actor in registry.actors:
        if actor.kind == "state" and actor.country and actor.spots:
            states[actor.country] = actor
    for actor in registry.actors:
        code = actor.country
        if code in states and actor.spots:
            share = 1.0 if actor.kind == "state" else 0.5 if actor.kind == "place" else 0.7
            weight[code] = weight.get(code, 0.0) + share * len(actor.spots)
    if dateline in weight:
        weight[dateline] += _DATELINE
    return sorted(((w, states[c]) for c, w in weight.items()), key=lambda pair: (-pair[0], pair[1].spots[0].start))
