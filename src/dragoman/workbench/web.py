"""How a handler meets the web: in a thread, with the bench at hand; changes only with the session's token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.workbench.answers import Pages
from dragoman.workbench.safety import Sessions
from dragoman.workbench.settings import Settings
from dragoman.workbench.shelf import Shelf

if TYPE_CHECKING:
    from dragoman.workbench.reading_queue import ReadingQueue

MOST_FIELDS = 200
MOST_FILES = 50


@dataclass(frozen=True)
class Bench:
    """All that the pages share."""

    settings: Settings
    shelf: Shelf
    pages: Pages
    sessions: Sessions
    queue: ReadingQueue


def bench(request: Request) -> Bench:
    """The bench of this application."""
    found: Bench = request.app.state.bench
    return found


def get(path: str, handler: Callable[[Request], Response], ending: str = "") -> Route:
    """A route that shows something; ``ending`` says in which form, where the path has one."""

    async def endpoint(request: Request) -> Response:
        request.state.ending = ending
        return await run_in_threadpool(handler, request)

    return Route(path + (f".{ending}" if ending else ""), endpoint, methods=["GET"])


def view(path: str, handler: Callable[[Request], Response]) -> list[Route]:
    """The routes of a view: its page, and its rows under ``.json`` and ``.csv``."""
    return [get(path, handler, ending) for ending in ("", "json", "csv")]


def post(path: str, handler: Callable[[Request, FormData], Response]) -> Route:
    """A route that changes something. Without the session's token in header or form it is refused before anything."""

    async def endpoint(request: Request) -> Response:
        session = request.state.session
        named = request.headers.get("x-csrf-token")
        if named is not None and not session.brings(named):
            raise HTTPException(403, STALE)
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=200_000) as form:
            if named is None:
                brought = form.get("csrf")
                if not session.brings(brought if isinstance(brought, str) else None):
                    raise HTTPException(403, STALE)
            return await run_in_threadpool(handler, request, form)

    return Route(path, endpoint, methods=["POST"])


STALE = "This page is from another session. Load it again."


def field(form: FormData, name: str, longest: int = 10_000) -> str:
    """A text field of a form, empty where it is absent; too long a one is refused."""
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    if len(value) > longest:
        raise HTTPException(400, f"{name} is too long")
    return value


def number(value: str, name: str, lowest: int = 0, highest: int = 2**31) -> int:
    """A whole number from a form or query. Raises a 400 where it is none."""
    if not value.isascii() or not value.isdigit() or len(value) > 12 or not lowest <= int(value) <= highest:
        raise HTTPException(400, f"{name} is no number from {lowest} to {highest}")
    return int(value)
