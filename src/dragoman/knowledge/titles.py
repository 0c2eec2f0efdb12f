"""Titles of office, common nouns for people and bodies, and words that tell what a name is the name of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dragoman.knowledge.fold import fold, lowered
from dragoman.knowledge.people import given_names
from dragoman.knowledge.tables import rows

_FIRST = re.compile(r"\w+")


class Title(NamedTuple):
    """A title as it was found, at half-open offsets: the office's code and level, whether it is a plural.

    ``of`` is the id of the party whose office it always is (``united-nations`` for "UN envoy"), ``gender`` that of a
    holder where the word tells, ``surname`` whether the word is also one ("Malik").
    """

    start: int
    end: int
    office: str
    level: str
    plural: bool
    of: str = ""
    gender: str = ""
    surname: bool = False


class _Entry(NamedTuple):
    form: str
    exact: str
    office: str
    level: str
    plural: bool
    of: str
    gender: str
    surname: bool


class Nominal(NamedTuple):
    """A common noun for actors: its ``kind`` in ``nominals.csv`` and whether the form is a plural."""

    form: str
    kind: str
    plural: bool


@cache
def _title_index() -> dict[str, list[_Entry]]:
    """First word → entries; ``exact`` is the form as written, or empty when its case does not matter."""
    index: dict[str, list[_Entry]] = {}
    seen: set[str] = set()
    for row in rows("titles"):
        written = fold(row.form).strip()
        form = lowered(written)
        first = _FIRST.match(form)
        if first is None or form in seen or (row.kind == "honorific" and " " not in form):
            continue
        seen.add(form)
        notes = [part.strip() for part in row.note.split(";")]
        index.setdefault(first.group(), []).append(
            _Entry(
                form,
                written if "abbreviation" in notes else "",
                row.id,
                row.kind,
                "plural" in notes,
                next((n[3:] for n in notes if n.startswith("of ") and " " not in n[3:]), ""),
                _gender(row.id, notes),
                "ambiguous: also a surname" in notes,
            )
        )
    for same in index.values():
        same.sort(key=lambda entry: (-len(entry.form), entry.form))
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


def titles_at(low: str, folded: str, start: int) -> Iterator[Title]:
    """The titles at ``start`` that end at a word's end, the longest first. ``low`` is the lower case of ``folded``."""
    first = _FIRST.match(low, start)
    if first is None:
        return
    for entry in _title_index().get(first.group(), ()):
        end = start + len(entry.form)
        if not low.startswith(entry.form, start) or (end < len(low) and low[end].isalnum()):
            continue
        if not entry.exact or folded.startswith(entry.exact, start):
            yield Title(start, end, *entry[2:])


def _gender(office: str, notes: list[str]) -> str:
    for gender in ("male", "female"):
        if gender in notes:
            return gender
    return {"spokeswoman": "female", "spokesman": "male", "first-lady": "female"}.get(office, "")


def singular(noun: str) -> str:
    """The singular of what :func:`plural_noun` makes."""
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("s")


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
    return {form: tuple(sorted(readings, key=lambda n: n.kind == "pair")) for form, readings in found.items()}


@cache
def name_heads() -> dict[str, str]:
    """Words inside proper names and the kind of thing that they make of it (``Ministry`` → government-body)."""
    return {row.form: row.kind for row in reversed(rows("name_heads"))}


@cache
def name_parts() -> dict[str, tuple[str, str]]:
    """Particles, suffixes and honorifics: form → (kind, ``male``/``female`` or empty)."""
    found = {
        row.form: ("honorific", _gender("", row.note.split("; ")))
        for row in rows("titles")
        if row.kind == "honorific" and " " not in row.form and row.form[:1].isupper()
    }
    return found | {row.form: (row.kind, row.id) for row in rows("name_parts")}


@cache
def title_levels() -> dict[str, str]:
    """Office code → level (``leaders``, ``ministers``, ``ambassadors``, ``officials``, ``experts``, ``military`` …)."""
    found: dict[str, str] = {}
    for row in rows("titles"):
        if row.kind != "honorific":
            found.setdefault(row.id, row.kind)
    return found


@cache
def speaking_verbs() -> frozenset[str]:
    """Lemmas of verbs whose subjects are people or those who speak like people."""
    return frozenset(row.form for row in rows("speaking_verbs"))


def past_honorifics(words: list[str], first: int, last: int) -> int:
    """The token behind the honorifics that begin a name ("Mr", "Sheikh"), given as a half-open token range.

    What is also a given name ("Don", "Dean") counts as one before a single further word.
    """
    parts = name_parts()
    while first < last - 1 and parts.get(words[first], ("",))[0] == "honorific":
        if last - first == 2 and words[first].lower() in given_names():
            break
        first += 1
    return first
