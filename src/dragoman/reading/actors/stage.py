"""The actors stage: from the parse to the cast."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.fold import fold, lowered
from dragoman.knowledge.gazetteer import Gazetteer, gazetteer
from dragoman.knowledge.ownactors import own_gazetteer
from dragoman.reading.actors.assemble import assemble
from dragoman.reading.actors.attach import attachments
from dragoman.reading.actors.clauses import duties_of_clauses
from dragoman.reading.actors.duties import give_duties, late_duties
from dragoman.reading.actors.home import find_home, home_offices
from dragoman.reading.actors.known import place_bodies, place_known
from dragoman.reading.actors.people import link_people
from dragoman.reading.actors.phrases import phrases
from dragoman.reading.actors.quotes import quoted
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.scan import scan
from dragoman.reading.actors.sequence import resolve
from dragoman.reading.actors.tenures import know_offices
from dragoman.reading.actors.working import Scene
from dragoman.reading.draft import Draft


def read_actors(draft: Draft) -> Draft:
    """Find who is spoken of, who they are, and whom each speaks for."""
    folded = fold(draft.text)
    known = own_gazetteer(draft.settings.actors_file) if draft.settings.actors_file else gazetteer()
    scene = Scene(draft.parse, folded, lowered(folded))
    registry = Registry(known)
    scene.quoted = quoted(draft.parse)
    scan(scene, known)
    place_known(scene, registry)
    place_bodies(scene, registry)
    found = phrases(scene)
    dateline = _dateline_country(draft, known)
    links = attachments(scene, found)
    link_people(scene, registry, links)
    give_duties(scene, registry, links)
    find_home(registry, dateline)
    warnings = know_offices(registry)
    duties_of_clauses(scene, registry)
    home_offices(registry, dateline)
    resolve(scene, registry, found)
    late_duties(scene, registry, links)
    home_offices(registry, dateline)
    duties_of_clauses(scene, registry)
    cast = assemble(draft, scene, registry)
    return replace(draft, cast=cast, warnings=(*draft.warnings, *warnings))


def _dateline_country(draft: Draft, known: Gazetteer) -> str:
    """ISO 3166-1 alpha-3 of the country that the report was filed from, or an empty string."""
    place = draft.dateline.place if draft.dateline is not None else None
    for form in known.named(place) if place else ():
        party = known.parties.get(form.party)
        if party is not None and party.kind == "state":
            return party.id
    return ""
