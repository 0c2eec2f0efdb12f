"""Signing in with the password, and saying who one is."""

from __future__ import annotations

import hmac

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from dragoman.workbench.safety.gate import clean_name
from dragoman.workbench.web import bench, field, get, post


def local_path(to: str) -> str:
    """``to`` if it is a path on this server, else the start page: a login must not send people elsewhere."""
    plain = to.startswith("/") and not to.startswith(("//", "/\\")) and not any(ord(c) < 32 for c in to)
    return to if plain else "/"


def login_page(request: Request) -> Response:
    """The form for name and password."""
    to = local_path(request.query_params.get("to", "/"))
    if request.state.session.admitted:
        return RedirectResponse(to, status_code=303)
    return bench(request).pages.render(request, "login.html", to=to, says="")


def login(request: Request, form: FormData) -> Response:
    """Check the password; a new session for who has it."""
    here = bench(request)
    to = local_path(field(form, "to", 2_000))
    who = clean_name(field(form, "who", 400))
    if here.settings.password is None:
        return RedirectResponse(to, status_code=303)
    if not here.sessions.may_try():
        says = "Too many wrong passwords. Wait a minute."
        return here.pages.render(request, "login.html", 429, to=to, says=says)
    if not hmac.compare_digest(field(form, "password", 2_000).encode(), here.settings.password.encode()):
        here.sessions.missed()
        return here.pages.render(request, "login.html", 401, to=to, says="That is not the password.")
    if not who:
        return here.pages.render(request, "login.html", 400, to=to, says="Say who you are: the log needs a name.")
    here.sessions.end(request.state.session.id)
    request.state.session = here.sessions.begin(who, admitted=True)
    return RedirectResponse(to, status_code=303)


def logout(request: Request, form: FormData) -> Response:
    """End the session."""
    here = bench(request)
    here.sessions.end(request.state.session.id)
    request.state.session = here.sessions.begin(here.settings.who, admitted=here.settings.password is None)
    return RedirectResponse("/login" if here.settings.password is not None else "/", status_code=303)


def me_page(request: Request) -> Response:
    """Who I am in the log."""
    return bench(request).pages.render(request, "me.html", to=local_path(request.query_params.get("to", "/")))


def me(request: Request, form: FormData) -> Response:
    """Change the name under which this browser reviews. Not where a proxy signs people in."""
    here = bench(request)
    who = clean_name(field(form, "who", 400))
    if here.settings.proxy_header is not None:
        raise HTTPException(403, "The proxy says who you are.")
    if not who:
        raise HTTPException(400, "A name is needed.")
    request.state.session.who = who
    return RedirectResponse(local_path(field(form, "to", 2_000)), status_code=303)


ROUTES: list[BaseRoute] = [
    get("/login", login_page), post("/login", login), post("/logout", logout), get("/me", me_page), post("/me", me),
]  # fmt: skip
