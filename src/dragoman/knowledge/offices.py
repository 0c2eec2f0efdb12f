"""Who held which office when, and the words by which a text names people and offices.

The lists are ``data/offices_*.csv`` (one line a tenure), ``data/people_forms_*.csv`` (other spellings),
``data/titles.csv`` (title words → office codes) and ``data/office_groups.csv`` (which offices a title may mean). All
words are compared as :func:`plain` words: lower case, without accents, split at hyphens and dots.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import rows

Form = tuple[str, ...]

_WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]{2}))?|\d+")
_PARTICLES = frozenset("al el bin ibn abu de da di van von der den la le ul ur".split())
_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "MAC", "SGP", "KHM", "VNM", "LAO", "MMR", "MNG", "un"})
_GIVEN_NAMES_USED = frozenset(
    "IRQ SAU JOR MAR KWT QAT BHR OMN ARE VNM THA ETH ERI ISL MYS IDN BTN NPL".split()
)  # fmt: skip
"""States whose leaders news calls by a given name ("King Abdullah", "President Saddam")."""
_BELOW = frozenset({"deputy", "assistant", "vice", "associate", "under", "undersecretary", "former", "ex"})
_MONARCHS = frozenset({"monarch", "pope", "emir"})


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office. ``earliest``/``latest`` are inclusive ISO days; ``latest`` is None while it lasts.

    ``of`` is the state (ISO 3166-1 alpha-3) or organisation; ``to`` where an ambassador is sent.
    """

    person: str
    name: str
    office: str
    of: str
    earliest: str
    latest: str | None
    to: str | None = None
    note: str = ""


def plain(text: str) -> Form:
    """The words of a name or title for comparison."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'"))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).lower()
    return tuple(w.replace("'", "") for w in _WORD.findall(flat))


def _names(prefix: str) -> list[str]:
    folder = resources.files("dragoman.knowledge").joinpath("data")
    return sorted(p.name[:-4] for p in folder.iterdir() if p.name.startswith(prefix) and p.name.endswith(".csv"))


def first_day(value: str) -> str:
    """The first day of an ISO date that may be cut short."""
    return value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value


def last_day(value: str) -> str:
    """The last day of an ISO date that may be cut short."""
    if len(value) == 4:
        return value + "-12-31"
    if len(value) == 7:
        from calendar import monthrange

        return f"{value}-{monthrange(int(value[:4]), int(value[5:7]))[1]:02d}"
    return value


@cache
def tenures() -> tuple[Tenure, ...]:
    """All tenures of all ``offices_*`` files, in the files' order."""
    out = []
    for name in _names("offices_"):
        for row in rows(name):
            if not row.valid_from:
                continue
            to = re.search(r"\bto:(\w+)", row.note)
            out.append(
                Tenure(
                    person=row.id,
                    name=row.form,
                    office=row.kind,
                    of=row.of,
                    earliest=first_day(row.valid_from),
                    latest=last_day(row.valid_to) if row.valid_to else None,
                    to=to[1] if to else None,
                    note=row.note,
                )
            )
    return tuple(out)


@cache
def by_person() -> dict[str, tuple[Tenure, ...]]:
    """Person id → that person's tenures."""
    found: dict[str, list[Tenure]] = {}
    for tenure in tenures():
        found.setdefault(tenure.person, []).append(tenure)
    return {person: tuple(of) for person, of in found.items()}


@cache
def full_names() -> dict[str, tuple[tuple[Form, frozenset[str]], ...]]:
    """First word → the full names that begin with it (longest first), each with the ids of the people so called."""
    forms: dict[Form, set[str]] = {}
    for tenure in tenures():
        forms.setdefault(plain(tenure.name), set()).add(tenure.person)
    for name in _names("people_forms_"):
        for row in rows(name):
            if row.kind == "spelling":
                forms.setdefault(plain(row.form), set()).add(row.id)
    heads: dict[str, list[tuple[Form, frozenset[str]]]] = {}
    for form, people in forms.items():
        if len(form) > 1:
            heads.setdefault(form[0], []).append((form, frozenset(people)))
    return {head: tuple(sorted(of, key=lambda f: (-len(f[0]), f[0]))) for head, of in heads.items()}


@cache
def short_names() -> dict[Form, frozenset[str]]:
    """Surnames, and given names where news uses them, → ids; good only right beside a title."""
    found: dict[Form, set[str]] = {}

    def add(form: Form, person: str) -> None:
        if form and len(form[-1]) > 1:
            found.setdefault(form, set()).add(person)

    for tenure in tenures():
        words = plain(tenure.name)
        add(words[-1:], tenure.person)
        i = len(words) - 1
        while i > 0 and words[i - 1] in _PARTICLES:
            i -= 1
        add(words[i:], tenure.person)
        if (
            len(words) == 1
            or tenure.of in _SURNAME_FIRST
            or tenure.of in _GIVEN_NAMES_USED
            or tenure.office in _MONARCHS
        ):
            add(words[:1], tenure.person)
            if tenure.office in _MONARCHS:
                add(words, tenure.person)
                add(words[:2], tenure.person)
        # "Iglesias Turrión", "Rodríguez Zapatero": both halves of a double surname
        if len(words) == 3 and words[1] not in _PARTICLES:
            add(words[1:], tenure.person)
    return {form: frozenset(people) for form, people in found.items()}


@cache
def titles() -> dict[str, tuple[tuple[Form, str], ...]]:
    """Last word of a title → the titles that end with it (longest first) with their office codes."""
    groups = title_offices()
    heads: dict[str, dict[Form, str]] = {}
    for row in rows("titles"):
        form = plain(row.form)
        if form and row.id in groups and not (form[0] in _BELOW and form[0] not in row.id):
            heads.setdefault(form[-1], {}).setdefault(form, row.id)
    return {head: tuple(sorted(of.items(), key=lambda f: (-len(f[0]), f[0]))) for head, of in heads.items()}


@cache
def title_offices() -> dict[str, frozenset[str]]:
    """Title code → the office codes of the tenure lists that it may mean."""
    found: dict[str, set[str]] = {}
    for row in rows("office_groups"):
        found.setdefault(row.form, set()).add(row.id)
    return {code: frozenset(offices) for code, offices in found.items()}


@cache
def tenure_words() -> dict[str, dict[str, str]]:
    """Place ("before", "behind") → word → what it does to a tenure."""
    from dragoman.knowledge.tables import table

    found: dict[str, dict[str, str]] = {"before": {}, "behind": {}}
    for line in table("tenure_shifts"):
        found[line["kind"]]["".join(plain(line["form"]))] = line["value"]
    return found


_STATE_KINDS = frozenset({"name", "short", "adjective", "demonym", "capital", "official", "former"})


@cache
def states() -> dict[str, tuple[tuple[Form, str], ...]]:
    """Last word of a state's name, adjective or capital → (form, ISO code), longest first."""
    heads: dict[str, dict[Form, str]] = {}
    for row in rows("countries"):
        if row.kind in _STATE_KINDS and "ambiguous" not in row.note:
            form = plain(row.form)
            if form:
                heads.setdefault(form[-1], {}).setdefault(form, row.id)
    return {head: tuple(sorted(of.items(), key=lambda f: (-len(f[0]), f[0]))) for head, of in heads.items()}
