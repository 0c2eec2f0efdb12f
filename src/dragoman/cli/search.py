"""``dragoman search``: in what was said, and in what was written."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from dragoman.cli.projects import Database, Format, Shape, opened, print_rows

NAME = "search"


class Within(StrEnum):
    """What is searched."""

    statements = "statements"
    text = "text"


class Order(StrEnum):
    """How hits are ordered."""

    rank = "rank"
    date = "date"


_SAID = {
    "published": "published",
    "outlet": "outlet",
    "speaker": "speaker",
    "party": "party",
    "act": "act",
    "standing": "standing",
    "snippet": "words",
    "document": "report",
    "statement": "item",
}
_WRITTEN = {"published": "published", "outlet": "outlet", "snippet": "words", "document": "report", "source": "file"}


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="PROJECT [WORDS...]",
            help='The project file, then words: both of A B, A OR B, A NOT B, "side by side", begin*, (A OR B) C.',
        ),
    ],
    database: Database = None,
    within: Annotated[
        Within, typer.Option("--in", help="Search statements, or the reports' own text.")
    ] = Within.statements,
    speaker: Annotated[str | None, typer.Option("--speaker", help="Only what this person or body said.")] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Only what this party's people said (name or ISO code).")
    ] = None,
    act: Annotated[
        str | None, typer.Option("--act", help="Only statements of this act: demand, deny, accuse …")
    ] = None,
    issue: Annotated[str | None, typer.Option("--issue", help="Only statements on this issue.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only reports of this outlet or agency.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Published on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="Published on this day or before.")
    ] = None,
    copies: Annotated[
        bool, typer.Option("--copies", help="Also statements that repeat one in a copied report.")
    ] = False,
    order: Annotated[Order, typer.Option("--order", help="Best first, or by date of publication.")] = Order.rank,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Hits on a page.")] = 20,
    page: Annotated[int, typer.Option("--page", "-p", min=1, help="Which page.")] = 1,
    format: Shape = Format.table,
) -> None:
    """Search statements (or the reports' text) by words, speaker, party, act, issue, outlet and date."""
    from dragoman.project import Query

    # words may be anything, also what looks like a path
    project, words = (None, arguments) if database else (arguments[0], arguments[1:])
    for value in (since, until):
        _check_day(value)
    query = Query(
        within=within.value, speaker=speaker, party=party, act=act, issue=issue, outlet=outlet, since=since,
        until=until, copies=copies, order=order.value, limit=limit, offset=(page - 1) * limit,
    )  # fmt: skip
    with opened(project, database) as target:
        found = target.search(" ".join(words), query=query)
    rows: list[dict[str, Any]] = [{name: getattr(hit, name) for name in hit.__struct_fields__} for hit in found.hits]
    print_rows(rows, _SAID if within is Within.statements else _WRITTEN, format, found)
    if format is Format.table:
        last = found.offset + len(found.hits)
        shown = f"{found.offset + 1}–{last} of {found.total:,}" if found.hits else f"none of {found.total:,}"
        typer.echo(shown, err=True)


def _check_day(value: str | None) -> None:
    from datetime import date

    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a day; write it as YYYY-MM-DD") from None
