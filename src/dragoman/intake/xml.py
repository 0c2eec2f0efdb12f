"""XML that is none of the known kinds: its text without its structure, when it holds prose at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from dragoman.intake.errors import IntakeError
from dragoman.intake.exports import divided
from dragoman.intake.job import Bytes, Job
from dragoman.intake.markup import parsed, root_name
from dragoman.intake.outcome import Item
from dragoman.record import Document

_SENTENCE = re.compile(r"[^\W\d_]{2,}[\"\'”’)]?[.?!](?:\s|$)")
_BLANK_LINES = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+")
_LEAST = 20


def sniff(head: bytes) -> bool:
    """Whether bytes declare themselves as XML and have a root element."""
    return b"<?xml" in head[:64] and bool(root_name(head))


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """One document. Raises :class:`IntakeError` ``format`` when there is no prose in it, or ``markup``."""
    content = data.whole()
    kind = root_name(data.head)
    root = parsed(content)
    raw = "".join(text for text in root.itertext() if isinstance(text, str))
    text = _BLANK_LINES.sub("\n\n", raw).strip() + "\n"
    if len(text.split()) < _LEAST or not _SENTENCE.search(text):
        raise IntakeError("format", f"this is XML of an unknown kind (<{kind}>) without prose in it")
    says = f"This is XML of an unknown kind (<{kind}>); its text was read without its structure."
    yield from divided(
        Document(
            source=source,
            format="xml",
            text=text,
            sha256=hashlib.sha256(content).hexdigest(),
            encoding="utf-8",
            warnings=(says,),
        )
    )
