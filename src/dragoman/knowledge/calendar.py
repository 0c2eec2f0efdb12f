"""Month names, and calendar days as page furniture and datelines write them."""

from __future__ import annotations

import re
from datetime import date

from dragoman.knowledge import solar_hijri

_FULL = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
MONTHS: dict[str, int] = {name: i + 1 for i, name in enumerate(_FULL)}
MONTHS.update({name[:3]: i + 1 for i, name in enumerate(_FULL)})
MONTHS["sept"] = 9

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?!\d)", re.I)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?(?!\d)", re.I)


def day_of(words: str) -> str | None:
    """The EDTF day in ``words`` ("28 May 2007" → ``2007-05-28``, "May 28" → ``XXXX-05-28``), or None.

    A day of the Solar Hijri calendar counts where its year is named ("28 Khordad 1386" → ``2007-06-18``); without a
    year it is one of two days. Numeric dates are given only when day and month cannot be confused (``28/05/2007``).
    """
    if match := _ISO.search(words):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.search(words):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first > 12 >= second:
            return _iso(year, second, first)
        if second > 12 >= first:
            return _iso(year, first, second)
        return _iso(year, first, second) if first == second else None
    for pattern, month_group, day_group in ((_MONTH_FIRST, 1, 2), (_DAY_FIRST, 2, 1)):
        for match in pattern.finditer(words):
            month = MONTHS.get(match[month_group].lower())
            if month:
                return _iso(int(match[3]) if match[3] else None, month, int(match[day_group]))
    persian = solar_hijri.named(words)
    if persian is None or persian[0] is None:
        return None
    found = solar_hijri.gregorian(persian[0], persian[1], persian[2])
    return found.isoformat() if found else None


def _iso(year: int | None, month: int, day: int) -> str | None:
    try:
        # 2000 is a leap year: 29 February without a year is a day
        found = date(year or 2000, month, day)
    except ValueError:
        return None
    return found.isoformat() if year else f"XXXX-{month:02d}-{day:02d}"
