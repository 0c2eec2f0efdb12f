"""Which party wants what on which issue: the matrix, and one cell or row of it over time."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.project.views.positions import Cell, doubts_of
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.dossier.counting import address, by_report, everything
from dragoman.workbench.web import bench, number, view

COLUMNS = (
    ("party", "Party"), ("issue", "Issue"), ("stance", "Stance"), ("standing", "Standing"), ("hedged", "Hedged"),
    ("published", "Published"), ("outlet", "Outlet"), ("speaker", "Speaker"), ("text", "Words"),
    ("document", "Report"), ("lineage", "Lineage"), ("statement", "Statement"), ("start", "Start"), ("end", "End"),
)  # fmt: skip
TONE = {
    "demands": "for", "supports": "for", "offers": "for", "accepts": "for", "conditions": "between",
    "rejects": "against", "refuses": "against", "opposes": "against", "accuses": "against", "denies": "against",
}  # fmt: skip
"""Which way a stance leans, for the colour of a cell; the word stands beside it."""

MOST_PARTIES = 10
MOST_ISSUES = 40
"""Of a matrix that is larger, so much is shown at first."""


def positions(request: Request) -> Response:
    """The matrix of parties and issues; ``?issue=`` shows one issue over time, ``?party=`` also one party."""
    here = bench(request)
    reports = by_report(request)
    with here.shelf.open() as project:
        cells = project.positions(reports=reports)
    until = _day(request.query_params.get("until", ""))
    days = sorted({s.published for c in cells for s in c.stated if s.published})
    if until:
        cells = as_of(cells, until)
    issue = request.query_params.get("issue")
    party = request.query_params.get("party")
    if issue:
        wanted = number(issue, "issue")
        chosen = tuple(c for c in cells if c.issue == wanted and party in (None, "", c.party_name))
        if not chosen:
            raise HTTPException(404, "Nobody has a position on that in this project.")
        return _issue(request, chosen, reports)
    table = Table(name="positions", columns=COLUMNS, rows=_rows(cells))
    parties = list(dict.fromkeys(c.party_name for c in cells))
    weight: dict[int, int] = {}
    names: dict[int, str] = {}
    for cell in cells:
        weight[cell.issue] = weight.get(cell.issue, 0) + len(cell.stated)
        names[cell.issue] = cell.issue_name
    issues = sorted(names, key=lambda i: (-weight[i], names[i]))
    whole = everything(request) or (len(parties) <= MOST_PARTIES and len(issues) <= MOST_ISSUES)
    hidden = (0, 0) if whole else (max(0, len(parties) - MOST_PARTIES), max(0, len(issues) - MOST_ISSUES))
    if not whole:
        parties, issues = parties[:MOST_PARTIES], issues[:MOST_ISSUES]
    matrix = {(c.party_name, c.issue): c for c in cells}
    return here.pages.answer(
        request, "positions.html", table, parties=parties, issues=[(i, names[i]) for i in issues], matrix=matrix,
        reports=reports, tone=TONE, hidden=hidden, until=until,
        days=days,
    )  # fmt: skip


def as_of(cells: tuple[Cell, ...], day: str) -> tuple[Cell, ...]:
    """The matrix as it stood at the end of a day (ISO): what was published later, or on no known day, is left out."""
    out = []
    for cell in cells:
        stated = tuple(s for s in cell.stated if s.published and s.published <= day)
        if not stated:
            continue
        units: dict[str, set[int]] = {}
        for s in stated:
            units.setdefault(s.stance, set()).add(s.lineage)
        changes = tuple(c for c in cell.changes if c.rpartition(" on ")[2] <= day)
        stances = {stance: len(found) for stance, found in units.items()}
        latest = stated[-1].stance
        now = {"stances": stances, "latest": latest, "changes": changes, "doubts": doubts_of(stated)}
        out.append(msgspec.structs.replace(cell, stated=stated, **now))
    return tuple(out)


def _day(value: str) -> str:
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise HTTPException(400, "A day is written as 2024-05-28.") from error


def _issue(request: Request, cells: tuple[Cell, ...], reports: bool) -> Response:
    rows = sorted(_rows(cells), key=lambda r: (r["published"] or "9999", r["document"], r["start"] or 0))
    table = Table(name=f"positions-{cells[0].issue}", columns=COLUMNS, rows=rows)
    drawn = [{n: r[n] for n in ("party", "issue", "stance", "published", "text")} for r in rows if r["published"]]
    return bench(request).pages.answer(
        request, "position.html", table, cells=cells, reports=reports, drawn=drawn, address=address, tone=TONE
    )


def _rows(cells: tuple[Cell, ...]) -> list[dict[str, Any]]:
    return [
        {
            "party": cell.party_name,
            "issue": cell.issue_name,
            **{
                n: getattr(stated, n)
                for n in (
                    "stance", "standing", "hedged", "published", "outlet", "speaker", "text", "document", "lineage",
                    "statement", "start", "end",
                )
            },
        }
        for cell in cells
        for stated in cell.stated
    ]  # fmt: skip


ROUTES: list[BaseRoute] = [*view("/positions", positions)]
