"""Calendar arithmetic, and what a TIMEX3 value means: its EDTF form and its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1, 9998
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of a (northern, meteorological) season; the winter of a year begins in its December."""


class Bounds(NamedTuple):
    """An EDTF level 1 string (or interval) with its first and last day as ISO dates, inclusive."""

    edtf: str
    earliest: str
    latest: str


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d?)(-WE|-(\d))?$")
_QUARTER = re.compile(r"(\d{4})-([QH])(\d)$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")


def valid(year: int, month: int, day: int) -> bool:
    """Whether the day exists in the Gregorian calendar."""
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def day(value: str) -> date | None:
    """The date of an ISO day (a longer string is cut), or None when there is no such day."""
    found = _DAY.match(value[:10])
    if not found:
        return None
    year, month, number = map(int, found.groups())
    return date(year, month, number) if valid(year, month, number) else None


def monday(year: int, week: int) -> date | None:
    """The first day of an ISO week, or None when the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def week_of(moment: date) -> str:
    """The ISO week of a day, as TIMEX3 writes it."""
    year, week, _ = moment.isocalendar()
    return f"{year:04d}-W{week:02d}"


def add_days(moment: date, days: int) -> date | None:
    """The day ``days`` later, or None outside the calendar."""
    try:
        return moment + timedelta(days)
    except OverflowError:
        return None


def add_months(year: int, month: int, months: int) -> tuple[int, int] | None:
    """Year and month ``months`` later, or None outside the calendar."""
    index = year * 12 + month - 1 + months
    year, month = index // 12, index % 12 + 1
    return (year, month) if FIRST_YEAR <= year <= LAST_YEAR else None


def span(first: date, last: date) -> Bounds:
    """Bounds of an interval of days."""
    a, b = first.isoformat(), last.isoformat()
    return Bounds(f"{a}/{b}", a, b)


def _months(year: int, first: int, count: int) -> Bounds | None:
    end = add_months(year, first, count - 1)
    if end is None:
        return None
    last = monthrange(*end)[1]
    return Bounds(
        f"{year:04d}-{first:02d}/{end[0]:04d}-{end[1]:02d}",
        f"{year:04d}-{first:02d}-01",
        f"{end[0]:04d}-{end[1]:02d}-{last:02d}",
    )


@lru_cache(maxsize=4096)
def bounds(value: str) -> Bounds | None:
    """What a resolved TIMEX3 date or time covers, or None for a symbolic, open or impossible one.

    Times of day are bounded by their day. Weeks and quarters become intervals, since EDTF level 1 has no name for them.
    """
    plain = value.split("T", 1)[0] if value[:1].isdigit() else ""
    if not plain or "X" in plain.replace("-XX", "") or int(plain[:2] or 0) == 0:
        return None
    if len(plain) == 4 and plain.isdigit():
        return Bounds(plain, f"{plain}-01-01", f"{plain}-12-31")
    if len(plain) == 3 and plain.isdigit():
        return Bounds(f"{plain}X", f"{plain}0-01-01", f"{plain}9-12-31")
    if len(plain) == 2 and plain.isdigit():
        return Bounds(f"{plain}XX", f"{plain}00-01-01", f"{plain}99-12-31")
    if found := _DAY.match(plain):
        return _day_bounds(value, plain) if day(plain) else None
    if found := _MONTH.match(plain):
        year, month = map(int, found.groups())
        if not 1 <= month <= 12:
            return None
        return Bounds(plain, f"{plain}-01", f"{plain}-{monthrange(year, month)[1]:02d}")
    if found := _WEEK.match(plain):
        first = monday(int(found[1]), int(found[2]))
        if first is None or first.year >= LAST_YEAR:
            return None
        if found[4]:
            one = first + timedelta(int(found[4]) - 1)
            return Bounds(one.isoformat(), one.isoformat(), one.isoformat())
        return span(first + timedelta(5 if found[3] else 0), first + timedelta(6))
    if found := _QUARTER.match(plain):
        size = 3 if found[2] == "Q" else 6
        first_month = (int(found[3]) - 1) * size + 1
        return _months(int(found[1]), first_month, size) if 1 <= first_month <= 12 else None
    if found := _SEASON.match(plain):
        year, season = int(found[1]), found[2]
        months = _months(year, SEASON_START[season], 3)
        return months and Bounds(f"{year:04d}-{_SEASON_EDTF[season]}", months.earliest, months.latest)
    return None


def _day_bounds(value: str, plain: str) -> Bounds:
    clock = re.fullmatch(r"T(\d\d):(\d\d)(:\d\d)?(Z|[+-]\d\d(?::?\d\d)?)?", value[10:])
    edtf = plain
    if clock and clock[1] <= "23":
        zone = clock[4] or ""
        if len(zone) == 3:
            zone += ":00"
        edtf = f"{plain}T{clock[1]}:{clock[2]}{clock[3] or ':00'}{zone}"
    return Bounds(edtf, plain, plain)


def qualified(edtf: str, mod: str | None) -> str:
    """EDTF with the sign for "approximately" where the words say so."""
    return f"{edtf}~" if mod == "APPROX" and "/" not in edtf and "T" not in edtf else edtf
