"""The days of holidays that can be computed, by the rules of ``data/holidays.csv``.

``--MM-DD`` fixed; ``nth:M:N:ddd`` and ``last:M:ddd`` a weekday of a month; ``before:M-D:ddd`` and ``after:M-D:ddd`` the
nearest weekday before or after a day; ``easter±N``, ``orthodox-easter±N``; ``islamic:M:D`` (tabular calendar, so a day
off in places), ``solar-hijri:M:D`` (of Iran's calendar), ``hebrew:M:D`` (month 1 is Nisan), ``chinese:1:1`` (only the
new year).
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from dragoman.knowledge import solar_hijri
from dragoman.reading.times.calendar import FIRST_YEAR, LAST_YEAR, valid

_WEEKDAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}
_CYCLE_FROM, _CYCLE_TO = 1900, 2099
"""Years for which the lunar reckonings below are right."""


@lru_cache(maxsize=2048)
def days(rule: str, year: int) -> tuple[date, ...]:
    """The days of a year on which the holiday falls: none, one, or (in the Islamic calendar) two."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    kind, _, rest = rule.partition(":")
    if rule.startswith("--"):
        month, number = int(rule[2:4]), int(rule[5:7])
        return (date(year, month, number),) if valid(year, month, number) else ()
    if found := re.fullmatch(r"(orthodox-)?easter([+-]\d+)?", rule):
        start = orthodox_easter(year) if found[1] else easter(year)
        return (start + timedelta(int(found[2] or 0)),) if start else ()
    parts = rest.split(":")
    if kind == "nth" and len(parts) == 3:
        return _one(_nth(year, int(parts[0]), _WEEKDAYS.get(parts[2], 0), int(parts[1])))
    if kind == "last" and len(parts) == 2:
        return _one(_nth(year, int(parts[0]), _WEEKDAYS.get(parts[1], 0), -1))
    if kind in ("before", "after") and len(parts) == 2:
        return _one(_beside(year, parts[0], _WEEKDAYS.get(parts[1], 0), 1 if kind == "after" else -1))
    if len(parts) != 2 or not _CYCLE_FROM <= year <= _CYCLE_TO:
        return ()
    month, number = int(parts[0]), int(parts[1])
    if kind == "solar-hijri":
        return solar_hijri.days_of(year, month, number)
    if kind == "islamic":
        return _islamic(year, month, number)
    if kind == "hebrew":
        return _one(_hebrew(year, month, number))
    return _one(_chinese_new_year(year)) if (kind, month, number) == ("chinese", 1, 1) else ()


def exact(rule: str) -> bool:
    """Whether the day is certain; the Islamic months begin with the sighting of the moon, a day or so either way."""
    return not rule.startswith("islamic")


def _one(day: date | None) -> tuple[date, ...]:
    return (day,) if day is not None else ()


def _nth(year: int, month: int, weekday: int, n: int) -> date | None:
    if not (1 <= month <= 12 and weekday and n):
        return None
    size = monthrange(year, month)[1]
    if n > 0:
        number = 1 + (weekday - date(year, month, 1).isoweekday()) % 7 + 7 * (n - 1)
    else:
        number = size - (date(year, month, size).isoweekday() - weekday) % 7 + 7 * (n + 1)
    return date(year, month, number) if 1 <= number <= size else None


def _beside(year: int, day: str, weekday: int, step: int) -> date | None:
    month, _, number = day.partition("-")
    if not weekday or not number.isdigit() or not valid(year, int(month), int(number)):
        return None
    at = date(year, int(month), int(number))
    away = (weekday - at.isoweekday()) % 7 or 7
    return at + timedelta(away if step > 0 else away - 7 if away < 7 else -7)


def easter(year: int) -> date | None:
    """Western Easter Sunday (anonymous Gregorian algorithm, Meeus 1991, chapter 8)."""
    if year < 1583:
        return None
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, number = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, number + 1)


def orthodox_easter(year: int) -> date | None:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus 1991, chapter 8)."""
    if not _CYCLE_FROM <= year <= _CYCLE_TO:
        return None
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, number = divmod(d + e + 114, 31)
    return date(year, month, number + 1) + timedelta(13)


def passover(year: int) -> date:
    """15 Nisan in the Gregorian calendar (Gauss's formula)."""
    hebrew = year + 3760
    a, b = (12 * hebrew + 17) % 19, hebrew % 4
    moment = 32.044093161144 + 1.5542417966212 * a + b / 4.0 - 0.0031777940220923 * hebrew
    whole = int(moment)
    part = moment - whole
    c = (whole + 3 * hebrew + 5 * b + 5) % 7
    if c in (2, 4, 6):
        whole += 1
    elif c == 1 and a > 6 and part >= 0.63287037:
        whole += 2
    elif c == 0 and a > 11 and part >= 0.89772376:
        whole += 1
    return date(year, 3, 1) + timedelta(whole + 12)


_FROM_NISAN = (0, 30, 59, 89, 118, 148, 177)
"""Days from 1 Nisan to the first of each month up to Tishri: their lengths never change."""


def _hebrew(year: int, month: int, number: int) -> date | None:
    nisan = passover(year) - timedelta(14)
    if 1 <= month <= 7:
        return nisan + timedelta(_FROM_NISAN[month - 1] + number - 1)
    if month == 12:
        # the last month before Nisan always has 29 days
        return nisan - timedelta(29 - number + 1)
    new_year, next_year = passover(year) + timedelta(163), passover(min(year + 1, _CYCLE_TO)) + timedelta(163)
    heshvan = 30 if (next_year - new_year).days % 10 == 5 else 29
    return new_year + timedelta(30 + heshvan + number - 1) if month == 9 else None


def _islamic(year: int, month: int, number: int) -> tuple[date, ...]:
    out = []
    guess = (year - 622) * 33 // 32
    for hijri in range(guess - 1, guess + 3):
        count = (11 * hijri + 3) // 30 + 354 * hijri + 30 * month - (month - 1) // 2 + number
        # 1 Muharram 1 is 16 July 622 (Julian): ordinal 227015 in the proleptic Gregorian calendar
        day = date.fromordinal(count - 385 + 227015)
        if day.year == year:
            out.append(day)
    return tuple(out)


def _chinese_new_year(year: int) -> date | None:
    """The day, in China, of the new moon between 21 January and 20 February (Meeus 1991, chapter 47)."""
    first, last = date(year, 1, 21), date(year, 2, 20)
    k = math.floor((year - 2000) * 12.3685)
    for step in range(-1, 4):
        day = _new_moon(k + step)
        if first <= day <= last:
            return day
    return None


def _new_moon(k: int) -> date:
    t = k / 1236.85
    julian = 2451550.09765 + 29.530588853 * k + 0.0001337 * t * t
    sun = math.radians(2.5534 + 29.10535669 * k)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107438 * t * t)
    height = math.radians(160.7108 + 390.67050274 * k - 0.0016341 * t * t)
    julian += (
        -0.40720 * math.sin(moon)
        + 0.17241 * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * height)
        + 0.00739 * math.sin(moon - sun)
        - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun)
    )
    # Julian day 1721424.5 is the midnight that begins ordinal 0; Chinese time is eight hours ahead
    return date.fromordinal(math.floor(julian + 8 / 24 - 1721424.5))
