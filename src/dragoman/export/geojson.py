"""Meetings whose city is known, as GeoJSON points (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dragoman.knowledge.cities import city_named
from dragoman.record import Record


def render(records: Sequence[Record]) -> bytes:
    """A feature collection. Meetings without a city, or in one whose point is not known, are left out."""
    features: list[dict[str, Any]] = []
    for record in records:
        names = {e.id: e.name for e in record.entities}
        for meeting in record.meetings:
            city = city_named(meeting.place.name) if meeting.place and meeting.place.name else None
            if meeting.place is None or city is None or city.latitude is None:
                continue
            features.append(
                {
                    "type": "Feature",
                    "id": f"{record.document.id[:12]}-{meeting.id}",
                    "geometry": {"type": "Point", "coordinates": [city.longitude, city.latitude]},
                    "properties": {
                        "parties": [names.get(r.entity or "", r.text) for r in meeting.parties],
                        "status": meeting.status,
                        "kind": meeting.kind,
                        "when": meeting.when.value if meeting.when else None,
                        "place": meeting.place.name,
                        "venue": meeting.place.venue,
                        "report": record.document.title,
                        "words": meeting.evidence[0].text if meeting.evidence else None,
                    },
                }
            )
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode() + b"\n"
