"""Which state is meant when a report says "the foreign minister" and no more."""

from __future__ import annotations

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


def home_offices(registry: Registry, dateline: str = "") -> None:
    """Give offices that name no state the one that the text leaves for them. ``dateline`` is an ISO code or empty."""
    weights = _weights(registry, dateline)
    if weights and (len(weights) == 1 or weights[0][0] >= _CLEARLY * weights[1][0]):
        registry.home = weights[0][1]
    for actor in registry.actors:
        if actor.kind == "government-body" and actor.side is None and not actor.party and actor.spots:
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
                home_state(registry, actor, duty, weights)
            break


@rule("actors.office-of-one-state")
def only_owner(registry: Registry, actor: Actor, duty: Duty, owner: str) -> None:
    """An office that only one state or organisation has ("Secretary of State") is that one's."""
    duty.of = registry.party(owner)
    actor.side = party_of(duty.of)
    actor.rules[only_owner.id] = None


@rule("actors.office-of-home-state")
def home_state(registry: Registry, actor: Actor, duty: Duty, weights: list[tuple[float, Actor]]) -> None:
    """An office without a state belongs to the state most written about that has no other holder of it in the text."""
    taken = {
        id(d.of)
        for other in registry.actors
        if other is not actor
        for d in other.duties
        if d.office in (duty.office, "counterpart") and d.of is not None
    }
    free = [(w, state) for w, state in weights if id(state) not in taken]
    near = _states_near(registry, actor, duty)
    here = [state for _, state in free if state.country in near] if duty.level in _STATE_LEVELS else []
    if len(here) == 1:
        state = here[0]
    elif free and (len(free) == 1 or free[0][0] >= _CLEARLY * free[1][0]):
        state = free[0][1]
    else:
        return
    duty.of = actor.side = state
    actor.rules[home_state.id] = None


@rule("actors.body-of-home-state")
def home_body(registry: Registry, actor: Actor) -> None:
    """A ministry or parliament named without its state belongs to the state that the text is most about."""
    if registry.home is not None:
        actor.side = registry.home
        actor.country = actor.country or registry.home.country
        actor.rules[home_body.id] = None


def _states_near(registry: Registry, actor: Actor, duty: Duty) -> set[str]:
    """Countries that are named, or whose cities are, within a sentence's length of the words of a role."""
    if duty.anchor is None:
        return set()
    low, high = duty.anchor.start - _NEAR, duty.anchor.end + _NEAR
    return {
        other.country
        for other in registry.actors
        if other.kind in ("state", "place") and other.country
        for spot in other.spots
        if low <= spot.start <= high
    }


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
