"""The dateline: where the report was filed, when, and by which agency."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.calendar import MONTHS, day_of
from dragoman.knowledge.cities import city_named
from dragoman.knowledge.solar_hijri import months as solar_hijri_months
from dragoman.record import Dateline, rule

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]*"
_PLACE = rf"{_NAME}(?:[ ](?:de[ ]|el[ ]|la[ ]|of[ ]|the[ ]|al-)?{_NAME}){{0,4}}"
_MONTH = "(?i:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_FOREIGN_MONTH = r"[A-Z][a-z]{2,12}"
_HIJRI = "(?i:" + "|".join(sorted(solar_hijri_months(), key=len, reverse=True)) + ")"
_HIJRI_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_HIJRI}|{_HIJRI}\s+\d{{1,2}})(?:,?\s+1[2-4]\d\d)?"
_DAY = (
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\.?(?:,?\s+\d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{4}}-\d\d-\d\d))"
)
_DASH = r"(?:[–—―−]|--+|-)"
_AGENCY = r"\((?P<paren>[^()\n]{2,60})\)|(?P<bare>[A-Z][A-Za-z]{1,14})(?=\s*(?:--|[–—-])\s)"
_PATTERN = re.compile(
    rf"\A(?P<place>{_PLACE})?(?P<region>(?:,\s?(?!(?:{_MONTH}|{_HIJRI})\b){_PLACE}){{0,2}})"
    rf"(?P<date>[,.]?\s+(?i:{_DAY})|,\s+{_HIJRI_DAY}|,\s+\d{{1,2}}\s+{_FOREIGN_MONTH})?[,.]?\s*"
    rf"(?:{_DASH}\s*(?=\())?(?:{_AGENCY})?[.,:]?\s*(?P<dash>{_DASH}(?=\s|[A-Z“\"‘'])|:\s)?\s*"
)
_RUSSIAN = re.compile(
    rf"\A(?P<place>[A-Z][\w'’\-]+(?:[ ][A-Z][\w'’\-]+)?)\.\s+(?P<date>(?i:{_DAY}))\."
    r"\s*(?P<bare>[A-Z][A-Za-z\-]{2,14})\s*[.–—-]\s*"
)


class Filed(NamedTuple):
    """A dateline with the agency that it names (its canonical short name), and where the report's words begin."""

    dateline: Dateline
    agency: str | None
    end: int


@rule("page.dateline")
def dateline(text: str, start: int, end: int) -> Filed | None:
    """A report's first words are a dateline when a place is followed by an agency in brackets, a date or a dash."""
    head = text[start : min(end, start + 200)]
    match = _RUSSIAN.match(head)
    if match and agency_named(match["bare"]):
        return _filed(text, start, match, match["bare"], "")
    match = _PATTERN.match(head)
    if not match or not match.group().strip():
        return None
    place, date, region = match["place"], match["date"], match["region"] or ""
    signed = match["paren"] or match["bare"]
    agency = _agency(signed)
    if match["bare"] and not agency_named(match["bare"]):
        return None
    if match["paren"] and not agency_named(match["paren"]):
        # an agency that no list has is one by its place in the line
        known_place = bool(match["dash"] and place and (date or (agency and city_named(place))))
        if not known_place:
            return None
    if place is None:
        # "(Reuters) - " alone
        return _filed(text, start, match, signed, region) if agency and match["dash"] else None
    if not (agency or match["dash"]):
        return None
    # A dash alone is weak: "UNITA – which walked out –" opens like "TRIPOLI –". The place must be one.
    region_is_one = bool(region) and not region.isupper()
    if not (agency or date or city_named(place) or (place.isupper() and region_is_one)):
        return None
    if match["dash"] == ": " and not (date or agency):
        return None
    return _filed(text, start, match, signed, region)


def _filed(text: str, start: int, match: re.Match[str], signed: str | None, region: str) -> Filed:
    place = match["place"]
    if place and place.isupper() and len(place) > 3:
        place = place.title().replace("'S", "'s")
    day = match["date"]
    stop = start + len(match.group().rstrip())
    words = text[start:stop]
    return Filed(
        Dateline(place=place, date=day_of(day.strip(" ,.")) if day else None, start=start, end=stop, text=words),
        _agency(signed),
        start + match.end(),
    )


def _agency(signed: str | None) -> str | None:
    """The agency's canonical name; one that is not listed keeps its own when it looks like a name."""
    if not signed:
        return None
    listed = agency_named(signed)
    words = signed.split()
    named = len(words) <= 3 and all(word[0].isupper() for word in words)
    return listed or (signed.strip() if named else None)
