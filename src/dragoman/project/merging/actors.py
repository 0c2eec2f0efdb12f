"""When two names in two reports are one person, body or place: small features, each with a sentence and a weight."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from dragoman.project.names import given_names, initials, plain, skeleton, surname


class Form(NamedTuple):
    """One way in which reports write an actor: entities with the same form are not told apart.

    ``side`` is the party that it speaks for, as a country's code or a plain name; ``offices`` are the codes of all
    roles that entities of this form have; ``others`` the other names used for it within one report.
    """

    kind: str
    name: str
    country: str | None
    side: str | None
    wikidata: str | None
    offices: frozenset[str]
    others: frozenset[str]


class Likeness(NamedTuple):
    """How alike two forms are, and why."""

    score: float
    evidence: tuple[str, ...]


NEVER = Likeness(-1.0, ())
SURNAME = 70.0
"""Least likeness (rapidfuzz's ratio, 0 to 100) of two spellings of a surname that share their consonants."""
GIVEN = 72.0
"""The same for given names."""


def likeness(a: Form, b: Form) -> Likeness:
    """How alike two forms of one block are."""
    if a.wikidata and b.wikidata:
        if a.wikidata == b.wikidata:
            return Likeness(1.0, (f"both are {a.wikidata} in Wikidata",))
        return NEVER
    if a.kind == "person" and b.kind == "person":
        return _person(a, b)
    if a.kind == "state":
        return Likeness(1.0, ("the same country",)) if a.country == b.country else NEVER
    if a.kind == "place":
        if a.country and b.country and a.country != b.country:
            return NEVER
        return Likeness(0.9, ("the same place name",)) if plain(a.name) == plain(b.name) else NEVER
    return _body(a, b)


@lru_cache(maxsize=65_536)
def given_alike(a: str, b: str) -> bool | None:
    """Whether the given names of two full names agree; None where one has none."""
    first, second = given_names(a), given_names(b)
    if not first or not second:
        return None
    if _initials(first, second):
        return True
    short, long = sorted((first, second), key=len)
    if len(short) < len(long) and short[0] != long[0] and {skeleton(w) for w in short} <= {skeleton(w) for w in long}:
        return None  # "Kazemi Qomi" leaves the first name of "Hassan Kazemi Qomi" out
    one, two = "".join(first), "".join(second)
    if one == two or skeleton(one) == skeleton(two):
        return True
    if first[0] == second[0]:  # one report leaves a second name out
        return True
    return fuzz.ratio(one, two) >= GIVEN or (
        skeleton(first[0]) == skeleton(second[0]) and fuzz.ratio(first[0], second[0]) >= GIVEN
    )


def _initials(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    short, long = sorted((first, second), key=lambda names: sum(map(len, names)))
    return all(len(name) == 1 for name in short) and all(
        name == other[0] for name, other in zip(short, long, strict=False)
    )


def clash(a: Form, b: Form) -> bool:
    """Whether two forms cannot be one, whatever else speaks for it."""
    if a.wikidata and b.wikidata and a.wikidata != b.wikidata:
        return True
    if a.kind == "person" and b.kind == "person":
        joined = plain(a.name).replace(" ", "") == plain(b.name).replace(" ", "")
        return not joined and given_alike(a.name, b.name) is False
    return False


def _person(a: Form, b: Form) -> Likeness:
    if plain(a.name) == plain(b.name):
        score, says = 0.85, ["the same name"]
    else:
        one, two = surname(a.name), surname(b.name)
        close = fuzz.ratio(one, two)
        if plain(a.name).replace(" ", "") == plain(b.name).replace(" ", ""):  # Ahmadi-Nejad, Ahmadinejad
            one = two
        if one != two and (skeleton(one) != skeleton(two) or close < SURNAME):
            return NEVER
        given = True if one == two and surname(a.name) != surname(b.name) else given_alike(a.name, b.name)
        if given is False:
            return NEVER
        spelling = f"“{a.name}” and “{b.name}” are spellings of one name"
        if given is None:
            # two names that agree say more than a surname alone
            score = 0.65 if min(len(given_names(a.name)), len(given_names(b.name))) else 0.5
            says = [f"“{min(a.name, b.name, key=len)}” is part of “{max(a.name, b.name, key=len)}”"]
        else:
            score, says = (0.8 if one == two or close >= 80 else 0.7), [spelling]
    if a.country and b.country:
        if a.country == b.country:
            score += 0.15
            says.append(f"both of {a.country}")
        else:
            score -= 0.45
            says.append(f"but one of {a.country}, the other of {b.country}")
    elif a.side and b.side:
        score += 0.15 if a.side == b.side else -0.15
        says.append(f"both speak for {a.side}" if a.side == b.side else f"but for {a.side} and for {b.side}")
    shared = sorted(a.offices & b.offices)
    if shared:
        score += 0.2
        says.append(f"both {shared[0].replace('-', ' ')}")
    return Likeness(round(min(score, 1.0), 3), tuple(says))


def _body(a: Form, b: Form) -> Likeness:
    if a.country and b.country and a.country != b.country:
        return NEVER
    one, two = plain(a.name), plain(b.name)
    if one == two:
        return Likeness(0.9, ("the same name",))
    if one in {plain(o) for o in b.others} or two in {plain(o) for o in a.others}:
        return Likeness(0.9, (f"a report uses both “{a.name}” and “{b.name}”",))
    close = fuzz.token_sort_ratio(one, two)
    same_country = bool(a.country and a.country == b.country)
    if close >= 90:
        return Likeness(0.75 + 0.1 * same_country, (f"“{a.name}” and “{b.name}” differ in few letters",))
    if a.name.isupper() != b.name.isupper() and initials(a.name) == initials(b.name) and len(initials(a.name)) > 2:
        return Likeness(0.65, (f"“{min(a.name, b.name, key=len)}” has the initials of the other",))
    if same_country and a.kind == b.kind == "government-body" and fuzz.token_set_ratio(one, two) == 100:
        return Likeness(0.8, (f"“{a.name}” and “{b.name}” are bodies of {a.country} and share their words",))
    return NEVER
