"""The gate: every request has a session, only the admitted see the project, and nothing is changed from elsewhere."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.workbench.safety.hosts import host_name
from dragoman.workbench.safety.sessions import COOKIE, Session, Sessions
from dragoman.workbench.settings import Settings

_OPEN = ("/static/", "/login")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>]")


def clean_name(name: str) -> str:
    """A reviewer's name for the log: no control or direction characters, at most 80 characters, trimmed."""
    return " ".join(_NOT_IN_NAMES.sub("", name).split())[:80]


def same_site(headers: Headers, settings: Settings) -> bool:
    """Whether a request that changes something comes from this server's own pages, by what the browser says."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    scheme, _, rest = origin.partition("://")
    if scheme not in ("http", "https") or not rest:
        return False
    return rest.lower() == headers.get("host", "").lower() or host_name(rest) in {
        n.lower() for n in settings.host_names
    }


def from_elsewhere(headers: Headers) -> bool:
    """Whether another site's page asks for a part of ours (a picture, a script, a fetch) rather than leading here.

    Such a request has no business here; answering it would begin sessions that crowd out real ones, and let that page
    measure what it cannot read.
    """
    return headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"


class Gate:
    """Finds or begins the session (``scope["state"]["session"]``) and turns away who is not admitted."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions) -> None:
        self.app = app
        self.settings = settings
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        changes = scope["method"] not in ("GET", "HEAD")
        if from_elsewhere(headers) or (changes and not same_site(headers, self.settings)):
            await PlainTextResponse("This request came from another site.\n", status_code=403)(scope, receive, send)
            return
        session = self.sessions.find(_cookie(headers))
        who = self.settings.who
        if self.settings.proxy_header is not None:
            who = self._named_by_proxy(scope, headers)
            if not who:
                await PlainTextResponse("Sign in through the proxy.\n", status_code=403)(scope, receive, send)
                return
            session = session if session and session.who == who else None
        fresh = session is None
        if session is None:
            session = self.sessions.begin(who, admitted=self.settings.password is None)
        refusal: Response | None = None
        if not session.admitted and not scope["path"].startswith(_OPEN):
            refusal = self._to_login(scope, headers)
        scope.setdefault("state", {})["session"] = session

        async def with_cookie(message: Message) -> None:
            # the page may have begun another session (signing in), so the state is asked, not the variable
            current: Session = scope["state"]["session"]
            if message["type"] == "http.response.start" and (fresh or current is not session):
                MutableHeaders(scope=message).append("set-cookie", self._set_cookie(scope, headers, current.id))
            await send(message)

        await (refusal or self.app)(scope, receive, with_cookie)

    def _named_by_proxy(self, scope: Scope, headers: Headers) -> str:
        """The user's name as the proxy gives it; empty when the request does not come from the proxy."""
        peer = (scope.get("client") or ("", 0))[0]
        named = headers.getlist(self.settings.proxy_header or "")
        return clean_name(named[0]) if peer in self.settings.proxy_from and len(named) == 1 else ""

    def _to_login(self, scope: Scope, headers: Headers) -> Response:
        if scope["method"] == "GET" and "text/html" in headers.get("accept", "") and "hx-request" not in headers:
            query = scope.get("query_string", b"").decode("latin-1")
            to = scope["path"] + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?to={quote(to, safe='')}", status_code=303)
        return PlainTextResponse("Sign in first.\n", status_code=401)

    def _set_cookie(self, scope: Scope, headers: Headers, id: str) -> str:
        secure = scope.get("scheme") == "https" or headers.get("x-forwarded-proto") == "https"
        return f"{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600" + ("; Secure" if secure else "")


def _cookie(headers: Headers) -> str | None:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    found = jar.get(COOKIE)
    return found.value if found else None
