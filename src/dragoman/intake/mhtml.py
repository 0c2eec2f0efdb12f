"""Web archives (MHTML, RFC 2557): the saved page among the parts that a browser packed with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email.message import Message

from msgspec.structs import replace

from dragoman.intake import eml
from dragoman.intake.dates import mail_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.html import read_page
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Item
from dragoman.record import Document, Witness

_MOST_PARTS = 5_000


def sniff(head: bytes) -> bool:
    """Whether bytes begin as a browser's archive: a MIME head that was never posted, around related parts."""
    names = set(eml.head_names(head))
    if b"snapshot-content-location" in names:
        return True
    if b"mime-version" not in names or names & {b"received", b"message-id", b"to"}:
        return False
    return b"multipart/related" in head[:8_192].lower() or (
        b"content-location" in names and b"text/html" in head[:8_192].lower()
    )


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The page as one document. Raises :class:`IntakeError` ``empty`` when no part is a page."""
    content = data.whole()
    message = eml.message_of(content)
    root = _root(message)
    if root is None:
        raise IntakeError("empty", "there is no web page in this web archive")
    address = (
        eml.header(message, "Snapshot-Content-Location")
        or eml.header(root, "Content-Location")
        or eml.header(message, "Content-Location")
    )
    saved = eml.header(message, "Date")
    day = mail_day(saved) if saved else None
    # the day of saving: the page is not later than that
    extra = (Witness(kind="modified", name="Date", text=saved[:80], value=day),) if day else ()
    digest = hashlib.sha256(content).hexdigest()
    for item in read_page(eml.content(root), source, eml.charset(root), address or None):
        if isinstance(item, Document):
            yield replace(
                item,
                format=item.format.replace("html", "mhtml"),
                sha256=digest,
                witnesses=(*item.witnesses, *extra),
                address=item.address or address or None,
            )
        else:
            yield item


def _root(message: Message) -> Message | None:
    """The first part that is a page; the one that ``start=`` names, where it does."""
    start = str(message.get_param("start") or "").strip("<> ")
    pages: list[Message] = []
    stack = [message]
    seen = 0
    while stack and seen < _MOST_PARTS:
        part = stack.pop()
        seen += 1
        inner = part.get_payload()
        if part.is_multipart() and isinstance(inner, list):
            stack.extend(p for p in reversed(inner) if isinstance(p, Message))
        elif part.get_content_type() in ("text/html", "application/xhtml+xml"):
            if start and eml.header(part, "Content-ID").strip("<> ") == start:
                return part
            pages.append(part)
    return next((p for p in pages if eml.content(p).strip()), None)
