"""What the views of the dossier share: how they count, and how a place in a report is addressed."""

from __future__ import annotations

from starlette.requests import Request


def by_report(request: Request) -> bool:
    """Whether every report counts, copies too."""
    return request.query_params.get("reports") == "1"


def everything(request: Request) -> bool:
    """Whether a view that shows the weightiest first is asked for all of it."""
    return request.query_params.get("all") == "1"


def address(document: int, start: int | None = None, end: int | None = None, item: str | None = None) -> str:
    """The address of words in a report."""
    if start is None or end is None:
        return f"/reports/{document}"
    return f"/reports/{document}?at={start}-{end}"
