"""How much a request may carry."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALL = 256 * 1024
"""Bytes that any request but an upload may carry."""
_OVERHEAD = 64 * 1024


class _TooLargeError(Exception):
    pass


class BodyLimit:
    """Counts the bytes that arrive, whatever the header promises, and stops at the limit.

    ``uploads`` is the path whose requests may carry ``largest`` bytes; all others carry :data:`SMALL`.
    """

    def __init__(self, app: ASGIApp, uploads: str, largest: int) -> None:
        self.app = app
        self.uploads = uploads
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.largest + _OVERHEAD if scope["path"] == self.uploads else SMALL
        promised = Headers(scope=scope).get("content-length", "0")
        refusal = PlainTextResponse(f"At most {limit:,} bytes are taken at a time.\n", status_code=413)
        if not promised.isdigit() or int(promised) > limit:
            await refusal(scope, receive, send)
            return
        seen = 0
        started = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except _TooLargeError:
            if not started:
                await refusal(scope, receive, send)
