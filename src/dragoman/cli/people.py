"""``dragoman people``: who speaks for whom, over time."""

from __future__ import annotations

from dragoman.cli.projects import Database, Format, ProjectFile, Reports, Shape, opened, print_rows

NAME = "people"

_COLUMNS = {
    "id": "no.",
    "name": "name",
    "spellings": "also written",
    "party": "party",
    "roles": "roles",
    "statements": "statements",
    "meetings": "meetings",
    "count": "reports",
}


def command(
    project: ProjectFile = None, database: Database = None, reports: Reports = False, format: Shape = Format.table
) -> None:
    """List the people with their spellings, the party that each speaks for, and the roles they had when."""
    with opened(project, database) as target:
        found = target.people(reports=reports)
    rows = [
        {
            "id": p.id,
            "name": p.name,
            "spellings": [s for s in p.spellings if s != p.name],
            "party": p.party,
            "roles": [
                f"{'' if r.state == 'current' else r.state + ' '}{r.title}{f', {r.party}' if r.party else ''}{_days(r)}"
                for r in p.roles
            ],
            "statements": p.statements,
            "meetings": len(p.meetings),
            "count": p.count,
        }
        for p in found
    ]
    print_rows(rows, _COLUMNS, format, found)


def _days(span: object) -> str:
    first, last = getattr(span, "first", None), getattr(span, "last", None)
    if not first:
        return ""
    return f" ({first})" if first == last else f" ({first} to {last})"
