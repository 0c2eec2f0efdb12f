"""Answers: a page, and beside it the same rows as JSON and CSV."""

from __future__ import annotations

import csv
import hashlib
import io
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dragoman.workbench import showing
from dragoman.workbench.safety import Session

NAVIGATION = (
    ("/reports", "Reports"), ("/timeline", "Timeline"), ("/meetings", "Meetings"), ("/accounts", "Accounts"),
    ("/contradictions", "Contradictions"), ("/positions", "Positions"), ("/people", "People"), ("/network", "Network"),
    ("/map", "Map"), ("/search", "Search"), ("/merges", "Merges"), ("/agreement", "Agreement"), ("/add", "Add"),
)  # fmt: skip
"""The views, in the order of the bar on top."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a view. ``columns`` are pairs of key and heading; a row is a dict with those keys."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: list[dict[str, Any]]


def as_csv(table: Table) -> str:
    """The rows as CSV with the keys as header.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it: the words are a stranger's.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    keys = [key for key, _ in table.columns]
    writer.writerow(keys)
    for row in table.rows:
        writer.writerow([_cell(row.get(key)) for key in keys])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    text = str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def as_json(table: Table) -> bytes:
    """The rows as a JSON list of objects, all keys in each."""
    keys = [key for key, _ in table.columns]
    return msgspec.json.format(msgspec.json.encode([{k: row.get(k) for k in keys} for row in table.rows]), indent=1)


class Pages:
    """Renders templates. All that is not markup of ours is escaped."""

    def __init__(self, project_name: str) -> None:
        self.environment = jinja2.Environment(
            loader=jinja2.PackageLoader("dragoman.workbench"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.update(
            project_name=project_name,
            navigation=NAVIGATION,
            static=static_address,
            line=showing.item_line,
            label=showing.label,
        )
        self.environment.filters.update(
            shown=showing.shown, flat=showing.flat, edtf=showing.edtf, duration=showing.duration
        )

    def render(self, request: Request, template: str, http_status: int = 200, **context: Any) -> HTMLResponse:
        """A page or a piece of one."""
        session: Session = request.state.session
        page = self.environment.get_template(template)
        body = page.render(request=request, session=session, path=request.url.path, **context)
        return HTMLResponse(body, status_code=http_status)

    def answer(self, request: Request, template: str, table: Table, **context: Any) -> Response:
        """The view in the form that the address asks for: a page, ``.json`` or ``.csv``."""
        ending = request.state.ending
        if ending == "json":
            return Response(as_json(table), media_type="application/json")
        if ending == "csv":
            disposition = f'attachment; filename="{table.name}.csv"'
            return Response(as_csv(table), media_type="text/csv", headers={"content-disposition": disposition})
        query = urlencode([(k, v) for k, v in request.query_params.multi_items() if v])
        also = {e: f"{request.url.path}.{e}" + (f"?{query}" if query else "") for e in ("json", "csv")}
        return self.render(request, template, table=table, also=also, **context)


@cache
def static_address(name: str) -> str:
    """The address of a static file, with its digest, so that a browser may keep it until it changes."""
    data = resources.files("dragoman.workbench").joinpath("static", *name.split("/")).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"
