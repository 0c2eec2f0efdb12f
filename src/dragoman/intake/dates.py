"""Dates as the fields of files write them: by machines, in mail headers, in words of several languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from dragoman.knowledge.calendar import MONTHS, day_of
from dragoman.knowledge.databases import foreign_months

_ISO = re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^((?:18|19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6})?(?:\D|$)")
_WORDS = re.compile(r"(\d{1,2})(?:er|\.)?\s+([^\W\d_]{3,10})\.?,?\s+((?:18|19|20)\d\d)\b")
_MONTH_YEAR = re.compile(r"\b([^\W\d_]{3,10})\.?,?\s+((?:18|19|20)\d\d)\b")


def machine_day(text: str) -> str | None:
    """The ISO day at the start of a machine-written date (``2011-03-04T10:00Z``, ``20110304``), or None."""
    text = text.strip()
    match = _ISO.search(text) or _COMPACT.match(text)
    return _day(*(int(g) for g in match.groups()[:3])) if match else None


def mail_day(text: str) -> str | None:
    """The day, by the sender's own clock, of an RFC 822 date ("Tue, 03 Mar 2009 10:00:00 +0100"), or None."""
    try:
        return _day(*parsedate_to_datetime(text.strip()[:100]).timetuple()[:3])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def worded_day(text: str) -> str | None:
    """The EDTF day, or month where no day is given, that English, French or German words state, or None.

    ``Tuesday, March 3, 2009`` → ``2009-03-03``; ``1er août 2011``; ``3. März 2009``; ``March 2009`` → ``2009-03``.
    A day without a year is none: a field that leaves the year out dates nothing.
    """
    text = text[:200]
    found = day_of(text)
    if found and not found.startswith("XXXX"):
        return found
    for match in _WORDS.finditer(text):
        month = _month(match[2])
        if month and (day := _day(int(match[3]), month, int(match[1]))):
            return day
    for match in _MONTH_YEAR.finditer(text):
        month = _month(match[1])
        if month:
            return f"{match[2]}-{month:02d}"
    return None


def any_day(text: str) -> str | None:
    """The EDTF day of a date in any of these ways of writing, or None."""
    return machine_day(text) or mail_day(text) or worded_day(text)


def filetime_day(ticks: int) -> str | None:
    """The day (UTC) of a Windows FILETIME, hundreds of nanoseconds since 1601, or None."""
    try:
        return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)).date().isoformat()
    except OverflowError:
        return None


def _month(word: str) -> int | None:
    folded = word.casefold()
    return MONTHS.get(folded) or foreign_months().get(folded)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
