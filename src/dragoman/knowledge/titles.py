"""Titles of office, common nouns for people and bodies, and words that tell what a name is the name of."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dragoman.knowledge.fold import fold, lowered
from dragoman.knowledge.tables import rows

_FIRST = re.compile(r"\w+")


class Title(NamedTuple):
    """A title as it was found: half-open offsets, the office's code, its level, and whether it is a plural."""

    start: int
    end: int
    office: str
    level: str
    plural: bool


class Nominal(NamedTuple):
    """A common noun for actors: its ``kind`` in ``nominals.csv`` and whether the form is a plural."""

    form: str
    kind: str
    plural: bool


@cache
def _title_index() -> dict[str, list[tuple[str, str, str, str, bool]]]:
    """First word → (lower-case form, form as written or empty when its case does not matter, office, level, plural)."""
    index: dict[str, list[tuple[str, str, str, str, bool]]] = {}
    seen: set[str] = set()
    for row in rows("titles"):
        written = fold(row.form).strip()
        form = lowered(written)
        first = _FIRST.match(form)
        if first is None or form in seen or (row.kind == "honorific" and " " not in form):
            continue
        seen.add(form)
        exact = written if "abbreviation" in row.note else ""
        index.setdefault(first.group(), []).append((form, exact, row.id, row.kind, "plural" in row.note))
    for same in index.values():
        same.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    return index


def plural_noun(noun: str) -> str:
    """The regular plural of a noun, with ``-man`` → ``-men``."""
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def title_at(low: str, folded: str, start: int) -> Title | None:
    """The longest title that stands at ``start`` and ends at a word's end. ``low`` is the lower case of ``folded``."""
    first = _FIRST.match(low, start)
    if first is None:
        return None
    for form, exact, office, level, many in _title_index().get(first.group(), ()):
        end = start + len(form)
        if not low.startswith(form, start) or (end < len(low) and low[end].isalnum()):
            continue
        if not exact or folded.startswith(exact, start):
            return Title(start, end, office, level, many)
    return None


@cache
def title_starts() -> frozenset[str]:
    """The first words of all titles, so that most tokens are passed over quickly."""
    return frozenset(_title_index())


@cache
def nominals() -> dict[str, tuple[Nominal, ...]]:
    """Lower-case forms, singular and plural, of the common nouns for actors."""
    found: dict[str, list[Nominal]] = {}
    for row in rows("nominals"):
        found.setdefault(row.form, []).append(
            Nominal(row.form, row.kind, row.form in ("authorities", "media", "press"))
        )
        found.setdefault(plural_noun(row.form), []).append(Nominal(row.form, row.kind, True))
    return {form: tuple(readings) for form, readings in found.items()}


@cache
def name_heads() -> dict[str, str]:
    """Words inside proper names and the kind of thing that they make of it (``Ministry`` → government-body)."""
    return {row.form: row.kind for row in reversed(rows("name_heads"))}


@cache
def name_parts() -> dict[str, tuple[str, str]]:
    """Particles, suffixes and honorifics: form → (kind, ``male``/``female`` or empty)."""
    found = {
        row.form: ("honorific", "")
        for row in rows("titles")
        if row.kind == "honorific" and " " not in row.form and row.form[:1].isupper()
    }
    return found | {row.form: (row.kind, row.id) for row in rows("name_parts")}
