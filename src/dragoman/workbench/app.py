"""The application: routes, and the order in which a request passes what guards them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import resources
from pathlib import Path
from threading import Thread

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dragoman.knowledge.cities import city_named
from dragoman.project import ProjectError
from dragoman.reading.rulebook import rulebook
from dragoman.workbench.answers import Pages
from dragoman.workbench.pages import (
    adding,
    comparing,
    dossier,
    home,
    merging,
    reading,
    reviewing,
    searching,
    signing_in,
)
from dragoman.workbench.reading_queue import ReadingQueue
from dragoman.workbench.safety import BodyLimit, Gate, HostCheck, SafeHeaders, Sessions
from dragoman.workbench.settings import Settings
from dragoman.workbench.shelf import Shelf
from dragoman.workbench.web import Bench, get

_STATUS = {"unknown-item": 404, "query": 400, "busy": 503, "full": 507}


class _Files(StaticFiles):
    """Files of the package. Asked for by digest they never change, so a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if path.endswith(".js"):
            # some systems' own lists call scripts plain text, and with nosniff a browser then refuses them
            response.headers["content-type"] = "text/javascript; charset=utf-8"
        if scope.get("query_string", b"").startswith(b"v="):
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def create_app(settings: Settings) -> SafeHeaders:
    """The workbench of one project. Raises ``SettingsError`` for settings that would lay the project open."""
    settings.check()
    # read now, in one thread: CPython 3.11 counts the depth of syntax trees for all threads together and stumbles
    rulebook()
    # the cities take a second to load; the map must not wait for them
    Thread(target=city_named, args=("",), name="cities", daemon=True).start()
    sessions = Sessions()
    name = Path(settings.project).stem if "://" not in settings.project else settings.project.rpartition("/")[2]
    queue = ReadingQueue(settings)
    here = Bench(settings, Shelf(settings.project), Pages(name), sessions, queue)
    static = str(resources.files("dragoman.workbench").joinpath("static"))
    routes: list[BaseRoute] = [get("/", _start), Mount("/static", _Files(directory=static))]
    for room in (signing_in, home, reading, reviewing, comparing, merging, dossier, searching, adding):
        routes += room.ROUTES
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(HostCheck, settings=settings),
            Middleware(BodyLimit, uploads="/add", largest=settings.largest_file),
            Middleware(Gate, settings=settings, sessions=sessions),
        ],
        exception_handlers={HTTPException: _refused, ProjectError: _project_says, 500: _failed},
        lifespan=_closing(queue),
    )
    app.state.bench = here
    # outside of all, so that the answer to a fault of ours carries the headers, too
    return SafeHeaders(app)


def _closing(queue: ReadingQueue) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        queue.close()

    return lifespan


def _start(request: Request) -> Response:
    return RedirectResponse("/reports", status_code=307)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _says(request, error.status_code, str(error.detail))


async def _project_says(request: Request, error: Exception) -> Response:
    code = error.code if isinstance(error, ProjectError) else ""
    return _says(request, _STATUS.get(code, 500), str(error))


async def _failed(request: Request, error: Exception) -> Response:
    # what went wrong stands in the server's own log; a browser is told nothing of the inside
    return PlainTextResponse("Something went wrong here. The server's log says more.\n", status_code=500)


def _says(request: Request, status: int, says: str) -> Response:
    if "text/html" in request.headers.get("accept", "") and hasattr(request.state, "session"):
        bench: Bench = request.app.state.bench
        return bench.pages.render(request, "says.html", status, says=says, code=status)
    return PlainTextResponse(says + "\n", status_code=status)
