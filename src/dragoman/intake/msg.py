"""Outlook messages (.msg): the properties of [MS-OXMSG] in an OLE container, compressed RTF ([MS-OXRTFCP]) included."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.intake import mail, rtf
from dragoman.intake.dates import filetime_day
from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.intake.job import Bytes, Job
from dragoman.intake.mail import Attachment, Letter
from dragoman.intake.outcome import Item

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0"
_SUBJECT, _BODY, _RTF, _HTML, _SENDER, _SENDER_MAIL, _TO = 0x0037, 0x1000, 0x1009, 0x1013, 0x0C1A, 0x5D01, 0x0E04
_SENT, _DELIVERED, _CODEPAGE, _NET_CODEPAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_DATA, _LONG_NAME, _NAME = 0x3701, 0x3707, 0x3704
_MOST_ATTACHMENTS = 200
_LARGEST_RTF = 16 * 1024 * 1024
_PREBUFFER = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""The dictionary with which compressed RTF begins ([MS-OXRTFCP] 2.2.2)."""


def sniff(data: Bytes) -> bool:
    """Whether bytes are an OLE container that holds a message's properties."""
    if not data.head.startswith(_MAGIC):
        return False
    try:
        return _PROPERTIES.encode("utf-16-le") in data.file.read(64 * 1024 * 1024)
    finally:
        data.file.seek(0)


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The message and its attachments. Raises :class:`IntakeError` ``damaged`` or ``empty``."""
    import olefile

    content = data.whole()
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = _Streams(container, len(content))
            letter = _letter(streams, (), 32)
    except IntakeError:
        raise
    except Exception as error:  # the library raises almost anything over a damaged container
        raise IntakeError("damaged", "the Outlook message is damaged and cannot be opened") from error
    yield from mail.items(letter, hashlib.sha256(content).hexdigest(), source, job, "msg")


class _Streams:
    """The container's streams by path. One that claims more bytes than the file has would be read in circles."""

    def __init__(self, container: Any, most: int) -> None:
        self.container = container
        self.most = most
        self._within(container.root.size)
        self.paths = {tuple(path): True for path in container.listdir(streams=True, storages=False)}

    def get(self, path: Sequence[str]) -> bytes:
        if tuple(path) not in self.paths:
            return b""
        self._within(self.container.get_size(list(path)))
        data: bytes = self.container.openstream(list(path)).read()
        return data

    def _within(self, size: int) -> None:
        if size > self.most:
            raise IntakeError("damaged", "the Outlook message is damaged: a part of it claims more bytes than it has")

    def folders(self, within: tuple[str, ...], prefix: str) -> list[str]:
        n = len(within)
        found = {p[n] for p in self.paths if len(p) > n + 1 and p[:n] == within and p[n].startswith(prefix)}
        return sorted(found)


def _letter(streams: _Streams, within: tuple[str, ...], head: int) -> Letter:
    fixed = _fixed(streams.get((*within, _PROPERTIES)), head)
    codepage = f"cp{fixed.get(_CODEPAGE, 0) & 0xFFFFFFFF}"

    def text(tag: int) -> str:
        wide = streams.get((*within, f"__substg1.0_{tag:04X}001F"))
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = streams.get((*within, f"__substg1.0_{tag:04X}001E"))
        if not narrow:
            return ""
        try:
            return narrow.decode(codepage).rstrip("\0")
        except (LookupError, UnicodeDecodeError):
            return _guessed(narrow)

    address = text(_SENDER_MAIL)
    name = text(_SENDER)
    letter = Letter(
        subject=text(_SUBJECT),
        sender=f"{name} <{address}>" if name and address and name != address else name or address,
        to=text(_TO),
        plain=text(_BODY).replace("\r\n", "\n"),
        page=streams.get((*within, f"__substg1.0_{_HTML:04X}0102")) or text(_HTML).encode("utf-8", "replace"),
    )
    internet = fixed.get(_NET_CODEPAGE, 0) & 0xFFFFFFFF
    letter.page_encoding = {65001: "utf-8", 28591: "iso-8859-1"}.get(internet, f"cp{internet}" if internet else None)
    ticks = fixed.get(_SENT) or fixed.get(_DELIVERED)
    if ticks:
        letter.day = filetime_day(ticks)
        letter.date = letter.day or ""
    if not letter.plain.strip() and not letter.page.strip():
        packed = streams.get((*within, f"__substg1.0_{_RTF:04X}0102"))
        if packed:
            letter.plain = rtf.text_of(unpacked(packed))
    for i, folder in enumerate(streams.folders(within, "__attach_version1.0_")[:_MOST_ATTACHMENTS]):
        _attach(letter, streams, (*within, folder), i + 1)
    return letter


def _attach(letter: Letter, streams: _Streams, within: tuple[str, ...], number: int) -> None:
    data = streams.get((*within, f"__substg1.0_{_DATA:04X}0102"))
    names = [
        streams.get((*within, f"__substg1.0_{tag:04X}001F")).decode("utf-16-le", "replace").rstrip("\0")
        or _guessed(streams.get((*within, f"__substg1.0_{tag:04X}001E"))).rstrip("\0")
        for tag in (_LONG_NAME, _NAME)
    ]
    name = next((n for n in names if n.strip()), f"attachment {number}").replace("\\", "/").rpartition("/")[2][:120]
    if data.strip():
        # what only decorates a letter is no report, nor a failure to read one
        if not data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")):
            letter.attachments.append(Attachment(name, data))
    elif any(p[: len(within) + 1] == (*within, f"__substg1.0_{_DATA:04X}000D") for p in streams.paths):
        letter.warnings.append(f"A message inside this one ({name}) was not read.")


def _fixed(data: bytes, head: int) -> dict[int, int]:
    """Properties of fixed length: tag → value, for integers and times."""
    found: dict[int, int] = {}
    for at in range(head, min(len(data), 200_000) - 15, 16):
        kind, tag, _, value = struct.unpack_from("<HHIQ", data, at)
        if kind == 0x0003:
            found[tag] = value & 0xFFFFFFFF
        elif kind == 0x0040:
            found[tag] = value
    return found


def _guessed(data: bytes) -> str:
    try:
        return decode(data).text if data else ""
    except IntakeError:
        return ""


def unpacked(data: bytes) -> bytes:
    """Compressed RTF as RTF ([MS-OXRTFCP] 3.1.3). Raises :class:`IntakeError` ``damaged``."""
    if len(data) < 16:
        raise IntakeError("damaged", "the message's compressed text is damaged")
    size, raw_size, kind = struct.unpack_from("<III", data)
    if kind == 0x414C454D:  # "MELA": stored as it is
        return data[16 : 16 + raw_size]
    if kind != 0x75465A4C or raw_size > _LARGEST_RTF:  # "LZFu"
        raise IntakeError("damaged", "the message's compressed text is of an unknown kind")
    window = bytearray(_PREBUFFER.ljust(4096, b" "))
    write = len(_PREBUFFER)
    out = bytearray()
    at, end = 16, min(len(data), size + 4)
    while at < end and len(out) < raw_size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= end or len(out) >= raw_size:
                break
            if not flags >> bit & 1:
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % 4096
                at += 1
                continue
            if at + 1 >= end:
                return bytes(out)
            pair = data[at] << 8 | data[at + 1]
            at += 2
            offset, length = pair >> 4, (pair & 15) + 2
            if offset == write:
                return bytes(out)
            for step in range(length):
                byte = window[(offset + step) % 4096]
                out.append(byte)
                window[write] = byte
                write = (write + 1) % 4096
    return bytes(out)
