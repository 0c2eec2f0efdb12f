"""States, organisations, bodies and movements by every form of their names, found in a text in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from dragoman.knowledge.fold import fold
from dragoman.knowledge.tables import table

_FIRST = re.compile(r"\w+")

NAME_USES = frozenset({"name", "official", "short", "former", "acronym", "alias"})
"""Uses in which a form names the party itself."""


class Party(NamedTuple):
    """An actor that is known beforehand. ``side`` is the id of the party that it belongs to, if not its own."""

    id: str
    name: str
    kind: str
    country: str = ""
    side: str = ""
    wikidata: str = ""


class Form(NamedTuple):
    """One way of writing a party: ``use`` is ``name``, ``acronym``, ``adjective``, ``demonym``, ``demonym-plural``,
    ``member``, ``capital``, ``seat``, ``combining`` … An ``ambiguous`` form counts only where a text has another form
    of the same party."""

    text: str
    party: str
    use: str
    ambiguous: bool = False


class Hit(NamedTuple):
    """A form found at half-open offsets of the text; ``forms`` are all its readings, the likeliest first."""

    start: int
    end: int
    forms: tuple[Form, ...]


class Gazetteer:
    """Every form of every known party. Forms of ``own`` (the user's list) displace built-in forms of the same text."""

    def __init__(self, parties: Iterable[Party], forms: Iterable[Form]) -> None:
        self.parties: dict[str, Party] = {}
        for party in parties:
            self.parties[party.id] = party
        self._index: dict[str, list[tuple[str, tuple[Form, ...]]]] = {}
        self._add(forms)

    def _add(self, forms: Iterable[Form]) -> None:
        by_text: dict[str, list[Form]] = {}
        for form in forms:
            text = fold(form.text).removeprefix("the ").removeprefix("The ").strip()
            if _FIRST.match(text) and not (form.use == "alias" and text.isalpha() and text.islower()):
                by_text.setdefault(text, []).append(form)
        for text, readings in by_text.items():
            first = _FIRST.match(text)
            assert first is not None
            same = self._index.setdefault(first.group(), [])
            ranked = tuple(sorted(dict.fromkeys(readings), key=_rank))
            same[:] = [entry for entry in same if entry[0] != text]
            same.append((text, ranked))
        for same in self._index.values():
            same.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def with_own(self, parties: Iterable[Party], forms: Iterable[Form]) -> Gazetteer:
        """A gazetteer in which the given parties and forms win over those of this one."""
        new = Gazetteer([*self.parties.values(), *parties], ())
        new._index = {first: list(same) for first, same in self._index.items()}
        new._add(forms)
        return new

    def at(self, folded: str, start: int) -> Hit | None:
        """The longest form that stands in the folded text at ``start`` and ends at a word's end."""
        first = _FIRST.match(folded, start)
        if first is None:
            return None
        for text, forms in self._index.get(first.group(), ()):
            end = start + len(text)
            if folded.startswith(text, start) and not (end < len(folded) and folded[end].isalnum()):
                return Hit(start, end, forms)
        return None

    def within(self, folded: str, start: int, end: int) -> Hit | None:
        """The longest form at ``start`` that ends before ``end``: the adjective inside "Ruritanian army"."""
        first = _FIRST.match(folded, start)
        if first is None:
            return None
        for text, forms in self._index.get(first.group(), ()):
            stop = start + len(text)
            if stop < end and folded.startswith(text, start) and not folded[stop].isalnum():
                return Hit(start, stop, forms)
        return None

    def named(self, name: str) -> tuple[Form, ...]:
        """The readings of exactly this text, or nothing."""
        text = fold(name)
        hit = self.at(text, 0)
        return hit.forms if hit is not None and hit.end == len(text) else ()


_RANKS = ("name", "short", "official", "acronym", "alias", "adjective", "demonym-plural", "demonym", "capital", "seat",
          "member", "combining", "former", "place", "region")  # fmt: skip


def _rank(form: Form) -> int:
    return _RANKS.index(form.use) if form.use in _RANKS else len(_RANKS)


@cache
def gazetteer() -> Gazetteer:
    """The built-in parties and places: ``countries.csv``, ``places.csv``, ``actors.csv`` with ``actor_forms.csv``."""
    parties: list[Party] = []
    forms: list[Form] = []
    wikidata = {}
    names = {}
    shared: list[tuple[str, str]] = []
    for line in table("countries"):
        if line["kind"] == "wikidata":
            wikidata[line["id"]] = line["form"]
            continue
        if line["kind"] in ("name", "former") and line["id"] not in names:
            names[line["id"]] = line["form"]
        note = line["note"] or ""
        if note.startswith("part"):
            continue  # Scotland is a place in the United Kingdom, not another name of it
        forms.append(Form(line["form"], line["id"], line["kind"], "ambiguous" in note))
        if line["kind"] == "capital" and note.startswith("also the "):
            shared.append((line["form"], note.removeprefix("also the ")))
    for line in table("places"):
        use = "place" if line["kind"] in ("city", "district") else "region"
        forms.append(Form(line["form"], line["id"], use, "ambiguous" in (line["note"] or "")))
    for line in table("countries"):
        if line["kind"] == "name":
            names[line["id"]] = line["form"]
    parties.extend(
        Party(code, name.removeprefix("the "), "state", code, "", wikidata.get(code, ""))
        for code, name in names.items()
    )
    for line in table("actors"):
        rest = (line["country"] or "", line["side"] or "", line["wikidata"] or "")
        parties.append(Party(line["id"], line["name"], line["kind"], *rest))
        forms.append(Form(line["name"], line["id"], "name"))
    for line in table("actor_forms"):
        forms.append(Form(line["form"], line["id"], line["kind"], "ambiguous" in (line["note"] or "")))
    named = {form.text for form in forms}
    for line in table("agencies"):
        if line["form"] not in named:
            forms.append(Form(line["form"], f"agency:{line['id']}", "agency"))
        parties.append(Party(f"agency:{line['id']}", line["id"], "organisation"))
    by_name = {party.name: party.id for party in parties if party.kind != "state"}
    forms.extend(Form(form, by_name[name], "seat") for form, name in shared if name in by_name)
    return Gazetteer(parties, forms)


@cache
def capitals() -> dict[str, str]:
    """ISO 3166-1 alpha-3 of every country → its present capital."""
    found: dict[str, str] = {}
    for line in table("countries"):
        if line["kind"] == "capital" and not line["valid_to"]:
            found.setdefault(line["id"], line["form"])
    return found


@cache
def official_names() -> dict[str, tuple[str, ...]]:
    """The formal names of every state ("Islamic Republic of Pakistan"), by its code."""
    found: dict[str, tuple[str, ...]] = {}
    for line in table("countries"):
        if line["kind"] == "official":
            found[line["id"]] = (*found.get(line["id"], ()), line["form"])
    return found
