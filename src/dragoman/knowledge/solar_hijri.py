"""The Solar Hijri calendar of Iran and Afghanistan: its month names, and its days in the Gregorian calendar.

The year begins at the spring equinox. Which years are leap years follows the cycles of 33 years and their breaks as
K. M. Borkowski gives them ("The Persian calendar for 3000 years", Earth, Moon, and Planets 74, 1996).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from dragoman.knowledge.tables import rows

FIRST_YEAR, LAST_YEAR = 1200, 1500
"""Years that are converted (1821 to 2121)."""
_BREAKS = (
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178,
)  # fmt: skip


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Month name in lower case → its number."""
    return {row.form.lower(): int(row.id) for row in rows("solar_hijri_months")}


@lru_cache(maxsize=512)
def _new_year(year: int) -> date:
    """The Gregorian day of 1 Farvardin."""
    leaps, jump = -14, 0
    before = _BREAKS[0]
    for before, after in pairwise(_BREAKS):
        jump = after - before
        if year < after:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
    n = year - before
    leaps += n // 33 * 8 + (n % 33 + 3) // 4
    if jump % 33 == 4 and jump - n == 4:
        leaps += 1
    gregorian = year + 621
    leap_days = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    march = 20 + leaps - leap_days
    return date(gregorian, 3, 1) + timedelta(march - 1)


def days_in(year: int, month: int) -> int:
    """How many days a month has: 31 for the first six, 30 for the next five, 29 or 30 for Esfand; 0 for no month."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return 0
    if month < 12:
        return 31 if month <= 6 else 30
    return (_new_year(year + 1) - _new_year(year)).days - 336


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day in the Gregorian calendar, or None when there is no such day or it is out of reach."""
    if not 1 <= day <= days_in(year, month):
        return None
    return _new_year(year) + timedelta((month - 1) * 31 - max(month - 7, 0) + day - 1)


def days_of(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of a Gregorian year on which that day and month fall: one, or none."""
    found = (gregorian(year - 622 + step, month, day) for step in (0, 1))
    return tuple(d for d in found if d is not None and d.year == year)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(name.capitalize() for name in sorted(months(), key=len, reverse=True))
    return (
        re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{names})\b(?:,?\s+(?P<year>1[2-4]\d\d)\b)?"),
        re.compile(rf"\b(?P<month>{names})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>1[2-4]\d\d)\b)?"),
    )


def named(words: str) -> tuple[int | None, int, int] | None:
    """Year (None when it is not named), month and day of the first Solar Hijri day in ``words``, or None."""
    for pattern in _patterns():
        if found := pattern.search(words):
            return int(found["year"]) if found["year"] else None, months()[found["month"].lower()], int(found["day"])
    return None
