"""What a saved page's markup says of dates: every such statement is a witness, none is believed here."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import htmldate

from dragoman.intake.dates import machine_day
from dragoman.record import Witness

_META = {
    "article:published_time": "meta",
    "article:published": "meta",
    "og:published_time": "meta",
    "og:article:published_time": "meta",
    "datepublished": "meta",
    "date": "meta",
    "pubdate": "meta",
    "publishdate": "meta",
    "publish-date": "meta",
    "dc.date": "meta",
    "dc.date.issued": "meta",
    "dcterms.date": "meta",
    "dcterms.created": "meta",
    "dcterms.issued": "meta",
    "sailthru.date": "meta",
    "parsely-pub-date": "meta",
    "cxenseparse:recs:publishtime": "meta",
    "citation_publication_date": "meta",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "last-modified": "modified",
    "datemodified": "modified",
    "dcterms.modified": "modified",
}
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/.\-_]|$)")
_MOST = 40
"""Witnesses kept of one page; index pages have a <time> for each teaser."""


def witnesses(tree: Any, markup: str, address: str | None) -> tuple[Witness, ...]:
    """Dates in meta elements, JSON-LD, ``<time>``, the page's address, and htmldate's guess, in that order."""
    found: list[Witness] = []
    for source in (_from_meta(tree), _from_json_ld(tree), _from_time_elements(tree), _from_address(tree, address)):
        for witness in source:
            if len(found) < _MOST and witness not in found:
                found.append(witness)
    guess = _from_htmldate(markup)
    return (*found, guess) if guess else tuple(found)


def _from_meta(tree: Any) -> Iterator[Witness]:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        kind = _META.get(name)
        content = element.get("content") or ""
        value = machine_day(content) if kind else None
        if kind and value:
            yield Witness(kind=kind, name=name, text=content[:80], value=value)


def _from_json_ld(tree: Any) -> Iterator[Witness]:
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        stack, steps = [data], 0
        while stack and steps < 5_000:
            node = stack.pop()
            steps += 1
            if isinstance(node, list):
                stack.extend(reversed(node))
            elif isinstance(node, dict):
                for key, kind in (("datePublished", "json-ld"), ("dateModified", "modified")):
                    text = node.get(key)
                    value = machine_day(text) if isinstance(text, str) else None
                    if value:
                        yield Witness(kind=kind, name=f"json-ld:{key}", text=str(text)[:80], value=value)
                stack.extend(v for v in node.values() if isinstance(v, (dict, list)))


def _from_time_elements(tree: Any) -> Iterator[Witness]:
    for element in tree.iter("time"):
        stamp = element.get("datetime") or ""
        value = machine_day(stamp)
        if value:
            shown = " ".join("".join(element.itertext()).split())
            yield Witness(kind="time-element", name="time", text=(shown or stamp)[:80], value=value)


def _from_address(tree: Any, address: str | None) -> Iterator[Witness]:
    addresses = [address] if address else []
    for element in tree.iter("link", "meta"):
        if element.get("rel") == "canonical":
            addresses.append(element.get("href"))
        elif element.get("property") == "og:url":
            addresses.append(element.get("content"))
    for text in addresses:
        match = _IN_ADDRESS.search(text or "")
        if match:
            year, month, day = match.group(1), match.group(2), match.group(3)
            value = machine_day(f"{year}-{month}-{day}") if day else None
            if not value and 1 <= int(month) <= 12:
                value = f"{year}-{int(month):02d}"
            if value:
                yield Witness(kind="url", name="address", text=(text or "")[:200], value=value)


def _from_htmldate(markup: str) -> Witness | None:
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        # Without a fixed upper bound it takes the day on which it runs, and a record would change with the clock.
        found = htmldate.find_date(
            markup, original_date=True, extensive_search=False, min_date="1980-01-01", max_date="2099-12-31"
        )
    except Exception:  # hostile markup; one witness fewer
        return None
    return Witness(kind="htmldate", name="htmldate", text=found, value=found) if found else None
