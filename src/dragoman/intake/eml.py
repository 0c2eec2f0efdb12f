"""Mail messages (RFC 5322 and MIME)."""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from dragoman.intake.dates import mail_day, worded_day
from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.intake.job import Bytes, Job
from dragoman.intake.mail import Attachment, Letter, items
from dragoman.intake.outcome import Item

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t\r\n]|\S)")
_FROM_POST = frozenset((b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to"))
_MOST_PARTS = 300
"""Parts of one message, nested ones with them."""
_PASSED_OVER = ("image/", "audio/", "video/", "application/pgp", "application/pkcs7", "text/calendar", "font/")
_TRANSPORT = ("application/ms-tnef", "message/delivery-status", "text/rfc822-headers")


def head_names(head: bytes) -> list[bytes]:
    """The names of the header fields with which bytes begin, in lower case; empty when they begin with none."""
    names: list[bytes] = []
    for line in head[:32_768].lstrip(b"\xef\xbb\xbf\r\n").split(b"\n")[:200]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            if not names:
                return []
            continue
        match = _HEADER.match(line)
        if match is None:
            return []
        names.append(match[1].lower())
    return names


def sniff(head: bytes) -> bool:
    """Whether bytes begin as a mail does: with fields that only the post writes, or the four that every letter has."""
    names = set(head_names(head))
    return (bool(names & _FROM_POST) and bool(names & {b"from", b"subject", b"date"})) or (
        {b"from", b"date", b"subject", b"to"} <= names
    )


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The message and its attachments. Raises :class:`IntakeError` ``empty``, ``nested`` or ``damaged``."""
    yield from read_message(data.whole(), source, job)


def read_message(data: bytes, source: str, job: Job, part: int | None = None) -> Iterator[Item]:
    """:func:`read` for bytes at hand; ``part`` numbers the message in its mailbox."""
    letter = opened(data)
    yield from items(letter, hashlib.sha256(data).hexdigest(), source, job, "eml", part)


def message_of(data: bytes) -> Message:
    """The message's tree. Raises :class:`IntakeError` ``nested`` when it has more than :data:`_MOST_PARTS` parts."""
    if data.lower().count(b"boundary=") > _MOST_PARTS:
        raise IntakeError("nested", f"the message has more than {_MOST_PARTS} parts inside one another")
    try:
        return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=compat32)
    except RecursionError as error:
        raise IntakeError("nested", "the message's parts are nested too deep") from error


def opened(data: bytes) -> Letter:
    """A message's head, text and attachments."""
    message = message_of(data)
    letter = Letter(
        subject=header(message, "Subject"),
        sender=header(message, "From"),
        to=header(message, "To"),
        date=header(message, "Date"),
    )
    letter.day = mail_day(letter.date) or worded_day(letter.date) if letter.date else None
    count = 0
    stack: list[Message] = [message]
    while stack:
        part = stack.pop()
        count += 1
        if count > _MOST_PARTS:
            letter.warnings.append(f"The message has more than {_MOST_PARTS} parts; the rest was not read.")
            break
        kind = part.get_content_type()
        if kind == "message/rfc822" or (part.is_multipart() and not kind.startswith("multipart/")):
            _forwarded(letter, part)
        elif part.is_multipart():
            inner = part.get_payload()
            if isinstance(inner, list):
                stack.extend(p for p in reversed(inner) if isinstance(p, Message))
        else:
            _leaf(letter, part, kind)
    return letter


def header(message: Message, name: str) -> str:
    """A header field as text, encoded words decoded; empty when it is missing."""
    value = message.get(name)
    if value is None:
        return ""
    raw = str(value)[:10_000]
    try:
        pieces = decode_header(raw)
    except (ValueError, TypeError, LookupError, MessageError):
        return " ".join(raw.split())
    out = []
    for text, charset in pieces:
        if isinstance(text, str):
            out.append(text)
            continue
        try:
            out.append(text.decode(charset or "utf-8", "replace"))
        except (LookupError, ValueError):
            out.append(text.decode("utf-8", "replace"))
    whole = "".join(out)
    if any(0xDC80 <= ord(c) <= 0xDCFF for c in whole):
        whole = whole.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(whole.encode("utf-8", "replace").decode("utf-8").split())


def content(part: Message) -> bytes:
    """A leaf's bytes, its transfer encoding undone; empty when that is broken beyond repair."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def charset(part: Message) -> str | None:
    """The character encoding that a part declares, or None."""
    try:
        found = part.get_content_charset()
    except (ValueError, LookupError, UnicodeError, TypeError):
        return None
    return found if found and len(found) < 60 else None


def _leaf(letter: Letter, part: Message, kind: str) -> None:
    name = _name(part)
    attached = part.get_content_disposition() == "attachment"
    if kind in ("text/plain", "text/html") and not attached and not (name and (letter.plain or letter.page)):
        data = content(part)
        if kind == "text/html":
            if not letter.page:
                letter.page, letter.page_encoding = data, charset(part)
        elif data.strip():
            _add_text(letter, part, data)
    elif kind.startswith(_PASSED_OVER) or kind in _TRANSPORT:
        return
    elif attached or name:
        data = content(part)
        if data.strip():
            letter.attachments.append(Attachment(name or f"attachment {len(letter.attachments) + 1}", data))


def _add_text(letter: Letter, part: Message, data: bytes) -> None:
    try:
        decoded = decode(data, charset(part))
    except IntakeError:
        letter.warnings.append("A text part of the message could not be decoded.")
        return
    text = decoded.text.replace("\r\n", "\n")
    if (part.get_param("format") or "") == "flowed":
        text = _unflowed(text)
    letter.plain = f"{letter.plain}\n\n{text}" if letter.plain else text
    letter.warnings.extend(w for w in decoded.warnings if "\ufffd" in w)


def _forwarded(letter: Letter, part: Message) -> None:
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        try:
            data = inner[0].as_bytes(policy=compat32)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, KeyError):
            letter.warnings.append("A forwarded message inside this one could not be read.")
            return
        letter.attachments.append(Attachment(_name(part) or f"message {len(letter.attachments) + 1}", data))


def _name(part: Message) -> str:
    try:
        found = part.get_filename()
    except (ValueError, LookupError, TypeError, UnicodeError, AttributeError):
        return ""
    name = " ".join(str(found or "").replace("\\", "/").rpartition("/")[2].split())[:120]
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _unflowed(text: str) -> str:
    """RFC 3676: a line that ends with a blank goes on in the next."""
    out: list[str] = []
    for line in text.split("\n"):
        if out and out[-1].endswith(" ") and out[-1] != "-- " and line.strip():
            out[-1] += line.lstrip(" ") if line.startswith(" ") else line
        else:
            out.append(line)
    return "\n".join(out)
