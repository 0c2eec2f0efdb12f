"""What is known beforehand of who held which office, laid beside what the text says."""

from __future__ import annotations

from dragoman.knowledge.people import Tenure, family_offices, name_key, tenures
from dragoman.reading.actors.duties import party_of
from dragoman.reading.actors.holders import offices_agree
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Duty
from dragoman.record import Warning_, rule


def know_offices(registry: Registry) -> list[Warning_]:
    """Give known holders their tenures; a text that gives one a different state keeps its word and earns a warning."""
    warnings: list[Warning_] = []
    for actor in registry.people:
        keys = dict.fromkeys(name_key(n) for n in (actor.name, *actor.aliases) if " " in n.strip())
        held = next((tenures()[k] for k in keys if k in tenures()), ())
        if not held:
            if not keys:
                surname_and_office(registry, actor)
            continue
        actor.held = held
        for duty in actor.duties:
            state_of_known_holder(registry, actor, duty, held)
        if any(d.office for d in actor.duties):
            date_roles(actor, held)
            warning = other_state(registry, actor, held)
            if warning is not None:
                warnings.append(warning)
        else:
            role_of_known_holder(registry, actor, held)
    return warnings


@rule("actors.state-of-known-holder")
def state_of_known_holder(registry: Registry, actor: Actor, duty: Duty, held: tuple[Tenure, ...]) -> None:
    """An office that the text gives without a state is of the state in which the person is known to have held it."""
    if duty.of is not None or duty.pending or not duty.office:
        return
    states = list(dict.fromkeys(t.of for t in held if offices_agree(duty.office, t.office)))
    if len(states) == 1 and (of := registry.party(states[0])) is not None:
        duty.of = of
        if actor.side is None:
            actor.side = party_of(of)
        actor.rules[state_of_known_holder.id] = None


@rule("actors.surname-and-office")
def surname_and_office(registry: Registry, actor: Actor) -> None:
    """A surname with an office ("President Clinton") is of the one state known to have had such a holder."""
    for duty in actor.duties:
        if duty.of is not None or duty.pending or not duty.office:
            continue
        held = family_offices().get((name_key(actor.name).split()[-1], duty.office), ())
        states = list(dict.fromkeys(t.of for t in held))
        if len(states) > 1:
            states = [s for s in states if (party := registry.has_party(s)) is not None and party.spots]
        if len(states) == 1 and (of := registry.party(states[0])) is not None:
            duty.of = of
            if actor.side is None:
                actor.side = party_of(of)
            actor.rules[surname_and_office.id] = None


@rule("actors.tenure-of-office")
def date_roles(actor: Actor, held: tuple[Tenure, ...]) -> None:
    """A role that the text names gets the dates of the one tenure in that office that is known of the person."""
    for duty in actor.duties:
        of = duty.of.party if duty.of is not None else ""
        fitting = [t for t in held if offices_agree(duty.office, t.office) and (not of or t.of == of)]
        if len(fitting) == 1:
            duty.since, duty.until = fitting[0].since or None, fitting[0].until or None
            actor.rules[date_roles.id] = None


@rule("actors.office-from-gazetteer")
def role_of_known_holder(registry: Registry, actor: Actor, held: tuple[Tenure, ...]) -> None:
    """A person named without an office, known to have held offices of one state that is spoken of, is that state's."""
    states = list(dict.fromkeys(t.of for t in held))
    if len(states) > 1:
        states = [s for s in states if (party := registry.has_party(s)) is not None and party.spots]
    if len(states) != 1 or actor.side is not None:
        return
    side = registry.party(states[0])
    if side is None:
        return
    actor.side = party_of(side)
    actor.rules[role_of_known_holder.id] = None
    for tenure in held if len(held) == 1 else ():
        actor.duties.append(
            Duty(tenure.office.replace("-", " "), tenure.office, side, "current", None, role_of_known_holder.id,
                 since=tenure.since or None, until=tenure.until or None, known_from="gazetteer")
        )  # fmt: skip


@rule("actors.office-of-another-state")
def other_state(registry: Registry, actor: Actor, held: tuple[Tenure, ...]) -> Warning_ | None:
    """Where the text gives a known office-holder another state's office, the text is followed and a warning given."""
    for duty in actor.duties:
        if duty.of is None or not duty.of.party or duty.of.kind != "state":
            continue
        same = [t for t in held if offices_agree(duty.office, t.office)]
        if same and all(t.of != duty.of.party for t in same):
            known = registry.gazetteer.parties.get(same[0].of)
            whose = known.name if known is not None else same[0].of
            office = same[0].office.replace("-", " ")
            return Warning_(
                rule=other_state.id,
                says=f"The text calls {actor.name} {duty.title} of {duty.of.name}, "
                f"the list of office-holders {office} of {whose}; the text was followed.",
                anchor=duty.anchor,
            )
    return None
