"""News agencies by the names with which they sign."""

from __future__ import annotations

import re
from functools import cache

from dragoman.knowledge.tables import rows

_SPLIT = re.compile(r"\s*(?:[–—/|,;]|\s-\s)\s*")


@cache
def _forms() -> dict[str, str]:
    return {row.form.casefold(): row.id for row in rows("agencies")}


def agency_named(words: str) -> str | None:
    """The canonical short name ("dpa") of the agency that ``words`` name ("dpa – Deutsche Presse-Agentur"), or None."""
    forms = _forms()
    whole = words.strip().casefold()
    if whole in forms:
        return forms[whole]
    for part in _SPLIT.split(whole):
        if part in forms:
            return forms[part]
    return None
