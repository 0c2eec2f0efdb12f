"""The meetings: a list, one of them, its accounts side by side, and what contradicts what."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.project.views.accounts import Accounts
from dragoman.project.views.meetings import MergedMeeting
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.dossier.counting import address, by_report
from dragoman.workbench.web import bench, number, view

COLUMNS = (
    ("id", "No."), ("value", "When"), ("parties", "Parties"), ("place", "Place"), ("venue", "Venue"),
    ("status", "Status"), ("kind", "Kind"), ("heads", "Headed by"), ("hosts", "Hosts"), ("mediators", "Mediators"),
    ("topics", "On the table"), ("excluded", "Kept off it"), ("outcomes", "Outcome"), ("count", "Told by"),
)  # fmt: skip
SIGHTS = (
    ("document", "Report"), ("outlet", "Outlet"), ("published", "Published"), ("status", "Status"),
    ("value", "When"), ("place", "Place"), ("because", "Taken for this meeting because"), ("key", "Key"),
    ("start", "Start"), ("end", "End"),
)  # fmt: skip
ACCOUNTS = (
    ("aspect", "Aspect"), ("verdict", "Verdict"), ("document", "Report"), ("outlet", "Outlet"), ("value", "Says"),
    ("text", "Words"), ("start", "Start"), ("end", "End"),
)  # fmt: skip
CONTRADICTIONS = (
    ("id", "No."), ("kind", "Kind"), ("about", "About"), ("says", "In short"), ("meeting", "Meeting"),
    ("document", "Report"), ("outlet", "Outlet"), ("published", "Published"), ("speaker", "Speaker"),
    ("value", "Says"), ("text", "Words"), ("start", "Start"), ("end", "End"),
)  # fmt: skip
_OF_SIDE = ("document", "outlet", "published", "speaker", "value", "text", "start", "end")
KINDS = ("direct", "emphasis", "omission")


def meetings(request: Request) -> Response:
    """All meetings in order of time."""
    here = bench(request)
    reports = by_report(request)
    with here.shelf.open() as project:
        found = project.meetings(reports=reports)
    table = Table(name="meetings", columns=COLUMNS, rows=[meeting_row(m) for m in found])
    return here.pages.answer(request, "meetings.html", table, reports=reports)


def meeting_row(meeting: MergedMeeting) -> dict[str, Any]:
    """A meeting as a row."""
    return {
        "id": meeting.id,
        "value": meeting.value,
        "parties": [p.name for p in meeting.parties],
        "place": meeting.place,
        "venue": meeting.venue,
        "status": meeting.status,
        "kind": meeting.kind,
        "heads": [f"{d.name} ({d.party})" if d.party else d.name for d in meeting.delegates if d.part == "head"],
        "hosts": [p.name for p in meeting.hosts],
        "mediators": [p.name for p in meeting.mediators],
        "topics": list(meeting.topics),
        "excluded": list(meeting.excluded),
        "outcomes": list(meeting.outcomes),
        "count": meeting.count,
        "name": meeting.name,
    }


def meeting(request: Request) -> Response:
    """One meeting: what all reports together tell, and which reports these are."""
    here = bench(request)
    reports = by_report(request)
    wanted = request.path_params["id"]
    with here.shelf.open() as project:
        everything = project.meetings(reports=reports)
        contradicting = [c for c in project.contradictions() if c.meeting == wanted]
    found = next((m for m in everything if m.id == wanted), None)
    if found is None:
        raise HTTPException(404, f"There is no meeting {wanted} in this project.")
    rows = [{name: getattr(sight, name) for name, _ in SIGHTS} for sight in found.sights]
    table = Table(name=f"meeting-{wanted}", columns=SIGHTS, rows=rows)
    others = [(m.sights[0].key, f"{m.value or 'undated'}: {m.name}") for m in everything if m.id != wanted and m.sights]
    return here.pages.answer(
        request, "meeting.html", table, meeting=found, row=meeting_row(found), others=others, reports=reports,
        contradictions=contradicting, address=address,
    )  # fmt: skip


def accounts(request: Request) -> Response:
    """The accounts of one meeting side by side; of the one that most reports tell of, unless another is asked for."""
    here = bench(request)
    reports = by_report(request)
    with here.shelf.open() as project:
        told = [m for m in project.meetings(reports=reports) if m.count > 1]
        default = max(told, key=lambda m: (m.count, -m.id)).id if told else None
        asked = request.query_params.get("meeting")
        wanted = number(asked, "meeting") if asked else default
        found = project.accounts(wanted, reports=reports) if wanted is not None else None
    table = Table(name=f"accounts-{wanted or 0}", columns=ACCOUNTS, rows=_account_rows(found))
    return here.pages.answer(
        request, "accounts.html", table, found=found, told=told, wanted=wanted, reports=reports, address=address,
        cells=_cells(found),
    )  # fmt: skip


def _account_rows(found: Accounts | None) -> list[dict[str, Any]]:
    if found is None:
        return []
    outlets = {a.document: a.outlet for a in found.accounts}
    rows: list[dict[str, Any]] = []
    for aspect in found.aspects:
        for said in aspect.said:
            rows.append(
                {
                    "aspect": aspect.name, "verdict": aspect.verdict, "document": said.document,
                    "outlet": outlets.get(said.document), "value": said.value, "text": said.text, "start": said.start,
                    "end": said.end,
                }
            )  # fmt: skip
        for document in aspect.silent:
            rows.append(
                {"aspect": aspect.name, "verdict": "silent", "document": document, "outlet": outlets.get(document)}
            )
    return rows


def _cells(found: Accounts | None) -> list[tuple[str, str, list[list[Any]]]]:
    """For each aspect: its name, its verdict, and for each account what it says."""
    if found is None:
        return []
    return [
        (
            aspect.name,
            aspect.verdict,
            [[s for s in aspect.said if s.document in (a.document, *a.copies)] for a in found.accounts],
        )
        for aspect in found.aspects
    ]


def contradictions(request: Request) -> Response:
    """Where the reports differ: direct conflicts, differences of emphasis, omissions."""
    here = bench(request)
    kind = request.query_params.get("kind", "")
    if kind not in ("", *KINDS):
        raise HTTPException(400, "There is no such kind of contradiction.")
    with here.shelf.open() as project:
        everything = project.contradictions()
        names = {m.id: f"{m.value or 'undated'}: {m.name}" for m in project.meetings()}
    found = [c for c in everything if kind in ("", c.kind)]
    rows = []
    for c in found:
        for side in c.sides:
            rows.append(
                {
                    "id": c.id, "kind": c.kind, "about": c.about, "says": c.says, "meeting": c.meeting,
                    **{n: getattr(side, n) for n in _OF_SIDE},
                }
            )  # fmt: skip
    table = Table(name="contradictions", columns=CONTRADICTIONS, rows=rows)
    count = {k: sum(1 for c in everything if c.kind == k) for k in KINDS}
    return here.pages.answer(
        request,
        "contradictions.html",
        table,
        found=found,
        kind=kind,
        kinds=KINDS,
        count=count,
        names=names,
        address=address,
    )


ROUTES: list[BaseRoute] = [
    *view("/meetings", meetings), *view("/meetings/{id:int}", meeting), *view("/accounts", accounts),
    *view("/contradictions", contradictions),
]  # fmt: skip
