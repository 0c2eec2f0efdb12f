"""Times with names: holidays, and eras such as wars and administrations."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.knowledge.tables import rows
from dragoman.reading.times import calendar as cal
from dragoman.reading.times import feasts
from dragoman.reading.times.found import Found
from dragoman.reading.times.refs import by_two_words
from dragoman.reading.times.words import Words
from dragoman.record import rule

_SPLIT = re.compile(r"[^\W\d_]+|\d+(?:st|nd|rd|th)?|[^\w\s]")


class Name(NamedTuple):
    """A name in words as a text is split, and its value: the rule of a holiday, or the days of an era."""

    words: tuple[str, ...]
    value: str
    first: str
    last: str
    kind: str = "holiday"


def _split(form: str) -> tuple[str, ...]:
    return tuple(w.lower() for w in _SPLIT.findall(form.replace("’", "'")))


@lru_cache(maxsize=1)
def names() -> dict[str, dict[str, tuple[Name, ...]]]:
    """First word → second word (or an empty string) → the holidays and eras that begin so, longest first."""
    forms: dict[tuple[str, ...], Name] = {}
    for row in rows("holidays"):
        words = _split(row.form)
        if words and feasts.days(row.id, 2000) + feasts.days(row.id, 2001):
            forms.setdefault(words, Name(words, row.id, "", ""))
    for row in rows("eras"):
        words = _split(row.form)
        if words and row.valid_from and len(row.valid_from) >= 4:
            known = forms.get(words)
            if known is None:
                forms[words] = Name(words, "", row.valid_from, row.valid_to or "", row.kind)
            elif not known.value:
                # "the Bush administration" is one of two: only both together are sure
                ends = known.last and row.valid_to
                last = max(known.last, row.valid_to) if ends else ""
                forms[words] = Name(words, "", min(known.first, row.valid_from), last, known.kind)
    return by_two_words(list(forms.values()))


_ERAS = frozenset({"war", "administration", "period", "crisis"})
_INTO = frozenset({"during", "since", "until", "throughout", "in", "under", "amid"})


def named(words: Words, first: int, last: int, name: Name) -> Found | None:
    """The holiday or era in words ``first`` to ``last``."""
    return holiday(words, first, last, name) if name.value else era(words, first, last, name)


@rule("times.holiday")
def holiday(words: Words, first: int, last: int, name: Name) -> Found | None:
    """A holiday is its day in the year nearest to the report in the clause's direction."""
    if not words.surface(last - 1)[:1].isupper() or words.lower(last) in ("island", "islands", "tree"):
        return None
    found = Found(first, last, "DATE", holiday.id, shift=f"?f{name.value}", directed=True)
    if not feasts.exact(name.value):
        found.mod = "APPROX"
    step = words.lower(first - 1)
    if step in ("last", "next", "this"):
        found.first = first - 1
        if step != "this":
            found.directed = False
            found.direction = "past" if step == "last" else "future"
    if words.lower(last) in ("week", "weekend") and name.value == "easter":
        found.last = last + 1
        found.shift = f"{found.shift}~W"
    return found


@rule("times.era")
def era(words: Words, first: int, last: int, name: Name) -> Found | None:
    """A war or administration after "during" or "under" is the time that it lasted, an event after "since" its day."""
    if any(words.lowers[k][:1].isdigit() and len(words.lowers[k]) == 4 for k in range(first, last)):
        return None
    if (dated := _dated(words, first, last, name)) is not None:
        return dated
    if name.kind == "event" and words.lower(first - 1) in ("since", "until") and len(name.first) == 10:
        return _event(first, last, name)
    if name.kind not in _ERAS:
        return None
    if _dated_beside(words, first, last):
        return Found(first, last, "DATE", "", value=None)
    if words.lower(first - 1) not in _INTO or not any(words.surface(k)[:1].isupper() for k in range(first, last)):
        return None if not _has_time_word(words, first, last) else Found(first, last, "DATE", "", value=None)
    if words.lower(first - 1) == "in" and name.words[-1] not in ("era", "years", "period", "war", "age"):
        return None
    low, high = name.first, name.last or ".."
    found = Found(first, last, "DATE", era.id, value=f"{low}/{high}", edtf=f"{low}/{high}")
    found.earliest = _edge(low, "-01-01")
    found.latest = _edge(name.last, "-12-31") if name.last else None
    return found


def _event(first: int, last: int, name: Name) -> Found | None:
    """The first day of an event that something has lasted since."""
    return Found(first, last, "DATE", era.id, value=name.first) if cal.day(name.first) else None


def _dated_beside(words: Words, first: int, last: int) -> bool:
    """Whether a year or decade of its own follows the era ("the civil war in the 1980s"): it tells the time better."""
    i = last + (words.lower(last) in ("in", "of"))
    i += words.lower(i) in ("the", "early", "late")
    i += words.lower(i) in ("early", "late")
    low = words.lower(i)
    return (low[:4].isdigit() and len(low.rstrip("s'")) == 4) or words.value(
        min(i, len(words.lowers) - 1), "DECADE"
    ) is not None


_TIME_KINDS = ("UNIT", "UNITS", "SEASON", "SEASONCAP", "WEEKDAY", "PART")


def _has_time_word(words: Words, first: int, last: int) -> bool:
    """Whether the name itself holds a word that would be read as a time ("the Six-Day War")."""
    return any(words.value(k, kind) is not None for k in range(first, last) for kind in _TIME_KINDS)


def _dated(words: Words, first: int, last: int, name: Name) -> Found | None:
    """The month or day in an event's name ("the Sept. 11 attacks", "the October Revolution") is that of the event."""
    for i in range(first, last):
        month = next((v for kind in ("MONTH", "MABBR", "MONTHCAP") if (v := words.value(i, kind))), None)
        if month is None:
            continue
        if name.first[5:7] != f"{int(month):02d}":
            return Found(first, last, "DATE", "", value=None)
        j = i + 1
        while j < last and (words.lowers[j] == "." or words.lowers[j].rstrip("stndrh").isdigit()):
            j += 1
        day = any(words.lowers[k][:1].isdigit() for k in range(i, j))
        return Found(i, j, "DATE", era.id, value=name.first if day else name.first[:7])
    return None


def _edge(day: str, rest: str) -> str | None:
    if len(day) == 10:
        return day
    if len(day) == 4:
        return day + rest
    if len(day) == 7:
        known = cal.bounds(day)
        return (known.earliest if rest == "-01-01" else known.latest) if known else None
    return None
