"""Events in the 58 columns of GDELT 1.0's daily files (GDELT Data Format Codebook V 1.03).

Lost: anchors, statements, PLOVER modes and contexts, and every event whose standing is alleged, denied, planned or
hypothetical. Left empty, since they are not measured: Goldstein scale, tone, ethnic and religious codes, ADM1 codes.
Events without a day are left out: the layout has no place for an unknown date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.export.eventdata import QUADS, Coded, coded, sector, tsv
from dragoman.record import Entity, Record

_ACTOR = (
    "Code|Name|CountryCode|KnownGroupCode|EthnicCode|Religion1Code|Religion2Code|Type1Code|Type2Code|Type3Code".split(
        "|"
    )
)
_GEO = "Geo_Type|Geo_FullName|Geo_CountryCode|Geo_ADM1Code|Geo_Lat|Geo_Long|Geo_FeatureID".split("|")
COLUMNS = [
    *"GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate".split("|"),
    *(f"Actor1{c}" for c in _ACTOR),
    *(f"Actor2{c}" for c in _ACTOR),
    *"IsRootEvent|EventCode|EventBaseCode|EventRootCode|QuadClass|GoldsteinScale".split("|"),
    *"NumMentions|NumSources|NumArticles|AvgTone".split("|"),
    *(f"Actor1{c}" for c in _GEO),
    *(f"Actor2{c}" for c in _GEO),
    *(f"Action{c}" for c in _GEO),
    "DATEADDED",
    "SOURCEURL",
]


def render(records: Sequence[Record]) -> bytes:
    """The events as tab-separated text with a header line (GDELT's own files have none)."""
    return tsv(COLUMNS, (_line(item) for item in coded(records) if item.day))


def _line(item: Coded) -> list[object]:
    event, record = item.event, item.record
    day = date.fromisoformat(item.day)
    # GDELT writes the year and the fraction of it that has passed
    fraction = day.year + (day.month * 30 + day.day) / 365
    code = event.cameo or ""
    compact = day.strftime("%Y%m%d")
    city = item.city
    place: list[object] = [""] * 7
    if city:
        place = [4, city.name, city.country, "", city.latitude or "", city.longitude or "", city.geonames or ""]
    return [
        item.id,
        compact,
        compact[:6],
        compact[:4],
        f"{fraction:.4f}",
        *_actor(item.actors, event.source_codes, record),
        *_actor(item.recipients, event.target_codes, record),
        1,
        code,
        code[:3],
        code[:2],
        QUADS.get(event.plover, ""),
        "",
        1,
        1,
        1,
        "",
        *[""] * 14,
        *place,
        (record.published.value or "").replace("-", ""),
        record.document.source,
    ]


def _actor(entities: list[Entity], codes: tuple[str, ...], record: Record) -> list[str]:
    if not entities:
        return [""] * 10
    first = entities[0]
    return [
        codes[0] if codes else "",
        first.name.upper(),
        first.country or "",
        "",
        "",
        "",
        "",
        sector(first, record),
        "",
        "",
    ]
