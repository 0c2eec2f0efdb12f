"""``dragoman evaluate``: what the reviews say of the program."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.project import Project
    from dragoman.record import Record
    from dragoman.review import Entry, Evaluation

NAME = "evaluate"
COLUMNS = ("kind", "field", "right", "wrong", "missed", "precision", "recall", "f")
CURVE = ("kind", "low", "high", "items", "forecast", "right", "worst", "best")


class Format(StrEnum):
    """How the figures are written."""

    table = "table"
    json = "json"
    csv = "csv"


def command(
    project: Annotated[str, typer.Argument(help="The project file, or a database address.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print it; csv gives the scores only.")] = (
        Format.table
    ),
    reviewer: Annotated[
        list[str] | None, typer.Option(help="Hear only this reviewer; may be repeated. Decisions are then left out.")
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="Write the records as their reviewers hold them, one a line.", dir_okay=False),
    ] = None,
) -> None:
    """Score the program by what people accepted, changed, rejected and added in the workbench.

    Precision counts every judged item. Recall counts reports that a reviewer has finished, since only there is it known
    what was missed. Items on which reviewers differ and nobody decided are left out. The reliability curve compares how
    often a kind of item was right with the forecast from the record that its rules have in the other reports.
    """
    from dragoman.project import Project, ProjectError
    from dragoman.review import evaluate

    try:
        with Project.open(project) as opened:
            found = evaluate(_reviewed(opened), tuple(reviewer) if reviewer else None)
            if gold is not None:
                _write_gold(opened, gold)
    except ProjectError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(f"{gold}: {(error.strerror or str(error)).lower()}", err=True)
        raise typer.Exit(1) from error
    if not found.reports:
        typer.echo("nothing is reviewed in this project yet; `dragoman serve` opens it for review", err=True)
        raise typer.Exit(1)
    if format is Format.json:
        typer.echo(json.dumps(_as_data(found), indent=2))
    elif format is Format.csv:
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(score_rows(found))
    else:
        _table(found)


def gold_records(project: Project) -> Iterator[Record]:
    """The records of the reviewed reports as their reviewers hold them."""
    from dragoman.review import gold

    for record, entries in _reviewed(project):
        yield gold(record, entries)


def _reviewed(project: Project) -> Iterator[tuple[Record, tuple[Entry, ...]]]:
    """Every report that has entries, with them."""
    from dragoman.review import from_log, is_review, subject_of

    log: dict[str, list[Entry]] = {}
    for line in project.review_log():
        if is_review(line.action, line.subject):
            entry = from_log(line.id, line.at, line.who, line.action, line.subject, line.before, line.after, line.why)
            log.setdefault(line.subject, []).append(entry)
    for document in project.documents():
        entries = log.get(subject_of(document.sha256, document.part))
        if entries:
            yield project.record(document.id), tuple(entries)


def _write_gold(project: Project, path: Path) -> None:
    from dragoman.cli.files import write_whole

    lines = [record.to_json() + b"\n" for record in gold_records(project)]
    write_whole(path, b"".join(lines))
    typer.echo(f"{len(lines)} reviewed records written to {path}", err=True)


def score_rows(found: Evaluation) -> list[dict[str, object]]:
    """One row a kind or field, with :data:`COLUMNS`; shares rounded to four places, absent where unknown."""
    rows = []
    for score in found.scores:
        row: dict[str, object] = {}
        for name in COLUMNS:
            value = getattr(score, name)
            row[name] = round(value, 4) if isinstance(value, float) else value
        rows.append(row)
    return rows


def curve_rows(found: Evaluation) -> list[dict[str, object]]:
    """One row a bin of the reliability curve, with :data:`CURVE`."""
    return [{n: round(v, 4) if isinstance(v := getattr(b, n), float) else v for n in CURVE} for b in found.bins]


def _as_data(found: Evaluation) -> dict[str, object]:
    return {
        "reports": found.reports,
        "finished": found.finished,
        "judged": found.judged,
        "undecided": found.open,
        "scores": score_rows(found),
        "reliability": {"forecast_from_other": found.apart, "bins": curve_rows(found)},
    }


def _table(found: Evaluation) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    reports = f"{found.reports} reports reviewed, {found.finished} finished"
    console.print(f"{reports}; {found.judged} items judged, {found.open} undecided")
    for title, columns, rows in (
        ("", COLUMNS, score_rows(found)),
        (f"Reliability: forecast by the rules' record in other {found.apart}, and outcome", CURVE, curve_rows(found)),
    ):
        if not rows:
            continue
        table = Table(box=None, pad_edge=False, title=title or None, title_justify="left", title_style="")
        for column in columns:
            table.add_column(column, justify="left" if column in ("kind", "field") else "right")
        for row in rows:
            table.add_row(
                *("–" if (v := row[c]) is None else f"{v:.2f}" if isinstance(v, float) else str(v) for c in columns)
            )
        console.print()
        console.print(table)
