"""Where the talks were, on a map that needs no network."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.knowledge.cities import city_named
from dragoman.project.views.meetings import MergedMeeting
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.dossier.counting import by_report
from dragoman.workbench.web import bench, view

COLUMNS = (
    ("place", "Place"), ("country", "Country"), ("latitude", "Latitude"), ("longitude", "Longitude"),
    ("meetings", "Meetings"), ("first", "First"), ("last", "Last"), ("numbers", "Meetings' numbers"),
)  # fmt: skip


def whereabouts(request: Request) -> Response:
    """The places of meetings with their coordinates; places whose coordinates are not known are listed below."""
    here = bench(request)
    reports = by_report(request)
    with here.shelf.open() as project:
        found = project.meetings(reports=reports)
    rows = place_rows(found)
    table = Table(name="map", columns=COLUMNS, rows=rows)
    drawn = [r for r in rows if r["latitude"] is not None]
    nowhere = sum(1 for m in found if not m.place)
    return here.pages.answer(request, "map.html", table, drawn=drawn, reports=reports, nowhere=nowhere)


def place_rows(found: tuple[MergedMeeting, ...]) -> list[dict[str, Any]]:
    """One row a place, the one with most meetings first."""
    by_place: dict[str, list[MergedMeeting]] = {}
    for meeting in found:
        if meeting.place:
            by_place.setdefault(meeting.place, []).append(meeting)
    rows = []
    for place, here in by_place.items():
        city = city_named(place)
        days = sorted(d for m in here if (d := m.earliest))
        rows.append(
            {
                "place": place,
                "country": city.country if city else None,
                "latitude": city.latitude if city else None,
                "longitude": city.longitude if city else None,
                "meetings": len(here),
                "first": days[0] if days else None,
                "last": days[-1] if days else None,
                "numbers": [m.id for m in here],
            }
        )
    return sorted(rows, key=lambda r: (-r["meetings"], r["place"]))


ROUTES: list[BaseRoute] = [*view("/map", whereabouts)]
