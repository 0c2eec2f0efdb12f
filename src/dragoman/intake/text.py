"""Plain text."""

from __future__ import annotations

import hashlib

from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.record import Document


def read_plain(data: bytes, source: str) -> list[Document]:
    """One document: the decoded file, byte order mark and nothing else removed."""
    decoded = decode(data)
    if not decoded.text.strip():
        raise IntakeError("empty", "the file is empty")
    return [
        Document(
            source=source,
            format="text",
            text=decoded.text,
            sha256=hashlib.sha256(data).hexdigest(),
            encoding=decoded.encoding,
            warnings=decoded.warnings,
        )
    ]


def read_text(text: str, source: str = "text") -> Document:
    """A document of a string that is already decoded."""
    return Document(
        source=source,
        format="text",
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
