"""``dragoman contradictions``: where the accounts differ."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.projects import Database, Format, ProjectFile, Shape, opened, print_rows

NAME = "contradictions"


class Kind(StrEnum):
    """What sort of difference."""

    direct = "direct"
    omission = "omission"
    emphasis = "emphasis"


_COLUMNS = {"id": "no.", "kind": "kind", "about": "about", "says": "what", "sides": "who says what"}


def command(
    project: ProjectFile = None,
    database: Database = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only direct conflicts, omissions, or emphasis.")] = None,
    format: Shape = Format.table,
) -> None:
    """List where independent reports differ: direct conflicts, omissions and differences of emphasis, kept apart.

    Days, places, venues, lengths, heads of delegations, numbers, outcomes, and what one says and another denies.
    """
    with opened(project, database) as target:
        found = target.contradictions(kind.value if kind else None)
    rows = [
        {
            "id": c.id,
            "kind": c.kind,
            "about": c.about,
            "says": c.says,
            "sides": [f"{s.document} {s.outlet or ''}: {s.value or 'silent'}" for s in c.sides],
        }
        for c in found
    ]
    print_rows(rows, _COLUMNS, format, found)
