"""``dragoman timeline``: what happened when."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.projects import Database, Format, ProjectFile, Reports, Shape, opened, print_rows

NAME = "timeline"

_COLUMNS = {
    "value": "when",
    "status": "status",
    "what": "what",
    "place": "where",
    "count": "reports",
    "evidence": "evidence",
}


def command(
    project: ProjectFile = None,
    database: Database = None,
    dated: Annotated[bool, typer.Option("--dated", help="Leave out what has no day.")] = False,
    reports: Reports = False,
    format: Shape = Format.table,
) -> None:
    """List meetings and events in order of time, with how many independent reports tell of each.

    Evidence is report:start-end, half-open offsets in code points into the report's text.
    """
    with opened(project, database) as target:
        moments = target.timeline(reports=reports, undated=not dated)
    rows = [
        {
            "value": m.value or "?",
            "status": m.status if m.standing in (None, "asserted", "attributed") else f"{m.status} ({m.standing})",
            "what": m.what,
            "place": m.place,
            "count": m.count,
            "evidence": [f"{document}:{start}-{end}" for document, start, end in m.evidence],
        }
        for m in moments
    ]
    print_rows(rows, _COLUMNS, format, moments)
