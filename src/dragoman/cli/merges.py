"""``dragoman merges``: why items of several reports are one, and a person's word on it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.projects import Database, Format, ProjectFile, Shape, Why, opened, print_rows, user

NAME = "merges"


class Kind(StrEnum):
    """What is merged."""

    actor = "actor"
    meeting = "meeting"
    issue = "issue"


class State(StrEnum):
    """How a merge stands."""

    done = "done"
    proposed = "proposed"
    undone = "undone"


_COLUMNS = {
    "id": "no.",
    "kind": "kind",
    "status": "status",
    "item": "item",
    "other": "is",
    "score": "score",
    "says": "because",
    "by": "by",
}


def command(
    project: ProjectFile = None,
    database: Database = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only merges of actors, meetings or issues.")] = None,
    status: Annotated[State | None, typer.Option("--status", help="Only merges that stand so.")] = None,
    accept: Annotated[list[int] | None, typer.Option("--accept", help="Do this proposed (or undone) merge.")] = None,
    undo: Annotated[list[int] | None, typer.Option("--undo", help="Undo this merge, for good.")] = None,
    why: Why = None,
    format: Shape = Format.table,
) -> None:
    """List the merges with their reasons; accept proposed ones, or undo what was merged wrongly.

    A decision goes into the review log and outlives later readings.
    """
    with opened(project, database) as target:
        for number in accept or ():
            target.decide_merge(number, together=True, who=user(), why=why)
        for number in undo or ():
            target.decide_merge(number, together=False, who=user(), why=why)
        found = target.merges(kind.value if kind else None, status.value if status else None)
    if accept or undo:
        decided = {*(accept or ()), *(undo or ())}
        found = tuple(m for m in found if m.id in decided)
    rows = [
        {
            "id": m.id,
            "kind": m.kind,
            "status": m.status,
            "item": f"{m.item_name} (report {m.item_document})",
            "other": f"{m.with_name} (report {m.with_document})",
            "score": m.score,
            "says": m.says,
            "by": m.by,
        }
        for m in found
    ]
    print_rows(rows, _COLUMNS, format, found)
