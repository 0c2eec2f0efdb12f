"""Events in POLECAT's 40 columns (Halterman et al., POLECAT codebook).

Lost: anchors, statements, and every event whose standing is alleged, denied, planned or hypothetical. Left empty, since
they are not measured: intensity, Wikipedia ids, COW codes where unknown, district and province.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.export.eventdata import QUADS, Coded, coded, joined, sector, tsv
from dragoman.record import Entity, Record

COLUMNS = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")


def render(records: Sequence[Record]) -> bytes:
    """The events as tab-separated text with POLECAT's header."""
    return tsv(COLUMNS, map(_line, coded(records)))


def _line(item: Coded) -> list[object]:
    event, record, city = item.event, item.record, item.city
    document = record.document
    return [
        item.id,
        item.day,
        event.plover,
        event.mode or "",
        "",
        f"Q{QUADS[event.plover]}" if event.plover in QUADS else "",
        joined(event.contexts),
        *_actor(item.actors, record),
        *_actor(item.recipients, record),
        event.place or "",
        city.name if city else "",
        "",
        "",
        city.country if city else "",
        city.latitude if city else "",
        city.longitude if city else "",
        city.geonames or "" if city else "",
        event.place or "",
        "PPL" if city else "",
        document.outlet or document.agency or "",
        record.published.value or "",
        joined(e.name for e in record.entities if e.kind == "person"),
        joined(e.name for e in record.entities if e.kind not in ("person", "place", "unnamed-source", "group")),
        joined(e.name for e in record.entities if e.kind == "place"),
        document.language or "",
        f"dragoman {record.dragoman}",
    ]


def _actor(entities: list[Entity], record: Record) -> list[str]:
    sectors = [sector(e, record) for e in entities]
    return [
        joined(e.name for e in entities),
        joined(e.country for e in entities),
        joined(e.ids.get("cow") for e in entities),
        next((s for s in sectors if s), ""),
        joined(sectors),
        joined(e.roles[0].title for e in entities if e.roles),
        joined(e.mentions[0].text for e in entities if e.mentions),
        "",
    ]
