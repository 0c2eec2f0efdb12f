"""XML that is none of the known kinds: it is named by its root element instead of being read with its tags as text."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.intake.errors import IntakeError
from dragoman.intake.job import Bytes, Job
from dragoman.intake.markup import root_name
from dragoman.intake.outcome import Item


def sniff(head: bytes) -> bool:
    """Whether bytes declare themselves as XML and have a root element."""
    return b"<?xml" in head[:64] and bool(root_name(head))


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """Raises :class:`IntakeError` ``format`` with the root element's name."""
    says = f"this is XML of an unknown kind (<{root_name(data.head)}>); save its reports as HTML, text or JSON"
    raise IntakeError("format", says)
    yield  # a reader is a generator
