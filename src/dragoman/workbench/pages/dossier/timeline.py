"""What happened when."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.project import Project
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.dossier.counting import address, by_report
from dragoman.workbench.web import bench, view

COLUMNS = (
    ("value", "When"), ("earliest", "Earliest"), ("latest", "Latest"), ("kind", "Kind"), ("status", "Status"),
    ("standing", "Standing"), ("what", "What"), ("place", "Place"), ("count", "Told by"), ("evidence", "Evidence"),
)  # fmt: skip

DRAWN = ("what", "value", "earliest", "latest", "status", "place", "count", "lane")

MOST_LANES = 14
"""Places that have a line of their own in the chart; the rest share one."""


def timeline(request: Request) -> Response:
    """Meetings and events in order of time."""
    here = bench(request)
    reports = by_report(request)
    with here.shelf.open() as project:
        rows = timeline_rows(project, reports)
    table = Table(name="timeline", columns=COLUMNS, rows=rows)
    groups = [
        (year, list(found)) for year, found in groupby(rows, key=lambda r: (r["earliest"] or r["value"] or "")[:4])
    ]
    lanes = {lane for lane, _ in Counter(r["lane"] for r in rows if r["earliest"]).most_common(MOST_LANES)}
    for row in rows:
        row["lane"] = row["lane"] if row["lane"] in lanes else "elsewhere"
    drawn = [
        {n: r[n] for n in ("what", "value", "earliest", "latest", "status", "place", "count", "lane")} for r in rows
    ]
    return here.pages.answer(
        request, "timeline.html", table, groups=groups, reports=reports, drawn=[r for r in drawn if r["earliest"]]
    )


def timeline_rows(project: Project, reports: bool = False) -> list[dict[str, Any]]:
    """The moments as rows; ``lane`` is the line of the chart that each stands on."""
    rows = [
        {
            "value": m.value,
            "earliest": m.earliest,
            "latest": m.latest,
            "kind": m.kind,
            "status": m.status,
            "standing": m.standing,
            "what": m.what,
            "place": m.place,
            "count": m.count,
            "meeting": m.meeting,
            "evidence": [address(*words) for words in m.evidence],
            "lane": f"{m.place or 'place not known'}" if m.kind == "meeting" else "events",
        }
        for m in project.timeline(reports=reports)
    ]
    # a month or year without a day stands where it begins
    return sorted(rows, key=lambda r: str(r["earliest"] or r["value"] or "9999"))


ROUTES: list[BaseRoute] = [*view("/timeline", timeline)]
