"""A report whose format gives its parts by name: put together as one text with blocks, anchors and witnesses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from dragoman.intake.compose import composed
from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.calendar import day_of
from dragoman.knowledge.databases import agency_behind
from dragoman.record import Dateline, Document, Witness
from dragoman.record.document import BlockKind


def report(
    *,
    source: str,
    format: str,
    sha256: str,
    lines: Sequence[tuple[BlockKind, str]],
    dateline: str = "",
    credit: str = "",
    outlet: str | None = None,
    witnesses: Iterable[Witness] = (),
    **fields: Any,
) -> Document:
    """A document of labelled lines.

    ``dateline`` is the field's words, which must stand as one of the lines to be anchored; ``credit`` names the agency,
    or else the outlet does.
    """
    text, blocks = composed(lines)
    document = Document(
        source=source,
        format=format,
        text=text,
        sha256=sha256,
        blocks=blocks,
        outlet=outlet,
        agency=(agency_named(credit) if credit else None) or agency_behind(outlet),
        witnesses=tuple(anchored(text, w) for w in witnesses),
        **fields,
    )
    return replace(document, dateline=_filed(text, dateline)) if dateline else document


def anchored(text: str, witness: Witness) -> Witness:
    """A witness with the place where its words stand in the text, when they do."""
    at = text.find(witness.text) if len(witness.text) >= 6 else -1
    return replace(witness, start=at, end=at + len(witness.text)) if at >= 0 else witness


def stated(name: str, words: str, value: str | None, *, modified: bool = False) -> list[Witness]:
    """A field's date as a witness; none when no date could be read from it."""
    if not value:
        return []
    kind = "modified" if modified else "header-field"
    return [Witness(kind=kind, name=name, text=" ".join(words.split())[:120], value=value)]


def _filed(text: str, words: str) -> Dateline | None:
    words = " ".join(words.split())
    at = text.find(words)
    if at < 0 or not words:
        return None
    place = words.partition(",")[0].strip()
    day = day_of(words)
    if day and place.lower() == words.lower():
        place = ""
    return Dateline(
        place=(place.title() if place.isupper() else place) or None, date=day, start=at, end=at + len(words), text=words
    )
