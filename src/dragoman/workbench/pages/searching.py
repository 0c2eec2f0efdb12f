"""Search: words and filters, facets beside the hits, an address for each search."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.project import Found, Hit, Project, ProjectError, Query
from dragoman.review import CHOICES
from dragoman.workbench.answers import Table
from dragoman.workbench.web import bench, number, view

COLUMNS = (
    ("published", "Published"), ("outlet", "Outlet"), ("speaker", "Speaker"), ("party", "Party"), ("act", "Act"),
    ("standing", "Standing"), ("snippet", "Words"), ("document", "Report"), ("title", "Title"),
    ("statement", "Statement"), ("start", "Start"), ("end", "End"),
)  # fmt: skip
PAGE = 25
FACETED = 1_000
"""Hits that the facets count at most."""
_FACETS = (("speaker", "Speaker"), ("party", "Party"), ("act", "Act"), ("outlet", "Outlet"))
_FILTERS = ("speaker", "party", "act", "issue", "outlet", "since", "until")


def search(request: Request) -> Response:
    """Hits, and how they spread over speakers, parties, acts and outlets. CSV and JSON give up to a thousand."""
    here = bench(request)
    params = {k: v.strip() for k, v in request.query_params.items() if v.strip()}
    words = params.get("q", "")[:500]
    within = params.get("within", "statements")
    if within not in ("statements", "text"):
        raise HTTPException(400, "Search in statements or in text.")
    offset = number(params.get("offset", "0"), "offset", highest=1_000_000)
    filters = {name: params.get(name) for name in _FILTERS}
    if within == "text":
        filters |= {"speaker": None, "party": None, "act": None, "issue": None}
    asked = bool(words or any(filters.values()))
    says = ""
    found = Found(total=0, offset=offset, hits=())
    facets: dict[str, list[tuple[str, int]]] = {}
    with here.shelf.open() as project:
        if asked:
            try:
                found, facets = _find(project, words, within, filters, offset, params, rows=bool(request.state.ending))
            except ProjectError as error:
                if error.code != "query":
                    raise
                says = str(error)
        else:
            facets = _facets(project.search("", query=Query(limit=FACETED)).hits)
    table = Table(name="search", columns=COLUMNS, rows=[_row(hit) for hit in found.hits])
    return here.pages.answer(
        request, "search.html", table, found=found, says=says, q=words, within=within, filters=filters, facets=facets,
        asked=asked, page=PAGE, params=params,
        acts=CHOICES["statement", "act"], titles=_FACETS,
        order=params.get("order", ""), parts=_parts,
    )  # fmt: skip


def _find(
    project: Project,
    words: str,
    within: str,
    filters: dict[str, str | None],
    offset: int,
    params: dict[str, str],
    rows: bool,
) -> tuple[Found, dict[str, list[tuple[str, int]]]]:
    order: Literal["rank", "date"] = "date" if params.get("order") == "date" else "rank"
    chosen: Literal["statements", "text"] = "text" if within == "text" else "statements"
    copies = params.get("copies") == "1"

    def ask(limit: int, start: int) -> Found:
        query = Query(within=chosen, order=order, copies=copies, limit=limit, offset=start, **filters)
        return project.search(words, query=query)

    if rows:
        return ask(FACETED, offset), {}
    found = ask(PAGE, offset)
    counted = found.hits if found.total <= PAGE and offset == 0 else ask(FACETED, 0).hits
    return found, _facets(counted)


def _facets(hits: tuple[Hit, ...]) -> dict[str, list[tuple[str, int]]]:
    out = {}
    for name, _ in _FACETS:
        counted = Counter(value for hit in hits if (value := getattr(hit, name)))
        out[name] = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
    return out


def _row(hit: Hit) -> dict[str, Any]:
    row = {name: getattr(hit, name) for name, _ in COLUMNS}
    row["snippet"] = "".join(words for words, _ in _parts(hit.snippet))
    return row


def _parts(snippet: str) -> list[tuple[str, bool]]:
    """A snippet cut at the marks around words found: stretches, and whether each was found.

    A bracket of the report's own looks the same as a mark; then some words are shown as found that were not.
    """
    out: list[tuple[str, bool]] = []
    for n, piece in enumerate(snippet.split("[")):
        if n == 0:
            out.append((piece, False))
            continue
        hit, closed, rest = piece.partition("]")
        if closed:
            out += [(hit, True), (rest, False)]
        else:
            out.append(("[" + piece, False))
    return [(words, is_hit) for words, is_hit in out if words]


ROUTES: list[BaseRoute] = [*view("/search", search)]
