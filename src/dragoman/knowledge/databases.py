"""The labels that news databases print before an article's fields, and the languages that they name."""

from __future__ import annotations

import re
from functools import cache

from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.tables import rows

_SERVICE = re.compile(
    r"(?:\s+(?:world|general|international|economic|news|newswires?|wires?|service|agency|online))+$", re.I
)


@cache
def labels(kind: str) -> dict[str, str]:
    """Case-folded label → what it labels, for one ``kind`` of ``database_labels.csv`` (``nexis-head`` …)."""
    return {row.form.casefold(): row.id for row in rows("database_labels") if row.kind == kind}


@cache
def in_order(kind: str) -> dict[str, int]:
    """Label as printed → its place in the order in which the database prints its fields."""
    return {row.form: i for i, row in enumerate(r for r in rows("database_labels") if r.kind == kind)}


def language_named(words: str) -> str | None:
    """The ISO 639-1 code of a language that a database names ("ENGLISH", "Deutsch; German"), or None."""
    known = labels("language")
    for part in words.replace(",", ";").split(";"):
        code = known.get(part.strip().rstrip(".").casefold())
        if code:
            return code
    return None


@cache
def foreign_months() -> dict[str, int]:
    """Case-folded French and German month names → number."""
    return {row.form.casefold(): int(row.id) for row in rows("month_names")}


def agency_behind(outlet: str | None) -> str | None:
    """The agency whose service an outlet is ("Xinhua General News Service", "Agence France Presse -- English")."""
    if not outlet:
        return None
    name = outlet.partition(" -- ")[0].partition("(")[0].strip()
    return agency_named(name) or agency_named(_SERVICE.sub("", name))


@cache
def column_meanings() -> dict[str, str]:
    """Case-folded column name → the document's field that tables usually mean by it, in order of preference."""
    return {row.form.casefold(): row.id for row in rows("column_names")}
