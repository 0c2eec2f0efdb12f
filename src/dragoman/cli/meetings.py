"""``dragoman meetings``: which meetings there were."""

from __future__ import annotations

from dragoman.cli.projects import Database, Format, ProjectFile, Reports, Shape, opened, print_rows

NAME = "meetings"

_COLUMNS = {
    "id": "no.",
    "value": "when",
    "status": "status",
    "kind": "kind",
    "parties": "parties",
    "heads": "heads",
    "place": "where",
    "mediators": "mediators",
    "outcomes": "outcomes",
    "count": "reports",
    "told": "told in",
}


def command(
    project: ProjectFile = None, database: Database = None, reports: Reports = False, format: Shape = Format.table
) -> None:
    """List the meetings that the reports tell of, each once, in order of time.

    JSON also says, for each report that tells of a meeting, why it is taken for the same one.
    """
    with opened(project, database) as target:
        found = target.meetings(reports=reports)
    rows = [
        {
            "id": m.id,
            "value": m.value or "?",
            "status": m.status,
            "kind": m.kind,
            "parties": [p.name for p in m.parties],
            "heads": [f"{d.name} ({d.party})" if d.party else d.name for d in m.delegates if d.part == "head"],
            "place": ", ".join(x for x in (m.venue, m.place) if x),
            "mediators": [x.name for x in m.mediators],
            "outcomes": m.outcomes,
            "count": m.count,
            "told": [f"{s.document}:{s.item}" for s in m.sights],
        }
        for m in found
    ]
    print_rows(rows, _COLUMNS, format, found)
