"""What the three event layouts share: which events may pass as facts, and how actors and places are coded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dragoman.knowledge.cities import City, city_named
from dragoman.record import Entity, Event, Record

FACTUAL = frozenset({"asserted", "attributed"})
"""These layouts have no place for standing; an alleged, denied, planned or hypothetical event is left out of them."""

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""PLOVER's quad categories: verbal and material cooperation, verbal and material conflict."""

_SECTORS = {
    "state": "GOV",
    "government-body": "GOV",
    "armed-force": "MIL",
    "armed-group": "REB",
    "organisation": "IGO",
    "group": "CVL",
}


class Coded(NamedTuple):
    """An event with what the layouts ask for. ``day`` is an ISO day or empty."""

    id: str
    event: Event
    record: Record
    day: str
    actors: list[Entity]
    recipients: list[Entity]
    city: City | None


def coded(records: Iterable[Record]) -> Iterator[Coded]:
    """The events that may pass as facts, in the records' order."""
    for record in records:
        by_id = {e.id: e for e in record.entities}
        for n, event in enumerate(record.events):
            if event.standing not in FACTUAL:
                continue
            when = event.when or ""
            day = when if len(when) == 10 else (record.published.value or "" if not when else "")
            yield Coded(
                f"{record.document.id[:12]}-{n}",
                event,
                record,
                day[:10],
                [by_id[e] for e in event.source if e in by_id],
                [by_id[e] for e in event.target if e in by_id],
                city_named(event.place) if event.place else None,
            )


def sector(entity: Entity, record: Record) -> str:
    """The PLOVER/CAMEO sector of an actor; a person has that of the side it speaks for."""
    if entity.kind == "person":
        side = next((e for e in record.entities if e.id == entity.side), None)
        return _SECTORS.get(side.kind, "") if side else ""
    return _SECTORS.get(entity.kind, "")


def joined(parts: Iterable[str | None]) -> str:
    """Distinct values, joined by semicolons as POLECAT and ICEWS do."""
    return ";".join(dict.fromkeys(p for p in parts if p))


def sentence_of(item: Coded) -> str:
    """The event's words, on one line."""
    return " ".join(item.event.anchor.text.split()) if item.event.anchor else ""


def tsv(header: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    """Tab-separated UTF-8 with a header line."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return buffer.getvalue().encode()
