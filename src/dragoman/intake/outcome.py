"""What comes of reading a file: documents, what could not be read, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from dragoman.intake.errors import IntakeError
from dragoman.record import Document


class Failure(msgspec.Struct, frozen=True):
    """Something in a file that could not be read. ``source`` says where, ``code`` is that of the IntakeError."""

    source: str
    code: str
    says: str


class Note(msgspec.Struct, frozen=True):
    """A sentence about a file as a whole that costs no report (a WARC's revisit records, say)."""

    source: str
    says: str


class Count(msgspec.Struct, frozen=True):
    """How many reports a file says it holds, and how many were found in it."""

    source: str
    stated: int
    found: int


Item = Document | Failure | Note | Count


class Intake(msgspec.Struct, frozen=True):
    """Everything that came of one file. ``stated`` is None where the file does not say how many reports it holds."""

    format: str
    documents: tuple[Document, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[Note, ...] = ()
    stated: int | None = None


class _Sorted(NamedTuple):
    documents: list[Document]
    failures: list[Failure]
    notes: list[Note]
    counts: list[Count]


def gather(format: str, items: Iterable[Item]) -> Intake:
    """The items of one file as one :class:`Intake`; the counts of its parts are added up."""
    out = _Sorted([], [], [], [])
    for item in items:
        if isinstance(item, Document):
            out.documents.append(item)
        elif isinstance(item, Failure):
            out.failures.append(item)
        elif isinstance(item, Note):
            out.notes.append(item)
        else:
            out.counts.append(item)
    return Intake(
        format=format,
        documents=tuple(out.documents),
        failures=tuple(out.failures),
        notes=tuple(out.notes),
        stated=sum(c.stated for c in out.counts) if out.counts else None,
    )


def failed(source: str, error: IntakeError) -> Failure:
    """The failure that an error is for the part of a file that ``source`` names."""
    return Failure(source, error.code, str(error))
