"""Events in the 20 columns of the ICEWS coded event data (Boschee et al.).

Lost: anchors, statements, PLOVER modes and contexts, and every event whose standing is alleged, denied, planned or
hypothetical; of several actors on one side only the first is kept. Intensity is left empty: it is not measured.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.export.eventdata import coded, sector, sentence_of, tsv
from dragoman.record import Entity, Record

COLUMNS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")


def render(records: Sequence[Record]) -> bytes:
    """The events as tab-separated text with ICEWS' header."""
    lines = []
    for item in coded(records):
        record, city = item.record, item.city
        lines.append(
            [
                item.id,
                item.day,
                *_actor(item.actors, record),
                sentence_of(item),
                item.event.cameo or "",
                "",
                *_actor(item.recipients, record),
                record.document.id[:12],
                "",
                record.document.outlet or record.document.agency or "",
                city.name if city else item.event.place or "",
                "",
                "",
                city.country if city else "",
                city.latitude if city else "",
                city.longitude if city else "",
            ]
        )
    return tsv(COLUMNS, lines)


def _actor(entities: list[Entity], record: Record) -> list[str]:
    if not entities:
        return ["", "", ""]
    return [entities[0].name, sector(entities[0], record), entities[0].country or ""]
