"""From a path, bytes or a string to Documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dragoman.record import Document


def read_text(text: str, source: str = "text") -> Document:
    """A document of a string that is already decoded."""
    return Document(source=source, format="text", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def read_bytes(data: bytes, source: str) -> list[Document]:
    """The documents in a file's bytes."""
    text = data.decode("utf-8-sig")
    return [
        Document(source=source, format="text", text=text, sha256=hashlib.sha256(data).hexdigest(), encoding="utf-8")
    ]


def read_path(path: Path) -> list[Document]:
    """The documents in a file."""
    return read_bytes(path.read_bytes(), str(path))
