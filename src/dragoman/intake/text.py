"""Plain text: one report, or the text export of a database with many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.intake.exports import divided
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Item
from dragoman.record import Document


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The decoded file, byte order mark and nothing else removed; an export of a database gives its articles."""
    yield from divided(read_plain(data.whole(), source))


def read_plain(data: bytes, source: str) -> Document:
    """The decoded file as one document. Raises :class:`IntakeError` ``empty`` or ``binary``."""
    decoded = decode(data)
    if not decoded.text.strip():
        raise IntakeError("empty", "the file is empty")
    return Document(
        source=source,
        format="text",
        text=decoded.text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        warnings=decoded.warnings,
    )


def read_text(text: str, source: str = "text") -> Document:
    """A document of a string that is already decoded."""
    return Document(
        source=source,
        format="text",
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
