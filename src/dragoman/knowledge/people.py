"""Given names, and who held which office when."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from dragoman.knowledge.fold import fold, lowered
from dragoman.knowledge.tables import rows


class Tenure(NamedTuple):
    """One stretch in one office. ``of`` is ISO 3166-1 alpha-3 or an actor's id; dates ISO, possibly cut short; an
    empty ``until`` means that it had not ended when the file was made."""

    name: str
    person: str
    office: str
    of: str
    since: str
    until: str


def _files(stem: str) -> list[str]:
    folder = resources.files("dragoman.knowledge").joinpath("data")
    return sorted(f.name[:-4] for f in folder.iterdir() if f.name.startswith(stem) and f.name.endswith(".csv"))


@cache
def given_names() -> dict[str, str]:
    """Folded lower-case given names → ``male``, ``female`` or an empty string where it may be either."""
    found: dict[str, str] = {}
    for row in (row for file in _files("given_names") for row in rows(file)):
        key = lowered(fold(row.form))
        gender = {"m": "male", "f": "female"}.get(row.kind, row.kind if row.kind in ("male", "female") else "")
        if key in found and found[key] != gender:
            gender = ""
        found[key] = gender
    return found


@cache
def tenures() -> dict[str, tuple[Tenure, ...]]:
    """Tenures by every known way of writing the holder's name (folded, lower case, hyphens as spaces)."""
    by_person: dict[str, list[Tenure]] = {}
    forms: dict[str, dict[str, None]] = {}
    for file in _files("offices_"):
        for row in rows(file):
            person = row.id or row.form
            by_person.setdefault(person, []).append(
                Tenure(row.form, person, row.kind, row.of, row.valid_from, row.valid_to)
            )
            forms.setdefault(name_key(row.form), {})[person] = None
    for file in _files("people_forms_"):
        for row in rows(file):
            if row.id in by_person:
                forms.setdefault(name_key(row.form), {})[row.id] = None
    return {key: tuple(t for person in people for t in by_person[person]) for key, people in forms.items()}


def name_key(name: str) -> str:
    """A person's name made comparable: folded, lower case, without full stops, hyphens as spaces."""
    return " ".join(lowered(fold(name)).replace("-", " ").replace(".", " ").replace("'", "").split())


@cache
def sole_owners() -> dict[str, str]:
    """Offices that belong to one party where no other is named (``secretary-of-state``: USA), with that party's id."""
    return {row.form: row.id for row in rows("sole_offices")}


@cache
def family_offices() -> dict[tuple[str, str], tuple[Tenure, ...]]:
    """Tenures by the holder's last name (folded, lower case) and office, for "President Clinton"."""
    found: dict[tuple[str, str], list[Tenure]] = {}
    for held in dict.fromkeys(tenures().values()):
        for tenure in held:
            key = (name_key(tenure.name).split()[-1], tenure.office)
            if tenure not in found.setdefault(key, []):
                found[key].append(tenure)
    return {key: tuple(held) for key, held in found.items()}
