"""The Host header, against DNS rebinding: a name that an attacker owns and points at this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.workbench.settings import Settings, is_address, is_loopback


def host_name(header: str) -> str | None:
    """The name or address in a Host header, lower case, without port and brackets; ``None`` if it is malformed."""
    if not header or any(c in header for c in "/\\@?#, \t"):
        return None
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port  # raises for a port that is no number
        return parts.hostname
    except ValueError:
        return None


def host_allowed(header: str, settings: Settings) -> bool:
    """Whether a Host header may be served.

    Known names may. Literal addresses may too, since rebinding needs a name; where only this machine is served,
    only its loopback addresses.
    """
    name = host_name(header)
    if name is None:
        return False
    if is_address(name):
        return not is_loopback(settings.host) or is_loopback(name)
    return name.rstrip(".") in settings.open_names


class HostCheck:
    """Refuses requests under names that are not this server's."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI call. Anything but HTTP (a websocket) is refused, too: the pages use none."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or not host_allowed(hosts[0], self.settings):
            says = "This name is not served here. If it should be, start with --host-name NAME.\n"
            await PlainTextResponse(says, status_code=421)(scope, receive, send)
            return
        await self.app(scope, receive, send)
