"""From a path or bytes to Documents: the kind of a file is told from its content, not from its name."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.intake.errors import IntakeError
from dragoman.intake.html import read_html
from dragoman.intake.text import read_plain
from dragoman.record import Document

LARGEST = 64 * 1024 * 1024
"""Bytes of a single file that is read whole."""

_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|table|span|h1)\b", re.I)
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"\x1f\x8b", "gzip archive"),
    (b"{\\rtf", "RTF"),
)


def read_bytes(data: bytes, source: str) -> list[Document]:
    """The documents in a file's bytes. Raises :class:`IntakeError` when it is no report that can be read."""
    if not data.strip():
        raise IntakeError("empty", "the file is empty")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise IntakeError("format", f"this is a file of the kind {name}, which is not read")
    if looks_like_html(data):
        return read_html(data, source)
    return read_plain(data, source)


def read_path(path: Path) -> list[Document]:
    """The documents in a file. Raises :class:`IntakeError` for whatever keeps it from being read."""
    try:
        if path.is_dir():
            raise IntakeError("directory", "this is a directory")
        size = path.stat().st_size
        if size > LARGEST:
            raise IntakeError("too-large", f"the file has {size:,} bytes; at most {LARGEST:,} are read")
        data = path.read_bytes()
    except OSError as error:
        raise IntakeError("unreadable", (error.strerror or str(error)).lower()) from error
    return read_bytes(data, str(path))


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes are markup: a tag of a page at the start, or several in the first 16 kB."""
    head = data[:16_384].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    first = _TAG.search(head)
    if first is None:
        return False
    return first.start() == 0 or head.startswith((b"<?xml", b"<!--")) or len(_TAG.findall(head)) >= 3
