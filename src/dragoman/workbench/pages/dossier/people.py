"""The people and whom they speak for, one of them with the merges behind the name, and the network of all."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.project.views.network import Network
from dragoman.project.views.people import Person
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.dossier.counting import by_report, everything
from dragoman.workbench.web import bench, view

COLUMNS = (
    ("id", "No."), ("name", "Name"), ("spellings", "Spellings"), ("party", "Speaks for"), ("country", "Country"),
    ("roles", "Offices"), ("statements", "Statements"), ("meetings", "Meetings"), ("first", "First"), ("last", "Last"),
    ("count", "Told by"), ("wikidata", "Wikidata"),
)  # fmt: skip
ROLES = (
    ("title", "Office"), ("party", "Of"), ("state", "State"), ("first", "First named"), ("last", "Last named"),
    ("count", "Told by"),
)  # fmt: skip
EDGES = (
    ("source_name", "From"), ("kind", "Kind"), ("target_name", "To"), ("count", "Told by"), ("acts", "Acts"),
    ("source", "From no."), ("target", "To no."),
)  # fmt: skip

MOST_ACTORS = 60
MOST_TIES = 200
"""Of a network that is larger, so much is shown at first."""


def people(request: Request) -> Response:
    """All people, those whom most reports name first."""
    here = bench(request)
    reports = by_report(request)
    with here.shelf.open() as project:
        found = project.people(reports=reports)
    table = Table(name="people", columns=COLUMNS, rows=[person_row(p) for p in found])
    offices = {p.id: office_words(p) for p in found}
    return here.pages.answer(request, "people.html", table, people=found, offices=offices, reports=reports)


def office_words(person: Person) -> list[str]:
    """A person's offices in words, each once, the four that most reports name."""
    found: dict[str, tuple[int, str]] = {}
    for role in person.roles:
        words = role.title if role.state in ("current", *role.title.lower().split()) else f"{role.state} {role.title}"
        if role.party and role.party != person.party and role.party not in words:
            words += f" ({role.party})"
        known = found.get(words.casefold(), (0, words))
        found[words.casefold()] = (known[0] + role.count, known[1])
    return [words for _, words in sorted(found.values(), key=lambda pair: -pair[0])][:4]


def person_row(person: Person) -> dict[str, Any]:
    """A person as a row."""
    row = {name: getattr(person, name) for name, _ in COLUMNS}
    row["spellings"] = [s for s in person.spellings if s != person.name]
    row["roles"] = [role.title + (f" ({role.party})" if role.party else "") for role in person.roles]
    row["meetings"] = len(person.meetings)
    return row


def person(request: Request) -> Response:
    """One person: offices over time, meetings, statements, and the merges behind the name."""
    here = bench(request)
    reports = by_report(request)
    wanted = request.path_params["id"]
    with here.shelf.open() as project:
        everyone = project.people(reports=reports)
        found = next((p for p in everyone if p.id == wanted), None)
        if found is None:
            raise HTTPException(404, f"There is no person {wanted} in this project.")
        keys = {p.id: project.keys("actor", p.id) for p in everyone}
        own = set(keys[wanted])
        merges = [m for m in project.merges("actor") if m.item in own or m.with_item in own]
        met = [m for m in project.meetings(reports=reports) if m.id in found.meetings]
    rows = [{name: getattr(role, name) for name, _ in ROLES} for role in found.roles]
    table = Table(name=f"person-{wanted}", columns=ROLES, rows=rows)
    others = sorted((p.name, keys[p.id][0]) for p in everyone if p.id != wanted and keys[p.id])
    return here.pages.answer(
        request, "person.html", table, person=found, row=person_row(found), merges=merges, met=met, others=others,
        key=keys[wanted][0] if keys[wanted] else None, reports=reports,
    )  # fmt: skip


def network(request: Request) -> Response:
    """Who met whom, who speaks for whom, who says what of whom."""
    here = bench(request)
    reports = by_report(request)
    with here.shelf.open() as project:
        found = project.network(reports=reports)
    names = {node.id: node.name for node in found.nodes}
    rows = [
        {
            "source_name": names.get(edge.source), "kind": edge.kind, "target_name": names.get(edge.target),
            "count": edge.count, "acts": [f"{act} {n}" for act, n in edge.acts.items()], "source": edge.source,
            "target": edge.target,
        }
        for edge in sorted(found.edges, key=lambda e: (-e.count, e.kind, names.get(e.source, "")))
    ]  # fmt: skip
    table = Table(name="network", columns=EDGES, rows=rows)
    kinds = list(dict.fromkeys(edge.kind for edge in found.edges))
    shown = found if everything(request) else weightiest(found)
    drawn = msgspec.to_builtins(shown)
    hidden = len(found.nodes) - len(shown.nodes)
    rows_shown = rows if everything(request) else rows[:MOST_TIES]
    return here.pages.answer(
        request, "network.html", table, drawn=drawn, kinds=kinds, reports=reports, hidden=hidden, shown=rows_shown
    )


def weightiest(found: Network, most: int = MOST_ACTORS) -> Network:
    """The part of a network between the actors with the weightiest ties."""
    if len(found.nodes) <= most:
        return found
    weight: dict[int, int] = {}
    for edge in found.edges:
        for end in (edge.source, edge.target):
            weight[end] = weight.get(end, 0) + edge.count
    kept = set(sorted(weight, key=lambda n: (-weight[n], n))[:most])
    edges = tuple(e for e in found.edges if e.source in kept and e.target in kept)
    touched = {n for e in edges for n in (e.source, e.target)}
    return Network(tuple(n for n in found.nodes if n.id in touched), edges)


ROUTES: list[BaseRoute] = [
    *view("/people", people), *view("/people/{id:int}", person), *view("/network", network),
]  # fmt: skip
