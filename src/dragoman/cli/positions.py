"""``dragoman positions``: which party wants what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.projects import Database, Format, ProjectFile, Reports, Shape, opened, print_rows

if TYPE_CHECKING:
    from dragoman.project.views.positions import Cell

NAME = "positions"

_COLUMNS = {
    "party": "party",
    "issue": "issue",
    "stances": "stances",
    "latest": "latest",
    "changes": "changes",
    "stated": "stated in",
}


def command(
    project: ProjectFile = None,
    database: Database = None,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="Parties down, issues across, stances in the cells.")
    ] = False,
    reports: Reports = False,
    format: Shape = Format.table,
) -> None:
    """Show what each party demands, offers, accepts, refuses … on each issue, and how that changed.

    Numbers count independent reports. JSON opens every cell to its statements with their words.
    """
    with opened(project, database) as target:
        cells = target.positions(reports=reports)
    if matrix and format is not Format.json:
        issues = list(dict.fromkeys(c.issue_name for c in cells))
        lines: dict[str, dict[str, Any]] = {}
        for cell in cells:
            lines.setdefault(cell.party_name, {"party": cell.party_name})[cell.issue_name] = _stances(cell)
        print_rows(list(lines.values()), {"party": "party", **{i: i for i in issues}}, format)
        return
    rows = [
        {
            "party": c.party_name,
            "issue": c.issue_name,
            "stances": _stances(c),
            "latest": c.latest,
            "changes": c.changes,
            "stated": [f"{s.document}:{s.statement or s.start}" for s in c.stated],
        }
        for c in cells
    ]
    print_rows(rows, _COLUMNS, format, cells)


def _stances(cell: Cell) -> list[str]:
    """The stances with their counts, and what keeps them from being certain."""
    return [*(f"{stance} ({count})" for stance, count in cell.stances.items()), *(f"! {d}" for d in cell.doubts)]
