"""Relative times as small symbols, and their value once the day that they are counted from is known.

A symbol is what stays on a time expression so that it can be resolved later without reading the text again:

``Y-1``, ``M+0``, ``W+1``, ``D-1``, ``Q+0``, ``H+0``, ``E-1``, ``C+0``, ``N-1``
    the calendar year, month, week, day, quarter, half-year, decade, century, weekend, so many away from the base's own;
    a part of it may follow: ``Y-1/Q3``, ``Y+0/M10``, ``Y+0/SU``, ``Y+0/H1``, ``M+0/D15``, ``W-1/D2`` (weekday 2).
``-P3D``, ``+P2W``
    so much before or after the base, in the unit's own grain.
``?w1``, ``?m10``, ``?d10-13``, ``?sSU``, ``?q3``, ``?h1``, ``?e8``, ``?feaster``, ``?n``, ``?k``
    the weekday, month, day of a month, season, quarter, half-year, decade, holiday, day number, weekend nearest to the
    base in the expression's direction; ``?W1``, ``?M10`` and ``?sSU!`` are never the base's own.

``^-1`` behind one of these is the day before what it gives; a time of day may follow after a bar: ``?w1|TMO``,
``D-1|T22:00``.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from dragoman.reading.times import calendar as cal
from dragoman.reading.times import feasts

Direction = Literal["past", "future", "same"] | None

_CALENDAR = re.compile(r"(Y|M|W|D|Q|H|E|C|N)([+-]\d+)(?:/(.+))?$")
_AMOUNT = re.compile(r"([+-])P(\d+)([YMWDQEC])$")
_DIRECTED = re.compile(r"\?([wWmMdsqhfenk])(.*)$")


DAY_BEFORE = "^-1"


def symbolic(symbol: str) -> str:
    """The TIMEX3 value of a symbol while its base is not known: ``XXXX-WXX-1``, ``XXXX-10``, ``XXXX-XX-XX``."""
    body, _, clock = symbol.partition("|")
    return _symbolic(body) + clock


@lru_cache(maxsize=2048)
def _symbolic(body: str) -> str:
    if body.endswith(DAY_BEFORE):
        return "XXXX-XX-XX"
    if found := _DIRECTED.match(body):
        kind, rest = found.groups()
        if kind in "wW":
            return f"XXXX-WXX-{rest}"
        if kind in "mMd":
            return f"XXXX-{rest}" if kind == "d" else f"XXXX-{int(rest):02d}"
        if kind == "k":
            return "XXXX-WXX-WE"
        if kind in "sqh":
            return {"s": f"XXXX-{rest[:2]}", "q": f"XXXX-Q{rest}", "h": f"XXXX-H{rest}"}[kind]
        if kind == "e":
            return f"XX{rest}"
        if kind == "f" and rest.startswith("--"):
            return f"XXXX-{rest[2:]}"
        return f"XXXX-XX-{int(rest):02d}" if kind == "n" else "XXXX-XX-XX"
    if found := _CALENDAR.match(body):
        unit, _, part = found.groups()
        if part:
            if unit == "Y":
                return "XXXX-" + (part[1:] if part[0] == "M" else part)
            return f"XXXX-WXX-{part[1:]}" if unit == "W" else f"XXXX-XX-{part[1:]}"
        shapes = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "Q": "XXXX-QX", "H": "XXXX-HX", "E": "XXX", "C": "XX"}
        return shapes.get(unit, "XXXX-WXX-WE" if unit == "N" else "XXXX-XX-XX")
    if found := _AMOUNT.match(body):
        return {"M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "Q": "XXXX-QX"}.get(found[3], "XXXX")
    return "XXXX-XX-XX"


def solve(symbol: str, base: str, direction: Direction = None) -> str | None:
    """The TIMEX3 value of a symbol counted from ``base`` (a resolved TIMEX3 date), or None where that says nothing."""
    body, _, clock = symbol.partition("|")
    value = _solve(body, base.split("T", 1)[0], direction)
    if value is None or not clock:
        return value
    return value + clock if len(value) == 10 and value[4] == "-" and value[5] != "W" else value


@lru_cache(maxsize=8192)
def _solve(body: str, base: str, direction: Direction) -> str | None:
    if body.endswith(DAY_BEFORE):
        after = _solve(body.removesuffix(DAY_BEFORE), base, direction)
        return _unit("D", -1, after) if after else None
    if found := _CALENDAR.match(body):
        value = _unit(found[1], int(found[2]), base)
        if value is None or not found[3]:
            return value
        return _part(found[1], value, found[3])
    if found := _AMOUNT.match(body):
        count = int(found[2]) if len(found[2]) < 6 else 999_999
        return _amount(-count if found[1] == "-" else count, found[3], base)
    if found := _DIRECTED.match(body):
        day = cal.day(base) or _first_day(base)
        return None if day is None else _directed(found[1], found[2], day, direction, exact=len(base) == 10)
    return None


def _first_day(base: str) -> date | None:
    known = cal.bounds(base)
    return cal.day(known.latest) if known else None


def _year(base: str) -> int | None:
    return int(base[:4]) if base[:4].isdigit() and len(base) >= 4 else None


def _month(base: str) -> int | None:
    found = re.match(r"\d{4}-(\d\d)(?:$|-\d\d)", base)
    return int(found[1]) if found else None


def _unit(unit: str, count: int, base: str) -> str | None:
    year = _year(base)
    if year is None:
        return None
    if unit == "Y":
        return f"{year + count:04d}" if cal.FIRST_YEAR <= year + count <= cal.LAST_YEAR else None
    if unit in "EC":
        size = 10 if unit == "E" else 100
        number = year // size + count
        return f"{number:0{5 - len(str(size))}d}" if 0 < number < 10000 // size else None
    month = _month(base)
    if unit in "QH":
        size = 3 if unit == "Q" else 6
        if month is None:
            known = re.match(rf"\d{{4}}-{unit}(\d)$", base)
            if not known:
                return None
            month = (int(known[1]) - 1) * size + 1
        index = year * (12 // size) + (month - 1) // size + count
        return f"{index // (12 // size):04d}-{unit}{index % (12 // size) + 1}"
    if unit == "M":
        moved = cal.add_months(year, month, count) if month else None
        return f"{moved[0]:04d}-{moved[1]:02d}" if moved else None
    day = cal.day(base)
    if unit == "D":
        moved_day = cal.add_days(day, count) if day else None
        return moved_day.isoformat() if moved_day else None
    if day is None:
        found = re.match(r"(\d{4})-W(\d\d?)", base)
        day = cal.monday(int(found[1]), int(found[2])) if found else None
    moved_day = cal.add_days(day, 7 * count) if day else None
    if moved_day is None:
        return None
    return cal.week_of(moved_day) + ("-WE" if unit == "N" else "")


def _part(unit: str, value: str, part: str) -> str | None:
    if unit == "Y":
        if part[0] == "M":
            return f"{value}-{part[1:]}"
        return f"{value}-{part}"
    number = int(part[1:])
    if unit == "M":
        year, month = int(value[:4]), int(value[5:7])
        return f"{value}-{number:02d}" if cal.valid(year, month, number) else None
    if unit == "W":
        first = cal.monday(int(value[:4]), int(value[6:8]))
        moved = cal.add_days(first, number - 1) if first else None
        return moved.isoformat() if moved else None
    return None


def _amount(count: int, unit: str, base: str) -> str | None:
    day = cal.day(base)
    if unit in "WD":
        if day is None:
            return _unit("W", count, base) if unit == "W" else None
        moved = cal.add_days(day, count * (7 if unit == "W" else 1))
        if moved is None:
            return None
        return cal.week_of(moved) if unit == "W" else moved.isoformat()
    if unit == "M":
        return _unit("M", count, base)
    if unit == "Q":
        return _unit("Q", count, base)
    years = count * {"Y": 1, "E": 10, "C": 100}[unit]
    year = _year(base)
    if year is None or not cal.FIRST_YEAR <= year + years <= cal.LAST_YEAR:
        return None
    # counted from a quarter or a month, one year is a year to the same quarter or month
    rest = base[4:] if len(base) == 7 and unit == "Y" and abs(count) == 1 else ""
    return f"{year + years:04d}{rest}"


def _directed(kind: str, rest: str, base: date, direction: Direction, *, exact: bool) -> str | None:
    if kind in "wW":
        away = (int(rest) - base.isoweekday()) % 7
        if not exact:
            return None
        if direction != "future" and (away or kind == "W"):
            away -= 7
        elif kind == "W" and not away:
            away = 7
        moved = cal.add_days(base, away)
        return moved.isoformat() if moved else None
    if kind in "mM":
        strict = {"past": -1, "future": 1}.get(direction or "", 0) if kind == "M" and int(rest) == base.month else 0
        if strict:
            return f"{base.year + strict:04d}-{rest}"
        if kind == "m" and direction == "past" and 0 < (int(rest) - base.month) % 12 <= NEAR_MONTHS:
            direction = "future"  # "was set for March", said in February
        elif kind == "m" and direction == "future" and (base.month - int(rest)) % 12 == 1:
            direction = "past"  # "pledged to leave by November", said in December
        return _year_of(base, direction, int(rest), base.month, f"-{int(rest):02d}", near=5)
    if kind == "d":
        month, number = map(int, rest.split("-"))
        year = _near_year(base, direction, month, number)
        return f"{year:04d}-{rest}" if cal.valid(year, month, number) else None
    if kind == "s":
        return _season(rest, base, direction)
    if kind in "qh":
        size = 3 if kind == "q" else 6
        letter = kind.upper()
        return _quarter(base, direction, int(rest), (base.month - 1) // size + 1, letter)
    if kind == "f":
        return _feast(rest, base, direction)
    if kind == "k":
        ahead = direction == "future" or base.isoweekday() > 5
        found = cal.add_days(base, 0 if ahead else -7)
        return cal.week_of(found) + "-WE" if found else None
    if kind == "e":
        decade = (base.year // 100) * 10 + int(rest)
        if decade * 10 > base.year:
            decade -= 10
        return f"{decade:03d}"
    number = int(rest)
    return f"{base.year:04d}-{base.month:02d}-{number:02d}" if cal.valid(base.year, base.month, number) else None


def _quarter(base: date, direction: Direction, wanted: int, here: int, letter: str) -> str | None:
    """The quarter or half that has just ended or is about to, since reports on a period come soon after it."""
    count = 4 if letter == "Q" else 2
    ahead, back = (wanted - here) % count, (here - wanted) % count
    forward = (direction != "past" and ahead < back) or (ahead == back and direction == "future")
    index = base.year * count + here - 1 + (ahead if forward else -back)
    return f"{index // count:04d}-{letter}{index % count + 1}" if index >= count else None


def _year_of(base: date, direction: Direction, wanted: int, here: int, tail: str, near: int = 12) -> str | None:
    year = base.year
    if direction is None:
        gap = wanted - here
        year += 1 if gap < near - 12 else -1 if gap > near else 0
    if direction == "past" and wanted > here:
        year -= 1
    elif direction == "future" and wanted < here:
        year += 1
    return f"{year:04d}{tail}" if year > 0 else None


NEAR_MONTHS = 2
JUST_PAST_DAYS = 21
NEAR_DAYS = 75
"""A day without year this near on the other side is meant whatever the tense ("invited them to talks on March 12")."""


def _near_year(base: date, direction: Direction, month: int, number: int) -> int:
    """The year of a day without year: the past, the coming or the nearest one."""
    here, there = (base.month, base.day), (month, number)
    year = base.year
    gap = (month - base.month) * 30 + number - base.day
    if direction == "past" and there > here:
        return year if gap <= NEAR_DAYS else year - 1
    if direction == "future" and there < here:
        return year if gap >= -JUST_PAST_DAYS else year + 1
    return year - 1 if gap > 180 else year + 1 if gap < -240 else year


def _season(season: str, base: date, direction: Direction) -> str | None:
    strict = season.endswith("!")
    season = season[:2]
    start = cal.SEASON_START[season]
    year = base.year
    if strict and start <= base.month < start + 3:
        year += 1 if direction == "future" else -1
        return f"{year:04d}-{season}" if year > 0 else None
    if direction == "past" and (year, start) > (year, base.month):
        year -= 1
    elif direction == "future" and base.month >= start + 3:
        year += 1
    return f"{year:04d}-{season}" if year > 0 else None


def _feast(rule: str, base: date, direction: Direction) -> str | None:
    rule, _, week = rule.partition("~")
    if week:
        # a week that has begun is told of as past though its feast is still to come
        ahead = cal.add_days(base, 7 - base.isoweekday()) if direction == "past" else None
        found = _feast(rule, ahead or base, direction)
        day = cal.day(found) if found else None
        return cal.week_of(day) if day else None
    all_days = [d for y in (-1, 0, 1) for d in feasts.days(rule, base.year + y)]
    if not all_days:
        return None
    if direction == "past":
        return max([d for d in all_days if d <= base] or all_days[:1]).isoformat()
    if direction == "future":
        return min([d for d in all_days if d >= base] or all_days[-1:]).isoformat()
    return min(all_days, key=lambda d: (abs(d - base), d)).isoformat()


def solve_between(symbol: str, first: str, last: str, direction: Direction) -> tuple[str, str] | None:
    """Earliest and latest day of a symbol whose base lies somewhere between two days, or None.

    Sound for every symbol that moves forward with its base; a weekday or a month may lie a period off either end.
    """
    low, high = solve(symbol, first, direction), solve(symbol, last, direction)
    a, b = (cal.bounds(low) if low else None), (cal.bounds(high) if high else None)
    if a is None or b is None or a.earliest > b.latest:
        return None
    return a.earliest, b.latest
