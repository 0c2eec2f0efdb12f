"""News agencies by the names with which they sign."""

from __future__ import annotations

import re
from functools import cache

from dragoman.knowledge.tables import rows

_SPLIT = re.compile(r"\s*(?:[–—/|,;]|\s-\s)\s*")


@cache
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for row in rows("agencies"):
        forms.setdefault(row.form, row.id)
        # "MAP" and "TAP" sign reports; "map" and "tap" are words
        if not (row.form.isupper() and len(row.form) <= 4):
            forms.setdefault(row.form.casefold(), row.id)
    return forms


def agency_named(words: str) -> str | None:
    """The canonical short name ("dpa") of the agency that ``words`` name ("dpa – Deutsche Presse-Agentur"), or None."""
    forms = _forms()
    whole = words.strip()
    for part in (whole, *_SPLIT.split(whole)):
        found = forms.get(part) or forms.get(part.casefold())
        if found:
            return found
    return None
