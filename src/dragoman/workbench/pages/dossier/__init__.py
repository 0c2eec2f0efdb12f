"""The dossier: what the project shows of one set of talks. Every view is an address, with its rows as JSON and CSV.

``?reports=1`` counts every report where otherwise the copies of one text count once.
"""

from starlette.routing import BaseRoute

from dragoman.workbench.pages.dossier import people, positions, talks, timeline, whereabouts

ROUTES: list[BaseRoute] = [
    *timeline.ROUTES, *talks.ROUTES, *positions.ROUTES, *people.ROUTES, *whereabouts.ROUTES,
]  # fmt: skip
