"""``dragoman network``: who met whom, who speaks for whom, who says what of whom."""

from __future__ import annotations

from dragoman.cli.projects import Database, Format, ProjectFile, Reports, Shape, opened, print_rows

NAME = "network"

_COLUMNS = {"source": "from", "kind": "relation", "target": "to", "count": "reports", "acts": "acts"}


def command(
    project: ProjectFile = None, database: Database = None, reports: Reports = False, format: Shape = Format.table
) -> None:
    """List the ties between actors: met, speaks-for, said-of (with the acts: accuse, praise …)."""
    with opened(project, database) as target:
        found = target.network(reports=reports)
    names = {node.id: node.name for node in found.nodes}
    rows = [
        {
            "source": names[e.source],
            "kind": e.kind,
            "target": names[e.target],
            "count": e.count,
            "acts": [f"{act} {n}" for act, n in e.acts.items()],
        }
        for e in found.edges
    ]
    print_rows(rows, _COLUMNS, format, found)
