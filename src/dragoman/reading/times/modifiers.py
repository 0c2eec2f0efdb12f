"""Words around a time expression that belong to it: "early", "about", "at least", "the end of"."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from dragoman.knowledge.tables import table
from dragoman.reading.times.found import Found
from dragoman.reading.times.words import Words
from dragoman.record import rule


class Modifier(NamedTuple):
    """Words, the TIMEX3 mod that they stand for, and what they may stand with."""

    words: tuple[str, ...]
    mod: str
    of: str


@lru_cache(maxsize=1)
def _modifiers() -> tuple[dict[str, tuple[Modifier, ...]], dict[str, tuple[Modifier, ...]]]:
    before: dict[str, list[Modifier]] = {}
    after: dict[str, list[Modifier]] = {}
    for line in table("time_modifiers"):
        parts = tuple(line["form"].split())
        modifier = Modifier(parts, line["value"], line["of"])
        if line["place"] == "before":
            before.setdefault(parts[-1], []).append(modifier)
        else:
            after.setdefault(parts[0], []).append(modifier)
    return (
        {k: tuple(sorted(v, key=lambda m: -len(m.words))) for k, v in before.items()},
        {k: tuple(sorted(v, key=lambda m: -len(m.words))) for k, v in after.items()},
    )


def _fits(words: Words, found: Found, modifier: Modifier) -> bool:
    if modifier.of == "any":
        return modifier.words != ("around",) or found.rule not in ("times.weekday", "times.deictic-day")
    if modifier.of == "number":
        i = found.first
        low = words.lowers[i]
        return low[:1].isdigit() or words.value(i, "NUMWORD") is not None or (
            words.value(i, "ONE") is not None and (found.type == "DURATION" or found.rule == "times.ago")
        )  # fmt: skip
    if modifier.of == "duration":
        return found.type == "DURATION" or found.rule == "times.ago"
    return found.type == "DATE" and found.rule != "times.ago"


@rule("times.modifier")
def modifier(words: Words, found: Found, floor: int) -> None:
    """ "About", "almost", "more than", "at least", "or so" make a duration or a date less exact."""
    before, after = _modifiers()
    if found.first > floor:
        for candidate in before.get(words.lowers[found.first - 1], ()):
            first = found.first - len(candidate.words)
            if first < floor:
                continue
            if (
                first >= 0
                and tuple(words.lowers[first : found.first]) == candidate.words
                and _fits(words, found, candidate)
            ):
                found.first, found.mod = first, candidate.mod
                break
    for candidate in after.get(words.lower(found.last), ()):
        last = found.last + len(candidate.words)
        if tuple(words.lowers[found.last : last]) == candidate.words and _fits(words, found, candidate):
            found.last, found.mod = last, candidate.mod
            break


_NO_PART = frozenset({"times.ago", "times.present-past-future", "times.clock", "times.in-so-long"})


@rule("times.early-late")
def early_late(words: Words, found: Found, floor: int) -> None:
    """ "Early", "mid-", "late", "earlier", "later" before a date mean a part of it."""
    if found.type not in ("DATE", "TIME") or found.rule in _NO_PART:
        return
    i = found.first - 1
    if i < floor:
        return
    if words.lowers[i] in ("-", "‐", "‑") and i > floor:
        i -= 1
        if fixed := words.value(i, "FIX"):
            found.first, found.mod = i, fixed
            return
    elif words.lowers[i] == "in" and i > floor and words.lowers[found.first] == "the":
        i -= 1  # "early in the week"
        if words.lowers[i] not in ("early", "earlier", "late", "later"):
            return
    mod = words.value(i, "EARLY") or words.value(i, "LATE") or words.value(i, "MID")
    low = words.lowers[i]
    if low == "earlier" or low == "later":
        if words.lower(i - 1) in ("or", "and", "than", "year", "month", "day", "week") or words.lower(i + 1) == "-":
            return
        mod = "START" if low == "earlier" else "END"
    if mod is None:
        return
    if words.lower(i - 1) == "too":
        return
    found.first, found.mod = i, mod
    if words.lower(i - 1) in ("the", "very") and i > floor and low not in ("earlier", "later"):
        found.first = i - 1
        if words.lower(i - 2) == "the" and i - 1 > floor:
            found.first = i - 2


@rule("times.edge-of-date")
def edge_of(words: Words, found: Found, floor: int) -> None:
    """ "The end of 1990", "the beginning of October" are that part of the date."""
    i = found.first
    if found.type != "DATE" or i - 2 < floor or words.lowers[i - 1] != "of":
        return
    mod = words.value(i - 2, "EDGE")
    if mod is None or words.lower(i - 3) not in ("the", "-", "by", "at", "toward", "towards"):
        return
    found.mod = mod
    found.first = i - 3 if words.lower(i - 3) == "the" else i - 2
