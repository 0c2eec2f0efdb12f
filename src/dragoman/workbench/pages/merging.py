"""Merges across reports: proposals to accept or refuse, merges to undo, items to put together or keep apart."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from dragoman.project import Merge
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.signing_in import local_path
from dragoman.workbench.web import bench, field, number, post, view

COLUMNS = (
    ("id", "No."), ("kind", "Kind"), ("status", "Status"), ("item_name", "One"), ("item_document", "in report"),
    ("with_name", "Other"), ("with_document", "in report"), ("score", "Score"), ("says", "Why"), ("by", "By"),
)  # fmt: skip
KINDS = ("actor", "meeting", "issue")
PAGE = 100
STATES = ("proposed", "done", "undone")


def merges(request: Request) -> Response:
    """The merges of a status (proposed unless asked otherwise) and kind."""
    here = bench(request)
    status = request.query_params.get("status", "proposed")
    kind = request.query_params.get("kind", "")
    if status not in (*STATES, "all") or kind not in ("", *KINDS):
        raise HTTPException(400, "There is no such status or kind of merge.")
    offset = number(request.query_params.get("offset", "0"), "offset")
    with here.shelf.open() as project:
        everything = project.merges()
    count = {s: sum(1 for m in everything if m.status == s and kind in ("", m.kind)) for s in STATES}
    found = [m for m in everything if status in ("all", m.status) and kind in ("", m.kind)]
    table = Table(name="merges", columns=COLUMNS, rows=[as_row(m) for m in found])
    return here.pages.answer(
        request, "merges.html", table, merges=found[offset : offset + PAGE], offset=offset, page=PAGE, total=len(found),
        status=status, kind=kind, count=count, kinds=KINDS, states=STATES,
    )  # fmt: skip


def as_row(merge: Merge) -> dict[str, Any]:
    """A merge as a row."""
    return {name: getattr(merge, name) for name, _ in COLUMNS}


def decide_merge(request: Request, form: FormData) -> Response:
    """Accept a proposed merge, or undo one. It stays so, whatever is read later."""
    here = bench(request)
    merge = number(field(form, "merge", 12), "merge")
    decision = field(form, "decision", 10)
    if decision not in ("together", "apart"):
        raise HTTPException(400, "Decide for together or apart.")
    why = field(form, "why", 2_000).strip() or None
    with here.shelf.open() as project:
        project.decide_merge(merge, together=decision == "together", who=request.state.session.who, why=why)
    return RedirectResponse(local_path(field(form, "to", 500) or "/merges"), status_code=303)


def put(request: Request, form: FormData) -> Response:
    """Put two items together, or keep them apart, whatever the program thinks of them."""
    here = bench(request)
    kind, item, other = field(form, "kind", 10), field(form, "item", 200), field(form, "other", 200)
    decision = field(form, "decision", 10)
    if kind not in KINDS or decision not in ("together", "apart"):
        raise HTTPException(400, "Say what is to be merged, or kept apart.")
    if not item or not other or item == other:
        raise HTTPException(400, "Choose two different items.")
    why = field(form, "why", 2_000).strip() or None
    who = request.state.session.who
    with here.shelf.open() as project:
        act = project.put_together if decision == "together" else project.keep_apart
        act(kind, item, other, who=who, why=why)
    return RedirectResponse(local_path(field(form, "to", 500) or "/merges?status=all"), status_code=303)


ROUTES: list[BaseRoute] = [*view("/merges", merges), post("/merges/decide", decide_merge), post("/merges/put", put)]
